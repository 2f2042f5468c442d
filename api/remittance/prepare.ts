import { bulk, transaction, violated, type Tx } from '../../db/index.ts'
import { remittance, remittanceTender } from '../../db/schema/remittance.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { lockDesk, numberOf, record } from '../regie/office.ts'
import { AppError } from '../shared/errors.ts'
import { cents, sumCents } from '../shared/money.ts'
import { REMITTED_MEANS, SERIES } from '../shared/remittance.ts'
import type { RemittanceInput } from './form.ts'
import { NOT_UNDONE, ON_NO_SLIP } from './waiting.ts'

type Taken = { saleId: string; n: number; amountC: number }

/**
 * Puts what waits on a numbered slip for the bank. Each tender goes on one slip: who comes second, or names what waits no
 * more, gets `remitted_already`, whole or not at all. Chèques-vacances are counted by face value: they give no change, so
 * that more may be counted than was taken in; less needs a comment (`comment_needed`, `gapC`). The same id again
 * changes nothing.
 */
export async function prepareRemittance(
  ctx: Ctx,
  input: RemittanceInput,
): Promise<{ id: string; number: string }> {
  const actor = permit(ctx.actor, 'regie.pay')
  return transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const [known] = await tx.sql<{ number: string; kind: string }[]>`
      SELECT number, kind FROM remittance WHERE id = ${input.id}`
    if (known) {
      if (known.kind !== input.kind) throw new AppError('id_reused')
      return { id: input.id, number: known.number }
    }
    const tenders = await takeUp(tx, input)
    const totalC = sumCents(tenders.map((t) => t.amountC))
    // Credits of a day that outweigh its sales: the bank takes them by itself, there is nothing to remit.
    if (totalC <= 0) throw new AppError('remittance_mismatch', { expectedC: 0, foundC: totalC })
    const counted = countOf(input, totalC)
    const year = Number(desk.today.slice(0, 4))
    const n = await nextOf(tx, input.kind, year)
    const number = numberOf(SERIES[input.kind], year, n)
    await write(tx, input.id, tenders, {
      id: input.id,
      kind: input.kind,
      year,
      n,
      number,
      status: 'PREPARED' as const,
      count: input.kind === 'ANCV' ? counted.count : tenders.length,
      totalC,
      countedC: cents(counted.countedC),
      faces: counted.faces,
      comment: counted.comment,
      staffId: actor.staffId,
      at: ctx.now,
      account: null,
      remittedOn: null,
      remittedBy: null,
      creditedOn: null,
      creditedBy: null,
      creditedC: null,
      feeC: null,
    })
    await audited(tx, ctx, { action: 'remittance.prepare', subject: input.id, detail: { number, totalC } })
    const slip = {
      docType: 'REMITTANCE_PREPARED',
      id: input.id,
      number,
      amountC: totalC,
      detail: counted.faces,
    }
    await record(tx, ctx, desk, actor, slip)
    return { id: input.id, number }
  })
}

/** The tenders that are asked for, as they wait at this moment. */
async function takeUp(tx: Tx, input: RemittanceInput): Promise<Taken[]> {
  const means = [...REMITTED_MEANS[input.kind]]
  if (input.kind === 'CARD') {
    const days = input.days
    const rows = await tx.sql.unsafe<(Taken & { k: number })[]>(
      `SELECT t.sale_id AS "saleId", t.n, t.amount_c AS "amountC", d.k::int
         FROM unnest($1::date[], $2::text[]) WITH ORDINALITY AS d(day, register_id, k)
         JOIN sale s ON s.business_day = d.day AND s.register_id = d.register_id
         JOIN register r ON r.id = s.register_id AND r.kind <> 'SCHOOL'
         JOIN tender t ON t.sale_id = s.id AND t.means = ANY($3::text[])
        WHERE ${ON_NO_SLIP} ORDER BY s.business_day, s.at, t.n`,
      [days.map((d) => d.day), days.map((d) => d.registerId), means],
    )
    if (new Set(rows.map((row) => row.k)).size !== days.length) throw new AppError('remitted_already')
    return rows.map(({ saleId, n, amountC }) => ({ saleId, n, amountC }))
  }
  const { tenders } = input
  const rows = await tx.sql.unsafe<Taken[]>(
    `SELECT t.sale_id AS "saleId", t.n, t.amount_c AS "amountC"
       FROM unnest($1::text[], $2::int[]) AS a(sale_id, n)
       JOIN tender t ON t.sale_id = a.sale_id AND t.n = a.n AND t.means = ANY($3::text[])
       JOIN sale s ON s.id = t.sale_id JOIN register r ON r.id = s.register_id AND r.kind <> 'SCHOOL'
      WHERE ${ON_NO_SLIP} AND ${NOT_UNDONE} ORDER BY s.business_day, s.at, t.n`,
    [tenders.map((t) => t.saleId), tenders.map((t) => t.n), means],
  )
  if (rows.length !== tenders.length) throw new AppError('remitted_already')
  return [...rows]
}

type Counted = { countedC: number; count: number; faces: Record<string, number>; comment: string | null }

function countOf(input: RemittanceInput, totalC: number): Counted {
  if (input.kind !== 'ANCV') return { countedC: totalC, count: 0, faces: {}, comment: null }
  const pieces = Object.entries(input.faces).filter(([, n]) => n > 0)
  const countedC = sumCents(pieces.map(([face, n]) => Number(face) * n))
  const count = pieces.reduce((sum, [, n]) => sum + n, 0)
  if (count === 0) throw new AppError('bad_request', { issues: [{ path: 'faces' }] })
  if (countedC < totalC && !input.comment) throw new AppError('comment_needed', { gapC: countedC - totalC })
  return { countedC, count, faces: Object.fromEntries(pieces), comment: input.comment ?? null }
}

async function nextOf(tx: Tx, kind: string, year: number): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    SELECT coalesce(max(n), 0) + 1 AS n FROM remittance WHERE kind = ${kind} AND year = ${year}`
  return row?.n ?? 1
}

/** The slip and its tenders; the index refuses a tender that another slip has, whatever was read before. */
async function write(
  tx: Tx,
  remittanceId: string,
  tenders: readonly Taken[],
  slip: typeof remittance.$inferInsert,
): Promise<void> {
  await bulk(tx, remittance, [slip])
  try {
    await bulk(
      tx,
      remittanceTender,
      tenders.map(({ saleId, n, amountC }) => ({
        remittanceId,
        saleId,
        n,
        amountC: cents(amountC),
        released: false,
      })),
    )
  } catch (error) {
    if (violated(error) === 'remittance_tender_once') throw new AppError('remitted_already')
    throw error
  }
}
