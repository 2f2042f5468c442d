import { transaction } from '../../db/index.ts'
import { cachedBooks, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { append, headOf, lockHeads } from '../journal/journal.ts'
import type { SaleAnswer, SellInput } from '../sale/input.ts'
import { readSessions, sessionsById } from '../sale/load.ts'
import { prepare, takesSeat } from '../sale/prepare.ts'
import { sealedEarly } from '../sale/record.ts'
import { saleRequest } from '../sale/sale.ts'
import { AppError } from '../shared/errors.ts'
import { local, msOf, type Instant } from '../shared/time.ts'
import { trainingRow } from './session.ts'

/** As a shift: nobody practises for longer. */
const MOST_MS = 24 * 3_600_000

/**
 * Sells nothing (MODE ÉCOLE, fiscal.md 1.11): the basket is priced and its tenders are checked as at a till, and one X
 * record keeps what would have been written, with neither total, seat, stock, ticket, letter nor entry in the books.
 * Idempotent by the sale's id. Refuses as a sale does, but for what is sold out: no seat is asked for.
 */
export async function practise(ctx: Ctx, trainingId: string, input: SellInput): Promise<SaleAnswer> {
  permit(ctx.actor, 'training.run')
  const books = await cachedBooks(ctx.db)
  return transaction(ctx.db, async (tx) => {
    const [training, rows] = await Promise.all([
      trainingRow(tx, trainingId),
      readSessions(
        tx,
        input.lines.flatMap((line) => line.sessionIds),
      ),
    ])
    if (!training || training.closedAt !== null || training.registerId !== input.registerId)
      throw new AppError('shift_closed')
    if (msOf(ctx.now) - msOf(training.openedAt as Instant) > MOST_MS) throw new AppError('shift_too_old')
    const key = { registerId: input.registerId, journal: 'X' as const }
    const heads = await lockHeads(tx, [key])
    // Who it would be for is nobody's business here.
    const { visitor: _, receipt: _receipt, ...basket } = input
    const lines = basket.lines.map((line) => nobody(books, line))
    const request = saleRequest(ctx.actor, { ...basket, lines })
    const known = await practised(tx, input.id)
    if (known) {
      if (known.digest !== request.digest) throw new AppError('id_reused')
      return known.answer
    }
    const today = local(ctx.now, books.office?.zone).day
    const sale = prepare(books, sessionsById(rows), request, { at: ctx.now, today })
    if ('error' in sale) throw sale.error
    const seq = headOf(heads, key).lastSeq + 1
    const code = books.registers.get(input.registerId)?.code ?? ''
    const number = `${code}-${today.slice(0, 4)}-${String(seq).padStart(6, '0')}`
    const [record] = await append(tx, heads, ctx.keys, [
      {
        ...key,
        docType: 'TRAINING',
        subject: input.id,
        at: ctx.now,
        businessDay: today,
        payload: { number, training: trainingId, digest: request.digest, changeC: sale.changeC },
        written: sealedEarly(books, sale),
      },
    ])
    const at = record?.recordedAt ?? ctx.now
    return {
      id: input.id,
      number,
      at,
      totalC: sale.priced.totalC,
      changeC: sale.changeC,
      tickets: [],
      cards: 0,
    }
  })
}

/** A line with the names that its product asks for, of nobody: who practises types none. */
function nobody(books: Books, given: Line): Line {
  const { names: _names, ...line } = given
  const asks = line.units.some(({ unitId }) => books.index.fares.get(unitId)?.product.asksNames)
  const people = line.units.reduce((n, { unitId, qty }) => n + (takesSeat(books, unitId) ? qty : 0), 0)
  return asks && people > 0 ? { ...line, names: Array.from({ length: people }, () => 'École') } : line
}

type Line = SellInput['lines'][number]
type Known = { digest: string; answer: SaleAnswer }

async function practised(tx: Parameters<typeof trainingRow>[0], saleId: string): Promise<Known | null> {
  const [row] = await tx.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE subject = ${saleId} AND journal = 'X'`
  if (!row) return null
  const says = JSON.parse(row.payload) as {
    number: string
    at: Instant
    digest: string
    changeC: number
    totals: { grandTtcC: number }
  }
  const { number, at, changeC, totals } = says
  const answer = { id: saleId, number, at, totalC: totals.grandTtcC, changeC, tickets: [], cards: 0 }
  return { digest: says.digest, answer }
}
