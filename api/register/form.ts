import { z } from 'zod'
import { idField } from '../id-field.ts'

/** Face values of euro notes and coins, in cents. */
export const FACES = [
  '50000',
  '20000',
  '10000',
  '5000',
  '2000',
  '1000',
  '500',
  '200',
  '100',
  '50',
  '20',
  '10',
  '5',
  '2',
  '1',
] as const

/** Pieces counted, by face value in cents: {"5000": 2}. Empty when the sum was typed. */
export type Pieces = { [face: string]: number }

const Pieces = z.partialRecord(z.enum(FACES), z.number().int().min(0).max(10_000))
/** What a drawer may hold: up to 100 000 €. */
const Drawer = z.number().int().min(0).max(10_000_000)

/** Why a drawer does not hold what it should: a code, since the journal takes no free text. */
export const GAP_REASONS = ['MISCOUNT', 'CHANGE_ERROR', 'UNKNOWN', 'THEFT_SUSPECTED'] as const
export type GapReason = (typeof GAP_REASONS)[number]

export const OpenInput = z
  .strictObject({
    id: idField('shift'),
    registerId: idField('register'),
    floatC: Drawer,
    pieces: Pieces.default({}),
  })
  .refine((input) => addsUp(input.pieces, input.floatC), { path: ['pieces'], message: 'must sum to floatC' })
export type OpenInput = z.infer<typeof OpenInput>

export const CloseInput = z
  .strictObject({
    countedC: Drawer,
    pieces: Pieces.default({}),
    gapReason: z.enum(GAP_REASONS).optional(),
  })
  .refine((input) => addsUp(input.pieces, input.countedC), {
    path: ['pieces'],
    message: 'must sum to countedC',
  })
export type CloseInput = z.infer<typeof CloseInput>

/** A shift as the screens see it; `openedBy` is the agent's code. Expected, counted and gap are null while it is open. */
export const Shift = z.object({
  id: z.string(),
  registerId: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  businessDay: z.string(),
  floatC: z.number().int(),
  closedAt: z.string().nullable(),
  expectedC: z.number().int().nullable(),
  countedC: z.number().int().nullable(),
  gapC: z.number().int().nullable(),
})
export type Shift = z.infer<typeof Shift>

/** X reading of a shift. `cash` is what its sales put in the drawer, change taken off; `expectedC` adds the float. */
export const Reading = Shift.extend({
  expectedC: z.number().int(),
  cash: z.number().int(),
  byMeans: z.array(z.object({ means: z.string(), count: z.number().int(), amountC: z.number().int() })),
  saleCount: z.number().int(),
  totalC: z.number().int(),
})
export type Reading = z.infer<typeof Reading>

/** Pieces without the faces of which there are none. */
export function tidyPieces(pieces: Pieces): Pieces {
  return Object.fromEntries(FACES.flatMap((face) => (pieces[face] ? [[face, pieces[face]]] : [])))
}

/** True when both counts hold the same pieces. */
export function samePieces(a: Pieces, b: Pieces): boolean {
  return JSON.stringify(tidyPieces(a)) === JSON.stringify(tidyPieces(b))
}

/** Pieces are optional; when given they must come to the amount. */
function addsUp(pieces: Pieces, amountC: number): boolean {
  const counted = Object.entries(tidyPieces(pieces))
  return counted.length === 0 || counted.reduce((sum, [face, n]) => sum + Number(face) * n, 0) === amountC
}
