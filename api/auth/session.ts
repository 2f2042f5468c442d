import { APIError } from 'better-auth/api'
import { transaction, type Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { AppError } from '../shared/errors.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import { actorFrom, announceSession, forgetSession, type StaffRow } from './actor.ts'
import type { Auth } from './auth.ts'
import {
  ADDRESS_LIMIT,
  attemptKey,
  attemptOnce,
  clearAttempts,
  EMAIL_LIMIT,
  giveBack,
  isKnown,
  knownKey,
  makeKnown,
  pinKey,
  SIGN_IN_LIMIT,
} from './limit.ts'
import { note, noteFailure, officeLog } from './log.ts'
import { me, type Me } from './me.ts'
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
  const here = knownKey(auth.secret, input.address, input.email)
  const known = await isKnown(ctx.db, here, ctx.now)
  if (!known) await attemptOnce(ctx.db, everyone, ADDRESS_LIMIT, ctx.now)
  await attemptOnce(ctx.db, one, SIGN_IN_LIMIT, ctx.now)
  if (!known) await attemptOnce(ctx.db, anywhere, EMAIL_LIMIT, ctx.now)
  const person = await staffByEmail(ctx.db, input.email)
  const session = await openSession(auth, input)
  if (session === null || person === null) {
    if (session !== null) await ctx.db.sql`DELETE FROM auth_session WHERE token = ${session.token}`
    const code = person?.code ?? '-'
    await noteFailure(ctx, log, attemptKey(auth.secret, 'log', 'password', code), code, { means: 'password' })
    throw new AppError('sign_in_failed')
  }
  await transaction(ctx.db, (tx) => note(tx, ctx, log, EVENT.SIGN_IN, person.code))
  await Promise.all([
    clearAttempts(ctx.db, one),
    clearAttempts(ctx.db, pinKey(person.staffId)),
    // What strangers have tried elsewhere stays counted, unless this is how the person proves to be elsewhere.
    ...(known ? [] : [clearAttempts(ctx.db, anywhere), giveBack(ctx.db, everyone)]),
    makeKnown(ctx.db, here, ctx.now),
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

async function staffByEmail(db: Db, email: string): Promise<StaffRow | null> {
  const [row] = await db.sql<StaffRow[]>`
    SELECT s.id AS "staffId", s.code, s.name, s.roles, s.provider_id AS "providerId"
      FROM auth_user u JOIN staff s ON s.user_id = u.id
     WHERE u.email = ${email} AND s.active`
  return row ?? null
}

/** Removes sessions that ended a day ago: rare enough at a sign-in. (Attempts have a job, workers.ts.) */
async function sweep(db: Db, now: Instant): Promise<void> {
  await db.sql`DELETE FROM auth_session WHERE expires_at < ${plusMinutes(now, -24 * 60)}::timestamptz`
}
