/** The value below which a share of a sorted list lies; 0 for an empty one. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low, high] = [sorted[half - 1] ?? 0, sorted[half] ?? 0]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

export type Side = 'floor' | 'spread' | 'hot' | 'family'
export const SIDES = ['floor', 'spread', 'hot', 'family'] as const

/** One round of one side. `cpu`: microseconds of processor a sale, where they are known. */
export type Round = { rate: number; p50: number; p99: number; cpu: { server: number; load: number } | null }

/** All rounds of one number of clients. */
export type Case = { clients: number; rounds: Record<Side, Round[]> }

const mid = (rounds: readonly Round[], of: (round: Round) => number) => median(rounds.map(of))
const f = (value: number, digits: number) => value.toFixed(digits)

/** Ratios of one round to the floor of the same round: what the machine does in between touches both. */
function ratios(c: Case, side: Side, to: Side, of: (round: Round) => number): number {
  return median(c.rounds[side].map((round, i) => of(round) / of(c.rounds[to][i] as Round)))
}

/** One line a side of each number of clients: medians over the rounds. */
export function measured(cases: readonly Case[]): string[] {
  const lines = [
    '| clients | case | a second | ratio to floor | p50 ms | p99 ms | p99 to floor | CPU µs a sale: server, tills |',
    '|---:|---|---:|---:|---:|---:|---:|---:|',
  ]
  for (const c of cases) {
    for (const side of SIDES) {
      const rounds = c.rounds[side]
      const cpu = rounds.flatMap((r) => (r.cpu ? [r.cpu] : []))
      const cells = [
        c.clients,
        side,
        f(
          mid(rounds, (r) => r.rate),
          0,
        ),
        f(
          ratios(c, side, 'floor', (r) => r.rate),
          2,
        ),
        f(
          mid(rounds, (r) => r.p50),
          1,
        ),
        f(
          mid(rounds, (r) => r.p99),
          1,
        ),
        f(
          ratios(c, side, 'floor', (r) => r.p99),
          2,
        ),
        cpu.length === 0
          ? ''
          : `${f(median(cpu.map((x) => x.server)), 0)}, ${f(median(cpu.map((x) => x.load)), 0)}`,
      ]
      lines.push(`| ${cells.join(' | ')} |`)
    }
  }
  return lines
}

type Target = { what: string; value: number | null; first: number; goal: number; atLeast: boolean }

/** The targets of performance.md for the sale, with what was measured. */
export function targets(cases: readonly Case[], augustP99: number | null): string[] {
  const at = (clients: number) => cases.find((c) => c.clients === clients)
  const rate = (c: Case | undefined) => (c ? ratios(c, 'spread', 'floor', (r) => r.rate) : null)
  const c64 = at(64)
  const list: Target[] = [
    { what: 'sale to floor, 32 clients', value: rate(at(32)), first: 0.35, goal: 0.8, atLeast: true },
    { what: 'sale to floor, 64 clients', value: rate(c64), first: 0.4, goal: 1, atLeast: true },
    {
      what: 'hot session and register to spread, 64 clients',
      value: c64 ? ratios(c64, 'hot', 'spread', (r) => r.rate) : null,
      first: 0.7,
      goal: 1,
      atLeast: true,
    },
    {
      what: "p99 of the sale to the floor's, 64 clients",
      value: c64 ? ratios(c64, 'spread', 'floor', (r) => r.p99) : null,
      first: 2.5,
      goal: 1,
      atLeast: false,
    },
    { what: 'p99 at 10 sales a second, ms', value: augustP99, first: 40, goal: 15, atLeast: false },
  ]
  const sign = (t: Target) => (t.atLeast ? '≥' : '≤')
  const met = (t: Target, bar: number) =>
    t.value !== null && (t.atLeast ? t.value >= bar : t.value <= bar) ? 'met' : 'missed'
  return [
    '| target | measured | first | goal |',
    '|---|---:|---:|---:|',
    ...list
      .filter((t) => t.value !== null)
      .map(
        (t) =>
          `| ${t.what} | ${f(t.value ?? 0, 2)} | ${sign(t)} ${t.first} ${met(t, t.first)} | ${sign(t)} ${t.goal} ${met(t, t.goal)} |`,
      ),
  ]
}
