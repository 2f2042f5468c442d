import { bulk, transaction, type Tx } from '../../db/index.ts'
import { regieHandover } from '../../db/schema/regie.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { cents, sumCents } from '../shared/money.ts'
import type { HandoverCount, HandoverValue } from '../shared/regie.ts'
import { REMITTANCE_KINDS } from '../shared/remittance.ts'
import { readWaiting } from '../remittance/waiting.ts'
import type { HandoverInput } from './form.ts'
import { lockDesk, numberOf, record } from './office.ts'
import { cashPlaces } from './places.ts'

/**
 * Draws up the hand-over between who leaves and who takes over (PV de remise de service, fiscal.md 3.2): every drawer and
 * safe that is counted beside what the books say, and the values that change hands. It moves nothing in the books: a
 * gap of a drawer is booked when its shift closes. Numbered without a gap; the same id again changes nothing.
 */
export async function handOver(ctx: Ctx, input: HandoverInput): Promise<{ id: string; number: string }> {
  const actor = permit(ctx.actor, 'regie.pay')
  return transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const [known] = await tx.sql<{ number: string; fromStaff: string; toStaff: string }[]>`
      SELECT number, from_staff AS "fromStaff", to_staff AS "toStaff" FROM regie_handover WHERE id = ${input.id}`
    if (known) {
      if (known.fromStaff !== input.fromStaff || known.toStaff !== input.toStaff)
        throw new AppError('id_reused')
      return { id: input.id, number: known.number }
    }
    await mustBeStaff(tx, input)
    const counts = countsOf(await cashPlaces(tx), input)
    const year = Number(desk.today.slice(0, 4))
    const [last] = await tx.sql<{ n: number }[]>`
      SELECT coalesce(max(n), 0) AS n FROM regie_handover WHERE year = ${year}`
    const n = (last?.n ?? 0) + 1
    const number = numberOf('PV', year, n)
    const countedC = sumCents(counts.map((c) => c.countedC))
    const expectedC = sumCents(counts.map((c) => c.expectedC))
    await bulk(tx, regieHandover, [
      {
        id: input.id,
        year,
        n,
        number,
        fromStaff: input.fromStaff,
        toStaff: input.toStaff,
        counts,
        values: await valuesOf(tx, ctx),
        expectedC: cents(expectedC),
        countedC: cents(countedC),
        staffId: actor.staffId,
        at: ctx.now,
      },
    ])
    await audited(tx, ctx, {
      action: 'regie.hand_over',
      subject: input.id,
      detail: { number, expectedC, countedC },
    })
    const detail = counts.map((c) => ({ ...c }))
    await record(tx, ctx, desk, actor, {
      docType: 'REGIE_HANDOVER',
      id: input.id,
      number,
      amountC: countedC,
      detail,
    })
    return { id: input.id, number }
  })
}

async function mustBeStaff(tx: Tx, { fromStaff, toStaff }: HandoverInput): Promise<void> {
  if (fromStaff === toStaff) throw new AppError('bad_request', { issues: [{ path: 'toStaff' }] })
  const [row] = await tx.sql`
    SELECT count(*)::int AS n FROM staff WHERE id IN (${fromStaff}, ${toStaff}) AND provider_id IS NULL`
  if (row?.n !== 2) throw new AppError('not_found')
}

/** Every place that should hold something is counted, and nothing twice. */
function countsOf(places: Awaited<ReturnType<typeof cashPlaces>>, input: HandoverInput): HandoverCount[] {
  const counted = new Map(input.counts.map((c) => [`${c.place} ${c.id}`, c.countedC]))
  const issue = (path: string) => new AppError('bad_request', { issues: [{ path }] })
  if (counted.size !== input.counts.length) throw issue('counts')
  const counts = places.flatMap((place) => {
    const countedC = counted.get(`${place.place} ${place.id}`)
    if (countedC === undefined && place.expectedC !== 0) throw issue(`counts.${place.name}`)
    counted.delete(`${place.place} ${place.id}`)
    return countedC === undefined ? [] : [{ ...place, countedC }]
  })
  if (counted.size > 0) throw new AppError('not_found')
  return counts
}

/** What changes hands beside the cash: values that wait for the bank, slips that have not come back. */
async function valuesOf(tx: Tx, ctx: Ctx): Promise<HandoverValue[]> {
  const { sums } = await readWaiting(tx, ctx.now)
  const [row] = await tx.sql<
    { remittances: number; remittancesC: number; versements: number; versementsC: number }[]
  >`
    SELECT (SELECT count(*) FROM remittance WHERE status = 'PREPARED')::int AS remittances,
           (SELECT coalesce(sum(counted_c), 0) FROM remittance WHERE status = 'PREPARED')::int AS "remittancesC",
           (SELECT count(*) FROM versement WHERE status = 'PREPARED')::int AS versements,
           (SELECT coalesce(sum(total_c), 0) FROM versement WHERE status = 'PREPARED')::int AS "versementsC"`
  const values: HandoverValue[] = [
    ...REMITTANCE_KINDS.map((what) => ({ what, count: sums[what].count, amountC: sums[what].amountC })),
    { what: 'REMITTANCE', count: row?.remittances ?? 0, amountC: row?.remittancesC ?? 0 },
    { what: 'VERSEMENT', count: row?.versements ?? 0, amountC: row?.versementsC ?? 0 },
  ]
  return values.filter((value) => value.count > 0)
}
