import { bulkAll, into, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { cashMovement, shiftCount } from '../../db/schema/register.ts'
import type { Approver } from '../auth/approve.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Canonical } from '../journal/canonical.ts'
import { EVENT, eventEntry, type EventCode } from '../journal/event.ts'
import { append, headOf, type Entry, type Heads } from '../journal/journal.ts'
import { post, type EventKind, type Leg } from '../ledger/ledger.ts'
import type { MovementKind } from '../shared/cash.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf } from '../shared/time.ts'
import type { Pieces } from './form.ts'
import type { Place } from './place.ts'

/** A movement or a count of one drawer that is about to be written. */
export type NewMovement = {
  id: string
  kind: MovementKind
  amountC: number
  pieces?: Pieces
  reason?: string | null
  /** Of a count: what the drawer should have held. */
  expectedC?: number | null
  bag?: string | null
  /** Of a transfer: the movement of the other drawer, and the code of its register. */
  link?: { id: string; register: string } | null
  /** Of a hand-over: who holds the drawer now. */
  to?: Approver | null
  approver?: Approver | null
  /** More that its record says. */
  more?: { readonly [key: string]: Canonical }
  /** How it is booked, and nothing when it is not. */
  book?: { kind: EventKind; legs: readonly Leg[] }[]
}

/** Of one drawer: where, in which shift, and what is locked. */
export type Drawer = { heads: Heads; place: Place; shiftId: string; actor: SignedIn }

type Log = { code: EventCode; detail: Record<string, string | number> }
type Also = { action: string; detail: Record<string, unknown>; log: Log[]; counts?: CountRow[] }
type CountRow = typeof shiftCount.$inferInsert

/**
 * Writes movements of one drawer: each with its P record, numbered under the heads that the caller locked, what the
 * event log and the audit say, and the books under each number. Returns their places in the P chain.
 */
export async function writeMovements(
  tx: Tx,
  ctx: Ctx,
  drawer: Drawer,
  movements: readonly NewMovement[],
  also: Also,
): Promise<number[]> {
  const { heads, place, shiftId, actor } = drawer
  const from = headOf(heads, { registerId: place.id, journal: 'P' }).lastSeq
  const seqs = movements.map((_, i) => from + 1 + i)
  const logged = also.log.map(({ code, detail }) =>
    eventEntry({ registerId: place.id, code, operator: actor.code, detail, at: ctx.now }),
  )
  const audited = {
    id: newId('audit', msOf(ctx.now)),
    at: ctx.now,
    actor: actor.staffId,
    action: also.action,
    subject: shiftId,
    detail: { register: place.code, ...also.detail },
  }
  const rows = movements.map((one, i) => rowOf(ctx, drawer, one, seqs[i] as number))
  const booked = movements.flatMap((one, i) =>
    (one.book ?? []).map(({ kind, legs }) => ({
      id: newId('ledgerEvent', msOf(ctx.now)),
      kind,
      saleId: null,
      shiftId,
      piece: `${place.code}-P-${seqs[i]}`,
      day: local(ctx.now, place.zone).day,
      siteId: place.siteId,
      registerId: place.id,
      legs,
    })),
  )
  // Sent together, done in this order.
  await Promise.all([
    bulkAll(tx, [
      into(cashMovement, rows),
      into(audit, [audited]),
      ...(also.counts ? [into(shiftCount, also.counts)] : []),
    ]),
    append(tx, heads, ctx.keys, [...movements.map((one) => entryOf(ctx, drawer, one)), ...logged]),
    booked.length === 0 ? null : post(tx, booked),
  ])
  return seqs
}

function rowOf(ctx: Ctx, { shiftId, actor }: Drawer, one: NewMovement, seq: number) {
  return {
    id: one.id,
    shiftId,
    kind: one.kind,
    seq,
    amountC: cents(one.amountC),
    expectedC: one.expectedC == null ? null : cents(one.expectedC),
    pieces: one.pieces ?? {},
    reason: one.reason ?? null,
    bag: one.bag ?? null,
    linkId: one.link?.id ?? null,
    toId: one.to?.staffId ?? null,
    approvedBy: one.approver?.staffId ?? null,
    staffId: actor.staffId,
    at: ctx.now,
  }
}

/** Its P record; what does not apply to it is not said. */
function entryOf(ctx: Ctx, { place, shiftId, actor }: Drawer, one: NewMovement): Entry {
  const isCount = one.expectedC != null
  return {
    registerId: place.id,
    journal: 'P',
    docType: one.kind,
    subject: shiftId,
    at: ctx.now,
    businessDay: local(ctx.now, place.zone).day,
    payload: {
      type: one.kind,
      site: place.siteCode,
      register: place.code,
      shift: shiftId,
      movement: one.id,
      operator: { code: actor.code },
      amountC: one.amountC,
      pieces: one.pieces ?? {},
      reason: one.reason ?? null,
      ...(isCount
        ? { expectedC: one.expectedC as number, gapC: one.amountC - (one.expectedC as number) }
        : {}),
      ...(one.bag ? { bag: one.bag } : {}),
      ...(one.link ? { link: { movement: one.link.id, register: one.link.register } } : {}),
      ...(one.to ? { to: { code: one.to.code } } : {}),
      ...(one.approver ? { approvedBy: { code: one.approver.code } } : {}),
      ...one.more,
    },
  }
}

/** What the event log says of somebody's approval. */
export const overrideLog = (shiftId: string, what: string, approver: Approver | null): Log[] =>
  approver ? [{ code: EVENT.OVERRIDE, detail: { shift: shiftId, what, by: approver.code } }] : []

/** Missing cash debits 658 and credits the drawer; cash too many debits the drawer and credits 758 (fiscal.md 5.4). */
export function gapLegs(gapC: number, cashAccount: string): Leg[] {
  return [
    { account: cashAccount, amountC: gapC },
    { account: gapC < 0 ? '658' : '758', amountC: -gapC },
  ]
}

/** How a gap of the drawer is booked: not at all when there is none. */
export const gapBook = (gapC: number, cashAccount: string): NonNullable<NewMovement['book']> =>
  gapC === 0 ? [] : [{ kind: 'cash_gap', legs: gapLegs(gapC, cashAccount) }]
