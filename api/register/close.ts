import { bulkAll, into, transaction, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { cashMovement } from '../../db/schema/register.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads, type Entry, type Heads } from '../journal/journal.ts'
import { post, type Leg } from '../ledger/ledger.ts'
import { tellShift } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf, type Day } from '../shared/time.ts'
import { tidyPieces, type CloseInput, type GapReason, type Shift } from './form.ts'
import { registerOf, type Place } from './place.ts'
import { shiftJson, shiftRow, takingsOf } from './read.ts'

type Count = {
  shiftId: string
  place: Place
  actor: SignedIn
  day: Day
  expectedC: number
  countedC: number
  gapC: number
  gapReason: GapReason | null
  pieces: Record<string, number>
}

/**
 * Closes a shift with the cash counted in its drawer: expected = float + cash sales, change taken off. A gap needs a
 * reason (`gap_reason_needed` says how much), is booked to 658 or 758, and never touches a sale (fiscal.md 3.3). The
 * same count again gets the same answer; another one is `shift_closed`.
 */
export async function closeShift(ctx: Ctx, id: string, input: CloseInput): Promise<Shift> {
  const actor = permit(ctx.actor, 'shift.close')
  const place = await registerOf(ctx.db, (await shiftRow(ctx.db, id)).registerId)
  return transaction(ctx.db, async (tx) => {
    // A sale numbers itself on T and then looks at the shift: with T held, none can slip in after the sum.
    const heads = await lockHeads(
      tx,
      (['L', 'P', 'T'] as const).map((journal) => ({ registerId: place.id, journal })),
    )
    const [row, { cashC }] = await Promise.all([shiftRow(tx, id), takingsOf(tx, id)])
    if (row.closedAt !== null) {
      if (row.countedC !== input.countedC) throw new AppError('shift_closed', { closedAt: row.closedAt })
      return shiftJson(row)
    }
    const expectedC = row.floatC + cashC
    const gapC = input.countedC - expectedC
    if (gapC !== 0 && !input.gapReason) throw new AppError('gap_reason_needed', { gapC, expectedC })
    const count: Count = {
      shiftId: id,
      place,
      actor,
      day: local(ctx.now, place.zone).day,
      expectedC,
      countedC: input.countedC,
      gapC,
      gapReason: gapC === 0 ? null : (input.gapReason ?? null),
      pieces: tidyPieces(input.pieces),
    }
    // Sent together, done in this order.
    const [, , , after] = await Promise.all([
      writeClosing(tx, ctx, count),
      record(tx, ctx, heads, count),
      tellShift(tx, { registerId: place.id, shiftId: id }),
      shiftRow(tx, id),
    ])
    return shiftJson(after)
  })
}

async function writeClosing(tx: Tx, ctx: Ctx, count: Count): Promise<void> {
  const { shiftId, actor, expectedC, countedC, gapC, gapReason, pieces } = count
  const closing = tx.sql`
    UPDATE shift SET closed_by = ${actor.staffId}, closed_at = ${ctx.now}::timestamptz, expected_c = ${expectedC},
           counted_c = ${countedC}, gap_reason = ${gapReason}
     WHERE id = ${shiftId} AND closed_at IS NULL`
  const movement = {
    id: newId('movement', msOf(ctx.now)),
    shiftId,
    kind: 'CLOSING_COUNT' as const,
    amountC: cents(countedC),
    pieces,
    reason: gapReason,
    staffId: actor.staffId,
    at: ctx.now,
  }
  const audited = {
    id: newId('audit', msOf(ctx.now)),
    at: ctx.now,
    actor: actor.staffId,
    action: 'shift.close',
    subject: shiftId,
    detail: { register: count.place.code, expectedC, countedC, gapC, gapReason },
  }
  const [closed] = await Promise.all([
    closing,
    bulkAll(tx, [into(cashMovement, [movement]), into(audit, [audited])]),
  ])
  if (closed.count !== 1) throw new AppError('shift_closed')
}

/** The count in the journal, the gap in the books under the count's number, and what happened in the event log. */
async function record(tx: Tx, ctx: Ctx, heads: Heads, count: Count): Promise<void> {
  const { shiftId, place, actor, day, expectedC, countedC, gapC } = count
  const detail = { shift: shiftId, expectedC, countedC, gapC }
  const log = (code: string): Entry =>
    eventEntry({ registerId: place.id, code, operator: actor.code, detail, at: ctx.now })
  const [counted] = await append(tx, heads, ctx.keys, [
    {
      registerId: place.id,
      journal: 'P',
      docType: 'CLOSING_COUNT',
      subject: shiftId,
      at: ctx.now,
      businessDay: day,
      payload: {
        type: 'CLOSING_COUNT',
        site: place.siteCode,
        register: place.code,
        shift: shiftId,
        operator: { code: actor.code },
        amountC: countedC,
        pieces: count.pieces,
        expectedC,
        gapC,
        reason: count.gapReason,
      },
    },
    log(EVENT.DRAWER_COUNT),
    log(EVENT.SHIFT_CLOSED),
  ])
  if (gapC === 0 || !counted) return
  await post(tx, [
    {
      id: newId('ledgerEvent', msOf(ctx.now)),
      kind: 'cash_gap',
      saleId: null,
      shiftId,
      piece: `${place.code}-P-${counted.seq}`,
      day,
      siteId: place.siteId,
      registerId: place.id,
      legs: gapLegs(gapC, place.cashAccount),
    },
  ])
}

/** Missing cash debits 658 and credits the drawer; cash too many debits the drawer and credits 758 (fiscal.md 5.4). */
export function gapLegs(gapC: number, cashAccount: string): Leg[] {
  return [
    { account: cashAccount, amountC: gapC },
    { account: gapC < 0 ? '658' : '758', amountC: -gapC },
  ]
}
