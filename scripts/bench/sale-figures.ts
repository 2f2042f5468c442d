import { median, table, type Target } from './figures.ts'

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
  const head = 'clients|case|a second|ratio to floor|p50 ms|p99 ms|p99 to floor|CPU µs a sale: server, tills'
  const rows = cases.flatMap((c) => SIDES.map((side) => rowOf(c, side)))
  return table(head.split('|'), rows)
}

function rowOf(c: Case, side: Side): (string | number)[] {
  const rounds = c.rounds[side]
  const cpu = rounds.flatMap((r) => (r.cpu ? [r.cpu] : []))
  const middle = (of: (round: Round) => number, digits: number) => f(mid(rounds, of), digits)
  const ratio = (of: (round: Round) => number) => f(ratios(c, side, 'floor', of), 2)
  return [
    c.clients,
    side,
    middle((r) => r.rate, 0),
    ratio((r) => r.rate),
    middle((r) => r.p50, 1),
    middle((r) => r.p99, 1),
    ratio((r) => r.p99),
    cpu.length === 0
      ? ''
      : `${f(median(cpu.map((x) => x.server)), 0)}, ${f(median(cpu.map((x) => x.load)), 0)}`,
  ]
}

/** The targets of performance.md for the sale, with what was measured. */
export function targets(cases: readonly Case[], augustP99: number | null): Target[] {
  const at = (clients: number) => cases.find((c) => c.clients === clients)
  const rate = (c: Case | undefined) => (c ? ratios(c, 'spread', 'floor', (r) => r.rate) : null)
  const c64 = at(64)
  const list: Target[] = [
    {
      what: 'sale to floor, 32 clients',
      value: rate(at(32)),
      unit: '',
      first: 0.35,
      goal: 0.8,
      atLeast: true,
    },
    { what: 'sale to floor, 64 clients', value: rate(c64), unit: '', first: 0.4, goal: 1, atLeast: true },
    {
      what: 'hot session and register to spread, 64 clients',
      value: c64 ? ratios(c64, 'hot', 'spread', (r) => r.rate) : null,
      unit: '',
      first: 0.7,
      goal: 1,
      atLeast: true,
    },
    {
      what: "p99 of the sale to the floor's, 64 clients",
      value: c64 ? ratios(c64, 'spread', 'floor', (r) => r.p99) : null,
      unit: '',
      first: 2.5,
      goal: 1,
      atLeast: false,
    },
    { what: 'p99 at 10 sales a second', value: augustP99, unit: 'ms', first: 40, goal: 15, atLeast: false },
  ]
  return list.filter((t) => t.value !== null)
}
