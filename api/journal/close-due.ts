import { closure, type ClosureKind } from '../../db/schema/journal.ts'
import { bulkAll, callAll, into, transaction, type Db, type Tx } from '../../db/index.ts'
import { local, plusDays, zoned, type Day, type Instant } from '../shared/time.ts'
import { closedUntil, officeHorizon, readClosable, type Closable } from './closable.ts'
import { dueOf, type Due } from './closure-due.ts'
import { daysOfOffice, daysOfRegister, sealingsOf } from './closure-source.ts'
import { sealClosure } from './closure.ts'
import type { ClosureRow } from './closure-figures.ts'
import { headAdvance, headOf, lockHeads, recordRows, type Heads, type Signer } from './journal.ts'

export type CloseDeps = { db: Db; keys: Signer }

export type CloseOptions = {
  /**
   * When a closure of the past says that it was made: now; or right after its period, for who writes the past itself
   * (decision 0019). Events are always told now.
   */
  dated?: 'now' | 'period'
  /** Set by whoever holds CLOSING_PAUSED itself. */
  isPauseMine?: boolean
  /** Asked between two pieces; the next run goes on from there. */
  isStopped?: () => boolean
  /** Told how many were closed so far. */
  progress?: (count: number) => void
}

/** A closure that was made. */
export type Closed = { register: string; kind: ClosureKind; from: Day; to: Day; seq: number }

/** Held (session-level, exclusive) by who writes days that are over: nothing is closed meanwhile. */
export const CLOSING_PAUSED = 7_204_212

/** Days in one transaction: their register does not sell while they are written, some tenths of a second. */
const PIECE = 100

/**
 * Closes everything that is over and not closed yet, of each register and then of the office, oldest first (fiscal.md
 * 1.8): days, those without sales too, and the months and financial years that end with them. Returns what was closed.
 *
 * Each piece is one transaction under the locks of the register's chains, which decides again what is due: any number of
 * processes may run this at once, one that dies is followed by the next, and no sale slips in.
 */
export async function closeDue(
  { db, keys }: CloseDeps,
  now: Instant,
  options: CloseOptions = {},
): Promise<Closed[]> {
  const closed: Closed[] = []
  const today = local(now).day
  for (const closable of await readClosable(db)) {
    if (!isDue(closable, today)) continue
    while (!options.isStopped?.()) {
      const piece = await transaction(db, (tx) => closePiece(tx, keys, closable, now, options))
      for (const { kind, fromDay: from, toDay: to, seq } of piece) {
        closed.push({ register: closable.code, kind, from, to, seq })
      }
      if (piece.length === 0) break
      options.progress?.(closed.length)
    }
  }
  return closed
}

/** Looks without any lock: most of the time nothing is due. The office always looks, since its registers have just moved. */
function isDue(closable: Closable, today: Day): boolean {
  if (closable.kind === 'OFFICE') return closable.until.D === null || closable.until.D < plusDays(today, -1)
  return !dueOf(closable.life, closable.until, today, closable.yearMonth).next().done
}

/** One transaction: the next days of a register, or of the office, with the months and years that end with them. */
async function closePiece(
  tx: Tx,
  keys: Signer,
  closable: Closable,
  now: Instant,
  options: CloseOptions,
): Promise<ClosureRow[]> {
  if (!options.isPauseMine && !(await isFree(tx))) return []
  const { registerId, kind } = closable
  const isOffice = kind === 'OFFICE'
  // Copies are counted too: whoever prints one holds C.
  const journals = isOffice ? (['G', 'L'] as const) : (['C', 'G', 'L', 'T'] as const)
  const heads = await lockHeads(
    tx,
    journals.map((journal) => ({ registerId, journal })),
  )
  const until = await closedUntil(tx, registerId)
  const today = local(now).day
  const before = isOffice ? await officeHorizon(tx, closable, today) : today
  const dues = firstDays(dueOf(closable.life, until, before, closable.yearMonth))
  if (dues.length === 0) return []
  const days = await (isOffice ? daysOfOffice : daysOfRegister)(tx.sql, closable, dues)
  const seq = headOf(heads, { registerId, journal: 'G' }).lastSeq + 1
  const sealings = await sealingsOf(tx.sql, { registerId, seq }, dues, days)
  const sealed = sealings.map((sealing) => {
    const at = options.dated === 'period' ? endOf(sealing.due) : now
    return sealClosure(keys, heads, closable, sealing, { at: at < now ? at : now, toldAt: now })
  })
  await write(tx, heads, sealed)
  if (!isOffice) await moveClosedDay(tx, registerId, dues)
  return sealed.map(({ row }) => row)
}

async function isFree(tx: Tx): Promise<boolean> {
  const [lock] = await tx.sql<{ isFree: boolean }[]>`
    SELECT pg_try_advisory_xact_lock_shared(${CLOSING_PAUSED}) AS "isFree"`
  return lock?.isFree === true
}

function firstDays(days: Iterable<Due[]>): Due[] {
  const dues: Due[] = []
  for (const day of days) {
    dues.push(...day)
    if (dues.length >= PIECE) break
  }
  return dues
}

/** The first moment after a period. */
const endOf = ({ to }: Due): Instant => zoned(plusDays(to, 1), '00:00') as Instant

async function write(tx: Tx, heads: Heads, sealed: readonly ReturnType<typeof sealClosure>[]): Promise<void> {
  const records = sealed.flatMap((one) => one.records)
  const rows = sealed.map(({ row }) => row)
  await Promise.all([
    bulkAll(tx, [into(closure, rows), recordRows(records)]),
    callAll(tx, [headAdvance(tx, heads, records)]),
  ])
}

/** From now on nothing is dated on these days. */
async function moveClosedDay(tx: Tx, registerId: string, dues: readonly Due[]): Promise<void> {
  const last = dues.findLast(({ kind }) => kind === 'D')
  if (last) await tx.sql`SELECT journal_close(${[registerId]}::text[], ${[last.to]}::date[])`
}
