import { type Cents, cents } from '../../api/shared/money.ts'

/** Faces of the notes and coins of the euro, in cents, as a drawer is counted (fiscal.md 3.5). */
export const NOTES = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500] as const
export const COINS = [200, 100, 50, 20, 10, 5, 2, 1] as const

/** How many of each face, by face in cents. */
export type Pieces = Record<string, number>

/** What the pieces are worth. */
export function worth(pieces: Pieces): Cents {
  let sum = 0
  for (const [face, n] of Object.entries(pieces)) sum += Number(face) * n
  return cents(sum)
}

/** The pieces there are: faces that were counted as none are left out. */
export function counted(pieces: Pieces): Pieces {
  return Object.fromEntries(Object.entries(pieces).filter(([, n]) => n > 0))
}

/** "50 €", "20 c" */
export function faceName(face: number): string {
  return face >= 100 ? `${face / 100}\u00a0€` : `${face}\u00a0c`
}
