import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { cents, day, id, instant } from '../columns.ts'

/**
 * One ticket for each unit item. Its signed code is not stored: Ed25519 is deterministic, so the code is made again,
 * bit for bit, from these columns and the key named here (api/ticket/code.ts).
 */
export const ticket = pgTable(
  'ticket',
  {
    id: id(),
    unitItemId: text().notNull(),
    bookingId: text().notNull(),
    saleId: text().notNull(),
    lineN: integer().notNull(),
    providerId: text(),
    productId: text().notNull(),
    unitId: text().notNull(),
    /** For people: K7Q4M2XD, eight characters without look-alikes. */
    shortCode: text().notNull(),
    keyId: integer().notNull(),
    admits: integer().notNull(),
    /** First and last civil day on which it admits. */
    validFrom: day().notNull(),
    validTo: day().notNull(),
    voidedAt: instant(),
    voidReason: text(),
  },
  (t) => [
    uniqueIndex('ticket_short_code').on(t.shortCode),
    // The tickets of a sale are those of its lines' bookings: an index by sale would say it twice.
    index('ticket_booking').on(t.bookingId),
  ],
)

/** How many people a ticket has let in, for each session (or '' when open-dated): one conditional update admits. */
export const admission = pgTable(
  'admission',
  {
    ticketId: text().notNull(),
    sessionId: text().notNull(),
    admits: integer().notNull(),
    admitted: integer().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ticketId, t.sessionId] }),
    check('admission_not_exceeded', sql`${t.admitted} >= 0 AND ${t.admitted} <= ${t.admits}`),
  ],
)

/** Every scan with its verdict; its id is made by the device, so that a repeated request admits once. */
export const scan = pgTable(
  'scan',
  {
    id: id(),
    ticketId: text(),
    sessionId: text(),
    count: integer().notNull(),
    verdict: text().notNull(),
    staffId: text().notNull(),
    at: instant().notNull(),
    /** The admission that this one takes back; each is taken back once. */
    undoes: text(),
  },
  (t) => [
    index('scan_ticket').on(t.ticketId),
    uniqueIndex('scan_undone_once').on(t.undoes).where(sql`${t.undoes} IS NOT NULL`),
  ],
)

/**
 * The serial number of each ticket of a show, from a series of its own for each performance, without a gap and in order
 * (CGI ann. IV, art. 50 sexies B and following). A free ticket has its number, and a cancelled one keeps it: that it is
 * void is said by the ticket. Immutable.
 */
export const showTicket = pgTable(
  'show_ticket',
  {
    sessionId: text().notNull(),
    serial: integer().notNull(),
    ticketId: text().notNull(),
    saleId: text().notNull(),
    /** Category of the seat: the fare, as it was sold. */
    category: text().notNull(),
    /** Overall price paid, taxes included; 0 is a free ticket. */
    priceC: cents().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.serial] }),
    uniqueIndex('show_ticket_once').on(t.ticketId),
    check('show_ticket_numbered', sql`${t.serial} > 0`),
  ],
)
