/** True under `npm run proof`: every proof at its full size. */
export const FULL = process.env.PROOF === 'full'

/** The size of a proof: small at every `npm test`, large under `npm run proof`. */
export function sized(small: number, full: number): number {
  return FULL ? full : small
}

/** Prints the figures of a proof, in one line. */
export function figures(text: string): void {
  console.log(`proof: ${text}${FULL ? ' (full)' : ''}`)
}

/** The reasons of the promises that failed. */
export function rejections(settled: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return settled.flatMap((s) => (s.status === 'rejected' ? [s.reason] : []))
}
