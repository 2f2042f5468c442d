import { transaction, type Tx } from '../../db/index.ts'
import { approve, type Approver } from '../auth/approve.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { tellShift } from '../live.ts'
import type { GapReason } from '../shared/cash.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { msOf } from '../shared/time.ts'
import { bare, countDetail, countsOf, lockDrawer, logCount, meansBook, type CountOf } from './count.ts'
import { tidyPieces, type CloseInput, type Shift } from './form.ts'
import { gapBook, overrideLog, writeMovements, type Drawer, type NewMovement } from './movement.ts'
import { registerOf, type Place } from './place.ts'
import { shiftJson, shiftRow, takingsOf } from './read.ts'

type Closing = {
  counts: readonly Explained[]
  pieces: CloseInput['pieces']
  leftC: number
  bag: string | null
  approver: Approver | null
}
type Explained = CountOf & { reason: GapReason | null; approver: Approver | null }

/**
 * Closes a shift with what was counted of its drawer, its cheques, its chèques-vacances and its card slips: expected =
 * float + cash of sales and refunds + in − out (fiscal.md 3.3). Each gap needs a reason (`gap_reason_needed` says how
 * much), above the office's threshold also somebody who approves by PIN (`approval_needed`); cash is booked to 658 or
 * 758, the other means wait on 471, and no sale is touched. What does not stay in the drawer goes to the safe. The same
 * count again gets the same answer; another one is `shift_closed`.
 */
export async function closeShift(ctx: Ctx, id: string, input: CloseInput): Promise<Shift> {
  const actor = permit(ctx.actor, 'shift.close')
  const place = await registerOf(ctx.db, (await shiftRow(ctx.db, id)).registerId)
  const approver = input.approval ? await approve(ctx, 'shift.approve', input.approval) : null
  let seen: CountOf[] = []
  try {
    return await transaction(ctx.db, async (tx) => {
      // A sale numbers itself on T and then looks at the shift: with T held, none can slip in after the sum.
      const heads = await lockDrawer(tx, [place.id])
      const [row, takings] = await Promise.all([shiftRow(tx, id), takingsOf(tx, id)])
      if (row.closedAt !== null) {
        if (row.countedC !== input.countedC) throw new AppError('shift_closed', { closedAt: row.closedAt })
        return shiftJson(row)
      }
      seen = await countsOf(tx, row, takings, input)
      const counts = explained(place, seen, input, approver)
      const leftC = input.leftC ?? input.countedC
      const bag = input.bag ?? null
      const closing: Closing = { counts, pieces: tidyPieces(input.pieces), leftC, bag, approver }
      // Sent together, done in this order.
      const [, , after] = await Promise.all([
        write(tx, ctx, { heads, place, shiftId: id, actor }, closing),
        tellShift(tx, { registerId: place.id, shiftId: id }),
        shiftRow(tx, id),
      ])
      return shiftJson(after)
    })
  } catch (error) {
    await noteAttempt(ctx, actor, { place, shiftId: id, counts: seen }, error)
    throw error
  }
}

/** Whoever was told a difference and counts again leaves a trace. */
async function noteAttempt(
  ctx: Ctx,
  actor: SignedIn,
  of: Parameters<typeof logCount>[3],
  error: unknown,
): Promise<void> {
  if (!(error instanceof AppError) || error.code !== 'gap_reason_needed') return
  await transaction(ctx.db, (tx) => logCount(tx, ctx, actor, of))
}

/** The counts with why they are off; throws what is missing to close with them. */
function explained(
  place: Place,
  counts: readonly CountOf[],
  input: CloseInput,
  approver: Approver | null,
): Explained[] {
  const reasonOf = (one: CountOf) =>
    one.means === 'CASH' ? (input.gapReason ?? input.reasons?.CASH) : input.reasons?.[one.means]
  const isLarge = (one: CountOf) => Math.abs(one.gapC) > place.gapApprovalC
  const needsApproval = counts.some(isLarge)
  if (counts.some((one) => one.gapC !== 0 && !reasonOf(one))) {
    const { gapC, expectedC } = counts[0] as CountOf
    throw new AppError('gap_reason_needed', {
      gapC,
      expectedC,
      counts: counts.map(bare),
      approvalFromC: place.gapApprovalC,
    })
  }
  if (needsApproval && !approver) {
    throw new AppError('approval_needed', { causes: ['AMOUNT'], fromC: place.gapApprovalC })
  }
  return counts.map((one) => ({
    ...one,
    reason: one.gapC === 0 ? null : (reasonOf(one) ?? null),
    approver: isLarge(one) ? approver : null,
  }))
}

async function write(tx: Tx, ctx: Ctx, drawer: Drawer, closing: Closing): Promise<void> {
  const { place, shiftId, actor } = drawer
  const { counts, leftC } = closing
  const cash = counts[0] as Explained
  const movements = [countMovement(ctx, place, cash, closing)]
  const depositC = cash.countedC - leftC
  if (depositC > 0) movements.push(depositMovement(ctx, place, depositC, closing.bag))
  const approver = counts.find((one) => one.approver)?.approver ?? null
  const detail = countDetail(shiftId, counts)
  const [, closed] = await Promise.all([
    writeMovements(tx, ctx, drawer, movements, {
      action: 'shift.close',
      detail: { ...detail, gapReason: cash.reason, leftC, approvedBy: approver?.code ?? null },
      log: [
        { code: EVENT.DRAWER_COUNT, detail },
        ...overrideLog(shiftId, 'GAP', approver),
        { code: EVENT.SHIFT_CLOSED, detail },
      ],
      counts: counts.map((one) => ({
        shiftId,
        means: one.means,
        expectedC: cents(one.expectedC),
        countedC: cents(one.countedC),
        reason: one.reason,
        approvedBy: one.approver?.staffId ?? null,
        detail: one.detail,
      })),
    }),
    tx.sql`
      UPDATE shift SET closed_by = ${actor.staffId}, closed_at = ${ctx.now}::timestamptz, expected_c = ${cash.expectedC},
             counted_c = ${cash.countedC}, gap_reason = ${cash.reason}, left_c = ${leftC}
       WHERE id = ${shiftId} AND closed_at IS NULL`,
  ])
  if (closed.count !== 1) throw new AppError('shift_closed')
}

function countMovement(ctx: Ctx, place: Place, cash: Explained, closing: Closing): NewMovement {
  return {
    id: newId('movement', msOf(ctx.now)),
    kind: 'CLOSING_COUNT',
    amountC: cash.countedC,
    pieces: closing.pieces,
    reason: cash.reason,
    expectedC: cash.expectedC,
    approver: cash.approver,
    more: {
      leftC: closing.leftC,
      counts: closing.counts.map((one) => ({
        means: one.means,
        expectedC: one.expectedC,
        countedC: one.countedC,
        reason: one.reason,
        approvedBy: one.approver?.code ?? null,
        detail: one.detail as never,
      })),
    },
    book: [...gapBook(cash.gapC, place.cashAccount), ...meansBook(closing.counts, place.cashAccount)],
  }
}

const depositMovement = (ctx: Ctx, place: Place, amountC: number, bag: string | null): NewMovement => ({
  id: newId('movement', msOf(ctx.now)),
  kind: 'CLOSING_DEPOSIT',
  amountC,
  bag,
  book: [
    {
      kind: 'safe_deposit',
      legs: [
        { account: '580', amountC },
        { account: place.cashAccount, amountC: -amountC },
      ],
    },
  ],
})
