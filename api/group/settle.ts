import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import type { BuyerInput } from '../invoice/form.ts'
import { invoiceSale } from '../invoice/make.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sellIn } from '../sale/sale.ts'
import { AppError } from '../shared/errors.ts'
import { local, plusDays } from '../shared/time.ts'
import { changeOf } from '../shared/tender.ts'
import type { Counter } from '../seat/seat.ts'
import { AGREED_DAYS, accountAux } from './account.ts'
import type { SettleInput } from './form.ts'
import { lockQuote, promisedBy } from './lock.ts'
import { quoteOf } from './read.ts'
import type { Stepped } from './step.ts'

/**
 * Sells an accepted quote at the prices that it promised: by what the till takes, or on account when it says so, with the
 * invoice in the same go. The sale is an ordinary one, on the register of whoever settles. Idempotent by the sale's id: asked
 * again, what a lost answer left undone is done. Throws `quote_state` and as a sale does.
 */
export async function settleQuote(ctx: Ctx, id: string, input: SettleInput): Promise<Stepped> {
  permit(ctx.actor, 'group.manage')
  const books = await cachedBooks(ctx.db)
  const counters = await transaction(ctx.db, async (tx): Promise<Counter[]> => {
    const held = await lockQuote(tx, id, ['ACCEPTED', 'SETTLED'])
    if (held.status === 'SETTLED') {
      if (held.saleId !== input.id)
        throw new AppError('quote_state', { status: held.status, number: held.number })
      return []
    }
    const onAccount = held.paysBy !== 'COUNTER' && input.tenders.length === 0
    const tenders: SellInput['tenders'] =
      onAccount && held.paysBy !== 'COUNTER' && held.totalC > 0
        ? [{ means: held.paysBy, amountC: held.totalC }]
        : input.tenders
    const payDay = onAccount ? plusDays(local(ctx.now, books.office?.zone).day, AGREED_DAYS) : null
    // Its hold may have lapsed, and another till than the one that took it may settle it.
    await tx.sql`
      UPDATE "order" SET register_id = ${input.registerId} WHERE id = ${held.orderId} AND status IN ('OPEN', 'EXPIRED')`
    await tx.sql`
      UPDATE quote SET status = 'SETTLED', sale_id = ${input.id}, pay_day = ${payDay}::date WHERE id = ${id}`
    await audited(tx, ctx, { action: 'quote.settle', subject: id, detail: { sale: input.id, onAccount } })
    const sale: SellInput = {
      id: input.id,
      orderId: held.orderId,
      registerId: input.registerId,
      shiftId: input.shiftId,
      lines: held.lines,
      tenders,
      expected: { totalC: held.totalC, changeC: changeOf(tenders) },
      visitorKind: undefined,
    }
    const request = {
      ...saleRequest(ctx.actor, sale),
      vouched: onAccount ? (['VIREMENT', 'MANDAT'] as const) : [],
      promised: promisedBy(held),
      ...(onAccount ? { accountAux: accountAux(held) } : {}),
    }
    // What is sold commits, with all that is written above; a refusal takes it back.
    const { outcomes, counters: moved } = await sellIn(
      tx,
      { keys: ctx.keys },
      [request],
      ctx.now,
      'locks first',
    )
    const outcome = outcomes[0]
    if (!outcome?.ok) throw outcome?.error ?? new Error('nothing was decided of the sale')
    if (outcome.replay) throw new AppError('id_reused')
    return moved
  })
  await invoiceAccount(ctx, id)
  return { quote: await quoteOf(ctx.db, id), counters }
}

/** The invoice of what was sold on account, once; nothing of it may be invoiced when no principal gave a mandate. */
async function invoiceAccount(ctx: Ctx, id: string): Promise<void> {
  const [due] = await ctx.db.sql<{ saleId: string; buyerId: string; buyer: BuyerInput; payDay: string }[]>`
    SELECT sale_id AS "saleId", buyer_id AS "buyerId", buyer, pay_day AS "payDay" FROM quote
     WHERE id = ${id} AND pay_day IS NOT NULL AND buyer IS NOT NULL`
  if (!due) return
  try {
    await invoiceSale(ctx, due.saleId, { id: due.buyerId, buyer: due.buyer }, { dueDay: due.payDay as never })
  } catch (error) {
    const isNothing =
      error instanceof AppError && (error.code === 'nothing_to_invoice' || error.code === 'already_invoiced')
    if (!isNothing) throw error
  }
}
