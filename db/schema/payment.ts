import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { PaymentStatus, PaymentWhy } from '../../api/shared/payment.ts'
import { cents, created, id, instant } from '../columns.ts'

/**
 * One charge on the reader of a register, from the press of the agent to the sale that it settles, or to its money given
 * back. CREATED cannot be charged yet, WAITING may be charged any moment, CHARGED was; the others say how it ended.
 * `basket` has all that the sale needs, people included: it goes as soon as the payment has ended.
 */
export const payment = pgTable(
  'payment',
  {
    id: id(),
    orderId: text().notNull(),
    saleId: text().notNull(),
    registerId: text().notNull(),
    staffId: text().notNull(),
    readerId: text().notNull(),
    amountC: cents().notNull(),
    status: text().$type<PaymentStatus>().notNull(),
    /** Why it ended without a sale, or what it waits for. */
    why: text().$type<PaymentWhy>(),
    /** What was asked for, so that the same id never stands for another basket. */
    digest: text().notNull(),
    basket: jsonb().$type<Record<string, unknown>>(),
    /** The provider's own name for the charge. */
    chargeRef: text(),
    /** Of the card, as its slip prints them: never its number. */
    brand: text(),
    last4: text(),
    authCode: text(),
    refundRef: text(),
    cancelAskedAt: instant(),
    /** When the reader was told to take the card; null while nobody knows that it was. */
    shownAt: instant(),
    at: instant().notNull(),
    /** When it is asked again by itself. */
    dueAt: instant().notNull(),
    tries: integer().notNull(),
    endedAt: instant(),
    created: created(),
  },
  (t) => [
    // The visitor is asked for one card at a time.
    uniqueIndex('payment_live').on(t.orderId).where(sql`${t.status} IN ('CREATED', 'WAITING', 'CHARGED')`),
    index('payment_due').on(t.dueAt).where(sql`${t.endedAt} IS NULL`),
    index('payment_order').on(t.orderId),
    index('payment_charge').on(t.chargeRef),
    check('payment_positive', sql`${t.amountC} > 0`),
    check('payment_forgets', sql`${t.endedAt} IS NULL OR ${t.basket} IS NULL`),
  ],
)

/** What the provider told us, once: an event that comes again is known by its id. Goes after a month. */
export const paymentEvent = pgTable(
  'payment_event',
  { id: id(), kind: text().notNull(), at: instant().notNull() },
  (t) => [index('payment_event_at').on(t.at)],
)

/** The memory of the simulated provider of payments: a demonstration writes it, an office in production never. */
export const standIn = pgTable(
  'stand_in',
  {
    kind: text().$type<'intent' | 'refund' | 'reader' | 'event' | 'answer'>().notNull(),
    id: text().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    dueAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index('stand_in_due').on(t.dueAt).where(sql`${t.dueAt} IS NOT NULL`),
  ],
)
