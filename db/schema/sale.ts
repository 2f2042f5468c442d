import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Channel, Family, LineKind } from '../../api/shared/catalog.ts'
import type { ApprovalCause, CorrectionReason } from '../../api/shared/correction.ts'
import type { Means } from '../../api/shared/tender.ts'
import type { ReceiptChoice, VisitorKind } from '../../api/shared/visitor.ts'
import type { DiscountReason } from '../../api/shared/discount.ts'
import { cents, created, day, id, instant } from '../columns.ts'

/** From basket to completion. What the visitor wants; it may never be paid. */
export const order = pgTable(
  'order',
  {
    id: id(),
    channel: text().$type<Channel>().notNull(),
    registerId: text().notNull(),
    status: text().$type<'OPEN' | 'COMPLETED' | 'EXPIRED' | 'CANCELLED'>().notNull(),
    expiresAt: instant(),
    /** Who to tell and to ask for; null when nobody left a name, a number nor an address. */
    customerId: text(),
    /** Where the visitors come from: FR-56, or DE. Statistics, never a person. */
    origin: text(),
    visitorKind: text().$type<VisitorKind>(),
    /** What was chosen before payment; printing is never automatic (C. env. L541-15-10 IV). */
    receipt: text().$type<ReceiptChoice>().notNull().default('NONE'),
    created: created(),
  },
  (t) => [
    index('order_customer').on(t.customerId).where(sql`${t.customerId} IS NOT NULL`),
    index('order_open').on(t.expiresAt).where(sql`${t.status} = 'OPEN'`),
  ],
)

export type BookingStatus = 'ON_HOLD' | 'CONFIRMED' | 'EXPIRED' | 'CANCELLED' | 'REDEEMED'

/** Units of one option for its session or sessions, taken and cancelled together: what the provider sees (OCTO booking). */
export const booking = pgTable(
  'booking',
  {
    id: id(),
    orderId: text().notNull(),
    productId: text().notNull(),
    optionId: text().notNull(),
    status: text().$type<BookingStatus>().notNull(),
    expiresAt: instant(),
    confirmedAt: instant(),
    created: created(),
  },
  (t) => [
    index('booking_order').on(t.orderId),
    index('booking_held').on(t.expiresAt).where(sql`${t.status} = 'ON_HOLD'`),
  ],
)

/** The counters a booking takes from: one row for each session, or for the stock of goods and open-dated products. */
export const bookingSeat = pgTable(
  'booking_seat',
  {
    bookingId: text().notNull(),
    n: integer().notNull(),
    sessionId: text(),
    counterId: text().notNull(),
    seats: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bookingId, t.n] }),
    index('booking_seat_session').on(t.sessionId),
    check('booking_seat_positive', sql`${t.seats} >= 0`),
  ],
)

/** One person or thing of a confirmed booking, under one fare (OCTO unit item). Always asked for by its booking. */
export const unitItem = pgTable(
  'unit_item',
  {
    id: text().notNull(),
    bookingId: text().notNull(),
    unitId: text().notNull(),
    seats: integer().notNull(),
    status: text().$type<'CONFIRMED' | 'CANCELLED' | 'REDEEMED'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.bookingId, t.id] })],
)

/** The immutable fiscal document, written when money is settled. Never updated, never deleted: the database refuses. */
export const sale = pgTable(
  'sale',
  {
    id: id(),
    orderId: text().notNull(),
    registerId: text().notNull(),
    shiftId: text().notNull(),
    staffId: text().notNull(),
    channel: text().$type<Channel>().notNull(),
    docType: text().$type<'SALE' | 'CANCEL' | 'REFUND' | 'PAYMENT_FIX'>().notNull(),
    /** Its place in the register's T chain, and what is printed: B2-2026-004217. */
    seq: integer().notNull(),
    number: text().notNull(),
    businessDay: day().notNull(),
    at: instant().notNull(),
    totalC: cents().notNull(),
    ownC: cents().notNull(),
    thirdC: cents().notNull(),
    voucherC: cents().notNull(),
    changeC: cents().notNull(),
    /** Digest of what was asked: the same id with another basket is refused. */
    digest: text().notNull(),
    originId: text(),
    reason: text(),
    /** A random reference, never a name. */
    customerRef: text(),
  },
  (t) => [
    uniqueIndex('sale_number').on(t.number),
    uniqueIndex('sale_register_seq').on(t.registerId, t.seq),
    index('sale_shift').on(t.shiftId),
    index('sale_order').on(t.orderId),
    // Sales come in the order of their days: a few pages say where a day lies, and a sale pays nothing for it.
    index('sale_day').using('brin', t.businessDay),
    check('sale_sum', sql`${t.ownC} + ${t.thirdC} + ${t.voucherC} = ${t.totalC}`),
  ],
)

