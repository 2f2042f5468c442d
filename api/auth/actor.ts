import type { Db, Tx } from '../../db/index.ts'
import type { Actor, SignedIn } from '../context.ts'
import type { Role } from '../shared/role.ts'
import { instantOf, msOf, type Instant } from '../shared/time.ts'
import { renewedCookie, SESSION_SECONDS, sessionCookie, SLIDE_SECONDS, tokenOf, type Auth } from './auth.ts'
import { forget, MEMORY_MS, recall, remember } from './cache.ts'

/** Channel on which processes tell each other the id of a session that ended or changed hands. */
export const SESSION_CHANNEL = 'guichet_session'

export type StaffRow = {
  staffId: string
  code: string
  name: string
  roles: Role[]
  providerId: string | null
}

type SessionRow = StaffRow & { sessionId: string; expiresAt: Instant }

/** A row of `staff` as somebody who acts. */
export function actorFrom(row: StaffRow): SignedIn {
  const { staffId, code, name, roles, providerId } = row
  return providerId === null
    ? { kind: 'staff', staffId, code, name, roles, providerId }
    : { kind: 'provider', staffId, code, name, roles, providerId }
}

/**
 * Who acts now on the device that sends these headers, and the token of its session; a visitor when there is no
 * session, it ended, or the person left. `cookie` is a Set-Cookie to append when the session's end was moved.
 * Runs for every request: a cookie is checked, and the database asked, once in `MEMORY_MS`.
 */
export async function actorOf(
  auth: Auth,
  db: Db,
  headers: Headers,
  now: Instant,
): Promise<{ actor: Actor; token: string | null; cookie: string | null }> {
  const raw = sessionCookie(auth, headers)
  if (raw === null) return { actor: { kind: 'visitor' }, token: null, cookie: null }
  const ms = msOf(now)
  const known = recall(auth.cache, raw, ms)
  if (known) return { actor: known.actor, token: known.token, cookie: null }
  const token = tokenOf(auth, raw)
  if (token === null) return { actor: { kind: 'visitor' }, token: null, cookie: null }
  const epoch = auth.cache.epoch
  const row = await sessionRow(db, token, now)
  if (!row) return { actor: { kind: 'visitor' }, token: null, cookie: null }
  const actor = actorFrom(row)
  const until = Math.min(ms + MEMORY_MS, msOf(row.expiresAt))
  remember(auth.cache, raw, { sessionId: row.sessionId, token, actor, until }, epoch)
  const old = msOf(row.expiresAt) - ms < (SESSION_SECONDS - SLIDE_SECONDS) * 1000
  if (old) await slide(db, row.sessionId, now)
  return { actor, token, cookie: old ? renewedCookie(auth, raw) : null }
}

/** The session and who acts on it: the agent who took it by PIN, else the person who signed in. */
async function sessionRow(db: Db, token: string, now: Instant): Promise<SessionRow | null> {
  const [row] = await db.sql<SessionRow[]>`
    SELECT s.id AS "sessionId", s.expires_at AS "expiresAt", acting.id AS "staffId", acting.code, acting.name,
           acting.roles, acting.provider_id AS "providerId"
      FROM auth_session s
      JOIN staff owner ON owner.user_id = s.user_id AND owner.active
      JOIN staff acting ON acting.id = coalesce(s.agent_id, owner.id) AND acting.active
     WHERE s.token = ${token} AND s.expires_at > ${now}::timestamptz`
  return row ?? null
}

async function slide(db: Db, sessionId: string, now: Instant): Promise<void> {
  const end = instantOf(msOf(now) + SESSION_SECONDS * 1000)
  await db.sql`
    UPDATE auth_session SET expires_at = ${end}::timestamptz, updated_at = ${now}::timestamptz WHERE id = ${sessionId}`
}

/** Drops what this process remembers of a session: feed it what comes on `SESSION_CHANNEL`. */
export function forgetSession(auth: Auth, sessionId: string): void {
  forget(auth.cache, sessionId)
}

/** Tells every process, once the transaction commits, that the session ended or changed hands. */
export async function announceSession(tx: Tx, sessionId: string): Promise<void> {
  await tx.sql`SELECT pg_notify(${SESSION_CHANNEL}, ${sessionId})`
}
