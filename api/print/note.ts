import { z } from 'zod'
import { transaction } from '../../db/index.ts'
import { booksFor, catalogVersionOf, type Books, type OfficeRow } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { SOFTWARE } from '../journal/digest.ts'
import { AppError } from '../shared/errors.ts'
import { cents, sumCents, vatIncluded, type Cents } from '../shared/money.ts'
import type { PricedLine } from '../shared/price.ts'
import { local, type Day, type Instant } from '../shared/time.ts'
import { SellInput } from '../sale/input.ts'
import { readSessions } from '../sale/load.ts'
import { checkLines, priceLines } from '../sale/prepare.ts'
import { receiptView } from '../sale/receipt-model.ts'
import type { ReceiptLineRow, ReceiptView } from '../sale/receipt-type.ts'
import { matchLines, type MatchedLine } from '../sale/seats.ts'

export const NoteInput = z.strictObject({
  registerId: SellInput.shape.registerId,
  lines: SellInput.shape.lines,
})
export type NoteInput = z.infer<typeof NoteInput>

/** A provisional note: what a receipt says of what is sold, without number, payment or signature. */
export type NoteView = Pick<
  ReceiptView,
  | 'office'
  | 'site'
  | 'register'
  | 'operator'
  | 'date'
  | 'time'
  | 'own'
  | 'principals'
  | 'thirdC'
  | 'vouchers'
  | 'places'
> & { totalC: Cents; htC: Cents }

/**
 * The note that is due before services of 25 € and more are paid (arrêté 83-50/A, fiscal.md 7.2): priced by the server,
 * and nothing is written anywhere. Throws what a sale of the same lines would refuse of its departures, fares, printed
 * tickets, discounts and names; `id_reused` for an order of another register.
 */
export async function readNote(ctx: Ctx, orderId: string, input: NoteInput): Promise<NoteView> {
  const actor = permit(ctx.actor, 'order.hold')
  const { books, matched } = await transaction(ctx.db, async (tx) => {
    const [version, sessions, [order]] = await Promise.all([
      catalogVersionOf(tx),
      readSessions(
        tx,
        input.lines.flatMap((l) => l.sessionIds),
      ),
      tx.sql`SELECT register_id FROM "order" WHERE id = ${orderId}`,
    ])
    if (order && order.register_id !== input.registerId) throw new AppError('id_reused')
    const books = await booksFor(tx, version)
    const groups = new Map<string, typeof sessions>()
    for (const row of sessions)
      if (row.groupId) groups.set(row.groupId, [...(groups.get(row.groupId) ?? []), row])
    const known = { sessions: new Map(sessions.map((s) => [s.id, s])), groups }
    return { books, matched: matchLines(books.index, known, input.lines, ctx.now) }
  })
  const register = books.registers.get(input.registerId)
  if (!register) throw new AppError('not_found')
  if (!books.office) throw new AppError('not_set_up')
  checkLines(books, matched, input.lines, actor)
  const priced = priceLines(books, matched, input.lines, local(ctx.now, books.office.zone).day)
  const view = receiptView({
    office: books.office,
    site: { name: register.siteName },
    register,
    operator: actor,
    sale: { docType: 'SALE', number: '', at: ctx.now, totalC: priced.totalC, changeC: 0, reason: null },
    origin: null,
    lines: priced.lines.map((line) => noteLine(books, matched, input, line, ctx.now, books.office)),
    tenders: [],
    providers: books.terms.providers,
    record: { hash: '', signature: '' },
    copy: null,
    places: placesOf(matched),
    software: SOFTWARE,
  })
  const { office, site, operator, date, time, own, principals, thirdC, vouchers, places } = view
  const said = {
    office,
    site,
    register: view.register,
    operator,
    date,
    time,
    own,
    principals,
    thirdC,
    vouchers,
  }
  return { ...said, places, totalC: priced.totalC, htC: htOf(priced.lines) }
}

function noteLine(
  books: Books,
  matched: readonly MatchedLine[],
  input: NoteInput,
  line: PricedLine,
  now: Instant,
  office: OfficeRow | null,
): ReceiptLineRow {
  const { product, unit } = line.fare
  const session = matched[line.basketLine]?.sessions[0]
  const external = input.lines[line.basketLine]?.external
  const { n, kind, qty, unitC, discountC, totalC, vatRateBp, vatExemptCode, htC, vatC } = line
  const today = local(now, office?.zone).day
  return {
    n,
    kind,
    qty,
    unitC,
    discountC,
    totalC,
    vatRateBp,
    vatExemptCode,
    htC,
    vatC,
    productId: product.id,
    label: product.text.fr.title,
    fare: product.kind === 'GOODS' ? null : unit.name.fr,
    providerId: product.providerId,
    vatMention: mentionOf(books, vatExemptCode, today),
    serviceDay: session?.day ?? (external?.travelDay as Day | null | undefined) ?? null,
    serviceAt: session?.startsAt ?? null,
    externalRef: external?.ref ?? null,
  }
}

/** Why there is no VAT, in the words of the law, as they are today. */
function mentionOf(books: Books, code: string | null, today: Day): string | null {
  if (code === null) return null
  const rates = books.index.catalog.vatRates.filter(
    (r) => r.exemptCode === code && r.validFrom <= today && (r.validTo === null || today <= r.validTo),
  )
  return rates.at(-1)?.label ?? null
}

function placesOf(matched: readonly MatchedLine[]): string[] {
  return matched.flatMap(({ product }) =>
    product.place && (product.kind === 'SESSION' || product.kind === 'OPEN') ? [product.place] : [],
  )
}

/**
 * Everything without tax: the office's own lines as they are booked, those of principals without the tax that the
 * principal owes, rounded once for each principal and rate.
 */
function htOf(lines: readonly PricedLine[]): Cents {
  const own = lines.filter((l) => l.kind === 'OWN' || l.kind === 'BOOKING_FEE')
  const sums = new Map<string, { rateBp: number; ttcC: number }>()
  for (const line of lines.filter((l) => !own.includes(l))) {
    const rateBp = line.vatRateBp ?? 0
    const key = `${line.fare.product.providerId}|${rateBp}`
    sums.set(key, { rateBp, ttcC: (sums.get(key)?.ttcC ?? 0) + line.totalC })
  }
  const third = [...sums.values()].map(({ rateBp, ttcC }) => ttcC - vatIncluded(ttcC, rateBp))
  return cents(sumCents(own.map((l) => l.htC)) + sumCents(third))
}
