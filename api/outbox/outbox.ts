import { outbox } from '../../db/schema/outbox.ts'
import type { BulkWrite } from '../../db/bulk.ts'
import { into, transaction, type Db, type Tx } from '../../db/index.ts'
import { newId } from '../shared/id.ts'
import { msOf, plusMinutes, type Instant } from '../shared/time.ts'

export type Message = { kind: string; payload: Record<string, unknown>; dueAt: Instant }

/** What to do with a message of each kind; it may come twice, so it must not matter. */
export type Handlers = Record<string, (payload: Record<string, unknown>) => Promise<void>>

const MAX_ATTEMPTS = 8

/**
 * Messages whose work goes over the network: never inside the transaction of `drain`, but under a lease
 * (api/outbox/lease.ts).
 */
export const MAIL_DUE = 'mail.due'
/** The ends of the chains, to be sent to who keeps them. */
export const ANCHOR_DUE = 'anchor.due'
const LEASED = [MAIL_DUE, ANCHOR_DUE]

/** Messages for a caller that writes them together with its own rows: they exist if and only if it commits. */
export function messageRows(messages: readonly Message[]): BulkWrite {
  return into(
    outbox,
    messages.map((m) => ({
      id: newId('outbox', msOf(m.dueAt)),
      ...m,
      attempts: 0,
      lastError: null,
      failedAt: null,
    })),
  )
}

/**
 * Takes up to `limit` due messages, each by one process only (SKIP LOCKED), runs their handlers and removes them. One
 * that throws is tried again later, ever later, then kept as failed. Returns how many were taken.
 */
export async function drain(db: Db, handlers: Handlers, now: Instant, limit = 100): Promise<number> {
  return transaction(db, async (tx) => {
    const due = await tx.sql<
      { id: string; kind: string; payload: Record<string, unknown>; attempts: number }[]
    >`
      SELECT id, kind, payload, attempts FROM outbox
       WHERE due_at <= ${now}::timestamptz AND failed_at IS NULL AND kind <> ALL(${LEASED}::text[])
       ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`
    const done: string[] = []
    for (const message of due) {
      try {
        const handler = handlers[message.kind]
        if (!handler) throw new Error(`no handler for ${message.kind}`)
        await handler(message.payload)
        done.push(message.id)
      } catch (error) {
        await postpone(tx, message, error, now)
      }
    }
    if (done.length > 0) await tx.sql`DELETE FROM outbox WHERE id = ANY(${done}::text[])`
    return due.length
  })
}

async function postpone(tx: Tx, message: { id: string; attempts: number }, error: unknown, now: Instant) {
  const attempts = message.attempts + 1
  const text = faultOf(error)
  await tx.sql`
    UPDATE outbox SET attempts = ${attempts}, last_error = ${text},
           due_at = ${plusMinutes(now, 2 ** attempts / 4)}::timestamptz,
           failed_at = ${attempts >= MAX_ATTEMPTS ? now : null}::timestamptz
     WHERE id = ${message.id}`
}

/** Causes of an error that are told of. */
const MOST_CAUSES = 4

/**
 * Type, code and constraint of an error and of its causes, the outermost first. Never a message: that of a query
 * repeats what was written, and PostgreSQL's may quote a value.
 */
function faultOf(error: unknown): string {
  const said: string[] = []
  for (let e = error; e instanceof Error && said.length < MOST_CAUSES; e = e.cause) {
    const { code, constraint_name: constraint } = e as { code?: unknown; constraint_name?: unknown }
    const type = e.name === 'Error' ? e.constructor.name : e.name
    said.push([type, code, constraint].filter((one) => typeof one === 'string').join(' '))
  }
  return said.length === 0 ? typeof error : said.join(', ')
}
