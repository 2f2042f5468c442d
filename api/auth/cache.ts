import type { SignedIn } from '../context.ts'

/** What is remembered of a session: who acts, and until when it may be believed without asking the database. */
export type Remembered = { sessionId: string; token: string; actor: SignedIn; until: number }

/**
 * Signed cookie → who acts, so that a sale neither checks the signature nor reads the session. Small, short-lived and never the truth: at worst a
 * session that ended elsewhere is believed for `MEMORY_MS` more.
 */
export type SessionCache = { entries: Map<string, Remembered>; epoch: number }

export const MEMORY_MS = 5_000
const MAX_ENTRIES = 2_000

export function createSessionCache(): SessionCache {
  return { entries: new Map(), epoch: 0 }
}

/** What is remembered for the cookie at `ms`, or null. */
export function recall(cache: SessionCache, cookie: string, ms: number): Remembered | null {
  const entry = cache.entries.get(cookie)
  if (!entry) return null
  // A clock that went back by more than the memory's length must not make an entry last.
  if (ms < entry.until && ms >= entry.until - MEMORY_MS) return entry
  cache.entries.delete(cookie)
  return null
}

/**
 * Remembers, unless something was forgotten since `epoch` was read: an answer that was on its way while its session
 * ended must not bring it back. The oldest goes when there are too many.
 */
export function remember(cache: SessionCache, cookie: string, entry: Remembered, epoch: number): void {
  if (epoch !== cache.epoch) return
  cache.entries.delete(cookie)
  cache.entries.set(cookie, entry)
  if (cache.entries.size > MAX_ENTRIES) {
    const oldest = cache.entries.keys().next()
    if (!oldest.done) cache.entries.delete(oldest.value)
  }
}

/** Forgets a session by its id, which unlike its cookie may travel between processes. */
export function forget(cache: SessionCache, sessionId: string): void {
  cache.epoch += 1
  for (const [cookie, entry] of cache.entries) {
    if (entry.sessionId === sessionId) cache.entries.delete(cookie)
  }
}
