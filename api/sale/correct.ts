import { createHash } from 'node:crypto'
import { transaction, violated, type Tx } from '../../db/index.ts'
import { approve } from '../auth/approve.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { lockHeads } from '../journal/journal.ts'
import { lockCounters, type Counter } from '../seat/seat.ts'
import type { ApprovalCause } from '../shared/correction.ts'
import { AppError } from '../shared/errors.ts'
import { readIban } from '../shared/iban.ts'
import { isPaidLater, refuseRefund } from '../shared/refund.ts'
import { plusDays } from '../shared/time.ts'
import { cardsOf } from '../voucher/give-back.ts'
import { lockNamed } from '../voucher/voucher.ts'
import { readCorrected, replayed } from './correct-answer.ts'
import { causesOf, matchBack, type Back } from './correct-check.ts'
import { linesBack, totalsOf, type Document, type DocTender } from './correct-document.ts'
import type { Corrected, CorrectInput } from './correct-form.ts'
import {
  countersBelow,
  lockTickets,
  orderOf,
  readOrigin,
  type Origin,
  type OriginTender,
} from './correct-load.ts'
import { writeCorrection, type WriteContext } from './correct-write.ts'
import { checkRegister } from './decide.ts'
import type { ShiftRow } from './load.ts'
import { lockOrders } from './order-lock.ts'

/** What a command answers: `again` when it was done before; the counters that moved, for the live screens. */
export type Done = { answer: Corrected; again: boolean; counters: Counter[] }

type Common = Pick<CorrectInput, 'id' | 'registerId' | 'shiftId' | 'reason' | 'approval'>

/** Who approved, and what asked for it. */
export type Approved = Document['approval']

/**
 * Takes back some or all units of a sale, once, whole or not at all: a document of its own mirrors them to the cent, its
 * tickets are void, its seats and pieces come free, the money goes back by the ways of what it came by
 * (`api/shared/refund.ts`). CANCEL within the shift that sold, REFUND later. Idempotent by the document's id.
 *
 * Order of locks: orders, the sale's tickets, vouchers, counters, chain heads. Throws `not_found`, `already_corrected`,
 * `refund_not_allowed`, `tender_mismatch`, `price_changed`, `approval_needed`, `approval_refused`, `shift_closed`,
 * `shift_too_old`, `id_reused`.
 */
export async function correct(ctx: Ctx, originId: string, input: CorrectInput): Promise<Done> {
  const actor = permit(ctx.actor, 'sale.correct')
  if (input.reason === 'PAYMENT_ERROR') throw new AppError('bad_request', { issues: [{ path: 'reason' }] })
  const digest = digestOf(originId, input)
  return once(ctx, input, digest, async (approver) => {
    const orderId = await orderOf(ctx.db, originId)
    return transaction(ctx.db, async (tx) => {
      await lockOrders(tx, [orderId])
      // The same request at the same moment waited here.
      const known = await replayed(tx, input.id, digest)
      if (known) return { answer: known, again: true, counters: [] }
      const held = await holdOrigin(tx, originId, input)
      const backs = matchBack(held.origin, input.lines)
      const locked = await lockAll(tx, held, backs, input)
      checkRegister(held.books, locked, input, ctx.now)
      const totalC = backs.reduce((sum, b) => sum + b.amounts.totalC, 0)
      checkTotal(totalC, input.expected.totalC)
      const tenders = tendersBack(held, totalC, input.tenders)
      const approval = approvedBy(approver, causesFor(held, backs, input, ctx))
      const doc = documentOf({ actor, input, digest, approval }, held.origin, backs, tenders)
      await writeCorrection(tx, { ...locked, ...held, keys: ctx.keys, now: ctx.now }, doc)
      const answer = (await readCorrected(tx, input.id)) as Corrected
      return { answer, again: false, counters: [...locked.counters.values()] }
    })
  })
}

/** What is asked, without who approves it, what the till believed, and what is personal: that is not kept for good. */
export function digestOf(
  originId: string,
  input: Common & { tenders?: readonly object[]; sale?: string },
): string {
  const { approval: _approval, ...asked } = input
  const tenders = input.tenders?.map((t) => ({ ...t, iban: undefined, holder: undefined }))
  return createHash('sha256')
    .update(JSON.stringify({ originId, ...asked, expected: undefined, tenders }))
    .digest('hex')
}

/** What two at the same moment may find there: asked again, the second sees the first. */
export const MAY_BE_THERE: ReadonlySet<string> = new Set([
  'sale_pkey',
  'sale_line_sale_id_n_pk',
  'tender_sale_id_n_pk',
])
const TAKEN = 'corrected_line_origin_id_origin_n_before_pk'

/**
 * Does what a document asks for unless it is there already; who approves is asked before the transaction, since a PIN
 * takes long. The same units taken back by another document at the same moment are `already_corrected`.
 */
export async function once(
  ctx: Ctx,
  input: Common,
  digest: string,
  work: (approver: { staffId: string; code: string } | null) => Promise<Done>,
  mayBeThere: ReadonlySet<string> = MAY_BE_THERE,
): Promise<Done> {
  const known = await replayed(ctx.db, input.id, digest)
  if (known) return { answer: known, again: true, counters: [] }
  const approver = input.approval ? await approve(ctx, 'correction.approve', input.approval) : null
  for (let tries = 1; ; tries++) {
    try {
      return await work(approver)
    } catch (error) {
      const name = violated(error) ?? ''
      if (name === TAKEN) throw new AppError('already_corrected', { lines: [] })
      if (!mayBeThere.has(name) || tries === 3) throw error
      const there = await replayed(ctx.db, input.id, digest)
      if (there) return { answer: there, again: true, counters: [] }
    }
  }
}

