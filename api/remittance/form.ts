import { z } from 'zod'
import { dayField } from '../day-field.ts'
import { idField } from '../id-field.ts'
import { ANCV_FACES } from '../shared/cash.ts'
import { REMITTANCE_KINDS, REMITTANCE_STATUSES } from '../shared/remittance.ts'

const Amount = z.number().int().min(0).max(1_000_000_000)
const id = idField('remittance')
const Papers = z
  .array(z.strictObject({ saleId: idField('sale'), n: z.number().int().min(1).max(20) }))
  .min(1)
  .max(2_000)

/** What goes on a slip: cheques and vouchers one by one, card slips by day and register. */
export const RemittanceInput = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('CHEQUE'), tenders: Papers }),
  z.strictObject({
    id,
    kind: z.literal('ANCV'),
    tenders: Papers,
    /** How many of each face value: {"2000": 3}. */
    faces: z.partialRecord(z.enum(ANCV_FACES), z.number().int().min(0).max(10_000)),
    /** Why fewer were counted than were taken in. */
    comment: z.string().trim().min(1).max(300).optional(),
  }),
  z.strictObject({
    id,
    kind: z.literal('CARD'),
    days: z
      .array(z.strictObject({ day: dayField, registerId: idField('register') }))
      .min(1)
      .max(400),
  }),
])
export type RemittanceInput = z.infer<typeof RemittanceInput>

export const RemitInput = z.strictObject({ day: dayField })
export const CreditInput = z.strictObject({ day: dayField, amountC: Amount, feeC: Amount })
export type CreditInput = z.infer<typeof CreditInput>

const Paper = z.object({
  saleId: z.string(),
  n: z.int(),
  number: z.string(),
  day: z.string(),
  siteId: z.string(),
  site: z.string(),
  register: z.string(),
  amountC: z.int(),
  ref: z.string().nullable(),
  dueOn: z.string(),
  late: z.boolean(),
  refundedBy: z.string().nullable(),
})
const Sum = z.object({ count: z.int(), amountC: z.int(), since: z.string().nullable(), late: z.int() })
export const WaitingAnswer = z.object({
  today: z.string(),
  cheques: z.array(Paper),
  vouchers: z.array(Paper),
  cards: z.array(
    z.object({
      day: z.string(),
      registerId: z.string(),
      register: z.string(),
      site: z.string(),
      count: z.int(),
      amountC: z.int(),
    }),
  ),
  sums: z.object({ CHEQUE: Sum, ANCV: Sum, CARD: Sum }),
})

export const RemittanceAnswer = z.object({
  id: z.string(),
  kind: z.enum(REMITTANCE_KINDS),
  number: z.string(),
  status: z.enum(REMITTANCE_STATUSES),
  count: z.int(),
  totalC: z.int(),
  countedC: z.int(),
  faces: z.record(z.string(), z.int()),
  comment: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  remittedOn: z.string().nullable(),
  creditedOn: z.string().nullable(),
  creditedC: z.int().nullable(),
  feeC: z.int().nullable(),
})
export const RemittancesQuery = z.strictObject({ after: z.string().max(40).optional() })
export const RemittancesAnswer = z.object({
  remittances: z.array(RemittanceAnswer),
  next: z.string().nullable(),
})
