import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { may } from '../shared/role.ts'
import { msOf } from '../shared/time.ts'
import { actorFrom, announceSession, forgetSession, type StaffRow } from './actor.ts'
import type { Auth } from './auth.ts'
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
import { note, officeLog, noteFailure } from './log.ts'
import { me, type Me } from './me.ts'
import { verifyPin } from './pin.ts'

/**
 * Another agent takes the device over with their code and PIN; the session stays that of who signed in. Unknown
 * code, wrong PIN, no PIN or a role that does not sell: `pin_wrong`, in the same time. Ten wrong ones in a row:
 * `pin_blocked`, whatever comes next, until that person signs in by password. Also `rate_limited`.
 */
export async function changeAgent(
  auth: Auth,
  ctx: Ctx,
  token: string | null,
  input: { code: string; pin: string },
): Promise<Me> {
  const actor = permit(ctx.actor, 'agent.change')
  const log = await officeLog(ctx.db)
  const device = attemptKey(auth.secret, 'pin', token ?? '-', input.code)
  const everywhere = attemptKey(auth.secret, 'pin', input.code)
  await attemptOnce(ctx.db, everywhere, PIN_EVERYWHERE_LIMIT, ctx.now)
  await attemptOnce(ctx.db, device, PIN_LIMIT, ctx.now)
  const person = await staffByCode(ctx.db, input.code)
  // Counted before it is looked at, so that tries at the same moment are no more than ten either.
  const tries = person?.pinHash ? await countInRow(ctx.db, pinKey(person.staffId), ctx.now) : 0
  const right = await verifyPin(input.pin, person?.pinHash ?? null)
  if (!person || !right || tries > PIN_TRIES || !may(person.roles, 'agent.change')) {
    const tried = person?.code ?? '-'
    if (person && tries === PIN_TRIES) await auditBlocked(ctx, actor, person)
    const key = attemptKey(auth.secret, 'log', 'pin', tried, actor.code)
    await noteFailure(ctx, log, key, actor.code, { means: 'pin', tried })
    if (tries >= PIN_TRIES) throw new AppError('pin_blocked')
    throw new AppError('pin_wrong')
  }
  const session = await transaction(ctx.db, (tx) => takeOver(tx, ctx, log, token, actor, person))
  forgetSession(auth, session)
  await Promise.all([device, everywhere, pinKey(person.staffId)].map((key) => clearAttempts(ctx.db, key)))
  return me({ ...ctx, actor: actorFrom(person) })
}

/** The tenth wrong PIN in a row: kept apart from the log, for whoever asks why a PIN no longer works. */
async function auditBlocked(ctx: Ctx, actor: SignedIn, person: StaffRow): Promise<void> {
  await ctx.db.orm.insert(audit).values({
    id: newId('audit', msOf(ctx.now)),
    at: ctx.now,
    actor: actor.staffId,
    action: 'pin.blocked',
    subject: person.staffId,
    detail: { tried: person.code },
  })
}

async function takeOver(
  tx: Tx,
  ctx: Ctx,
  log: string,
  token: string | null,
  from: SignedIn,
  to: StaffRow,
): Promise<string> {
  const [row] = await tx.sql<{ id: string }[]>`
    UPDATE auth_session SET agent_id = ${to.staffId}, updated_at = ${ctx.now}::timestamptz
     WHERE token = ${token} RETURNING id`
  if (!row) throw new AppError('unauthenticated')
  await tx.orm.insert(audit).values({
    id: newId('audit', msOf(ctx.now)),
    at: ctx.now,
    actor: from.staffId,
    action: 'agent.change',
    subject: to.staffId,
    detail: { from: from.code, to: to.code },
  })
  await announceSession(tx, row.id)
  await note(tx, ctx, log, EVENT.AGENT_CHANGED, to.code, { from: from.code })
  return row.id
}

/** Who may take a counter's device over: the office's own people only. */
async function staffByCode(db: Db, code: string): Promise<(StaffRow & { pinHash: string | null }) | null> {
  const [row] = await db.sql<(StaffRow & { pinHash: string | null })[]>`
    SELECT id AS "staffId", code, name, roles, provider_id AS "providerId", pin_hash AS "pinHash"
      FROM staff WHERE code = ${code} AND active AND provider_id IS NULL`
  return row ?? null
}
