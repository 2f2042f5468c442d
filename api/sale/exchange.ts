import { bulk, transaction, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import type { Counter } from '../seat/seat.ts'
import { AppError } from '../shared/errors.ts'
import type { TenderInput } from '../shared/tender.ts'
import { readCorrected, replayed } from './correct-answer.ts'
import { matchBack, type Back } from './correct-check.ts'
import type { DocTender } from './correct-document.ts'
import type { Corrected, ExchangeInput } from './correct-form.ts'
import { orderOf, type Origin } from './correct-load.ts'
import { writeCorrection, type Written } from './correct-write.ts'
import {
  approvedBy,
  causesFor,
  checkTotal,
  digestOf,
  documentOf,
  holdOrigin,
  lockAll,
  MAY_BE_THERE,
  once,
  tendersBack,
  type Done,
} from './correct.ts'
import { checkRegister } from './decide.ts'
import type { SellInput } from './input.ts'
import { claimOrders } from './load.ts'
import { MAY_BE_THERE as OF_A_SALE, saleRequest, sellIn } from './sale.ts'
import type { SaleRequest } from './prepare.ts'

/**
 * Takes units of a sale back and sells others in one go, both or neither: the correction leaves the new sale what both are
 * worth by EXCHANGE, the dearer side settles the difference. The new sale's origin is the correction, and what it was left
 * keeps the means that the money first came by. Everything of both is locked first, in everybody's order, so that a place
 * that comes free may be the one that is sold. A refusal of the sale rolls all back. Idempotent by the correction's id.
 * Throws as `correct` and a sale do.
 */
export async function exchange(ctx: Ctx, originId: string, input: ExchangeInput): Promise<Done> {
  const actor = permit(ctx.actor, 'sale.correct')
  checkForm(input)
  // Without whom the new sale is for.
  const digest = digestOf(originId, { ...input, sale: saleRequest(actor, input.sale).digest })
  return once(
    ctx,
    input,
    digest,
    async (approver) => {
      const orderId = await orderOf(ctx.db, originId)
      const done = await transaction(ctx.db, async (tx): Promise<Exchanged> => {
        const codes = input.sale.tenders.flatMap((t) => t.voucherCode ?? [])
        const counterIds = await claimSale(tx, input.sale, orderId)
        // The same request at the same moment waited here.
        if (await replayed(tx, input.id, digest)) return { again: true, counters: [] }
        const held = await holdOrigin(tx, originId, input)
        const backs = matchBack(held.origin, input.lines)
        const locked = await lockAll(tx, held, backs, input, { counterIds, codes })
        checkRegister(held.books, locked, input, ctx.now)
        const totalC = backs.reduce((sum, b) => sum + b.amounts.totalC, 0)
        checkTotal(totalC, input.expected.totalC)
        const leftC = Math.min(totalC, input.sale.expected.totalC)
        const back = tendersBack(held, totalC - leftC, input.tenders)
        const left = exchanged(held.origin, backs, back, leftC)
        const approval = approvedBy(approver, causesFor(held, backs, input, ctx))
        const doc = documentOf({ actor, input, digest, approval }, held.origin, backs, [...back, ...left])
        const written = await writeCorrection(tx, { ...locked, ...held, keys: ctx.keys, now: ctx.now }, doc)
        const counters = await sellNew(tx, ctx, { input, left, written })
        return { again: false, counters: [...locked.counters.values(), ...counters] }
      })
      return { ...done, answer: (await readCorrected(ctx.db, input.id)) as Corrected }
    },
    new Set([...MAY_BE_THERE, ...OF_A_SALE]),
  )
}

type Exchanged = Pick<Done, 'again' | 'counters'>

function checkForm({ reason, registerId, shiftId, id, sale }: ExchangeInput): void {
  const isElsewhere = sale.registerId !== registerId || sale.shiftId !== shiftId || sale.id === id
  if (isElsewhere) throw new AppError('bad_request', { issues: [{ path: 'sale' }] })
  if (reason === 'PAYMENT_ERROR') throw new AppError('bad_request', { issues: [{ path: 'reason' }] })
}

/** Locks both orders, and says which counters the new sale may move: of its sessions, of its goods, of what it holds. */
async function claimSale(tx: Tx, sale: ExchangeInput['sale'], orderId: string): Promise<string[]> {
  const sessionIds = sale.lines.flatMap((l) => l.sessionIds)
  const [version, claimed] = await Promise.all([
    catalogVersionOf(tx),
    claimOrders(tx, { orderIds: [orderId, sale.orderId], saleIds: [], sessionIds }),
  ])
  const books: Books = await booksFor(tx, version)
  return [
    ...[...claimed.sessions.values()].map((s) => s.counterId),
    ...sale.lines.flatMap((l) => books.index.options.get(l.optionId)?.product.counterId ?? []),
    ...claimed.held.flatMap((h) => h.counterId ?? []),
  ]
}

/**
 * What goes to the new sale, a tender for each of the corrected sale that it comes from. Of services that were paid with
 * chèques-vacances, these go first: they may pay nothing else. Throws `tender_mismatch` when less is left.
 */
function exchanged(
  { tenders }: Origin,
  backs: readonly Back[],
  back: readonly DocTender[],
  leftC: number,
): DocTender[] {
  const given = new Map<number, number>()
  for (const t of back) given.set(t.originN ?? 0, (given.get(t.originN ?? 0) ?? 0) - t.amountC)
  const isService = (b: Back) => b.line.productKind === 'SESSION' || b.line.productKind === 'OPEN'
  let services = backs.filter(isService).reduce((sum, b) => sum + b.amounts.totalC, 0)
  let missing = leftC
  const parts = new Map<number, number>()
  const take = (n: number, most: number) => {
    const part = Math.max(0, Math.min(most, missing))
    parts.set(n, (parts.get(n) ?? 0) + part)
    missing -= part
    return part
  }
  const left = tenders.map((t) => ({ ...t, leftC: t.leftC - (given.get(t.n) ?? 0) }))
  const ancv = left.filter((t) => t.source === 'ANCV_P')
  for (const t of ancv) services -= take(t.n, Math.min(t.leftC, services))
  for (const t of left.filter((other) => other.source !== 'ANCV_P')) take(t.n, t.leftC)
  for (const t of ancv) take(t.n, t.leftC - (parts.get(t.n) ?? 0))
  if (missing > 0) throw new AppError('tender_mismatch', { missingC: missing })
  return left
    .filter((t) => (parts.get(t.n) ?? 0) > 0)
    .map((t, i) => ({
      n: back.length + i + 1,
      means: 'EXCHANGE',
      amountC: -(parts.get(t.n) ?? 0),
      tenderedC: null,
      ref: null,
      proof: null,
      originN: t.n,
      source: t.source,
      voucherId: t.voucherId,
      paymentId: t.paymentId,
      due: null,
    }))
}

type New = { input: ExchangeInput; left: readonly DocTender[]; written: Written }

/** Sells what comes instead, paid with what the correction leaves; commits. Throws the refusal of the sale. */
async function sellNew(tx: Tx, ctx: Ctx, { input, left, written }: New): Promise<Counter[]> {
  const typed: TenderInput[] = input.sale.tenders
  const carried = left.map((t): TenderInput => ({ means: 'EXCHANGE', amountC: -t.amountC, source: t.source }))
  const sale: SellInput = { ...input.sale, tenders: [...typed, ...carried] }
  const request: SaleRequest = {
    ...saleRequest(ctx.actor, sale),
    vouched: ['EXCHANGE'],
    follows: { id: input.id, number: written.stamp.number, hash: written.hash },
  }
  // Before the sale, which commits.
  await bulk(
    tx,
    schema.tenderLink,
    left.map((t, i) => ({
      saleId: sale.id,
      n: typed.length + i + 1,
      voucherId: t.voucherId,
      paymentId: t.paymentId,
      originN: null,
      sourceMeans: t.source,
      // Its payment was settled by another sale.
      isRefund: true,
    })),
  )
  const { outcomes, counters } = await sellIn(tx, { keys: ctx.keys }, [request], ctx.now, 'locks first')
  const outcome = outcomes[0]
  if (!outcome?.ok) throw outcome?.error ?? new Error('nothing was decided of the new sale')
  if (outcome.replay) throw new AppError('id_reused')
  return counters
}
