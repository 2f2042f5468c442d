import { createHash } from 'node:crypto'
import { transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import type { Actor } from '../context.ts'
import { chainAhead } from '../journal/clock.ts'
import type { Entry, Head } from '../journal/journal.ts'
import type { Counter, Move } from '../seat/seat.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { codesOf } from '../voucher/spend.ts'
import { readAnswers } from './answers.ts'
import { bookingsHeldBy, decide, type Verdict } from './decide.ts'
import { draft, isDraftOf, sendDraft } from './draft.ts'
import { foresee } from './foresee.ts'
import { prepare, type Prepared, type SaleRequest } from './prepare.ts'
import { removedEntries, removedLines, type RemovedLine } from './removed.ts'
import type { SaleAnswer, SellInput } from './input.ts'
import { claimOrders, loadState, type Need, type State } from './load.ts'
import type { Moment } from './rows.ts'
import { isShow } from './shows.ts'
import { writeNumbered, type Keys } from './write.ts'

/** What the core needs besides the sales: the database, the keys, and the moment of the batch. */
export type SellContext = {
  db: Db
  keys: Keys
  now: () => Instant
  /** Told after the commit which counters moved; what it does is advisory. */
  onSeats?: (counters: Counter[]) => void
  /** Told after the commit that the clock went back behind a chain, which kept its last time. Must not throw. */
  onClockBack?: (head: Head, now: Instant) => Promise<void>
}

export type Outcome = { ok: true; replay: boolean; answer: SaleAnswer } | { ok: false; error: AppError }

/** A sale to decide: who asks for it, and what; `at` when it was made before its batch. */
export function saleRequest(actor: Actor, input: SellInput, at?: Instant): SaleRequest {
  // Not who it is for: what is kept for good says nothing of people, and a corrected address is the same sale.
  const {
    expected: _,
    visitor: _visitor,
    origin: _origin,
    visitorKind: _kind,
    receipt: _receipt,
    ...asked
  } = input
  const lines = asked.lines.map(({ names: _names, ...line }) => line)
  return {
    actor,
    input,
    digest: createHash('sha256')
      .update(JSON.stringify({ ...asked, lines }))
      .digest('hex'),
    ...(at === undefined ? {} : { at }),
  }
}

/**
 * Sells a list of baskets in one transaction, each with its own verdict; a refused one leaves the others standing and
 * no trace. Money in cents. Order of locks: orders, vouchers and counters by id, chain heads by (register,
 * journal).
 *
 * Idempotent by the sale's id: a replay answers what the first answered, another basket under the same id is
 * `id_reused`. Throws when the batch fails as a whole: then nothing of it is there, unless it is the answer that was
 * lost, after the commit; the same id asked again tells.
 */
export async function sell(ctx: SellContext, requests: readonly SaleRequest[]): Promise<Outcome[]> {
  const now = ctx.now()
  const attempt = (approach: Approach) =>
    new Promise<Batch>((resolve, reject) => {
      // Answered when it is committed, which it does itself; what is left of the transaction is to end.
      transaction(ctx.db, async (tx) => resolve(await sellIn(tx, ctx, requests, now, approach))).catch(reject)
    })
  const mayBeThere = (error: unknown) => requests.length === 1 && MAY_BE_THERE.has(violated(error) ?? '')
  const batch = await attempt('rows first').catch(async (error: unknown) => {
    if (!(error instanceof Surprise) && !mayBeThere(error)) throw error
    // Under the locks from the beginning, no verdict can be a surprise.
    for (let tries = 1; ; tries++) {
      try {
        return await attempt('locks first')
      } catch (again) {
        if (!mayBeThere(again)) throw again
        if (tries === 2) return refuseUsedRef(again)
      }
    }
  })
  if (batch.counters.length > 0) ctx.onSeats?.(batch.counters)
  if (batch.ahead) await ctx.onClockBack?.(batch.ahead, now)
  return batch.outcomes
}

/**
 * Whether a batch sends its rows before it takes the contended locks, which are then held for as long as numbering takes;
 * or takes the locks first, when what was foreseen of the verdicts did not come true.
 */
export type Approach = 'rows first' | 'locks first'

/** The verdicts under the locks are not those that were foreseen: all is rolled back, and done with the locks first. */
class Surprise extends Error {}

/**
 * What a single sale may find there although it was not there when it looked: its id, sold under another order; the same
 * ticket of the SNCF; a code that was drawn before. Asked again, it sees the one and draws another code.
 */
export const MAY_BE_THERE: ReadonlySet<string> = new Set([
  'sale_pkey',
  'sale_line_sale_id_n_pk',
  'tender_sale_id_n_pk',
  'sncf_sale_sale_id_line_n_pk',
  'sncf_sale_ref',
  'ticket_short_code',
  'voucher_code',
  'voucher_issued',
])

function refuseUsedRef(error: unknown): Batch {
  if (violated(error) !== 'sncf_sale_ref') throw error
  return { outcomes: [{ ok: false, error: new AppError('external_ref_used') }], counters: [], ahead: null }
}

export type Batch = { outcomes: Outcome[]; counters: Counter[]; ahead: Head | null }

/**
 * Sells a batch in the caller's transaction, which it commits when any of it is sold: what is written before goes with
 * it, what follows may only read. A caller that wrote before goes `locks first`, with the counters and heads of both
 * locked in everybody's order, and throws when the sale was refused.
 */
export async function sellIn(
  tx: Tx,
  ctx: Pick<SellContext, 'keys'>,
  requests: readonly SaleRequest[],
  now: Instant,
  approach: Approach,
): Promise<Batch> {
  const momentOf = ({ at = now }: SaleRequest): Moment => ({
    at,
    today: local(at).day,
    ticketKeyId: ctx.keys.ticket.id,
  })
  const inputs = requests.map((r) => r.input)
  const orderIds = inputs.map((input) => input.orderId)
  const saleIds = inputs.map((input) => input.id)
  const sessionIds = inputs.flatMap((input) => input.lines.flatMap((line) => line.sessionIds))
  const [version, claimed] = await Promise.all([
    catalogVersionOf(tx),
    claimOrders(tx, { orderIds, saleIds, sessionIds, codes: inputs.flatMap((i) => codesOf(i.tenders)) }),
  ])
  const books = await booksFor(tx, version)
  const prepared = requests.map((request) => prepare(books, claimed, request, momentOf(request)))
  const send = (sales: readonly Prepared[]) => {
    const drafted = draft(books, sales, now, momentOf, claimed.vouchers)
    const heldBookings = sales.flatMap((s) => bookingsHeldBy(claimed, s.request.input.orderId))
    return { drafted, sent: sendDraft(tx, drafted, heldBookings) }
  }
  const early = approach === 'rows first' ? send(foresee(books, prepared, claimed, momentOf)) : null
  // The locks of the orders keep what they hold as it is: a line that one held and does not sell has been taken out.
  const removed = inputs.map((input) => removedLines(claimed, input.orderId, input.lines))
  const need = needOfBatch(books, requests, removed)
  const [state] = await Promise.all([loadState(tx, need, claimed), early?.sent])
  const before = new Map([...state.counters].map(([id, c]) => [id, { ...c }]))
  const verdicts = prepared.map((p) => decide(books, state, p, momentOf(p.request)))
  const accepted = verdicts.flatMap((v) => (v.kind === 'accepted' ? [v.sale] : []))
  if (early && !isDraftOf(early.drafted, accepted)) throw new Surprise()
  const { drafted, sent } = early ?? send(accepted)
  const removals = verdicts.flatMap((v, i) =>
    v.kind === 'accepted' ? removalsOf(v.sale, removed[i] ?? [], momentOf(v.sale.request)) : [],
  )
  const batch = { keys: ctx.keys, books, state, now, removals }
  const moves = movesOf(state, before)
  const [written] = await Promise.all([writeNumbered(tx, batch, drafted, moves, sent), sent])
  const replays = verdicts.flatMap((v) => (v.kind === 'replay' && !written.has(v.id) ? [v.id] : []))
  const answers = new Map([...written, ...(await readAnswers(tx, replays))])
  return {
    outcomes: verdicts.map((v) => outcomeOf(v, answers)),
    counters: written.size > 0 ? [...state.counters.values()] : [],
    ahead: written.size > 0 ? chainAhead(state.heads, now) : null,
  }
}

function removalsOf(
  { request: { input }, seller }: Prepared,
  removed: RemovedLine[],
  { at }: Moment,
): Entry[] {
  const { orderId, registerId } = input
  return removedEntries(removed, { orderId, registerId, operator: seller.code, at })
}

function outcomeOf(verdict: Verdict, answers: ReadonlyMap<string, SaleAnswer>): Outcome {
  if (verdict.kind === 'refused') return { ok: false, error: verdict.error }
  const id = verdict.kind === 'replay' ? verdict.id : verdict.sale.request.input.id
  return { ok: true, replay: verdict.kind === 'replay', answer: answers.get(id) as SaleAnswer }
}

export function needOfBatch(
  books: Books,
  requests: readonly SaleRequest[],
  removed: readonly RemovedLine[][],
): Need {
  const need: Need = {
    saleIds: [],
    shiftIds: [],
    registerIds: [],
    loggedIds: [],
    counterIds: [],
    showIds: [],
  }
  for (const [i, { input }] of requests.entries()) {
    need.saleIds.push(input.id)
    need.shiftIds.push(input.shiftId)
    // A register that does not exist has no chain to lock; the sale is refused.
    if (books.registers.has(input.registerId)) {
      need.registerIds.push(input.registerId)
      if (removed[i]?.length) need.loggedIds.push(input.registerId)
    }
    for (const line of input.lines) {
      const product = books.index.options.get(line.optionId)?.product
      if (product?.counterId) need.counterIds.push(product.counterId)
      const [performance] = line.sessionIds
      if (performance && product && isShow(books, product.id)) need.showIds.push(performance)
    }
  }
  return need
}

/** What the decisions did to the counters. */
function movesOf(state: State, before: ReadonlyMap<string, Counter>): Move[] {
  return [...state.counters.values()].map((after) => {
    const was = before.get(after.id) ?? after
    return { id: after.id, taken: after.taken - was.taken, held: after.held - was.held }
  })
}
