import { transaction, type Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { cents } from '../shared/money.ts'
import { backOf, FIXABLE, isFixable } from '../shared/refund.ts'
import { changeOf, refuseTenders, type TenderInput } from '../shared/tender.ts'
import { readCorrected, replayed } from './correct-answer.ts'
import { totalsOf, type Document, type DocTender } from './correct-document.ts'
import type { Corrected, PaymentFixInput } from './correct-form.ts'
import type { Origin, OriginTender } from './correct-load.ts'
import { writeCorrection } from './correct-write.ts'
import {
  approvedBy,
  digestOf,
  documentOf,
  holdOrigin,
  lockAll,
  once,
  type Done,
  type HeldOrigin,
} from './correct.ts'
import { orderOf } from './correct-load.ts'
import { checkRegister } from './decide.ts'
import { lockOrders } from './order-lock.ts'

/**
 * Says again how a sale was paid: a document of total 0 takes back what was said of its tenders and puts others in their
 * place (fiscal.md 1.11), under the rules of a sale: chèques-vacances for services, the ceiling of cash for the whole
 * debt. What an agent typed may be fixed; vouchers, charges and exchanges are facts. A sale whose shift was counted needs
 * an approval. Idempotent by the document's id. Throws as `correct` does, and `tender_not_allowed`, `cash_ceiling`.
 */
export async function fixPayment(ctx: Ctx, originId: string, input: PaymentFixInput): Promise<Done> {
  const actor = permit(ctx.actor, 'sale.correct')
  if (input.reason !== 'PAYMENT_ERROR' && input.reason !== 'AGENT_ERROR')
    throw new AppError('bad_request', { issues: [{ path: 'reason' }] })
  const digest = digestOf(originId, input)
  return once(ctx, input, digest, async (approver) => {
    const orderId = await orderOf(ctx.db, originId)
    return transaction(ctx.db, async (tx: Tx) => {
      await lockOrders(tx, [orderId])
      // The same request at the same moment waited here.
      const known = await replayed(tx, input.id, digest)
      if (known) return { answer: known, again: true, counters: [] }
      const held = await holdOrigin(tx, originId, input)
      const { origin } = held
      if (origin.docType !== 'SALE') throw new AppError('already_corrected', { lines: [] })
      const locked = await lockAll(tx, held, [], input)
      checkRegister(held.books, locked, input, ctx.now)
      const tenders = fixedTenders(held, input)
      const approval = approvedBy(approver, origin.shiftClosedAt === null ? [] : ['SHIFT_COUNTED'])
      const doc: Document = {
        ...documentOf({ actor, input, digest, approval }, origin, [], tenders),
        docType: 'PAYMENT_FIX',
        totals: totalsOf([]),
        isWhole: false,
      }
      await writeCorrection(tx, { ...locked, ...held, keys: ctx.keys, now: ctx.now }, doc)
      const answer = (await readCorrected(tx, input.id)) as Corrected
      return { answer, again: false, counters: [] }
    })
  })
}

/**
 * What is taken back stands at the place of its tender, what is put there at the places that follow: each place is one
 * tender of the sale for ever.
 */
function fixedTenders({ books, origin }: HeldOrigin, { from, to }: PaymentFixInput): DocTender[] {
  const back = takenBack(origin, from)
  const wrong = to.find((t) => !isFixable(t.means))
  if (wrong) throw new AppError('refund_not_allowed', { means: wrong.means, allowed: FIXABLE })
  const missingC =
    [...back.values()].reduce((sum, c) => sum + c, 0) - to.reduce((sum, t) => sum + t.amountC, 0)
  if (missingC !== 0 || changeOf(to) !== 0) throw new AppError('tender_mismatch', { missingC })
  const after = [...stillSaid(origin, back), ...to]
  const refusal = books.office && refuseTenders(debtOf(origin, after), after, books.office)
  if (refusal) {
    const { code, ...data } = refusal
    throw new AppError(code, data)
  }
  const next = Math.max(0, ...origin.tenders.map((t) => t.n)) + 1
  return [
    ...origin.tenders.filter((t) => back.has(t.n)).map((t) => tenderBack(t, back.get(t.n) ?? 0)),
    ...to.map((t, i) => ({
      n: next + i,
      means: t.means,
      amountC: t.amountC,
      tenderedC: t.means === 'CASH' ? cents(t.amountC) : null,
      ref: t.ref ?? null,
      proof: t.proof ?? null,
      originN: null,
      source: t.means,
      voucherId: null,
      paymentId: null,
      due: null,
    })),
  ]
}

/** How much of each tender is said again, by its place. */
function takenBack(origin: Origin, from: PaymentFixInput['from']): Map<number, number> {
  const back = new Map<number, number>()
  for (const { originN, amountC } of from) {
    const tender = origin.tenders.find((t) => t.n === originN)
    const sum = (back.get(originN) ?? 0) + amountC
    if (!tender || !isFixable(tender.means) || sum > tender.leftC)
      throw new AppError('refund_not_allowed', {
        means: tender?.means ?? null,
        allowed: FIXABLE,
        leftC: tender?.leftC ?? 0,
      })
    back.set(originN, sum)
  }
  return back
}

function tenderBack(tender: OriginTender, amountC: number): DocTender {
  return {
    n: tender.n,
    means: tender.means,
    amountC: -amountC,
    // What was handed over as cash goes as cash: in the drawer, nothing but the difference moves.
    tenderedC: null,
    ref: tender.ref,
    proof: null,
    originN: tender.n,
    source: tender.source,
    voucherId: null,
    paymentId: null,
    due: null,
  }
}

function stillSaid(origin: Origin, back: ReadonlyMap<number, number>): TenderInput[] {
  return origin.tenders
    .map((t) => ({
      means: t.means,
      source: t.source,
      amountC: t.leftC - (back.get(t.n) ?? 0),
      proof: t.proof,
    }))
    .filter((t) => t.amountC > 0)
    .map(({ proof, ...t }) => (proof === null ? t : { ...t, proof }))
}

/** What these tenders settle: of the lines that are left, services apart. */
function debtOf(origin: Origin, tenders: readonly TenderInput[]): { totalC: number; servicesC: number } {
  const left = (line: Origin['lines'][number]) =>
    line.totalC - (line.taken === 0 ? 0 : backOf(line, line.qty, 0, line.taken).totalC)
  const services = origin.lines.filter((l) => l.productKind === 'SESSION' || l.productKind === 'OPEN')
  return {
    totalC: tenders.reduce((sum, t) => sum + t.amountC, 0),
    servicesC: services.reduce((sum, l) => sum + left(l), 0),
  }
}
