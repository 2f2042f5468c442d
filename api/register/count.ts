import { transaction, type Db, type Tx } from '../../db/index.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { lockHeads, type Heads } from '../journal/journal.ts'
import { tenderAccount } from '../ledger/sale-legs.ts'
import { COUNTED_MEANS, outReasonsOf, type CountedMeans, type CountLine } from '../shared/cash.ts'
import { AppError } from '../shared/errors.ts'
import { movedOf } from './drawer-sum.ts'
import { tidyPieces, type CountInput, type Counted, type Pieces, type ToCount } from './form.ts'
import type { NewMovement } from './movement.ts'
import { registerOf, type Place } from './place.ts'
import { shiftRow, takingsOf, type ShiftRow, type Takings } from './read.ts'

/** A count with what it consists of: pieces, cheques by number, faces; no names. */
export type CountOf = CountLine & { detail: Record<string, unknown> }

/** The heads of a register whose holder sees every sale and movement of its shift, and lets no other in. */
export const lockDrawer = (tx: Tx, registerIds: readonly string[]): Promise<Heads> =>
  lockHeads(
    tx,
    registerIds.flatMap((registerId) =>
      (['L', 'P', 'T'] as const).map((journal) => ({ registerId, journal })),
    ),
  )

/**
 * Cheques tendered in a shift, with their numbers, oldest first: those that a correction of the payment took out again
 * are not in the drawer.
 */
async function chequesOf(db: Db | Tx, shiftId: string): Promise<ToCount['cheques']> {
  const rows = await db.sql<ToCount['cheques']>`
    SELECT t.sale_id AS "saleId", t.n, s.number AS sale, t.ref AS number, t.amount_c AS "amountC", s.at
      FROM tender t JOIN sale s ON s.id = t.sale_id
     WHERE s.shift_id = ${shiftId} AND t.means = 'CHEQUE' AND t.amount_c > 0
       AND NOT EXISTS (SELECT FROM correction c
                         JOIN tender_link k ON k.sale_id = c.sale_id AND k.origin_n = t.n
                         JOIN tender x ON x.sale_id = k.sale_id AND x.n = k.n AND x.amount_c = -t.amount_c
                                           AND x.means = t.means
                        WHERE c.origin_id = t.sale_id)
     ORDER BY s.at, s.seq, t.n`
  return [...rows]
}

/** What there is to count of a shift besides cash. Says no sum: the count is blind. */
export async function readToCount(ctx: Ctx, id: string): Promise<ToCount> {
  permit(ctx.actor, 'shift.close')
  const row = await shiftRow(ctx.db, id)
  const [takings, cheques, place] = await Promise.all([
    takingsOf(ctx.db, id),
    chequesOf(ctx.db, id),
    registerOf(ctx.db, row.registerId),
  ])
  const means = COUNTED_MEANS.filter((one) => one === 'CASH' || takings.byMeans.some((m) => m.means === one))
  return { means, cheques, outReasons: outReasonsOf(place.legalForm) }
}

/**
 * What was counted of each means beside what its sales brought (fiscal.md 3.3): cash, cheques one by one, chèques-vacances
 * by face, the total of the card terminal. Means of which there was nothing and nothing was found are left out. Gift
 * cards, credit notes, transfers and exchanges are not in the drawer.
 */
export async function countsOf(
  tx: Tx,
  row: ShiftRow,
  takings: Takings,
  input: CountInput,
): Promise<CountOf[]> {
  const expected = (means: CountedMeans) => takings.byMeans.find((one) => one.means === means)?.amountC ?? 0
  const movedC = await movedOf(tx, row.id)
  const pieces = tidyPieces(input.pieces)
  const counts: CountOf[] = [line('CASH', row.floatC + takings.cashC + movedC, input.countedC, { pieces })]
  if (input.cheques || takings.byMeans.some((one) => one.means === 'CHEQUE')) {
    const { countedC, detail } = countCheques(await chequesOf(tx, row.id), input.cheques)
    counts.push(line('CHEQUE', expected('CHEQUE'), countedC, detail))
  }
  const faces = tidy(input.ancv ?? {})
  counts.push(line('ANCV_P', expected('ANCV_P'), worth(faces), { faces }))
  counts.push(line('CB', expected('CB'), input.cardC ?? 0, {}))
  return counts.filter((one) => one.means === 'CASH' || one.expectedC !== 0 || one.countedC !== 0)
}