/** The sale under the lock of its order, whose tickets nobody scans meanwhile. */
export type HeldOrigin = { books: Books; origin: Origin }

/** Reads the sale once its order is locked, and its tickets. */
export async function holdOrigin(
  tx: Tx,
  originId: string,
  { registerId }: Pick<Common, 'registerId'>,
): Promise<HeldOrigin> {
  const [version] = await Promise.all([catalogVersionOf(tx), lockTickets(tx, originId)])
  const [books, origin] = await Promise.all([booksFor(tx, version), readOrigin(tx, originId)])
  // A register that does not exist has no chain to lock.
  if (!books.registers.has(registerId)) throw new AppError('shift_closed')
  if (!books.office) throw new AppError('not_set_up')
  return { books, origin }
}

export type Locked = Pick<WriteContext, 'heads' | 'counters' | 'below'> & { shifts: Map<string, ShiftRow> }

/**
 * Locks all that a correction moves, and what comes with it: vouchers, then counters by id, then heads; then reads the
 * shift, which nobody closes any more.
 */
export async function lockAll(
  tx: Tx,
  { origin }: HeldOrigin,
  backs: readonly Back[],
  { registerId, shiftId }: Common,
  { counterIds = [], codes = [] }: { counterIds?: readonly string[]; codes?: string[] } = {},
): Promise<Locked> {
  const cards = backs.some((b) => b.line.kind === 'VOUCHER_MPV') ? await cardsOf(tx, origin.id) : []
  const spent = origin.tenders.flatMap((t) => t.voucherId ?? [])
  await lockNamed(tx, { ids: [...spent, ...cards.map((card) => card.id)], codes })
  const below = await countersBelow(tx, [...new Set(backs.flatMap((b) => b.tickets.map((t) => t.bookingId)))])
  const stocks = backs.flatMap((b) => b.line.stockId ?? [])
  const [counters, heads, shifts] = await Promise.all([
    lockCounters(tx, [...[...below.values()].flat(), ...stocks, ...counterIds]),
    lockHeads(
      tx,
      (['L', 'T'] as const).map((journal) => ({ registerId, journal })),
    ),
    tx.sql<ShiftRow[]>`
      SELECT id, register_id AS "registerId", opened_at AS "openedAt", closed_at AS "closedAt"
        FROM shift WHERE id = ${shiftId}`,
  ])
  return { below, counters, heads, shifts: new Map(shifts.map((s) => [s.id, s])) }
}

export function checkTotal(totalC: number, expectedC: number): void {
  if (totalC !== expectedC) throw new AppError('price_changed', { totalC, lines: [] })
}

/** How the money goes back: by which tenders of the document. Throws `refund_not_allowed`, `tender_mismatch`. */
export function tendersBack(
  { books, origin }: HeldOrigin,
  totalC: number,
  given: CorrectInput['tenders'],
): DocTender[] {
  const refusal = refuseRefund(totalC, given, origin.tenders)
  if (refusal) {
    const { code, ...data } = refusal
    throw new AppError(code, data)
  }
  const days = books.office?.chequeClearingDays ?? 0
  return given.map((part, i) => {
    const tender = origin.tenders.find((t) => t.n === part.originN) as OriginTender
    const isCheque = tender.source === 'CHEQUE'
    return {
      n: i + 1,
      means: part.means,
      amountC: -part.amountC,
      tenderedC: null,
      ref: part.ref ?? null,
      proof: null,
      originN: tender.n,
      source: tender.source,
      // A chèque-vacances gives a new credit note; what was spent is filled again.
      voucherId: part.means === tender.source ? tender.voucherId : null,
      paymentId: part.means === 'CB_TERMINAL' ? tender.paymentId : null,
      due: isPaidLater(part.means)
        ? {
            notBefore: isCheque ? plusDays(origin.businessDay, days) : null,
            iban: part.iban === undefined ? null : readIban(part.iban),
            holder: part.holder ?? null,
          }
        : null,
    }
  })
}

export function causesFor(
  { books }: HeldOrigin,
  backs: readonly Back[],
  { reason }: Common,
  { now }: Ctx,
): ApprovalCause[] {
  return causesOf(backs, reason, { fromC: books.office?.correctionApprovalC ?? 0, now })
}

/** Throws `approval_needed` with the causes when there are some and nobody approved. */
export function approvedBy(
  approver: { staffId: string; code: string } | null,
  causes: readonly ApprovalCause[],
): Approved {
  if (causes.length === 0) return null
  if (!approver) throw new AppError('approval_needed', { causes })
  return { ...approver, causes }
}

type Asked = { actor: SignedIn; input: Common; digest: string; approval: Approved }

/** The correcting document of what goes back. */
export function documentOf(
  { actor, input, digest, approval }: Asked,
  origin: Origin,
  backs: readonly Back[],
  tenders: DocTender[],
): Document {
  const lines = linesBack(backs)
  const gone = new Map(backs.map((b) => [b.line.n, b.qty]))
  return {
    id: input.id,
    docType: input.shiftId === origin.shiftId ? 'CANCEL' : 'REFUND',
    registerId: input.registerId,
    shiftId: input.shiftId,
    staffId: actor.staffId,
    operator: actor.code,
    reason: input.reason,
    approval,
    digest,
    origin,
    backs,
    lines,
    tenders,
    totals: totalsOf(lines),
    isWhole: origin.lines.every((l) => l.taken + (gone.get(l.n) ?? 0) === l.qty),
  }
}
