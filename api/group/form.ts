import { z } from 'zod'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'
import { BuyerInput } from '../invoice/form.ts'
import { HoldLineInput, SellInput } from '../sale/input.ts'
import { PAYS_BY, QUOTE_KINDS, QUOTE_STATES } from '../shared/quote.ts'
import { TENDER_REF_MOST } from '../shared/ref.ts'
import { emailField, nameField, orEmpty, phoneField } from '../visitor-field.ts'

export { SALE_REFUSALS } from '../sale/input.ts'

export const QuotePath = idPath('quote')

/** What is asked for, and by whom. A buyer is needed for what is paid on account. */
export const QuoteInput = z
  .strictObject({
    kind: z.enum(QUOTE_KINDS),
    registerId: idField('register'),
    name: nameField,
    email: orEmpty(emailField),
    phone: orEmpty(phoneField),
    buyer: BuyerInput.nullable().default(null),
    lines: z.array(HoldLineInput).min(1).max(50),
    paysBy: z.enum(PAYS_BY).default('COUNTER'),
    validUntil: z.iso.date(),
  })
  .refine((q) => q.paysBy === 'COUNTER' || (q.buyer !== null && q.buyer.kind !== 'PERSON'), {
    error: 'only a company or a public body pays on account',
    path: ['paysBy'],
  })
  .refine((q) => q.kind === 'GROUP' || q.phone !== null, {
    error: 'the number that called is needed',
    path: ['phone'],
  })
export type QuoteInput = z.infer<typeof QuoteInput>

/** `id` is made by the device for one press: asked again, the same quote is answered. */
export const NewQuote = z.strictObject({ id: idField('quote'), quote: QuoteInput })
export type NewQuote = z.infer<typeof NewQuote>

/** Until when the seats are kept; a day from now when absent, never after the sales of a departure end. */
export const AcceptInput = z.strictObject({ dueAt: z.iso.datetime().optional() })
export type AcceptInput = z.infer<typeof AcceptInput>

/** The sale of an accepted quote: by what the till takes, or without tenders on account. `id` is that of the sale. */
export const SettleInput = z.strictObject({
  id: SellInput.shape.id,
  registerId: SellInput.shape.registerId,
  shiftId: SellInput.shape.shiftId,
  tenders: SellInput.shape.tenders,
})
export type SettleInput = z.infer<typeof SettleInput>

export const PaymentInput = z.strictObject({
  id: idField('accountPayment'),
  /** Day of the bank. */
  day: z.iso.date(),
  amountC: z.int().min(1).max(10_000_000),
  /** What the bank says of it. */
  ref: z.string().trim().min(1).max(TENDER_REF_MOST),
})
export type PaymentInput = z.infer<typeof PaymentInput>

const QuoteLine = z.object({
  label: z.string(),
  fare: z.string().nullable(),
  qty: z.int(),
  unitC: z.int(),
  totalC: z.int(),
  serviceDay: z.string().nullable(),
  startsAt: z.string().nullable(),
  provider: z.string().nullable(),
})

export const QuoteSummary = z.object({
  id: z.string(),
  orderId: z.string(),
  number: z.string(),
  version: z.int(),
  kind: z.enum(QUOTE_KINDS),
  status: z.enum(QUOTE_STATES),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  totalC: z.int(),
  paysBy: z.enum(PAYS_BY),
  validUntil: z.string(),
  dueAt: z.string().nullable(),
  /** First departure. */
  firstAt: z.string().nullable(),
  saleId: z.string().nullable(),
  saleNumber: z.string().nullable(),
  /** Day by which what is on account is paid, and what is still owed of it. */
  payDay: z.string().nullable(),
  owedC: z.int(),
  lines: z.array(QuoteLine),
})
export type QuoteSummary = z.infer<typeof QuoteSummary>
export const Quotes = z.object({ quotes: z.array(QuoteSummary) })
export type Quotes = z.infer<typeof Quotes>
