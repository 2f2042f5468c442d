import { createHmac } from 'node:crypto'
import type { Db } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { instantOf, msOf, plusMinutes, type Instant } from '../shared/time.ts'

/** A key that tells nothing: an address or an e-mail cannot be read back from the table. */
export type AttemptKey = string & { readonly __attemptKey: true }
export type Limit = { max: number; windowSeconds: number }

const FIVE_MINUTES = 5 * 60
/** Sign-in from one address as one person: enough to mistype, too few to guess. */
export const SIGN_IN_LIMIT: Limit = { max: 10, windowSeconds: FIVE_MINUTES }
/** Sign-in from one address, whoever is tried; sign-ins that succeed are given back. */
export const ADDRESS_LIMIT: Limit = { max: 50, windowSeconds: FIVE_MINUTES }
/** Sign-in as one person over all addresses: who has many of them guesses no faster. */
export const EMAIL_LIMIT: Limit = { max: 30, windowSeconds: 15 * 60 }
/** A PIN on one device: five tries of ten thousand. */
export const PIN_LIMIT: Limit = { max: 5, windowSeconds: FIVE_MINUTES }
/** A PIN over all devices, so that signing in again does not give new tries. */
export const PIN_EVERYWHERE_LIMIT: Limit = { max: 20, windowSeconds: FIVE_MINUTES }

/** The key of what is limited, blinded with the secret of the sessions. */
export function attemptKey(secret: string, ...parts: string[]): AttemptKey {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['attempt', ...parts]))
    .digest('base64url') as AttemptKey
}

/**
 * Counts one attempt, before it is made. Throws `rate_limited` with `retryAfter` (seconds) when the window already
 * holds `max`. One statement, so it holds whatever the number of processes.
 */
export async function attemptOnce(db: Db, key: AttemptKey, limit: Limit, now: Instant): Promise<void> {
  const start = instantOf(msOf(now) - limit.windowSeconds * 1000)
  const [row] = await db.sql<{ since: Instant; count: number }[]>`
    INSERT INTO attempt (key, since, count) VALUES (${key}, ${now}::timestamptz, 1)
    ON CONFLICT (key) DO UPDATE
      SET count = CASE WHEN attempt.since <= ${start}::timestamptz THEN 1
                       ELSE least(attempt.count, ${limit.max}::int) + 1 END,
          since = CASE WHEN attempt.since <= ${start}::timestamptz THEN excluded.since ELSE attempt.since END
    RETURNING since, count`
  if (!row || row.count <= limit.max) return
  const left = msOf(row.since) + limit.windowSeconds * 1000 - msOf(now)
  throw new AppError('rate_limited', { retryAfter: Math.max(1, Math.ceil(left / 1000)) })
}

/** A success: the attempts under the key no longer count. */
export async function clearAttempts(db: Db, key: AttemptKey): Promise<void> {
  await db.sql`DELETE FROM attempt WHERE key = ${key}`
}

/** Takes one attempt back: it was not a guess. */
export async function giveBack(db: Db, key: AttemptKey): Promise<void> {
  await db.sql`UPDATE attempt SET count = greatest(count - 1, 0) WHERE key = ${key}`
}

/** Removes what no longer limits anybody. */
export async function sweepAttempts(db: Db, now: Instant): Promise<void> {
  await db.sql`DELETE FROM attempt WHERE since < ${plusMinutes(now, -60)}::timestamptz`
}
