import { createHmac } from 'node:crypto'
import { transaction, type Db, type Tx } from '../../../db/index.ts'
import { instantOf, msOf, type Instant } from '../../shared/time.ts'
import { newThingId, secondsOf, type Happened } from './memory.ts'

/** How what happens is told: at once, never, twice, the last first, or so many ms later. */
export type Telling = 'now' | 'never' | 'twice' | 'reversed' | { lateMs: number }

/** Tries of one event, each later than the one before: 1, 2, 4… s. */
const MOST_TRIES = 8
const PATIENCE_MS = 5_000

type Event = { id: string; text: string; tries: number }

/** The seal of a text as Stripe makes it: its time in s, and an HMAC over both. */
export function seal(text: string, secret: string, seconds: number): string {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
  return `t=${seconds},v1=${v1}`
}

/** Keeps what happened, to be told once the transaction is committed. */
export async function keepEvents(
  tx: Tx,
  happened: readonly Happened[],
  telling: Telling,
  now: Instant,
): Promise<void> {
  if (telling === 'never') return
  const ordered = telling === 'reversed' ? [...happened].reverse() : happened
  const dueAt = typeof telling === 'object' ? instantOf(msOf(now) + telling.lateMs) : now
  for (const [i, { type, object }] of ordered.entries()) {
    const id = newThingId('evt')
    const event = {
      id,
      object: 'event',
      type,
      livemode: false,
      created: secondsOf(now),
      data: { object },
    }
    const times = telling === 'twice' ? 2 : 1
    for (let n = 1; n <= times; n++) {
      const key = `${String(msOf(now)).padStart(14, '0')}.${i}.${n}.${id}`
      const body: Event = { id, text: JSON.stringify(event), tries: 0 }
      await tx.sql`
        INSERT INTO stand_in (kind, id, body, due_at)
        VALUES ('event', ${key}, ${JSON.stringify(body)}::text::jsonb, ${dueAt}::timestamptz)`
    }
  }
}

export type Teller = { db: Db; clock: () => Instant; secret: string }

/** Tells the office at `url` what is due, in order; what it does not take is told again later. Returns how many it told. */
export async function tellDue({ db, clock, secret }: Teller, url: string): Promise<number> {
  let told = 0
  for (;;) {
    const now = clock()
    const lease = instantOf(msOf(now) + 2 * PATIENCE_MS)
    const [due] = await db.sql<{ id: string; body: Event }[]>`
      UPDATE stand_in SET due_at = ${lease}::timestamptz
       WHERE kind = 'event' AND id = (SELECT id FROM stand_in WHERE kind = 'event' AND due_at <= ${now}::timestamptz
                                       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, body`
    if (!due) return told
    const taken = await send(`${url}/api/payments/webhook`, due.body.text, secret, secondsOf(now))
    await transaction(db, (tx) => (taken ? forget(tx, due.id) : putOff(tx, due, now)))
    if (taken) told += 1
  }
}

async function send(url: string, text: string, secret: string, seconds: number): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'stripe-signature': seal(text, secret, seconds) }
  const signal = AbortSignal.timeout(PATIENCE_MS)
  return fetch(url, { method: 'POST', headers, body: text, signal }).then(
    (answer) => answer.ok,
    () => false,
  )
}

async function forget(tx: Tx, id: string): Promise<void> {
  await tx.sql`DELETE FROM stand_in WHERE kind = 'event' AND id = ${id}`
}

async function putOff(tx: Tx, { id, body }: { id: string; body: Event }, now: Instant): Promise<void> {
  if (body.tries + 1 >= MOST_TRIES) return forget(tx, id)
  const next = { ...body, tries: body.tries + 1 }
  await tx.sql`
    UPDATE stand_in SET body = ${JSON.stringify(next)}::text::jsonb,
           due_at = ${instantOf(msOf(now) + 1_000 * 2 ** body.tries)}::timestamptz
     WHERE kind = 'event' AND id = ${id}`
}
