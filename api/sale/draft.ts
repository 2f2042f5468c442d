import { bulkStatement, type BulkStatement, type BulkWrite } from '../../db/bulk.ts'
import { into, runBulk, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import type { Member } from '../journal/canonical.ts'
import { legRows, type DraftEvent } from '../ledger/ledger.ts'
import { messageRows } from '../outbox/outbox.ts'
import type { Instant } from '../shared/time.ts'
import { walletOf } from '../voucher/spend.ts'
import { voucherWrites, writeBalances, type Voucher } from '../voucher/voucher.ts'
import type { Prepared, SaleRequest } from './prepare.ts'
import { saleEvents, sealedEarly } from './record.ts'
import { addRows, noRows, type Moment, type Rows } from './rows.ts'

/** Some sales with all that they write but what says their number, ready to be sent. */
export type Draft = {
  sales: readonly Prepared[]
  rows: Rows
  /** One list for each sale. */
  events: DraftEvent[][]
  /** What the record of each sale says. */
  written: Member[][]
  statement: BulkStatement
  /** The vouchers that pay, with what is left on them. */
  vouchers: Voucher[]
}

/**
 * Puts together what prepared sales will write if they are accepted; nothing of it is numbered. `now` is the moment of
 * the batch, `momentOf` that of each sale, `vouchers` those that their tenders name, as they are under the locks.
 */
export function draft(
  books: Books,
  sales: readonly Prepared[],
  now: Instant,
  momentOf: (request: SaleRequest) => Moment,
  vouchers: readonly Voucher[],
): Draft {
  const rows = noRows()
  const wallet = walletOf(vouchers)
  for (const sale of sales) addRows(rows, books, sale, momentOf(sale.request), wallet)
  // In one order for everybody: two batches that name the same terminals' tickets wait for each other, and no circle.
  rows.sncfSale.sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1))
  const written = sales.map((sale) => sealedEarly(books, sale))
  const saleIds = sales.map((sale) => sale.request.input.id)
  const told = { kind: 'sale.completed', payload: { saleIds }, dueAt: now }
  const events = sales.map((sale) => saleEvents(books, sale, momentOf(sale.request).at))
  const statement = bulkStatement([
    into(schema.booking, rows.booking),
    into(schema.bookingSeat, rows.bookingSeat),
    into(schema.unitItem, rows.unitItem),
    into(schema.ticket, rows.ticket),
    into(schema.saleLine, rows.saleLine),
    into(schema.tender, rows.tender),
    into(schema.sncfSale, rows.sncfSale),
    into(schema.stockMovement, rows.stockMovement),
    // Most people leave neither name nor address: then the statement does not speak of them.
    ...(rows.customer.length > 0 ? [into(schema.customer, rows.customer)] : []),
    ...(rows.guest.length > 0 ? [into(schema.guest, rows.guest)] : []),
    ...voucherWrites(rows.voucher, rows.voucherMovement),
    ...(rows.tenderLink.length > 0 ? [into(schema.tenderLink, rows.tenderLink)] : []),
    messageRows(sales.length > 0 ? [told] : []),
    orderRows(sales),
    legRows(events.flat()),
  ])
  return { sales, rows, events, written, statement, vouchers: [...wallet.values()] }
}

const refOf = (row: Rows['sncfSale'][number]) => `${row.terminal}\0${row.externalRef}`

/** True when these very sales were drafted, in this order. */
export function isDraftOf({ sales: drafted }: Draft, sales: readonly Prepared[]): boolean {
  return (
    drafted.length === sales.length &&
    drafted.every((sale, i) => sale.request === sales[i]?.request && sale.priced === sales[i].priced)
  )
}

/** Sends what was drafted: none of it is contended, so that it needs no lock but those of the orders. */
export async function sendDraft(
  tx: Tx,
  { sales, statement, vouchers }: Draft,
  heldBookings: readonly string[],
): Promise<void> {
  if (sales.length === 0) return
  await Promise.all([runBulk(tx, statement), writeBalances(tx, vouchers), dropHolds(tx, heldBookings)])
}

/** The orders of the sales are completed; one that never held anything is made now. */
function orderRows(sales: readonly Prepared[]): BulkWrite {
  const rows = sales.map(({ request: { input }, customerId }) => ({
    id: input.orderId,
    channel: 'COUNTER' as const,
    registerId: input.registerId,
    status: 'COMPLETED' as const,
    expiresAt: null,
    customerId,
    origin: input.origin ?? null,
    visitorKind: input.visitorKind ?? null,
    receipt: input.receipt ?? ('NONE' as const),
  }))
  rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    ...into(schema.order, rows),
    conflict: `ON CONFLICT (id) DO UPDATE SET status = excluded.status, expires_at = NULL,
      customer_id = excluded.customer_id, origin = excluded.origin, visitor_kind = excluded.visitor_kind,
      receipt = excluded.receipt`,
  }
}

async function dropHolds(tx: Tx, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return
  await Promise.all([
    tx.sql`DELETE FROM booking_seat WHERE booking_id = ANY(${bookingIds as string[]}::text[])`,
    tx.sql`DELETE FROM booking WHERE id = ANY(${bookingIds as string[]}::text[]) AND status = 'ON_HOLD'`,
  ])
}
