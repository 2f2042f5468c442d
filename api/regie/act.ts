import { bulk, transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { regie, regieActor } from '../../db/schema/regie.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append } from '../journal/journal.ts'
import { AppError } from '../shared/errors.ts'
import { cents } from '../shared/money.ts'
import { regieOn, type RegieRole } from '../shared/regie.ts'
import { plusDays, type Day } from '../shared/time.ts'
import type { ActInput, ActorInput } from './form.ts'
import { lockDesk, type Desk } from './office.ts'

/** A version of the act of the régie. */
export type Act = ActInput & { version: number; at: string }

/** Every version of the act, the newest first. */
export async function readActs(reader: Db | Tx): Promise<Act[]> {
  const rows = await reader.sql<Act[]>`
    SELECT version, act_number AS "actNumber", act_on AS "actOn", valid_from AS "validFrom", valid_to AS "validTo",
           most_held_c AS "mostHeldC", float_c AS "floatC", every_days AS "everyDays", cheque_days AS "chequeDays",
           accountant, treasury_account AS "treasuryAccount", site_ids AS "siteIds", families, kinds, means, at
      FROM regie ORDER BY version DESC`
  return [...rows]
}

/** The act in force on a day; null where there is no régie. */
export const actOn = async (reader: Db | Tx, day: Day): Promise<Act | null> =>
  regieOn(await readActs(reader), day)

/**
 * Records the act of the régie, or the act that amends it, as a new version: what may be taken in changes for every till
 * from its first day on. The same act again changes nothing. Throws `not_set_up`; `not_found` for a site that is not there.
 */
export async function setAct(ctx: Ctx, input: ActInput): Promise<{ version: number }> {
  const actor = permit(ctx.actor, 'regie.set')
  return transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const [last] = await readActs(tx)
    if (last && same(last, input)) return { version: last.version }
    const [sites] = await tx.sql`
      SELECT count(*)::int AS n FROM site WHERE id = ANY(${input.siteIds}::text[])`
    if (sites?.n !== new Set(input.siteIds).size) throw new AppError('not_found')
    const version = (last?.version ?? 0) + 1
    await bulk(tx, regie, [
      {
        ...input,
        version,
        mostHeldC: cents(input.mostHeldC),
        floatC: cents(input.floatC),
        staffId: actor.staffId,
        at: ctx.now,
      },
    ])
    await noted(tx, ctx, desk, actor, {
      setting: 'REGIE',
      version,
      act: input.actNumber,
      mostHeldC: input.mostHeldC,
      floatC: input.floatC,
      everyDays: input.everyDays,
      chequeDays: input.chequeDays,
      kinds: listOf(input.kinds),
      families: listOf(input.families),
      means: listOf(input.means),
    })
    return { version }
  })
}

const FIELDS = [
  'actNumber',
  'actOn',
  'validFrom',
  'validTo',
  'mostHeldC',
  'floatC',
  'everyDays',
  'chequeDays',
  'accountant',
  'treasuryAccount',
] as const
const LISTS = ['siteIds', 'families', 'kinds', 'means'] as const
const listOf = (values: readonly string[]) => [...values].sort().join(' ')
const same = (act: Act, input: ActInput) =>
  FIELDS.every((field) => act[field] === input[field]) &&
  LISTS.every((list) => listOf(act[list]) === listOf(input[list]))

/** Names who acts for the régie, by their act. A new titulaire ends the one before on the day before. */
export async function addActor(ctx: Ctx, input: ActorInput): Promise<{ id: string }> {
  const actor = permit(ctx.actor, 'regie.set')
  return transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const [known] = await tx.sql`SELECT staff_id, role, act_number FROM regie_actor WHERE id = ${input.id}`
    if (known) {
      const isSame =
        known.staff_id === input.staffId && known.role === input.role && known.act_number === input.actNumber
      if (isSame) return { id: input.id }
      throw new AppError('id_reused')
    }
    const code = await codeOf(tx, input.staffId)
    if (input.role === 'TITULAIRE') await endTitulaire(tx, input.validFrom)
    await bulk(tx, regieActor, [{ ...input, validTo: null }])
    const { role, actNumber, validFrom } = input
    await noted(tx, ctx, desk, actor, {
      setting: 'REGIE_ACTOR',
      who: code,
      role,
      act: actNumber,
      from: validFrom,
    })
    return { id: input.id }
  })
}

async function codeOf(tx: Tx, staffId: string): Promise<string> {
  const [row] = await tx.sql<
    { code: string }[]
  >`SELECT code FROM staff WHERE id = ${staffId} AND provider_id IS NULL`
  if (!row) throw new AppError('not_found')
  return row.code
}

async function endTitulaire(tx: Tx, from: Day): Promise<void> {
  try {
    await tx.sql`
      UPDATE regie_actor SET valid_to = ${plusDays(from, -1)}::date
       WHERE role = 'TITULAIRE' AND valid_to IS NULL`
  } catch (error) {
    // The new one would begin before the one in office did.
    if (violated(error) === 'regie_actor_valid')
      throw new AppError('bad_request', { issues: [{ path: 'validFrom' }] })
    throw error
  }
}

/** Ends somebody's function on a day. Throws `already_done` when it had ended. */
export async function endActor(ctx: Ctx, id: string, validTo: Day): Promise<void> {
  const actor = permit(ctx.actor, 'regie.set')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const [row] = await tx.sql<{ validFrom: Day; validTo: Day | null; role: RegieRole; code: string }[]>`
      SELECT a.valid_from AS "validFrom", a.valid_to AS "validTo", a.role, s.code
        FROM regie_actor a JOIN staff s ON s.id = a.staff_id WHERE a.id = ${id}`
    if (!row) throw new AppError('not_found')
    if (row.validTo === validTo) return
    if (row.validTo !== null) throw new AppError('already_done', { status: 'ENDED' })
    if (validTo < row.validFrom) throw new AppError('bad_request', { issues: [{ path: 'validTo' }] })
    await tx.sql`UPDATE regie_actor SET valid_to = ${validTo}::date WHERE id = ${id}`
    await noted(tx, ctx, desk, actor, {
      setting: 'REGIE_ACTOR',
      who: row.code,
      role: row.role,
      until: validTo,
    })
  })
}

/** Stands in the audit and in the office's event log. */
async function noted(
  tx: Tx,
  ctx: Ctx,
  desk: Desk,
  actor: SignedIn,
  detail: Record<string, string | number>,
): Promise<void> {
  await audited(tx, ctx, { action: 'regie.set', subject: 'regie', detail })
  const registerId = desk.place.id
  const entry = eventEntry({
    registerId,
    code: EVENT.SETTING_CHANGED,
    operator: actor.code,
    detail,
    at: ctx.now,
  })
  await append(tx, desk.heads, ctx.keys, [entry])
}
