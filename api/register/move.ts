import { transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { approve, type Approver } from '../auth/approve.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import type { Heads } from '../journal/journal.ts'
import type { EventKind, Leg } from '../ledger/ledger.ts'
import { tellShift } from '../live.ts'
import { IN_REASONS, OUT_REASONS, outReasonsOf, type MovementKind } from '../shared/cash.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { msOf, type Instant } from '../shared/time.ts'
import { lockDrawer } from './count.ts'
import { currentShift } from './current.ts'
import { drawerOf } from './drawer-sum.ts'
import type { Movement, MoveInput } from './form.ts'
import { overrideLog, writeMovements, type NewMovement } from './movement.ts'
import { movementsOf } from './movement-read.ts'
import { registerOf, type Place } from './place.ts'
import { shiftRow, type ShiftRow } from './read.ts'

/** A shift older than this can only be closed (fiscal.md 1.8). */
const SHIFT_MAX_MS = 24 * 60 * 60_000

/**
 * Moves cash of an open shift without a sale: in, out, into the safe, or into another drawer, where the same transaction
 * writes it in. Idempotent by id; another movement under it is `id_reused`. Nothing leaves that the drawer does not hold
 * (`drawer_short`, which does not say how much it holds: the count is blind). Cash taken out above the office's threshold
 * is approved by PIN (`approval_needed`). `shift_closed` also when the other drawer has no shift; `shift_too_old`.
 */
export async function moveCash(
  ctx: Ctx,
  shiftId: string,
  input: MoveInput,
): Promise<{ movement: Movement; made: boolean }> {
  const actor = permit(ctx.actor, 'cash.move')
  const place = await registerOf(ctx.db, (await shiftRow(ctx.db, shiftId)).registerId)
  const other = input.kind === 'TRANSFER' ? await registerOf(ctx.db, input.toRegisterId) : null
  if (other && (other.id === place.id || other.kind !== 'COUNTER')) throw new AppError('not_found')
  const approver =
    input.kind === 'OUT' && input.approval ? await approve(ctx, 'shift.approve', input.approval) : null
  try {
    return await transaction(ctx.db, async (tx) => {
      const heads = await lockDrawer(tx, other ? [place.id, other.id] : [place.id])
      const known = await replayed(tx, shiftId, input)
      if (known) return { movement: known, made: false }
      const row = await openRow(tx, shiftId, ctx.now)
      await mayMove(tx, place, row, input, approver)
      const drawer = { heads, place, shiftId, actor }
      const twinId = newId('movement', msOf(ctx.now))
      const link = other ? { id: twinId, register: other.code } : null
      const one = movementOf(place, input, link, approver)
      await writeMovements(tx, ctx, drawer, [one], {
        action: 'cash.move',
        detail: { movement: one.id, kind: one.kind, amountC: one.amountC },
        log: [
          { code: EVENT.CASH_MOVED, detail: { shift: shiftId, kind: one.kind, amountC: one.amountC } },
          ...overrideLog(shiftId, 'CASH_OUT', approver),
        ],
      })
      if (other) await receive(tx, ctx, { heads, actor, from: place, to: other }, one, twinId)
      await tellShift(tx, { registerId: place.id, shiftId })
      return { movement: await movementOfId(tx, shiftId, one.id), made: true }
    })
  } catch (error) {
    throw violated(error) === 'cash_movement_pkey' ? new AppError('id_reused') : error
  }
}

/** The shift, when it is open and not too old for anything but its closing. */
export async function openRow(tx: Tx, shiftId: string, now: Instant): Promise<ShiftRow> {
  const row = await shiftRow(tx, shiftId)
  if (row.closedAt !== null) throw new AppError('shift_closed', { closedAt: row.closedAt })
  if (msOf(now) - msOf(row.openedAt) > SHIFT_MAX_MS) throw new AppError('shift_too_old')
  return row
}

async function mayMove(
  tx: Tx,
  place: Place,
  row: ShiftRow,
  input: MoveInput,
  approver: Approver | null,
): Promise<void> {
  if (input.kind === 'IN') return
  if (input.kind === 'OUT' && !outReasonsOf(place.legalForm).includes(input.reason)) {
    throw new AppError('bad_request', { issues: [{ path: 'reason', message: 'not in this office' }] })
  }
  if (input.amountC > (await drawerOf(tx, row))) throw new AppError('drawer_short')
  if (input.kind === 'OUT' && input.amountC > place.cashOutApprovalC && !approver) {
    throw new AppError('approval_needed', { causes: ['AMOUNT'], fromC: place.cashOutApprovalC })
  }
}

const KIND: Record<MoveInput['kind'], MovementKind> = {
  IN: 'IN',
  OUT: 'OUT',
  SAFE_DEPOSIT: 'SAFE_DEPOSIT',
  TRANSFER: 'TRANSFER_OUT',
}
const BOOKED: Record<MoveInput['kind'], EventKind> = {
  IN: 'cash_in',
  OUT: 'cash_out',
  SAFE_DEPOSIT: 'safe_deposit',
  TRANSFER: 'cash_transfer',
}

function movementOf(
  place: Place,
  input: MoveInput,
  link: NewMovement['link'],
  approver: Approver | null,
): NewMovement {
  const account =
    input.kind === 'IN' ? IN_REASONS[input.reason] : input.kind === 'OUT' ? OUT_REASONS[input.reason] : '580'
  const signedC = input.kind === 'IN' ? input.amountC : -input.amountC
  return {
    id: input.id,
    kind: KIND[input.kind],
    amountC: input.amountC,
    reason: input.kind === 'IN' || input.kind === 'OUT' ? input.reason : null,
    bag: input.kind === 'SAFE_DEPOSIT' ? (input.bag ?? null) : null,
    link: link ?? null,
    // An approval that was not needed is said all the same: somebody gave it.
    approver,
    book: [{ kind: BOOKED[input.kind], legs: moveLegs(signedC, place.cashAccount, account) }],
  }
}

/** What comes into the drawer debits it, what leaves credits it; the rest of the entry is the reason's account. */
const moveLegs = (signedC: number, cashAccount: string, account: string): Leg[] => [
  { account: cashAccount, amountC: signedC },
  { account, amountC: -signedC },
]

/** The other drawer's side of a transfer, in its own shift and chain. */
async function receive(
  tx: Tx,
  ctx: Ctx,
  of: { heads: Heads; actor: SignedIn; from: Place; to: Place },
  sent: NewMovement,
  id: string,
): Promise<void> {
  const open = await currentShift(tx, of.to.id)
  if (!open) throw new AppError('shift_closed', { registerId: of.to.id })
  await openRow(tx, open.id, ctx.now)
  const got: NewMovement = {
    id,
    kind: 'TRANSFER_IN',
    amountC: sent.amountC,
    link: { id: sent.id, register: of.from.code },
    book: [{ kind: 'cash_transfer', legs: moveLegs(sent.amountC, of.to.cashAccount, '580') }],
  }
  const drawer = { heads: of.heads, place: of.to, shiftId: open.id, actor: of.actor }
  await writeMovements(tx, ctx, drawer, [got], {
    action: 'cash.move',
    detail: { movement: id, kind: got.kind, amountC: got.amountC },
    log: [{ code: EVENT.CASH_MOVED, detail: { shift: open.id, kind: got.kind, amountC: got.amountC } }],
  })
  await tellShift(tx, { registerId: of.to.id, shiftId: open.id })
}

/** The answer already given under this id, or null; throws when it was to something else. */
async function replayed(tx: Tx, shiftId: string, input: MoveInput): Promise<Movement | null> {
  const [row] = await tx.sql`
    SELECT m.shift_id, m.kind, m.amount_c, m.reason, m.bag, h.register_id AS other
      FROM cash_movement m LEFT JOIN cash_movement k ON k.id = m.link_id LEFT JOIN shift h ON h.id = k.shift_id
     WHERE m.id = ${input.id}`
  if (!row) return null
  const asked = [
    shiftId,
    KIND[input.kind],
    input.amountC,
    'reason' in input ? input.reason : null,
    'bag' in input ? (input.bag ?? null) : null,
    input.kind === 'TRANSFER' ? input.toRegisterId : null,
  ]
  const known = [row.shift_id, row.kind, row.amount_c, row.reason, row.bag, row.other]
  if (JSON.stringify(asked) !== JSON.stringify(known)) throw new AppError('id_reused')
  return movementOfId(tx, shiftId, input.id)
}

/** One movement of a shift; `not_found`. */
export async function movementOfId(db: Db | Tx, shiftId: string, id: string): Promise<Movement> {
  const found = (await movementsOf(db, shiftId)).find((one) => one.id === id)
  if (!found) throw new AppError('not_found')
  return found
}
