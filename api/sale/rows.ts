import { randomBytes } from 'node:crypto'
import type * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import { isService } from '../shared/catalog.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { msOf, plusDays, type Day, type Instant } from '../shared/time.ts'
import { keptRef } from '../shared/tender.ts'
import { searchable } from '../shared/visitor.ts'
import { newShortCode } from '../ticket/code.ts'
import type { Wallet } from '../voucher/spend.ts'
import { NO_LINK, addVouchers } from './voucher-rows.ts'
import type { Prepared } from './prepare.ts'
import type { MatchedLine } from './seats.ts'

type Insert<K extends keyof typeof schema> = (typeof schema)[K] extends { $inferInsert: infer R } ? R : never

/** The rows that sales add and that do not say their number, table by table. */
export type Rows = {
  booking: Insert<'booking'>[]
  bookingSeat: Insert<'bookingSeat'>[]
  unitItem: Insert<'unitItem'>[]
  ticket: Insert<'ticket'>[]
  saleLine: Insert<'saleLine'>[]
  tender: Insert<'tender'>[]
  sncfSale: Insert<'sncfSale'>[]
  stockMovement: Insert<'stockMovement'>[]
  customer: Insert<'customer'>[]
  guest: Insert<'guest'>[]
  /** Gift cards that are sold, what comes on them and goes from those that pay, and which tender spends which. */
  voucher: Insert<'voucher'>[]
  voucherMovement: Insert<'voucherMovement'>[]
  tenderLink: Insert<'tenderLink'>[]
}

export function noRows(): Rows {
  return {
    booking: [],
    bookingSeat: [],
    unitItem: [],
    ticket: [],
    saleLine: [],
    tender: [],
    sncfSale: [],
    stockMovement: [],
    customer: [],
    guest: [],
    voucher: [],
    voucherMovement: [],
    tenderLink: [],
  }
}

export type SaleRow = Insert<'sale'>

/** When sales are made, and the key that signs their tickets. */
export type Moment = { at: Instant; today: Day; ticketKeyId: number }
/** The place of a sale in its register's chain, and the number that its paper shows. */
export type Stamp = { at: Instant; day: Day; seq: number; number: string }

/** The row of a sale itself, which has its number. */
export function saleRow(sale: Prepared, stamp: Stamp): SaleRow {
  const { input } = sale.request
  return {
    id: input.id,
    orderId: input.orderId,
    registerId: input.registerId,
    shiftId: input.shiftId,
    staffId: sale.seller.staffId,
    channel: 'COUNTER',
    docType: 'SALE',
    seq: stamp.seq,
    number: stamp.number,
    businessDay: stamp.day,
    at: stamp.at,
    totalC: sale.priced.totalC,
    ownC: sale.priced.ownC,
    thirdC: sale.priced.thirdC,
    voucherC: sale.priced.voucherC,
    changeC: sale.changeC,
    digest: sale.request.digest,
    originId: sale.request.follows?.id ?? null,
    reason: sale.request.follows ? 'EXCHANGE' : null,
    customerRef: sale.customerId,
  }
}

/**
 * Adds the other rows of one sale: bookings with their seats, unit items and tickets, lines, tenders, gift cards. What
 * its tenders spend is taken from the wallet.
 */
export function addRows(rows: Rows, books: Books, sale: Prepared, moment: Moment, wallet: Wallet): void {
  const { input } = sale.request
  const ms = msOf(moment.at)
  addCustomer(rows, sale)
  const bookingIds = sale.matched.map((line, i) => addBooking(rows, sale, line, i, ms, moment))
  const names = input.lines.map((line) => [...(line.names ?? [])])
  for (const [i, line] of sale.priced.lines.entries()) {
    const bookingId = bookingIds[line.basketLine] ?? null
    addLine(rows, books, sale, i, bookingId)
    if (bookingId !== null)
      addTickets(rows, sale, i, bookingId, { ms, moment, names: names[line.basketLine] ?? [] })
    addApart(rows, sale, i, ms, moment)
  }
  addVouchers(rows, books, sale, moment, wallet)
  for (const [i, t] of input.tenders.entries()) {
    rows.tender.push({
      saleId: input.id,
      n: i + 1,
      means: t.means,
      amountC: cents(t.amountC),
      tenderedC: t.means === 'CASH' ? cents(t.tenderedC ?? t.amountC) : null,
      changeC: t.means === 'CASH' ? cents((t.tenderedC ?? t.amountC) - t.amountC) : null,
      ref: keptRef(t),
      proof: t.proof ?? null,
    })
    if (t.paymentId !== undefined) rows.tenderLink.push(linkOfCharge(input.id, i + 1, t.paymentId))
  }
}

/** The charge on a reader behind a tender: each settles one sale, which the table's index and trigger see to. */
const linkOfCharge = (saleId: string, n: number, paymentId: string): Rows['tenderLink'][number] => ({
  ...NO_LINK,
  saleId,
  n,
  paymentId,
})

/** Who left a name or an address: apart from everything else, so that it can be erased alone. */
function addCustomer(rows: Rows, sale: Prepared): void {
  const { visitor } = sale.request.input
  if (!visitor || sale.customerId === null) return
  const { firstName = null, lastName = null, email = null, phone = null, language = 'fr' } = visitor
  const nameKey = searchable(`${lastName ?? ''} ${firstName ?? ''}`)
  rows.customer.push({ id: sale.customerId, firstName, lastName, email, phone, language, nameKey })
}

