import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Family } from '../../api/shared/catalog.ts'
import { cents, day, id } from '../columns.ts'

/** Chart of accounts: labels for people; the defaults of fiscal.md 5.3. */
export const account = pgTable('account', { code: text().primaryKey(), label: text().notNull() })

/** One business event in double entry: its legs sum to zero, a trigger says so. Immutable. */
export const ledgerEvent = pgTable(
  'ledger_event',
  {
    id: id(),
    /** sale, commission, …: the names of api/ledger/. */
    kind: text().notNull(),
    saleId: text(),
    shiftId: text(),
    piece: text().notNull(),
    day: day().notNull(),
    siteId: text().notNull(),
    registerId: text().notNull(),
  },
  (t) => [index('ledger_event_day').on(t.day)],
)

/** One leg; debit is positive, credit negative, in cents. Immutable. */
export const ledgerLeg = pgTable(
  'ledger_leg',
  {
    eventId: text().notNull(),
    n: integer().notNull(),
    account: text().notNull(),
    /** Auxiliary account: F<provider code>. */
    aux: text(),
    amountC: cents().notNull(),
    /** Product family, so that the turnover toward the target is a sum over legs. */
    family: text().$type<Family>(),
  },
  // Balances are sums over whole periods: an index by account would cost each sale eleven entries and serve none.
  (t) => [primaryKey({ columns: [t.eventId, t.n] })],
)
