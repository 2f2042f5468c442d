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

/** Median and 95th percentile of a list in any order. */
export function spread(values: readonly number[]): { median: number; p95: number; count: number } {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: median(sorted), p95: percentile(sorted, 0.95), count: sorted.length }
}

/** A figure with as many digits as people read: 0.42, 12.3, 1234. */
export function figure(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

/** Lines of a table in Markdown; every column but the first to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)]
}

/** A target of performance.md with what was measured; null when it could not be. */
export type Target = {
  what: string
  value: number | null
  unit: string
  first: number
  goal: number | null
  /** True when more is better: a ratio, a score; false for a time or a size. */
  atLeast: boolean
}

/** Whether a figure meets a bar, in a word. */
export function verdict({ value, atLeast }: Target, bar: number): 'met' | 'missed' | 'not measured' {
  if (value === null || Number.isNaN(value)) return 'not measured'
  return (atLeast ? value >= bar : value <= bar) ? 'met' : 'missed'
}

/** The one table at the end: target, figure, met or missed, for the first mark and for the goal. */
export function targetTable(targets: readonly Target[]): string[] {
  const bar = (t: Target, at: number | null) =>
    at === null ? '' : `${t.atLeast ? '≥' : '≤'} ${at} ${verdict(t, at)}`
  return table(
    ['target', 'measured', 'first', 'goal'],
    targets.map((t) => [
      t.what,
      t.value === null ? '' : `${figure(t.value)}${t.unit === '' ? '' : ` ${t.unit}`}`,
      bar(t, t.first),
      bar(t, t.goal),
    ]),
  )
}