/** One fare of one product on a sale; amounts, VAT and commission as they were at that moment. Immutable. */
export const saleLine = pgTable(
  'sale_line',
  {
    saleId: text().notNull(),
    n: integer().notNull(),
    bookingId: text(),
    productId: text().notNull(),
    unitId: text().notNull(),
    sku: text().notNull(),
    label: text().notNull(),
    fare: text(),
    family: text().$type<Family>().notNull(),
    kind: text().$type<LineKind>().notNull(),
    providerId: text(),
    agreementId: text(),
    agreementVersion: integer(),
    qty: integer().notNull(),
    unitC: cents().notNull(),
    discountC: cents().notNull(),
    /** The rule that `discountC` was given by, and why; both null when nothing was taken off. */
    discountId: text(),
    discountReason: text().$type<DiscountReason>(),
    totalC: cents().notNull(),
    vatCode: text(),
    vatRateBp: integer(),
    vatExemptCode: text(),
    htC: cents().notNull(),
    vatC: cents().notNull(),
    /** Civil date of the visit; null for goods. */
    serviceDay: day(),
    serviceAt: instant(),
    commissionRateBp: integer(),
    commissionFixedC: cents(),
    /** Commission before tax, stored once and for all: refunds mirror it. */
    commissionC: cents(),
    externalSystem: text(),
    externalRef: text(),
  },
  (t) => [
    primaryKey({ columns: [t.saleId, t.n] }),
    check('sale_line_total', sql`${t.qty} * ${t.unitC} - ${t.discountC} = ${t.totalC}`),
    check(
      'sale_line_discounted',
      sql`(${t.discountId} IS NULL) = (${t.discountReason} IS NULL) AND (${t.discountC} = 0 OR ${t.discountId} IS NOT NULL)`,
    ),
    check('sale_line_vat', sql`${t.htC} + ${t.vatC} = ${t.totalC}`),
    // What the office sells itself has a rate, or the reason for none.
    check(
      'sale_line_taxed',
      sql`${t.kind} NOT IN ('OWN', 'BOOKING_FEE') OR ${t.vatRateBp} IS NOT NULL OR ${t.vatExemptCode} IS NOT NULL`,
    ),
  ],
)

/** What was given in payment. `amountC` is what it settles; cash also keeps what was given and given back. Immutable. */
export const tender = pgTable(
  'tender',
  {
    saleId: text().notNull(),
    n: integer().notNull(),
    means: text().$type<Means>().notNull(),
    amountC: cents().notNull(),
    tenderedC: cents(),
    changeC: cents(),
    /** Slip of the card terminal, number of the cheque: never a card number, never a name. */
    ref: text(),
    /** Type of residence proof shown for the higher cash ceiling: never a scan. */
    proof: text(),
  },
  (t) => [primaryKey({ columns: [t.saleId, t.n] })],
)

/** A ticket issued on the SNCF's own terminal, recorded here (fiscal.md 4). Immutable but for its cancellation there. */
export const sncfSale = pgTable(
  'sncf_sale',
  {
    saleId: text().notNull(),
    lineN: integer().notNull(),
    terminal: text().notNull(),
    externalRef: text().notNull(),
    soldAt: instant().notNull(),
    product: text().notNull(),
    origin: text().notNull(),
    destination: text().notNull(),
    travelClass: text().notNull(),
    travelDay: day(),
    passengers: integer().notNull(),
    fareC: cents().notNull(),
    paidOn: text().$type<'POS_DRAWER' | 'SNCF_TERMINAL'>().notNull(),
    status: text().$type<'SOLD' | 'CANCELLED_ON_TERMINAL'>().notNull(),
    cancelRef: text(),
  },
  (t) => [
    primaryKey({ columns: [t.saleId, t.lineN] }),
    uniqueIndex('sncf_sale_ref').on(t.terminal, t.externalRef),
  ],
)

/** Goods in and out: the counter's `capacity` is what came in, `taken` what went out. */
export const stockMovement = pgTable(
  'stock_movement',
  {
    id: id(),
    productId: text().notNull(),
    counterId: text().notNull(),
    qty: integer().notNull(),
    reason: text().$type<'PURCHASE' | 'SALE' | 'INVENTORY' | 'LOSS' | 'RETURN'>().notNull(),
    saleId: text(),
    at: instant().notNull(),
  },
  (t) => [index('stock_movement_counter').on(t.counterId)],
)

/** A document that takes back another, or says its payment again: what it corrects, why, and who approved it. Immutable. */
export const correction = pgTable(
  'correction',
  {
    saleId: text().primaryKey(),
    originId: text().notNull(),
    reason: text().$type<CorrectionReason>().notNull(),
    /** Who approved it by PIN, and what asked for it; null and empty when nothing did. */
    approvedBy: text(),
    causes: jsonb().$type<ApprovalCause[]>().notNull(),
  },
  (t) => [index('correction_origin').on(t.originId)],
)

/**
 * How many units of a line were taken back, correction after correction: each unit once, never more than were sold. Two
 * corrections that counted the same units before them cannot both be there. Immutable.
 */
