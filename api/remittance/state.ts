import { transaction, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { post, type EventKind, type Leg } from '../ledger/ledger.ts'
import { actOn } from '../regie/act.ts'
import { lockDesk, record, type Desk } from '../regie/office.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { WAITING_ACCOUNT, type RemittanceKind, type RemittanceStatus } from '../shared/remittance.ts'
import { msOf, type Day } from '../shared/time.ts'
import type { CreditInput } from './form.ts'

type Known = {
  kind: RemittanceKind
  number: string
  status: RemittanceStatus
  totalC: number
  countedC: number
  account: string | null
  remittedOn: Day | null
  creditedOn: Day | null
  creditedC: number | null
  feeC: number | null
}

async function find(tx: Tx, id: string): Promise<Known> {
  const [row] = await tx.sql<Known[]>`
    SELECT kind, number, status, total_c AS "totalC", counted_c AS "countedC", account, remitted_on AS "remittedOn",
           credited_on AS "creditedOn", credited_c AS "creditedC", fee_c AS "feeC"
      FROM remittance WHERE id = ${id} FOR NO KEY UPDATE`
  if (!row) throw new AppError('not_found')
  return row
}

function mustBe(known: Known, status: RemittanceStatus): void {
  if (known.status !== status) throw new AppError('already_done', { status: known.status })
}

function notLater(day: Day, desk: Desk, from: Day | null): void {
  if (day > desk.today || (from !== null && day < from))
    throw new AppError('bad_request', { issues: [{ path: 'day' }] })
}

/** The bank has it: it leaves the account where it waited for that of the bank, of the Treasury where the régie has one. */
export async function remit(ctx: Ctx, id: string, day: Day): Promise<void> {
  const actor = permit(ctx.actor, 'regie.pay')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, id)
    if (known.remittedOn === day) return
    mustBe(known, 'PREPARED')
    notLater(day, desk, null)
    const act = await actOn(tx, desk.today)
    const account = act?.treasuryAccount ? '515' : '512'
    await tx.sql`
      UPDATE remittance SET status = 'REMITTED', remitted_on = ${day}::date, remitted_by = ${actor.staffId},
             account = ${account} WHERE id = ${id}`
    await book(tx, ctx, desk, known, 'remittance', day, remittanceLegs(known, account))
    const { number, totalC } = known
    await audited(tx, ctx, { action: 'remittance.remit', subject: id, detail: { number, totalC, day } })
    await record(tx, ctx, desk, actor, { docType: 'REMITTANCE_REMITTED', id, number, amountC: totalC })
  })
}

/**
 * D 512 / C 5112, 5116 or 5115. Vouchers give no change: what their faces are worth more is the office's (758); what is
 * missing is a loss (658).
 */
export function remittanceLegs(
  { kind, totalC, countedC }: Pick<Known, 'kind' | 'totalC' | 'countedC'>,
  bank: string,
): Leg[] {
  const moreC = countedC - totalC
  return [
    { account: bank, amountC: countedC },
    { account: WAITING_ACCOUNT[kind], amountC: -totalC },
    ...(moreC === 0 ? [] : [{ account: moreC > 0 ? '758' : '658', amountC: -moreC }]),
  ]
}

/**
 * The bank's line is there: what it credited and what it kept make what was remitted, or `remittance_mismatch` says so. The
 * fee is booked to 627.
 */
export async function credit(ctx: Ctx, id: string, input: CreditInput): Promise<void> {
  const actor = permit(ctx.actor, 'regie.pay')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, id)
    const { day, amountC, feeC } = input
    if (known.creditedOn === day && known.creditedC === amountC && known.feeC === feeC) return
    mustBe(known, 'REMITTED')
    notLater(day, desk, known.remittedOn)
    if (amountC + feeC !== known.countedC)
      throw new AppError('remittance_mismatch', { expectedC: known.countedC, foundC: amountC + feeC })
    await tx.sql`
      UPDATE remittance SET status = 'CREDITED', credited_on = ${day}::date, credited_by = ${actor.staffId},
             credited_c = ${amountC}, fee_c = ${feeC} WHERE id = ${id}`
    if (feeC > 0) {
      await book(tx, ctx, desk, known, 'remittance_fee', day, [
        { account: '627', amountC: feeC },
        { account: known.account ?? '512', amountC: -feeC },
      ])
    }
    const { number, totalC } = known
    await audited(tx, ctx, {
      action: 'remittance.credit',
      subject: id,
      detail: { number, amountC, feeC, day },
    })
    await record(tx, ctx, desk, actor, { docType: 'REMITTANCE_CREDITED', id, number, amountC: totalC })
  })
}

/** Cancels a slip that has not left: it keeps its number, and what was on it waits again. */
export async function voidRemittance(ctx: Ctx, id: string): Promise<void> {
  const actor = permit(ctx.actor, 'regie.pay')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, id)
    if (known.status === 'VOID') return
    mustBe(known, 'PREPARED')
    await tx.sql`UPDATE remittance SET status = 'VOID' WHERE id = ${id}`
    await tx.sql`UPDATE remittance_tender SET released = true WHERE remittance_id = ${id} AND NOT released`
    const { number, totalC } = known
    await audited(tx, ctx, { action: 'remittance.void', subject: id, detail: { number } })
    await record(tx, ctx, desk, actor, { docType: 'REMITTANCE_VOID', id, number, amountC: totalC })
  })
}

async function book(
  tx: Tx,
  ctx: Ctx,
  desk: Desk,
  known: Known,
  kind: EventKind,
  day: Day,
  legs: Leg[],
): Promise<void> {
  const { id: registerId, siteId } = desk.place
  const id = newId('ledgerEvent', msOf(ctx.now))
  await post(tx, [
    { id, kind, saleId: null, shiftId: null, piece: known.number, day, siteId, registerId, legs },
  ])
}
