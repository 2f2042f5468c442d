import { actorFrom, type StaffRow } from '../../api/auth/actor.ts'
import type { Ctx, SignedIn } from '../../api/context.ts'
import type { Keyring } from '../../api/keyring.ts'
import { closeShift } from '../../api/register/close.ts'
import { openShift } from '../../api/register/shift.ts'
import { saleRequest, sell } from '../../api/sale/sale.ts'
import type { AppError } from '../../api/shared/errors.ts'
import type { Instant } from '../../api/shared/time.ts'
import type { Db } from '../../db/index.ts'
import type { PlannedSale, PlannedShift } from '../../db/seed/history/plan.ts'

/** What working off a plan needs. */
export type Work = {
  db: Db
  keys: Keyring
  /** By code. */
  sellers: ReadonlyMap<string, SignedIn>
  isStopped: () => boolean
  /** Told each shift that is closed. */
  told: (shift: PlannedShift) => void
}

/** Everybody of the office who may act, by code. */
export async function sellersOf(db: Db): Promise<Map<string, SignedIn>> {
  const rows = await db.sql<StaffRow[]>`
    SELECT id AS "staffId", code, name, roles, provider_id AS "providerId"
      FROM staff WHERE active AND provider_id IS NULL`
  return new Map(rows.map((row) => [row.code, actorFrom(row)]))
}

/** Shifts after which statements are planned again: plans made for small tables are bad ones for large ones. */
const PLAN_AGAIN = [8, 60, 250, 700]

/**
 * Works off shifts by the commands of the tills: each register day by day, all registers at once. What is there already
 * is known by its id and stays. Returns false when it was stopped before the end.
 */
export async function workOff(
  work: Work,
  shifts: readonly PlannedShift[],
  planAgain: () => Promise<void>,
): Promise<boolean> {
  const closed = await closedOf(work.db, shifts)
  let count = 0
  const registers = [...new Set(shifts.map((s) => s.registerId))]
  // Each register to its end or its fault: none goes on while the connections are given back.
  const ends = await Promise.allSettled(
    registers.map(async (registerId) => {
      for (const shift of shifts) {
        if (shift.registerId !== registerId) continue
        if (work.isStopped()) return false
        if (!closed.has(shift.id)) await workShift(work, shift)
        work.told(shift)
        count += 1
        if (PLAN_AGAIN.includes(count)) await planAgain()
      }
      return true
    }),
  )
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return ends.every((end) => end.status === 'fulfilled' && end.value)
}

/**
 * Whether the past cannot be written any more: a shift of somebody else is there, so the chains have gone on; or days
 * were closed on which shifts are missing.
 */
export async function isOvertaken(db: Db, shifts: readonly PlannedShift[]): Promise<boolean> {
  const rows = await db.sql`SELECT 1 FROM shift WHERE id <> ALL(${shifts.map((s) => s.id)}::text[]) LIMIT 1`
  if (rows.length > 0) return true
  const [day] = await db.sql`SELECT 1 FROM closure LIMIT 1`
  return day !== undefined && (await closedOf(db, shifts)).size < shifts.length
}

async function closedOf(db: Db, shifts: readonly PlannedShift[]): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }[]>`
    SELECT id FROM shift WHERE closed_at IS NOT NULL AND id = ANY(${shifts.map((s) => s.id)}::text[])`
  return new Set(rows.map((row) => row.id))
}

async function workShift(work: Work, shift: PlannedShift): Promise<void> {
  const actor = work.sellers.get(shift.staff)
  if (!actor) throw new Error(`The demonstration has nobody with the code ${shift.staff}.`)
  const at = (now: Instant): Ctx => ({ db: work.db, keys: work.keys, actor, now, requestId: 'history' })
  const { id, registerId, floatC, countedC, gapReason, cheques, ancv, cardC } = shift
  await openShift(at(shift.opensAt), { id, registerId, floatC, pieces: {} })
  for (let i = 0; i < shift.sales.length; i += BATCH)
    await sellAll(work, actor, shift.sales.slice(i, i + BATCH))
  // What the day brought goes to the safe; the float stays for the next.
  const cash = { countedC, pieces: {}, gapReason, leftC: Math.min(floatC, countedC) }
  await closeShift(at(shift.closesAt), id, { ...cash, cheques: { seen: cheques, unknown: [] }, ancv, cardC })
}

/** As many sales of a shift commit together as in the lane. */
const BATCH = 64

/** Each at its own moment, in order. */
async function sellAll({ db, keys }: Work, actor: SignedIn, sales: readonly PlannedSale[]): Promise<void> {
  const requests = sales.map((sale) => saleRequest(actor, sale.input, sale.at))
  const last = sales.at(-1)?.at as Instant
  for (const [i, outcome] of (await sell({ db, keys, now: () => last }, requests)).entries()) {
    if (!outcome.ok)
      throw new Error(refusal(sales[i] as PlannedSale, outcome.error), { cause: outcome.error })
  }
}

const refusal = ({ at, input }: PlannedSale, { code, data }: AppError) =>
  `The sale ${input.id} of ${at} was refused: ${code} ${JSON.stringify(data)}`