/** One booking a basket line, for what admits somebody; goods, gift cards and external tickets have none. */
function addBooking(
  rows: Rows,
  sale: Prepared,
  line: MatchedLine,
  i: number,
  ms: number,
  moment: Moment,
): string | null {
  if (!isService(line.product)) return null
  const id = newId('booking', ms)
  rows.booking.push({
    id,
    orderId: sale.request.input.orderId,
    productId: line.product.id,
    optionId: sale.request.input.lines[i]?.optionId ?? line.option.id,
    status: 'CONFIRMED',
    expiresAt: null,
    confirmedAt: moment.at,
  })
  const seats = line.sessions.map((s) => ({ sessionId: s.id as string | null, counterId: s.counterId }))
  if (line.product.counterId) seats.push({ sessionId: null, counterId: line.product.counterId })
  for (const [n, seat] of seats.entries())
    rows.bookingSeat.push({ bookingId: id, n: n + 1, ...seat, seats: line.seats })
  return id
}

function addLine(rows: Rows, books: Books, sale: Prepared, i: number, bookingId: string | null): void {
  const line = sale.priced.lines[i] as Prepared['priced']['lines'][number]
  const { product, unit } = line.fare
  const commission = sale.commissions[i] ?? null
  const session = sale.matched[line.basketLine]?.sessions[0]
  const external = sale.request.input.lines[line.basketLine]?.external
  rows.saleLine.push({
    saleId: sale.request.input.id,
    n: line.n,
    bookingId,
    productId: product.id,
    unitId: unit.id,
    sku: product.code,
    label: product.text.fr.title,
    fare: product.kind === 'GOODS' ? null : unit.name.fr,
    family: product.family,
    kind: line.kind,
    providerId: product.providerId,
    agreementId: commission?.agreementId ?? null,
    agreementVersion: commission?.agreementVersion ?? null,
    qty: line.qty,
    unitC: line.unitC,
    discountC: line.discountC,
    discountId: line.discount?.discountId ?? null,
    discountReason: line.discount?.reason ?? null,
    totalC: line.totalC,
    vatCode: line.vatCode,
    vatRateBp: line.vatRateBp,
    vatExemptCode: line.vatExemptCode,
    htC: line.htC,
    vatC: line.vatC,
    serviceDay: session?.day ?? (external?.travelDay as Day | null | undefined) ?? null,
    serviceAt: session?.startsAt ?? null,
    commissionRateBp: commission?.rateBp ?? null,
    commissionFixedC: commission?.fixedC ?? null,
    commissionC: commission?.commissionC ?? null,
    externalSystem: external
      ? (books.terms.providers.get(product.providerId ?? '')?.code ?? 'EXTERNAL')
      : null,
    externalRef: external?.ref ?? null,
  })
}

/** Chance is drawn for many tickets at once: each draw costs more than its bytes. Never given twice. */
const CHANCE_BYTES = 8
let reserve = Buffer.alloc(0)

function chance(): Uint8Array {
  if (reserve.length === 0) reserve = randomBytes(512 * CHANCE_BYTES)
  const drawn = reserve.subarray(0, CHANCE_BYTES)
  reserve = reserve.subarray(CHANCE_BYTES)
  return drawn
}

/** One unit item and one ticket, with the next of the names given, for each person or thing of the line. */
function addTickets(
  rows: Rows,
  sale: Prepared,
  i: number,
  bookingId: string,
  { ms, moment, names }: { ms: number; moment: Moment; names: string[] },
): void {
  const line = sale.priced.lines[i] as Prepared['priced']['lines'][number]
  const { product, unit } = line.fare
  const sessions = sale.matched[line.basketLine]?.sessions ?? []
  const validFrom = sessions[0]?.day ?? moment.today
  const validTo = sessions.at(-1)?.day ?? plusDays(moment.today, product.validityDays ?? 365)
  for (let k = 0; k < line.qty; k++) {
    const unitItemId = newId('unitItem', ms)
    rows.unitItem.push({ id: unitItemId, bookingId, unitId: unit.id, seats: unit.seats, status: 'CONFIRMED' })
    const name = unit.seats > 0 ? names.shift() : undefined
    if (name !== undefined) rows.guest.push({ bookingId, unitItemId, name })
    rows.ticket.push({
      id: newId('ticket', ms),
      unitItemId,
      bookingId,
      saleId: sale.request.input.id,
      lineN: line.n,
      providerId: product.providerId,
      productId: product.id,
      unitId: unit.id,
      shortCode: newShortCode(chance()),
      keyId: moment.ticketKeyId,
      admits: unit.admits,
      validFrom,
      validTo,
      voidedAt: null,
      voidReason: null,
    })
  }
}

/** What goods and external tickets add: a stock movement, the SNCF's record. */
function addApart(rows: Rows, sale: Prepared, i: number, ms: number, moment: Moment): void {
  const line = sale.priced.lines[i] as Prepared['priced']['lines'][number]
  const { product } = line.fare
  const saleId = sale.request.input.id
  if (product.kind === 'GOODS' && product.counterId) {
    rows.stockMovement.push({
      id: newId('movement', ms),
      productId: product.id,
      counterId: product.counterId,
      qty: -line.qty,
      reason: 'SALE',
      saleId,
      at: moment.at,
    })
  }
  const external = sale.request.input.lines[line.basketLine]?.external
  if (external && line.n === sale.priced.lines.find((l) => l.basketLine === line.basketLine)?.n) {
    rows.sncfSale.push({
      saleId,
      lineN: line.n,
      terminal: external.terminal,
      externalRef: external.ref,
      soldAt: moment.at,
      product: external.product,
      origin: external.origin,
      destination: external.destination,
      travelClass: external.travelClass,
      travelDay: external.travelDay as Day | null,
      passengers: external.passengers,
      fareC: sale.priced.lines
        .filter((l) => l.basketLine === line.basketLine)
        .reduce((sum, l) => cents(sum + l.totalC), cents(0)),
      paidOn: 'POS_DRAWER',
      status: 'SOLD',
      cancelRef: null,
    })
  }
}
