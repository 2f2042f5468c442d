import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { may, type Permission, type Role } from '../shared/role.ts'
import {
  attemptKey,
  attemptOnce,
  clearAttempts,
  countInRow,
  PIN_EVERYWHERE_LIMIT,
  PIN_LIMIT,
  PIN_TRIES,
  pinKey,
} from './limit.ts'
import { noteFailure, officeLog } from './log.ts'
import { verifyPin } from './pin.ts'

/** What the screen sends of who approves: their code and PIN, typed on the seller's own screen. */
export type ApprovalInput = { code: string; pin: string }

/** Who approved. */
export type Approver = { staffId: string; code: string }

type Person = Approver & { roles: Role[]; pinHash: string | null }

/**
 * Checks that somebody who may approves by PIN, beside the person at the till, who stays signed in; they may be the same.
 * Call it before the transaction: a PIN takes long. `approval_refused` for an unknown code, a wrong PIN or somebody who
 * may not, in the same time; `pin_blocked` and `rate_limited` as for a change of agent.
 */
export async function approve(ctx: Ctx, permission: Permission, input: ApprovalInput): Promise<Approver> {
  const actor = permit(ctx.actor, 'agent.change')
  // Blinded by who asks and for whom: there is no session's secret here, and codes are no secret.
  const device = attemptKey('approval', actor.staffId, input.code)
  const everywhere = attemptKey('approval', input.code)
  await attemptOnce(ctx.db, everywhere, PIN_EVERYWHERE_LIMIT, ctx.now)
  await attemptOnce(ctx.db, device, PIN_LIMIT, ctx.now)
  const person = await personOf(ctx.db, input.code)
  const tries = person?.pinHash ? await countInRow(ctx.db, pinKey(person.staffId), ctx.now) : 0
  const right = await verifyPin(input.pin, person?.pinHash ?? null)
  if (!person || !right || tries > PIN_TRIES || !may(person.roles, permission)) {
    const tried = person?.code ?? '-'
    const key = attemptKey('approval', 'log', tried, actor.code)
    await noteFailure(ctx, await officeLog(ctx.db), key, actor.code, { means: 'approval', tried })
    if (tries >= PIN_TRIES) throw new AppError('pin_blocked')
    throw new AppError('approval_refused')
  }
  await Promise.all([device, everywhere, pinKey(person.staffId)].map((key) => clearAttempts(ctx.db, key)))
  return { staffId: person.staffId, code: person.code }
}

async function personOf(db: Db, code: string): Promise<Person | null> {
  const [row] = await db.sql<Person[]>`
    SELECT id AS "staffId", code, roles, pin_hash AS "pinHash"
      FROM staff WHERE code = ${code} AND active AND provider_id IS NULL`
  return row ?? null
}
