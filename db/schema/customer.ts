import { index, jsonb, pgTable, primaryKey, text, uniqueIndex, boolean, integer } from 'drizzle-orm/pg-core'
import type { Family, ShortText } from '../../api/shared/catalog.ts'
import type { DiscountKind, DiscountReason } from '../../api/shared/discount.ts'
import type { Role } from '../../api/shared/role.ts'
import type { Enclosure } from '../../api/shared/enclosure.ts'
import type { Language } from '../../api/shared/visitor.ts'
import { created, id, instant } from '../columns.ts'

/**
 * Who ordered, when they said so. Names and addresses of visitors stand here, in `guest` and in `mail` alone: what
 * is sealed knows this row's random id, so that a sale stays whole when the three are gone.
 */
export const customer = pgTable(
  'customer',
  {
    id: id(),
    firstName: text(),
    lastName: text(),
    email: text(),
    /** As dialled from anywhere: +33612345678. */
    phone: text(),
    language: text().$type<Language>().notNull().default('fr'),
    /** Last name, then first, folded (api/shared/visitor.ts): found by how it begins. */
    nameKey: text().notNull().default(''),
    created: created(),
  },
  (t) => [
    index('customer_name').on(t.nameKey.op('text_pattern_ops')),
    index('customer_email').on(t.email.op('text_pattern_ops')),
    index('customer_phone').on(t.phone.op('text_pattern_ops')),
  ],
)

/** The name of one person of a booking, where the product asks for it. Apart from the ticket, to be erased alone. */
export const guest = pgTable(
  'guest',
  {
    bookingId: text().notNull(),
    unitItemId: text().notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.bookingId, t.unitItemId] })],
)

/** What may be taken off a price, by which roles and for which reasons. */
export const discount = pgTable(
  'discount',
  {
    id: id(),
    code: text().notNull(),
    name: jsonb().$type<ShortText>().notNull(),
    kind: text().$type<DiscountKind>().notNull(),
    /** The most it may take: basis points of the price, or cents for each unit. */
    most: integer().notNull(),
    roles: jsonb().$type<Role[]>().notNull(),
    reasons: jsonb().$type<DiscountReason[]>().notNull(),
    families: jsonb().$type<Family[]>(),
    onBehalf: boolean().notNull().default(false),
    active: boolean().notNull().default(true),
    position: integer().notNull().default(0),
  },
  (t) => [uniqueIndex('discount_code').on(t.code)],
)

/**
 * A letter to a visitor: sent, or kept for the office to read when no server is set. Its address and its text name the
 * visitor again: whoever erases a customer erases the letters of their orders too.
 */
export const mail = pgTable(
  'mail',
  {
    id: id(),
    kind: text().$type<'RECEIPT' | 'TICKETS' | 'QUOTE'>().notNull(),
    orderId: text().notNull(),
    saleId: text(),
    recipient: text().notNull(),
    language: text().$type<Language>().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    /** What goes with it, made again from committed rows each time: which document of which sale. */
    attachments: jsonb().$type<Enclosure[]>().notNull(),
    status: text().$type<'QUEUED' | 'SENT' | 'KEPT' | 'FAILED'>().notNull(),
    error: text(),
    at: instant().notNull(),
    /** When the server took it. */
    sentAt: instant(),
    /** When it was given up. */
    failedAt: instant(),
  },
  (t) => [index('mail_order').on(t.orderId), index('mail_at').on(t.at)],
)
