import { z } from 'zod'
import { Approval } from '../approval-field.ts'
import { idField } from '../id-field.ts'
import {
  ANCV_FACES,
  COUNTED_MEANS,
  GAP_REASONS,
  IN_REASONS,
  MOVEMENT_KINDS,
  OUT_REASONS,
} from '../shared/cash.ts'

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

export const OpenInput = z
  .strictObject({
    id: idField('shift'),
    registerId: idField('register'),
    floatC: Drawer,
    pieces: Pieces.default({}),
    /** Why the drawer does not hold what the shift before left in it. */
    gapReason: z.enum(GAP_REASONS).optional(),
  })
  .refine((input) => addsUp(input.pieces, input.floatC), { path: ['pieces'], message: 'must sum to floatC' })
export type OpenInput = z.infer<typeof OpenInput>

const Bag = z.string().regex(/^[A-Za-z0-9-]{1,20}$/)
const ChequeNumber = z.string().regex(/^[A-Za-z0-9 -]{1,20}$/)

/** Cheques found one by one: those of this shift, and those that it does not know. */
const Cheques = z.strictObject({
  seen: z.array(z.strictObject({ saleId: idField('sale'), n: z.int().min(1) })).max(1_000),
  unknown: z
    .array(z.strictObject({ number: ChequeNumber, amountC: z.int().min(1).max(10_000_000) }))
    .max(100)
    .default([]),
})

const counted = {
  countedC: Drawer,
  pieces: Pieces.default({}),
  cheques: Cheques.optional(),
  /** Chèques-vacances on paper, by face value. */
  ancv: z.partialRecord(z.enum(ANCV_FACES), z.number().int().min(0).max(10_000)).optional(),
  /** Total of the bank's own terminal, as its slip says. */
  cardC: z.int().min(-10_000_000).max(10_000_000).optional(),
}
const PIECES_ADD_UP = { path: ['pieces'], message: 'must sum to countedC' }

/** What was counted of a drawer, before anybody said what was expected. A means that is not named was not found. */
export const CountInput = z
  .strictObject(counted)
  .refine((input) => addsUp(input.pieces, input.countedC), PIECES_ADD_UP)
export type CountInput = z.infer<typeof CountInput>

export const CloseInput = z
  .strictObject({
    ...counted,
    /** Why the cash is off, and why each other means is. */
    gapReason: z.enum(GAP_REASONS).optional(),
    reasons: z.partialRecord(z.enum(COUNTED_MEANS), z.enum(GAP_REASONS)).optional(),
    /** What stays in the drawer; the rest goes to the safe. All of it when absent. */
    leftC: Drawer.optional(),
    bag: Bag.optional(),
    approval: Approval.optional(),
  })
  .refine((input) => addsUp(input.pieces, input.countedC), PIECES_ADD_UP)
  .refine((input) => (input.leftC ?? 0) <= input.countedC, {
    path: ['leftC'],
    message: 'more than was counted',
  })
export type CloseInput = z.infer<typeof CloseInput>

/** Hands the drawer to another agent, who was there when it was counted and says so by their PIN. */
export const HandOverInput = z
  .strictObject({
    id: idField('movement'),
    countedC: Drawer,
    pieces: Pieces.default({}),
    gapReason: z.enum(GAP_REASONS).optional(),
    to: Approval,
    approval: Approval.optional(),
  })
  .refine((input) => addsUp(input.pieces, input.countedC), PIECES_ADD_UP)
export type HandOverInput = z.infer<typeof HandOverInput>

const moved = { id: idField('movement'), amountC: z.int().min(1).max(10_000_000) }
const keysOf = <K extends string>(of: Record<K, string>) => Object.keys(of) as [K, ...K[]]

/** Cash that comes or goes without a sale. `id` is made by the device: sent again, nothing moves twice. */
export const MoveInput = z.discriminatedUnion('kind', [
  z.strictObject({ ...moved, kind: z.literal('IN'), reason: z.enum(keysOf(IN_REASONS)) }),
  z.strictObject({
    ...moved,
    kind: z.literal('OUT'),
    reason: z.enum(keysOf(OUT_REASONS)),
    approval: Approval.optional(),
  }),
  z.strictObject({ ...moved, kind: z.literal('SAFE_DEPOSIT'), bag: Bag.optional() }),
  z.strictObject({ ...moved, kind: z.literal('TRANSFER'), toRegisterId: idField('register') }),
])
export type MoveInput = z.infer<typeof MoveInput>

/** A movement of a drawer, as papers and screens number it: B1-P-12. */
export const Movement = z.object({
  id: z.string(),
  shiftId: z.string(),
  kind: z.enum(MOVEMENT_KINDS),
  number: z.string(),
  amountC: z.int(),
  reason: z.string().nullable(),
  bag: z.string().nullable(),
  /** Of a transfer, the other register's code; of a hand-over, who holds the drawer now. */
  other: z.string().nullable(),
  staff: z.string(),
  at: z.string(),
})
export type Movement = z.infer<typeof Movement>

const CountLine = z.object({
  means: z.enum(COUNTED_MEANS),
  expectedC: z.int(),
  countedC: z.int(),
  gapC: z.int(),
})

/** What a count comes to; `approvalFromC`: a gap above it is approved by a régisseur. */
export const Counted = z.object({ counts: z.array(CountLine), approvalFromC: z.int() })
export type Counted = z.infer<typeof Counted>

/** What a drawer may hold besides cash: the means to count, each cheque by its number. No sums: the count is blind. */
export const ToCount = z.object({
  means: z.array(z.enum(COUNTED_MEANS)),
  cheques: z.array(
    z.object({
      saleId: z.string(),
      n: z.int(),
      sale: z.string(),
      number: z.string().nullable(),
      amountC: z.int(),
      at: z.string(),
    }),
  ),
  /** Reasons that this office may give for taking cash out. */
  outReasons: z.array(z.enum(keysOf(OUT_REASONS))),
})
export type ToCount = z.infer<typeof ToCount>

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

const sumOf = { count: z.int(), amountC: z.int() }

/**
 * X reading of a shift. `cash` is what its sales put in the drawer, change taken off, refunds too; `expectedC` adds the
 * float and what moved. Both are null, as is the cash of `byMeans`, for who will count a drawer that is open: the count
 * is blind (fiscal.md 3.3).
 */
export const Reading = Shift.extend({
  register: z.string(),
  heldBy: z.string(),
  cash: z.int().nullable(),
  byMeans: z.array(z.object({ means: z.string(), count: z.int(), amountC: z.int().nullable() })),
  /** Sales, cancellations, refunds, corrected payments. */
  byDocument: z.array(z.object({ docType: z.string(), ...sumOf })),
  saleCount: z.int(),
  totalC: z.int(),
  ownC: z.int(),
  thirdC: z.int(),
  voucherC: z.int(),
  /** Of the office's own sales. */
  vat: z.array(z.object({ rateBp: z.int().nullable(), htC: z.int(), vatC: z.int(), ttcC: z.int() })),
  byPrincipal: z.array(z.object({ code: z.string(), name: z.string(), amountC: z.int() })),
  copies: z.int(),
  firstNumber: z.string().nullable(),
  lastNumber: z.string().nullable(),
  movements: z.array(Movement),
  /** What was counted when it was closed; none while it is open. */
  counts: z.array(CountLine.extend({ reason: z.string().nullable(), approvedBy: z.string().nullable() })),
  leftC: z.int().nullable(),
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
