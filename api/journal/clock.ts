import { transaction, type Db } from '../../db/index.ts'
import { instantOf, local, msOf, type Instant } from '../shared/time.ts'
import { EVENT, logEvent } from './event.ts'
import type { Head, Heads, Signer } from './journal.ts'

/** A chain whose last record is this far after the clock is not a matter of two machines' milliseconds. */
const TOLERATED_MS = 1_000
/** One event tells it; a clock that is wrong for a day must not fill the log. */
const EVERY_MS = 60_000

/** What began before midnight and waited for the lock of a day that was closed meanwhile is no wrong clock either. */
const TOLERATED_WAIT_MS = 60_000

/**
 * The first locked chain whose last record is more than a second after the clock, or whose last closed day is not over
 * by it; null when time goes on.
 */
export function chainAhead(heads: Heads, now: Instant): Head | null {
  for (const head of heads.values()) {
    if (head.lastAt !== null && head.lastAt > now && msOf(head.lastAt) - msOf(now) > TOLERATED_MS) return head
    if (head.closedDay !== null && isBehind(head.closedDay, now)) return head
  }
  return null
}

function isBehind(closedDay: string, now: Instant): boolean {
  if (closedDay < local(now).day) return false
  return closedDay >= local(instantOf(msOf(now) + TOLERATED_WAIT_MS)).day
}

/**
 * What a process does when the machine's clock went back behind a chain, which keeps its last time (fiscal.md 1.6, 6):
 * one event on that register, at most once a minute. Call it after the commit. Never throws: a sale that stands must
 * not look refused; `failed` is told, and the next record tries again.
 */
export function createClockWatch(
  db: Db,
  keys: Signer,
  failed: (error: unknown) => void,
): (head: Head, now: Instant) => Promise<void> {
  let next = 0
  return async ({ registerId, journal, lastAt, closedDay }, now) => {
    if (performance.now() < next) return
    next = performance.now() + EVERY_MS
    const detail = { journal, lastAt: lastAt ?? '', ...(closedDay ? { closedDay } : {}), clock: now }
    const event = { registerId, code: EVENT.CLOCK_INCOHERENT, operator: '-', detail, at: now }
    await transaction(db, (tx) => logEvent(tx, keys, event)).catch((error: unknown) => {
      next = 0
      failed(error)
    })
  }
}
