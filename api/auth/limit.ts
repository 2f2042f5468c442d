import { createHmac } from 'node:crypto'
import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { instantOf, msOf, plusMinutes, type Instant } from '../shared/time.ts'

/** A key that tells nothing: an address or an e-mail cannot be read back from the table. */
export type AttemptKey = string & { readonly __attemptKey: true }
export type Limit = { max: number; windowSeconds: number }

const FIVE_MINUTES = 5 * 60
/** Sign-in from one address as one person: enough to mistype, too few to guess. */
export const SIGN_IN_LIMIT: Limit = { max: 10, windowSeconds: FIVE_MINUTES }
/** Sign-in from one address, whoever is tried but those who signed in from it lately; successes are given back. */
export const ADDRESS_LIMIT: Limit = { max: 50, windowSeconds: FIVE_MINUTES }
/**
 * Sign-in as one person over all addresses where that person has not signed in lately: who has many of them guesses no
 * faster, and who fills it does not lock the person out of where they work.
 */
export const EMAIL_LIMIT: Limit = { max: 30, windowSeconds: 15 * 60 }
/** A PIN on one device: five tries of ten thousand. */
export const PIN_LIMIT: Limit = { max: 5, windowSeconds: FIVE_MINUTES }
/** A PIN over all devices, so that signing in again does not give new tries. */
export const PIN_EVERYWHERE_LIMIT: Limit = { max: 20, windowSeconds: FIVE_MINUTES }

/** Letters about one order: enough to correct an address, too few to be a nuisance to somebody. */
export const LETTER_LIMIT: Limit = { max: 5, windowSeconds: 10 * 60 }

/** Wrong PINs in a row, over all devices and without end: then the PIN is off until its owner signs in by password. */
export const PIN_TRIES = 10
/** An address stays known as a person's for so long after they last signed in from it. */
const KNOWN_DAYS = 30
/** A failure is logged once in so long for each key. */
const LOG_SECONDS = 15 * 60

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

/** The key of the wrong PINs in a row of a person: kept, and the same whatever the secret of the sessions. */
export function pinKey(staffId: string): AttemptKey {
  return `pin:${staffId}` as AttemptKey
}

/** The key of the letters about one order: its id tells nothing. */
export function letterKey(orderId: string): AttemptKey {
  return `letter:${orderId}` as AttemptKey
}

/** The key under which an address is known as one from which a person signs in. */
export function knownKey(secret: string, address: string, email: string): AttemptKey {
  return `known:${attemptKey(secret, 'known', address, email)}` as AttemptKey
}

/** True when the person has signed in from the address lately: its tries are not counted with those of strangers. */
export async function isKnown(db: Db, key: AttemptKey, now: Instant): Promise<boolean> {
  const rows = await db.sql`
    SELECT 1 FROM attempt WHERE key = ${key} AND since > ${daysBefore(now, KNOWN_DAYS)}::timestamptz`
  return rows.length > 0
}

/** The person has just signed in from the address. */
export async function makeKnown(db: Db, key: AttemptKey, now: Instant): Promise<void> {
  await db.sql`
    INSERT INTO attempt (key, since, count) VALUES (${key}, ${now}::timestamptz, 0)
    ON CONFLICT (key) DO UPDATE SET since = excluded.since`
}

/** Counts one more in a row, however long it takes, before it is looked at; answers how many there are. */
export async function countInRow(db: Db, key: AttemptKey, now: Instant): Promise<number> {
  const [row] = await db.sql<{ count: number }[]>`
    INSERT INTO attempt (key, since, count) VALUES (${key}, ${now}::timestamptz, 1)
    ON CONFLICT (key) DO UPDATE SET count = least(attempt.count, ${PIN_TRIES}::int) + 1, since = excluded.since
    RETURNING count`
  return row?.count ?? 1
}

/** True for the first of a key's window: the one that is logged. */
export async function firstOfWindow(tx: Tx, key: AttemptKey, now: Instant): Promise<boolean> {
  const start = instantOf(msOf(now) - LOG_SECONDS * 1000)
  const rows = await tx.sql`
    INSERT INTO attempt (key, since, count) VALUES (${key}, ${now}::timestamptz, 1)
    ON CONFLICT (key) DO UPDATE SET since = excluded.since WHERE attempt.since <= ${start}::timestamptz
    RETURNING 1`
  return rows.length > 0
}

/** A success: the attempts under the key no longer count. */
export async function clearAttempts(db: Db, key: AttemptKey): Promise<void> {
  await db.sql`DELETE FROM attempt WHERE key = ${key}`
}

/** Takes one attempt back: it was not a guess. */
export async function giveBack(db: Db, key: AttemptKey): Promise<void> {
  await db.sql`UPDATE attempt SET count = greatest(count - 1, 0) WHERE key = ${key}`
}

/** Removes what no longer limits anybody. A PIN that is off stays off. */
export async function sweepAttempts(db: Db, now: Instant): Promise<void> {
  await db.sql`
    DELETE FROM attempt
     WHERE since < CASE WHEN key LIKE 'known:%' THEN ${daysBefore(now, KNOWN_DAYS)}::timestamptz
                        ELSE ${plusMinutes(now, -60)}::timestamptz END
       AND key NOT LIKE 'pin:%'`
}

function daysBefore(now: Instant, days: number): Instant {
  return plusMinutes(now, -days * 24 * 60)
}
