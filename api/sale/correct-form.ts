import { z } from 'zod'
import { Approval } from '../approval-field.ts'
import { idField } from '../id-field.ts'
import { CORRECTION_REASONS } from '../shared/correction.ts'
import { MEANS } from '../shared/tender.ts'
import { readIban } from '../shared/iban.ts'
import { RAIL_REF_MOST } from '../shared/ref.ts'
import { ref, SellInput, tenderRef } from './input.ts'

const amount = z.int().min(1).max(10_000_000)

/** An account that a transfer may go to, its check digits right. */
export const ibanField = z
  .string()
  .trim()
  .max(42)
  .refine((text) => readIban(text) !== null, { error: 'not an IBAN' })

/** What is taken back of a line: units, and which tickets when it has some. */
export const TakenBack = z.strictObject({
  n: z.int().min(1),
  qty: z.int().min(1).max(500),
  ticketIds: z.array(idField('ticket')).max(500).optional(),
  /** Of a ticket of the SNCF: the number under which its own terminal cancelled it (fiscal.md 4). */
  cancelRef: ref(RAIL_REF_MOST).optional(),
})

/**
 * How a part of the money is given back: by which means (`api/shared/refund.ts` says which may), for which tender of the
 * corrected sale. `ref` is the credit slip of the terminal; `iban` and `holder` are for what a transfer will pay later.
 */
export const GivenBack = z.strictObject({
  originN: z.int().min(1),
  means: z.enum(MEANS),
  amountC: amount,
  ref: tenderRef.optional(),
  iban: ibanField.optional(),
  holder: z.string().trim().min(1).max(120).optional(),
})

const common = {
  /** Id of the correcting document, made by the till: the idempotency key. */
  id: idField('sale'),
  registerId: idField('register'),
  shiftId: idField('shift'),
  reason: z.enum(CORRECTION_REASONS),
  approval: Approval.optional(),
}

/** POST /sales/:id/corrections: takes back some or all units of a sale. Amounts are positive: what is given back. */
export const CorrectInput = z.strictObject({
  ...common,
  lines: z.array(TakenBack).min(1).max(50),
  tenders: z.array(GivenBack).max(12),
  expected: z.strictObject({ totalC: z.int().min(0) }),
})
export type CorrectInput = z.infer<typeof CorrectInput>

/** POST /sales/:id/payment-fixes: the money came by another means than was said. */
export const PaymentFixInput = z.strictObject({
  ...common,
  from: z
    .array(z.strictObject({ originN: z.int().min(1), amountC: amount }))
    .min(1)
    .max(12),
  to: SellInput.shape.tenders,
})
export type PaymentFixInput = z.infer<typeof PaymentFixInput>

/**
 * POST /sales/:id/exchanges: takes units back and sells others in one go; `sale` is what a till sends for a sale, whose
 * tenders settle only the difference. `tenders` gives back what is left when the new sale is cheaper.
 */
export const ExchangeInput = z.strictObject({
  ...common,
  lines: z.array(TakenBack).min(1).max(50),
  tenders: z.array(GivenBack).max(12),
  sale: SellInput,
  expected: z.strictObject({ totalC: z.int().min(0) }),
})
export type ExchangeInput = z.infer<typeof ExchangeInput>

/** GET /sales/:id/correctable: what can still be taken back, how, and what would need an approval. */
export const Correctable = z.object({
  id: z.string(),
  number: z.string(),
  totalC: z.int(),
  lines: z.array(
    z.object({
      n: z.int(),
      label: z.string(),
      fare: z.string().nullable(),
      qty: z.int(),
      /** Units not yet taken back. */
      left: z.int(),
      unitC: z.int(),
      /** What taking back 1, 2, … `left` of the remaining units gives, in cents: the last takes the rest. */
      backC: z.array(z.int()),
      tickets: z.array(
        z.object({
          id: z.string(),
          shortCode: z.string(),
          name: z.string().nullable(),
          isUsed: z.boolean(),
          isVoid: z.boolean(),
        }),
      ),
      startsAt: z.string().nullable(),
      /** Until when the terms of the provider let it go free; null: any time, or the terms never do (`isFree`). */
      freeUntil: z.string().nullable(),
      isFree: z.boolean(),
      /** Number of the SNCF ticket that the line is of: its lines come back together, with what cancelled it. */
      externalRef: z.string().nullable(),
    }),
  ),
  tenders: z.array(
    z.object({
      n: z.int(),
      means: z.enum(MEANS),
      ref: z.string().nullable(),
      amountC: z.int(),
      /** Not yet given back nor said again. */
      leftC: z.int(),
      /** By which means it may be given back here, the usual one first. */
      ways: z.array(z.enum(MEANS)),
    }),
  ),
  /** Above this total a correction is approved by PIN, in cents. */
  approvalFromC: z.int(),
})
export type Correctable = z.infer<typeof Correctable>

/** What a correction answers, the first time and at every replay; `sale` is the new one of an exchange. */
export const Corrected = z.object({
  id: z.string(),
  number: z.string(),
  docType: z.enum(['CANCEL', 'REFUND', 'PAYMENT_FIX']),
  at: z.string(),
  totalC: z.int(),
  /** Codes of credit notes that were made, with their amounts. */
  vouchers: z.array(z.object({ id: z.string(), code: z.string(), amountC: z.int(), expiresOn: z.string() })),
  /** What waits in the worklist. */
  due: z.array(z.object({ means: z.enum(MEANS), amountC: z.int(), notBefore: z.string().nullable() })),
  sale: z.object({ id: z.string(), number: z.string(), totalC: z.int(), changeC: z.int() }).nullable(),
})
export type Corrected = z.infer<typeof Corrected>
