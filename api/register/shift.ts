import { bulkAll, into, transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { shift } from '../../db/schema/register.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { lockHeads } from '../journal/journal.ts'
import { tellShift } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf } from '../shared/time.ts'
import { currentShift } from './current.ts'
import { samePieces, tidyPieces, type OpenInput, type Shift } from './form.ts'
import { gapBook, writeMovements, type Drawer, type NewMovement } from './movement.ts'
import { registerOf } from './place.ts'
import { openingFloat, shiftJson, shiftRow } from './read.ts'

/**
 * Opens a shift on a register with the float counted in its drawer. Idempotent by id: the same shift again gets the
 * same answer, another under its id is `id_reused`. `shift_already_open` says who opened the other one, and when;
 * `not_found` for a register that is closed or where nobody stands; `gap_reason_needed` when the drawer does not hold what
 * the shift before left in it: the difference is booked to 658 or 758, since that money was in the drawer's account.
 */
export async function openShift(ctx: Ctx, input: OpenInput): Promise<{ shift: Shift; made: boolean }> {
  const actor = permit(ctx.actor, 'shift.open')
  const place = await registerOf(ctx.db, input.registerId)
  if (place.closed || place.kind !== 'COUNTER') throw new AppError('not_found')
  try {
    return await transaction(ctx.db, async (tx) => {
      // Whoever holds the register's heads is alone on it: nobody opens between the look and the write.
      const heads = await lockHeads(tx, [
        { registerId: place.id, journal: 'L' },
        { registerId: place.id, journal: 'P' },
      ])
      const [replay, open, expectedC] = await Promise.all([
        replayed(tx, input),
        currentShift(tx, place.id),
        leftBehind(tx, place.id),
      ])
      if (replay) return { shift: replay, made: false }
      if (open) throw alreadyOpen(open)
      const gapC = expectedC === null ? 0 : input.floatC - expectedC
      if (gapC !== 0 && !input.gapReason) throw new AppError('gap_reason_needed', { gapC, expectedC })
      // Sent together, done in this order.
      const [, , row] = await Promise.all([
        writeOpening(tx, ctx, { heads, place, shiftId: input.id, actor }, input, expectedC),
        tellShift(tx, { registerId: place.id, shiftId: input.id }),
        shiftRow(tx, input.id),
      ])
      return { shift: shiftJson(row), made: true }
    })
  } catch (error) {
    throw await explained(ctx.db, input, error)
  }
}

/** The constraints say the same as the checks above, for the case that two registers race for one id. */
async function explained(db: Db, input: OpenInput, error: unknown): Promise<unknown> {
  const constraint = violated(error)
  if (constraint === 'shift_pkey') return new AppError('id_reused')
  if (constraint !== 'shift_one_open') return error
  const open = await currentShift(db, input.registerId)
  return open ? alreadyOpen(open) : error
}

function alreadyOpen(open: { id: string; openedBy: string; openedAt: string }): AppError {
  return new AppError('shift_already_open', {
    shiftId: open.id,
    openedBy: open.openedBy,
    openedAt: open.openedAt,
  })
}

/** The answer already given under this id, or null; throws when it was to something else. */
async function replayed(tx: Tx, input: OpenInput): Promise<Shift | null> {
  const row = await shiftRow(tx, input.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
  if (!row) return null
  const float = await openingFloat(tx, input.id)
  const same = row.registerId === input.registerId && row.floatC === input.floatC
  if (!same || !samePieces(float, input.pieces)) throw new AppError('id_reused')
  return shiftJson(row)
}

async function writeOpening(
  tx: Tx,
  ctx: Ctx,
  drawer: Drawer,
  input: OpenInput,
  expectedC: number | null,
): Promise<void> {
  const { id, floatC } = input
  const { place, actor } = drawer
  const gapC = expectedC === null ? 0 : floatC - expectedC
  const opened = {
    id,
    registerId: place.id,
    openedBy: actor.staffId,
    openedAt: ctx.now,
    businessDay: local(ctx.now, place.zone).day,
    floatC: cents(floatC),
    closedBy: null,
    closedAt: null,
    expectedC: null,
    countedC: null,
    gapReason: null,
    leftC: null,
  }
  const float: NewMovement = {
    id: newId('movement', msOf(ctx.now)),
    kind: 'OPENING_FLOAT',
    amountC: floatC,
    pieces: tidyPieces(input.pieces),
    reason: gapC === 0 ? null : (input.gapReason ?? null),
    expectedC,
    book: gapBook(gapC, place.cashAccount),
  }
  await Promise.all([
    bulkAll(tx, [into(shift, [opened])]),
    writeMovements(tx, ctx, drawer, [float], {
      action: 'shift.open',
      detail: { floatC, ...(gapC === 0 ? {} : { gapC }) },
      log: [
        {
          code: EVENT.SHIFT_OPENED,
          detail: { shift: id, floatC, ...(expectedC === null ? {} : { expectedC, gapC }) },
        },
      ],
    }),
  ])
}

/**
 * What the last shift of a register left in its drawer; null for its first, and after one that was closed before this
 * was asked.
 */
async function leftBehind(tx: Tx, registerId: string): Promise<number | null> {
  const [last] = await tx.sql<{ leftC: number | null }[]>`
    SELECT left_c AS "leftC" FROM shift WHERE register_id = ${registerId} AND closed_at IS NOT NULL
     ORDER BY opened_at DESC, closed_at DESC, id DESC LIMIT 1`
  return last?.leftC ?? null
}