const line = (
  means: CountedMeans,
  expectedC: number,
  countedC: number,
  detail: Record<string, unknown>,
): CountOf => ({ means, expectedC, countedC, gapC: countedC - expectedC, detail })

const worth = (faces: Pieces): number =>
  Object.entries(faces).reduce((sum, [face, n]) => sum + Number(face) * n, 0)
const tidy = (faces: Pieces): Pieces => Object.fromEntries(Object.entries(faces).filter(([, n]) => n > 0))

function countCheques(tendered: ToCount['cheques'], found: CountInput['cheques']) {
  const keyOf = (one: { saleId: string; n: number }) => `${one.saleId}/${one.n}`
  const known = new Map(tendered.map((one) => [keyOf(one), one]))
  const seen = new Set((found?.seen ?? []).map(keyOf))
  const stranger = [...seen].find((key) => !known.has(key))
  if (stranger !== undefined) {
    throw new AppError('bad_request', { issues: [{ path: 'cheques.seen', message: 'not of this shift' }] })
  }
  const said = (one: ToCount['cheques'][number]) => ({
    sale: one.sale,
    n: one.n,
    number: one.number,
    amountC: one.amountC,
  })
  const there = tendered.filter((one) => seen.has(keyOf(one)))
  const unknown = found?.unknown ?? []
  return {
    countedC: [...there, ...unknown].reduce((sum, one) => sum + one.amountC, 0),
    detail: {
      seen: there.map(said),
      missing: tendered.filter((one) => !seen.has(keyOf(one))).map(said),
      unknown,
    },
  }
}

/**
 * Compares a blind count with what was expected, before anything is closed. That it was counted is logged with what it
 * came to: whoever counts again after having seen the difference leaves a trace. `shift_closed`, `not_found`.
 */
export async function countShift(ctx: Ctx, id: string, input: CountInput): Promise<Counted> {
  const actor = permit(ctx.actor, 'shift.close')
  const place = await registerOf(ctx.db, (await shiftRow(ctx.db, id)).registerId)
  return transaction(ctx.db, async (tx) => {
    const row = await shiftRow(tx, id)
    if (row.closedAt !== null) throw new AppError('shift_closed', { closedAt: row.closedAt })
    const counts = await countsOf(tx, row, await takingsOf(tx, id), input)
    await logCount(tx, ctx, actor, { place, shiftId: id, counts })
    return { counts: counts.map(bare), approvalFromC: place.gapApprovalC }
  })
}

/** A count without what it consists of. */
export const bare = ({ means, expectedC, countedC, gapC }: CountLine): CountLine => ({
  means,
  expectedC,
  countedC,
  gapC,
})

/** Logs that a drawer was counted and what it came to, whatever follows. */
export async function logCount(
  tx: Tx,
  ctx: Ctx,
  actor: SignedIn,
  of: { place: Place; shiftId: string; counts: readonly CountLine[] },
): Promise<void> {
  await logEvent(tx, ctx.keys, {
    registerId: of.place.id,
    code: EVENT.DRAWER_COUNT,
    operator: actor.code,
    detail: countDetail(of.shiftId, of.counts),
    at: ctx.now,
  })
}

/** What the event log says of a count: the cash, and how far each other means is off. */
export function countDetail(shiftId: string, counts: readonly CountLine[]): Record<string, string | number> {
  const cash = counts.find((one) => one.means === 'CASH')
  const off = counts.filter((one) => one.means !== 'CASH' && one.gapC !== 0)
  return {
    shift: shiftId,
    expectedC: cash?.expectedC ?? 0,
    countedC: cash?.countedC ?? 0,
    gapC: cash?.gapC ?? 0,
    ...Object.fromEntries(off.map((one) => [`gap${one.means}`, one.gapC])),
  }
}

/** Gaps of other means than cash wait on 471 until somebody knows: they never touch a sale. */
export function meansBook(
  counts: readonly CountLine[],
  cashAccount: string,
): NonNullable<NewMovement['book']> {
  const legs = counts
    .filter((one) => one.means !== 'CASH' && one.gapC !== 0)
    .flatMap((one) => [
      { account: tenderAccount(one.means, cashAccount), amountC: one.gapC },
      { account: '471', amountC: -one.gapC },
    ])
  return legs.length === 0 ? [] : [{ kind: 'means_gap', legs }]
}
