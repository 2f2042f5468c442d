import { transaction, violated, type Tx } from '../../db/index.ts'
import { approve, type Approver } from '../auth/approve.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { tellShift } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { bare, countDetail, lockDrawer, logCount } from './count.ts'
import { drawerOf } from './drawer-sum.ts'
import { tidyPieces, type HandOverInput, type Movement } from './form.ts'
import { movementOfId, openRow } from './move.ts'
import { gapBook, overrideLog, writeMovements, type NewMovement } from './movement.ts'
import { registerOf } from './place.ts'
import { shiftRow } from './read.ts'
import type { CountLine } from '../shared/cash.ts'

/**
 * Another agent takes the drawer over within the shift: both count it blind, and the one who takes it says so by PIN. A
 * gap needs a reason and, above the threshold, an approval; it is booked here, so that whoever holds the drawer now starts
 * from what was counted together. Idempotent by id. Throws as a closing does.
 */
export async function handOver(
  ctx: Ctx,
  shiftId: string,
  input: HandOverInput,
): Promise<{ movement: Movement; made: boolean }> {
  const actor = permit(ctx.actor, 'shift.close')
  const place = await registerOf(ctx.db, (await shiftRow(ctx.db, shiftId)).registerId)
  const to = await approve(ctx, 'shift.close', input.to)
  const approver = input.approval ? await approve(ctx, 'shift.approve', input.approval) : null
  let seen: CountLine | null = null
  try {
    return await transaction(ctx.db, async (tx) => {
      const heads = await lockDrawer(tx, [place.id])
      if (await isKnown(tx, shiftId, input, to)) {
        return { movement: await movementOfId(tx, shiftId, input.id), made: false }
      }
      const row = await openRow(tx, shiftId, ctx.now)
      if (to.code === row.heldBy) {
        throw new AppError('bad_request', { issues: [{ path: 'to.code', message: 'holds it already' }] })
      }
      const expectedC = await drawerOf(tx, row)
      const gapC = input.countedC - expectedC
      const line: CountLine = { means: 'CASH', expectedC, countedC: input.countedC, gapC }
      seen = line
      const isLarge = Math.abs(gapC) > place.gapApprovalC
      if (gapC !== 0 && !input.gapReason) {
        throw new AppError('gap_reason_needed', {
          gapC,
          expectedC,
          counts: [bare(line)],
          approvalFromC: place.gapApprovalC,
        })
      }
      if (isLarge && !approver) {
        throw new AppError('approval_needed', { causes: ['AMOUNT'], fromC: place.gapApprovalC })
      }
      const one: NewMovement = {
        id: input.id,
        kind: 'HANDOVER_COUNT',
        amountC: input.countedC,
        pieces: tidyPieces(input.pieces),
        reason: gapC === 0 ? null : (input.gapReason ?? null),
        expectedC,
        to,
        approver: isLarge ? approver : null,
        book: gapBook(gapC, place.cashAccount),
      }
      const detail = countDetail(shiftId, [line])
      await writeMovements(tx, ctx, { heads, place, shiftId, actor }, [one], {
        action: 'shift.hand_over',
        detail: { ...detail, to: to.code },
        log: [
          { code: EVENT.DRAWER_COUNT, detail },
          ...overrideLog(shiftId, 'GAP', one.approver ?? null),
          { code: EVENT.SHIFT_HANDED_OVER, detail: { shift: shiftId, to: to.code } },
        ],
      })
      await tellShift(tx, { registerId: place.id, shiftId })
      return { movement: await movementOfId(tx, shiftId, one.id), made: true }
    })
  } catch (error) {
    if (seen && error instanceof AppError && error.code === 'gap_reason_needed') {
      const of = { place, shiftId, counts: [seen] }
      await transaction(ctx.db, (tx) => logCount(tx, ctx, actor, of))
    }
    throw violated(error) === 'cash_movement_pkey' ? new AppError('id_reused') : error
  }
}

/** Whether this hand-over was made already; throws when something else was made under its id. */
async function isKnown(tx: Tx, shiftId: string, input: HandOverInput, to: Approver): Promise<boolean> {
  const [row] = await tx.sql`
    SELECT shift_id = ${shiftId} AND kind = 'HANDOVER_COUNT' AND amount_c = ${input.countedC}
           AND to_id = ${to.staffId} AS same
      FROM cash_movement WHERE id = ${input.id}`
  if (row && !row.same) throw new AppError('id_reused')
  return row !== undefined
}
