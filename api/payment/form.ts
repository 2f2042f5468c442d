import { z } from 'zod'
import { idField } from '../id-field.ts'
import { Answer, SellInput } from '../sale/input.ts'
import {
  CARD_LEAST_C,
  PAYMENT_MODES,
  PAYMENT_STATUSES,
  PAYMENT_WHYS,
  SIMULATED_ACTS,
} from '../shared/payment.ts'

/**
 * What a till sends to have the reader of its register ask for a card: the sale, whose tenders are the other parts of the
 * payment, and how much of it the card pays. The payment's id is made by the till: the idempotency key.
 */
export const PaymentInput = z.strictObject({
  id: idField('payment'),
  amountC: z.int().min(CARD_LEAST_C).max(10_000_000),
  sale: SellInput,
})
export type PaymentInput = z.infer<typeof PaymentInput>

/** A payment as the till shows it; `sale` once it is made. */
export const PaymentView = z.object({
  id: z.string(),
  orderId: z.string(),
  saleId: z.string(),
  amountC: z.int(),
  status: z.enum(PAYMENT_STATUSES),
  why: z.enum(PAYMENT_WHYS).nullable(),
  isCancelling: z.boolean(),
  sale: Answer.nullable(),
})
export type PaymentView = z.infer<typeof PaymentView>

export const PaymentPath = z.object({ id: idField('payment') })
export const PaymentsQuery = z.object({ order: idField('order') })
export const RegisterPath = z.object({ id: idField('register') })

export const ReaderInput = z.strictObject({ readerId: z.string().trim().min(1).max(64).nullable() })

export const Readers = z.object({
  readers: z.array(z.object({ id: z.string(), name: z.string(), isOnline: z.boolean() })),
})

export const PaymentTerms = z.object({ mode: z.enum(PAYMENT_MODES) })
export type PaymentTerms = z.infer<typeof PaymentTerms>

export const SimulateInput = z.strictObject({
  readerId: z.string().trim().min(1).max(64),
  act: z.enum(SIMULATED_ACTS),
})

/** What needs a person, or waits for long: charges without a sale. */
export const OpenPayments = z.object({
  payments: z.array(
    z.object({
      id: z.string(),
      register: z.string(),
      orderId: z.string(),
      at: z.string(),
      amountC: z.int(),
      status: z.enum(PAYMENT_STATUSES),
      why: z.enum(PAYMENT_WHYS).nullable(),
      chargeRef: z.string().nullable(),
    }),
  ),
})
