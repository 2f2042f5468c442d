import { APIError } from 'better-auth/api'
import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, logEvent, type EventCode } from '../journal/event.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { may } from '../shared/role.ts'
import { msOf, plusMinutes, type Instant } from '../shared/time.ts'
import { actorFrom, announceSession, forgetSession, type StaffRow } from './actor.ts'
import type { Auth } from './auth.ts'
import {
  ADDRESS_LIMIT,
  attemptKey,
  attemptOnce,
  clearAttempts,
  EMAIL_LIMIT,
  giveBack,
  PIN_EVERYWHERE_LIMIT,
  PIN_LIMIT,
  SIGN_IN_LIMIT,
} from './limit.ts'
import { me, type Me } from './me.ts'
import { verifyPin } from './pin.ts'
import { quietly } from './quiet.ts'

/** What came of a command that changes the session: its answer, and the Set-Cookie headers to send with it. */
export type WithCookies = { me: Me; cookies: string[] }

/**
 * Opens a session on a device. `address` is the network address it comes from. An unknown e-mail, a wrong password
 * and a person who left get the same answer in the same time: `sign_in_failed`. Also `rate_limited`, `not_set_up`.
 */
export async function signIn(
  auth: Auth,
  ctx: Ctx,
  input: { email: string; password: string; address: string },
): Promise<WithCookies> {
  const log = await officeLog(ctx.db)
  const everyone = attemptKey(auth.secret, 'address', input.address)
  const one = attemptKey(auth.secret, 'sign-in', input.address, input.email)
  const anywhere = attemptKey(auth.secret, 'sign-in', input.email)
  await attemptOnce(ctx.db, everyone, ADDRESS_LIMIT, ctx.now)
  await attemptOnce(ctx.db, one, SIGN_IN_LIMIT, ctx.now)
  await attemptOnce(ctx.db, anywhere, EMAIL_LIMIT, ctx.now)
  const person = await staffByEmail(ctx.db, input.email)
  const session = await openSession(auth, input)
  if (session === null || person === null) {
    if (session !== null) await ctx.db.sql`DELETE FROM auth_session WHERE token = ${session.token}`
    const failed = (tx: Tx) =>
      note(tx, ctx, log, EVENT.SIGN_IN_FAILED, person?.code ?? '-', { means: 'password' })
    await transaction(ctx.db, failed)
    throw new AppError('sign_in_failed')
  }
  await transaction(ctx.db, (tx) => note(tx, ctx, log, EVENT.SIGN_IN, person.code))
  await Promise.all([
    clearAttempts(ctx.db, one),
    clearAttempts(ctx.db, anywhere),
    giveBack(ctx.db, everyone),
    sweep(ctx.db, ctx.now),
  ])
  return { me: await me({ ...ctx, actor: actorFrom(person) }), cookies: session.cookies }
}

/** The session that better-auth opens, or null when it refuses the e-mail or the password. */
async function openSession(
  auth: Auth,
  { email, password }: { email: string; password: string },
): Promise<{ token: string; cookies: string[] } | null> {
  try {
    // Without the request's headers: neither address nor browser is stored with the session.
    const { headers, response } = await quietly(() =>
      auth.api.signInEmail({ body: { email, password }, returnHeaders: true }),
    )
    return { token: response.token, cookies: headers.getSetCookie() }
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null
    throw error
  }
}

/** Ends the session of the device that sends these headers, in every process, and takes its cookie back. */
export async function signOut(
  auth: Auth,
  ctx: Ctx,
  token: string | null,
  headers: Headers,
): Promise<{ cookies: string[] }> {
  const actor = permit(ctx.actor, 'self.read')
  const log = await officeLog(ctx.db)
  const ended = await transaction(ctx.db, async (tx) => {
    const [row] = await tx.sql<{ id: string }[]>`DELETE FROM auth_session WHERE token = ${token} RETURNING id`
    if (!row) return null
    await announceSession(tx, row.id)
    await note(tx, ctx, log, EVENT.SIGN_OUT, actor.code)
    return row.id
  })
  if (ended !== null) forgetSession(auth, ended)
  const { headers: answer } = await quietly(() => auth.api.signOut({ headers, returnHeaders: true }))
  return { cookies: answer.getSetCookie() }
}

/**
 * Another agent takes the device over with their code and PIN; the session stays that of who signed in. Unknown
 * code, wrong PIN, no PIN or a role that does not sell: `pin_wrong`, in the same time. Also `rate_limited`.
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
  const right = await verifyPin(input.pin, person?.pinHash ?? null)
  if (!person || !right || !may(person.roles, 'agent.change')) {
    const failed = (tx: Tx) => note(tx, ctx, log, EVENT.SIGN_IN_FAILED, actor.code, { means: 'pin' })
    await transaction(ctx.db, failed)
    throw new AppError('pin_wrong')
  }
  const session = await transaction(ctx.db, (tx) => takeOver(tx, ctx, log, token, actor, person))
  forgetSession(auth, session)
  await Promise.all([clearAttempts(ctx.db, device), clearAttempts(ctx.db, everywhere)])
  return me({ ...ctx, actor: actorFrom(person) })
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

/** Writes an event on the office's log. Last in its transaction: chain heads are locked after everything else. */
async function note(
  tx: Tx,
  ctx: Ctx,
  registerId: string,
  code: EventCode,
  operator: string,
  detail: Record<string, string> = {},
): Promise<void> {
  await logEvent(tx, ctx.keys, { registerId, code, operator, detail, at: ctx.now })
}

/** The register where events without a cash point are logged; `not_set_up` before the first-run wizard. */
async function officeLog(db: Db): Promise<string> {
  const [row] = await db.sql<
    { id: string }[]
  >`SELECT id FROM register WHERE kind = 'OFFICE' ORDER BY code LIMIT 1`
  if (!row) throw new AppError('not_set_up')
  return row.id
}

async function staffByEmail(db: Db, email: string): Promise<StaffRow | null> {
  const [row] = await db.sql<StaffRow[]>`
    SELECT s.id AS "staffId", s.code, s.name, s.roles, s.provider_id AS "providerId"
      FROM auth_user u JOIN staff s ON s.user_id = u.id
     WHERE u.email = ${email} AND s.active`
  return row ?? null
}

/** Who may take a counter's device over: the office's own people only. */
async function staffByCode(db: Db, code: string): Promise<(StaffRow & { pinHash: string | null }) | null> {
  const [row] = await db.sql<(StaffRow & { pinHash: string | null })[]>`
    SELECT id AS "staffId", code, name, roles, provider_id AS "providerId", pin_hash AS "pinHash"
      FROM staff WHERE code = ${code} AND active AND provider_id IS NULL`
  return row ?? null
}

/** Removes sessions that ended a day ago: rare enough at a sign-in. (Attempts have a job, workers.ts.) */
async function sweep(db: Db, now: Instant): Promise<void> {
  await db.sql`DELETE FROM auth_session WHERE expires_at < ${plusMinutes(now, -24 * 60)}::timestamptz`
}
