import { z } from 'zod'
import { idField } from '../id-field.ts'
import { CLOSURE_KINDS } from '../shared/closure.ts'
import { MEANS } from '../shared/tender.ts'
import { toDay, type Day } from '../shared/time.ts'

const DayText = z
  .string()
  .refine((text) => /^20\d\d-/.test(text) && isDay(text), 'not a day')
  .transform((text) => text as Day)

function isDay(text: string): boolean {
  try {
    return toDay(text) === text
  } catch {
    return false
  }
}

export const MonthQuery = z.strictObject({
  /** The office when none is named. */
  registerId: idField('register').optional(),
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'a month such as 2026-11'),
})
export type MonthQuery = z.infer<typeof MonthQuery>

export const ClosurePath = z.object({ id: idField('register'), kind: z.enum(CLOSURE_KINDS), from: DayText })
export type ClosurePath = z.infer<typeof ClosurePath>

export const PaperQuery = z.strictObject({ paper: z.enum(['80', 'a5']).default('a5') })

const cents = z.number().int()
const count = z.number().int()
const Register = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  site: z.string(),
  kind: z.enum(['COUNTER', 'WEB', 'OFFICE']),
})
const line = {
  kind: z.enum(CLOSURE_KINDS),
  from: z.string(),
  to: z.string(),
  n: count,
  at: z.string(),
  tickets: count,
  netC: cents,
  ownC: cents,
  thirdC: cents,
  voucherC: cents,
  perpetualSignedC: cents,
}
const Line = z.object(line)

export const MonthAnswer = z.object({
  registerId: z.string(),
  registers: z.array(Register),
  month: z.string(),
  first: z.string(),
  days: z.array(z.object({ day: z.string(), closure: Line.nullable() })),
  wholes: z.array(Line),
})

export const SheetAnswer = z.object({
  ...line,
  register: Register,
  office: z.object({
    name: z.string(),
    address: z.string(),
    siret: z.string(),
    demo: z.boolean(),
    zone: z.string(),
  }),
  cancels: count,
  refunds: count,
  fixes: count,
  copies: count,
  firstNumber: z.string().nullable(),
  lastNumber: z.string().nullable(),
  lastHash: z.string().nullable(),
  grossC: cents,
  returnsC: cents,
  vat: z.array(z.object({ rateBp: count, htC: cents, vatC: cents, ttcC: cents })),
  third: z.array(z.object({ code: z.string(), name: z.string(), ttcC: cents })),
  payments: z.array(z.object({ means: z.enum(MEANS), count, amountC: cents })),
  perpetualAbsC: cents,
  perpetualOwnC: cents,
  perpetualThirdC: cents,
  perpetualVoucherC: cents,
  parts: z.array(z.object({ register: z.string(), n: count, hash: z.string() })),
  hash: z.string(),
  prevHash: z.string(),
  letters: z.string(),
  software: z.object({ version: z.string(), coreDigest: z.string() }),
})
