import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { officeRegister } from '../journal/office.ts'
import { FAMILIES, type Family } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { cents, type Cents } from '../shared/money.ts'

export type Target = { targetC: Cents; targetExcludes: Family[] }

/**
 * Sets what the office measures itself by: the yearly volume to reach, in cents, and the families that do not count
 * toward it (fiscal.md 2.4: the definition is a setting). What it was and what it is stands in the audit and in the
 * office's event log; the same target again changes nothing. Throws `not_set_up` when there is no office.
 */
export async function setTarget(
  ctx: Ctx,
  wanted: { targetC: number; targetExcludes: Family[] },
): Promise<Target> {
  const actor = permit(ctx.actor, 'office.set')
  const excludes = FAMILIES.filter((family) => wanted.targetExcludes.includes(family))
  return transaction(ctx.db, async (tx) => {
    const [was] = await tx.sql<{ targetC: number; targetExcludes: Family[] }[]>`
      SELECT target_c AS "targetC", target_excludes AS "targetExcludes" FROM office FOR UPDATE`
    const registerId = await officeRegister(tx)
    if (!was || registerId === null) throw new AppError('not_set_up')
    const target: Target = { targetC: cents(wanted.targetC), targetExcludes: excludes }
    const isSame = was.targetC === target.targetC && listOf(was.targetExcludes) === listOf(excludes)
    if (isSame) return target
    await tx.sql`
      UPDATE office SET target_c = ${target.targetC}, target_excludes = ${JSON.stringify(excludes)}::text::jsonb`
    const detail = {
      setting: 'TARGET',
      targetC: target.targetC,
      excludes: listOf(excludes),
      wasC: was.targetC,
      wasExcludes: listOf(was.targetExcludes),
    }
    await audited(tx, ctx, { action: 'office.target', subject: 'office', detail })
    await logEvent(tx, ctx.keys, {
      registerId,
      code: EVENT.SETTING_CHANGED,
      operator: actor.code,
      detail,
      at: ctx.now,
    })
    return target
  })
}

const listOf = (families: readonly Family[]) => [...families].sort().join(' ')
