import { eq } from 'drizzle-orm'
import { transaction, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { QuotedFare } from '../../db/schema/group.ts'
import { audited } from '../audit.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { readSessions, sessionsById } from '../sale/load.ts'
import { priceLines } from '../sale/prepare.ts'
import { matchLines } from '../sale/seats.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf, type Day } from '../shared/time.ts'
import type { NewQuote, QuoteInput, QuoteSummary } from './form.ts'
import { lockQuote } from './lock.ts'
import { quoteOf } from './read.ts'

/**
 * Makes a quote with the prices of today; it takes no seats. Numbered without a gap within its year. Idempotent by its id.
 * Throws `not_on_sale`, `session_closed`, `cutoff_passed`, `sessions_mismatch`.
 */
export async function makeQuote(ctx: Ctx, { id, quote }: NewQuote): Promise<QuoteSummary> {
  const actor = permit(ctx.actor, 'group.manage')
  return transaction(ctx.db, async (tx) => {
    // One at a time numbers quotes.
    await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended('quote', 0))`
    const [known] = await tx.sql`SELECT 1 FROM quote WHERE id = ${id}`
    if (known) return quoteOf(tx, id)
    const { books, asked } = await priced(tx, ctx, quote)
    const year = Number(local(ctx.now, books.office?.zone).day.slice(0, 4))
    const [last] = await tx.sql<{ n: number }[]>`
      SELECT coalesce(max(n), 0) + 1 AS n FROM quote WHERE year = ${year}`
    const n = last?.n ?? 1
    await tx.orm.insert(schema.quote).values({
      id,
      orderId: newId('order', msOf(ctx.now)),
      year,
      n,
      number: `D-${year}-${String(n).padStart(6, '0')}`,
      version: 1,
      status: 'DRAFT',
      buyerId: newId('buyer', msOf(ctx.now)),
      staffId: actor.staffId,
      ...asked,
    })
    await audited(tx, ctx, { action: 'quote.make', subject: id, detail: { totalC: asked.totalC } })
    return quoteOf(tx, id)
  })
}

/** Changes a draft, which is its next version, at the prices of today. Throws `not_found`, `quote_state` and as `makeQuote`. */
export async function changeQuote(ctx: Ctx, id: string, quote: QuoteInput): Promise<QuoteSummary> {
  permit(ctx.actor, 'group.manage')
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, ['DRAFT'])
    const { asked } = await priced(tx, ctx, quote)
    await tx.orm
      .update(schema.quote)
      .set({ version: held.version + 1, ...asked })
      .where(eq(schema.quote.id, id))
    await audited(tx, ctx, {
      action: 'quote.change',
      subject: id,
      detail: { version: held.version + 1, totalC: asked.totalC },
    })
    return quoteOf(tx, id)
  })
}

/** The lines with their prices of today. */
async function priced(tx: Tx, ctx: Ctx, quote: QuoteInput) {
  const [version, rows] = await Promise.all([
    catalogVersionOf(tx),
    readSessions(
      tx,
      quote.lines.flatMap((line) => line.sessionIds),
    ),
  ])
  const books = await booksFor(tx, version)
  if (books.registers.get(quote.registerId)?.kind !== 'COUNTER') throw new AppError('not_found')
  const today = local(ctx.now, books.office?.zone).day
  if (quote.validUntil < today) throw new AppError('bad_request', { issues: [{ path: 'quote.validUntil' }] })
  const matched = matchLines(books.index, sessionsById(rows), quote.lines, ctx.now)
  const fares = faresOf(books, matched, quote, today)
  const { lines, ...rest } = quote
  return {
    books,
    asked: {
      ...rest,
      validUntil: quote.validUntil as Day,
      lines,
      priced: fares,
      totalC: cents(fares.reduce((sum, fare) => sum + fare.totalC, 0)),
    },
  }
}

function faresOf(
  books: Books,
  matched: ReturnType<typeof matchLines>,
  quote: QuoteInput,
  today: Day,
): QuotedFare[] {
  return priceLines(books, matched, quote.lines, today).lines.map((line) => {
    const { product, unit } = line.fare
    const session = matched[line.basketLine]?.sessions[0]
    const provider = line.kind === 'OWN' ? null : books.terms.providers.get(product.providerId ?? '')
    return {
      line: line.basketLine,
      unitId: unit.id,
      label: product.text.fr.title,
      fare: product.kind === 'GOODS' ? null : unit.name.fr,
      qty: line.qty,
      unitC: line.unitC,
      totalC: line.totalC,
      htC: line.htC,
      vatC: line.vatC,
      vatRateBp: line.vatRateBp,
      vatExemptCode: line.vatExemptCode,
      serviceDay: session?.day ?? null,
      startsAt: session?.startsAt ?? null,
      provider: provider?.name ?? null,
    }
  })
}
