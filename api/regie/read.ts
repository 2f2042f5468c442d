import { permit, type Ctx } from '../context.ts'
import type { Db } from '../../db/index.ts'
import { readWaiting } from '../remittance/waiting.ts'
import { AppError } from '../shared/errors.ts'
import type { LegalForm } from '../shared/legal-form.ts'
import { sumCents } from '../shared/money.ts'
import { heldCashC, regieOn, type RegieRole } from '../shared/regie.ts'
import { local, type Day } from '../shared/time.ts'
import { readActs } from './act.ts'
import { alertsOf, versementDue } from './alerts.ts'
import type { Handover, Overview, Versement } from './form.ts'
import { preparedParts, readHolding, sourcesOf } from './held.ts'
import { cashPlaces } from './places.ts'

/**
 * The régie at this moment: its act and who acts for it, what is held against the most that may be, what is due and why,
 * where the next versement may take from, and the last slips. An office without a régie reads the same, and pays into
 * its bank.
 */
export async function readRegie(ctx: Ctx): Promise<Overview> {
  permit(ctx.actor, 'regie.read')
  const { db } = ctx
  const [office] = await db.sql<{ legalForm: LegalForm; zone: string; yearStartMonth: number }[]>`
    SELECT legal_form AS "legalForm", zone, year_start_month AS "yearStartMonth" FROM office`
  if (!office) throw new AppError('not_set_up')
  const today = local(ctx.now, office.zone).day
  const acts = await readActs(db)
  const act = regieOn(acts, today)
  const [holding, prepared, actors, versements, waiting] = await Promise.all([
    readHolding(db, { now: ctx.now, today }),
    preparedParts(db),
    actorsOf(db),
    versementsOf(db),
    readWaiting(db, ctx.now),
  ])
  const preparedC = sumCents(prepared.map((p) => p.amountC))
  const cashC = heldCashC(holding.held)
  const lastOn = versements.find((v) => v.status !== 'VOID')?.toDay ?? (await firstReceipt(db))
  const openC = sumCents(Object.values(holding.held)) - preparedC
  const due = { act, lastOn: lastOn as Day | null }
  const watched = { ...office, today, ...due, actors, cashC, openC, waiting: waiting.sums }
  return {
    legalForm: office.legalForm,
    today,
    act,
    acts,
    actors,
    held: holding.held,
    cashC,
    preparedC,
    floatsC: await floatsOf(db),
    alerts: alertsOf(watched),
    dueOn: openC > 0 ? versementDue(due) : null,
    sources: sourcesOf(holding, prepared, act !== null && act.treasuryAccount !== null),
    versements,
    handovers: await handoversOf(db),
    places: await cashPlaces(db),
    staff: [
      ...(await db.sql<Overview['staff']>`
        SELECT id, code, name FROM staff WHERE active AND provider_id IS NULL ORDER BY name`),
    ],
    sites: [...(await db.sql<Overview['sites']>`SELECT id, name FROM site ORDER BY position, name`)],
  }
}

/** Day of the first document of all; null before it. */
async function firstReceipt(db: Db): Promise<Day | null> {
  const [row] = await db.sql<{ day: Day | null }[]>`SELECT min(business_day) AS day FROM sale`
  return row?.day ?? null
}

async function floatsOf(db: Db): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    SELECT coalesce(sum(float_c), 0)::int AS n FROM shift WHERE closed_at IS NULL`
  return row?.n ?? 0
}

type ActorRow = Overview['actors'][number] & { role: RegieRole; validFrom: Day; validTo: Day | null }

/** Who acts and acted for the régie, those in office first. */
async function actorsOf(db: Db): Promise<ActorRow[]> {
  const rows = await db.sql<ActorRow[]>`
    SELECT a.id, a.staff_id AS "staffId", s.name, s.code, a.role, a.act_number AS "actNumber", a.act_on AS "actOn",
           a.valid_from AS "validFrom", a.valid_to AS "validTo"
      FROM regie_actor a JOIN staff s ON s.id = a.staff_id
     ORDER BY a.valid_to IS NOT NULL, array_position(ARRAY['TITULAIRE', 'SUPPLEANT', 'MANDATAIRE', 'SOUS_REGISSEUR'], a.role),
              a.valid_from DESC, a.id`
  return [...rows]
}

const LAST = 30

/** The last slips, the newest first. */
async function versementsOf(db: Db): Promise<Versement[]> {
  const rows = await db.sql<Versement[]>`
    SELECT v.id, v.kind, v.number, v.status, v.from_day AS "fromDay", v.to_day AS "toDay", v.total_c AS "totalC",
           s.code AS by, v.at, v.handed_on AS "handedOn", v.receipt
      FROM versement v JOIN staff s ON s.id = v.staff_id ORDER BY v.year DESC, v.n DESC LIMIT ${LAST}`
  return [...rows]
}

async function handoversOf(db: Db): Promise<Handover[]> {
  const rows = await db.sql<Handover[]>`
    SELECT h.id, h.number, f.name AS from, t.name AS to, h.expected_c AS "expectedC", h.counted_c AS "countedC", h.at
      FROM regie_handover h JOIN staff f ON f.id = h.from_staff JOIN staff t ON t.id = h.to_staff
     ORDER BY h.year DESC, h.n DESC LIMIT ${LAST}`
  return [...rows]
}