export const correctedLine = pgTable(
  'corrected_line',
  {
    originId: text().notNull(),
    originN: integer().notNull(),
    /** Units that earlier corrections took back. */
    before: integer().notNull(),
    qty: integer().notNull(),
    /** Units that were sold. */
    ofQty: integer().notNull(),
    saleId: text().notNull(),
    n: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.originId, t.originN, t.before] }),
    uniqueIndex('corrected_line_once').on(t.saleId, t.n),
    check(
      'corrected_line_within',
      sql`${t.before} >= 0 AND ${t.qty} > 0 AND ${t.before} + ${t.qty} <= ${t.ofQty}`,
    ),
  ],
)

/**
 * What stands behind a tender, when there is more than its means and its amount: the voucher that it spends or fills, the
 * payment of an integrated terminal, the tender of the corrected sale that it gives back. Immutable.
 */
export const tenderLink = pgTable(
  'tender_link',
  {
    saleId: text().notNull(),
    n: integer().notNull(),
    voucherId: text(),
    /** The payment that it settles (positive) or gives back (negative). */
    paymentId: text(),
    /** Place of the tender that it gives back, in the corrected sale. */
    originN: integer(),
    /** For what goes from one document of an exchange to the other: the means that the money first came by. */
    sourceMeans: text().$type<Means>(),
    /** It gives back; the payment was settled by another. */
    isRefund: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.saleId, t.n] }),
    index('tender_link_voucher').on(t.voucherId).where(sql`${t.voucherId} IS NOT NULL`),
    // A payment settles one sale, whatever is told twice.
    uniqueIndex('tender_payment_once')
      .on(t.paymentId)
      .where(sql`${t.paymentId} IS NOT NULL AND NOT ${t.isRefund}`),
  ],
)

/** Money owed to a visitor that could not be given at once: the worklist of refunds. Its IBAN goes once it is paid. */
export const refundDue = pgTable(
  'refund_due',
  {
    id: id(),
    saleId: text().notNull(),
    tenderN: integer().notNull(),
    /** How it will be paid: VIREMENT by hand, CB_TERMINAL to the card. */
    means: text().$type<Means>().notNull(),
    amountC: cents().notNull(),
    /** Not before this day: a cheque has to clear first. */
    notBefore: day(),
    iban: text(),
    holder: text(),
    paymentId: text(),
    status: text().$type<'OPEN' | 'ASKED' | 'PAID' | 'FAILED'>().notNull(),
    error: text(),
    paidAt: instant(),
    paidBy: text(),
    /** How often the provider was asked, and when it is asked again. */
    tries: integer(),
    nextAt: instant(),
    /** Reference of the transfer, as the bank's statement will show it. */
    ref: text(),
    created: created(),
  },
  (t) => [
    uniqueIndex('refund_due_tender').on(t.saleId, t.tenderN),
    index('refund_due_open').on(t.created).where(sql`${t.status} <> 'PAID'`),
    check('refund_due_positive', sql`${t.amountC} > 0`),
  ],
)

/**
 * A gift card of many uses (CGI 256 ter: no VAT until it pays for something), or a credit note: the office owes what is
 * left on it. Its balance is the sum of its movements, and never below nothing.
 */
export const voucher = pgTable(
  'voucher',
  {
    id: id(),
    kind: text().$type<'GIFT' | 'CREDIT'>().notNull(),
    /** What its bearer shows. Never in the journal. */
    code: text().notNull(),
    /** The sale that sold it, or the correction that gave it; a card sold by several to a line stands by its place there. */
    saleId: text().notNull(),
    lineN: integer().notNull(),
    copy: integer().notNull(),
    initialC: cents().notNull(),
    balanceC: cents().notNull(),
    issuedAt: instant().notNull(),
    /** Last day on which it pays. */
    expiresOn: day().notNull(),
    expiredAt: instant(),
  },
  (t) => [
    uniqueIndex('voucher_code').on(t.code),
    uniqueIndex('voucher_issued').on(t.saleId, t.kind, t.lineN, t.copy),
    index('voucher_expires').on(t.expiresOn).where(sql`${t.balanceC} > 0`),
    check('voucher_balance', sql`${t.balanceC} >= 0`),
  ],
)

/** What came on a voucher and went from it, with what was left each time. Immutable. */
export const voucherMovement = pgTable(
  'voucher_movement',
  {
    voucherId: text().notNull(),
    n: integer().notNull(),
    kind: text().$type<'ISSUE' | 'SPEND' | 'GIVE_BACK' | 'CANCEL' | 'EXPIRE'>().notNull(),
    amountC: cents().notNull(),
    balanceC: cents().notNull(),
    saleId: text(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.voucherId, t.n] }),
    index('voucher_movement_sale').on(t.saleId),
    check('voucher_movement_balance', sql`${t.balanceC} >= 0`),
  ],
)
