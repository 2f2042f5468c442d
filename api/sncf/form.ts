import { z } from 'zod'
import { dayField } from '../day-field.ts'
import { idField } from '../id-field.ts'
import { External } from '../sale/input.ts'
import { MOST_FARE_C, RAIL_MEANS } from '../shared/rail.ts'
import { RAIL_REF_MOST, REF_SIGNS } from '../shared/ref.ts'

const ref = z
  .string()
  .trim()
  .min(1)
  .max(RAIL_REF_MOST)
  .regex(REF_SIGNS, { error: 'letters, digits, spaces, / and - only' })

/** A ticket paid on the SNCF's own terminal; its printed fare is needed, whatever the catalogue says. */
export const MemoInput = z
  .strictObject({
    id: idField('sncfMemo'),
    registerId: idField('register'),
    optionId: idField('option'),
    external: External,
    means: z.array(z.enum(RAIL_MEANS)).min(1).max(RAIL_MEANS.length).default(['CARD']),
  })
  .refine((memo) => memo.external.fareC !== undefined, {
    path: ['external', 'fareC'],
    error: 'the printed fare is needed',
  })
export type MemoInput = z.infer<typeof MemoInput>

export const MemoCancel = z.strictObject({ cancelRef: ref })

export const CheckInput = z.strictObject({
  terminal: ref,
  day: dayField,
  reportC: z
    .int()
    .min(-MOST_FARE_C * 10)
    .max(MOST_FARE_C * 100),
  reportCount: z.int().min(0).max(10_000),
  comment: z.string().trim().min(1).max(300).optional(),
})
export type CheckInput = z.infer<typeof CheckInput>

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
export const MonthQuery = z.strictObject({ month })
export const MonthInput = z.strictObject({ month })
export const DayQuery = z.strictObject({ terminal: ref, day: dayField })

export const Ticket = z.object({
  id: z.string(),
  ref: z.string(),
  at: z.string(),
  product: z.string(),
  origin: z.string(),
  destination: z.string(),
  passengers: z.int(),
  fareC: z.int(),
  paidOn: z.enum(['POS_DRAWER', 'SNCF_TERMINAL']),
  status: z.enum(['SOLD', 'CANCELLED_ON_TERMINAL']),
  cancelRef: z.string().nullable(),
  /** Number of its sale; null when it was paid on the terminal. */
  number: z.string().nullable(),
  by: z.string(),
})
export type Ticket = z.infer<typeof Ticket>
export const Tickets = z.object({ tickets: z.array(Ticket) })

export const Check = z.object({
  reportC: z.int(),
  reportCount: z.int(),
  posC: z.int(),
  posCount: z.int(),
  gapC: z.int(),
  comment: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})
export const RailDay = z.object({
  terminal: z.string(),
  day: z.string(),
  posC: z.int(),
  posCount: z.int(),
  drawerC: z.int(),
  terminalC: z.int(),
  /** The last check; null while there is none. */
  check: Check.nullable(),
  /** Tickets came or went since it was checked. */
  changed: z.boolean(),
})
export type RailDay = z.infer<typeof RailDay>

export const Statement = z.object({
  month: z.string(),
  number: z.string().nullable(),
  /** True once it is settled: its figures do not change any more. */
  settled: z.boolean(),
  over: z.boolean(),
  provider: z.string().nullable(),
  rateBp: z.int().nullable(),
  grossC: z.int(),
  drawerC: z.int(),
  terminalC: z.int(),
  tickets: z.int(),
  commissionC: z.int(),
  vatC: z.int(),
  netDueC: z.int(),
})
export type Statement = z.infer<typeof Statement>
export const MonthAnswer = z.object({
  month: z.string(),
  today: z.string(),
  days: z.array(RailDay),
  statement: Statement,
  /** Days with tickets and no check, or with a gap. */
  unchecked: z.int(),
  gaps: z.int(),
  terminals: z.array(z.string()),
})
export type MonthAnswer = z.infer<typeof MonthAnswer>
