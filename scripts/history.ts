import { closeDue, CLOSING_PAUSED } from '../api/journal/close-due.ts'
import { adoptKeys } from '../api/journal/keys.ts'
import { noteVersion } from '../api/journal/version.ts'
import type { Keyring } from '../api/keyring.ts'
import { drain } from '../api/outbox/outbox.ts'
import type { Instant } from '../api/shared/time.ts'
import { connect, disconnect, transaction, type Db } from '../db/index.ts'
import { planHistory, type PlannedShift } from '../db/seed/history/plan.ts'
import { HISTORY_ENDED, historyOf, markHistory, type Begun, type HistoryOutcome } from './history/mark.ts'
import { leaveMonths } from './history/leave.ts'
import { beginHistory, readSessions } from './history/state.ts'
import { isOvertaken, sellersOf, workOff, type Work } from './history/work.ts'

export type HistoryOptions = {
  /** The moment the history ends at; one that was interrupted goes on to its own. */
  now: Instant
  keys: Keyring
  progress?: (text: string) => void
  /** Asked between two shifts; the next start goes on from there. */
  isStopped?: () => boolean
}

/** One process at a time writes the history. */
const LOCK = 7_204_211
/** One connection for each of the five counters, and one more. */
const POOL = 6

/**
 * Gives the demonstration its two years: last year and this one up to now, every shift and every sale by the commands
 * that the tills use, so that journals, books and tickets are what Guichet itself makes. Does nothing where it is done;
 * goes on where it was interrupted, since every shift and sale has its id from the plan and is known again. A
 * demonstration that has sold already gets none: chains only go forward.
 */
export async function addHistory(ownerUrl: string, options: HistoryOptions): Promise<HistoryOutcome> {
  const owner = connect(ownerUrl, { role: null, max: 1, hasty: true, applicationName: 'guichet-history' })
  const db = connect(ownerUrl, { max: POOL, patient: true, hasty: true, applicationName: 'guichet-history' })
  try {
    const [lock] = await owner.sql<{ had: boolean }[]>`SELECT pg_try_advisory_lock(${LOCK}) AS had`
    if (!lock?.had) return 'elsewhere'
    // A running process must not close days that are still to be sold.
    await owner.sql`SELECT pg_advisory_lock(${CLOSING_PAUSED})`
    return await write(owner, db, options)
  } finally {
    await disconnect(db)
    await disconnect(owner)
  }
}

async function write(owner: Db, db: Db, options: HistoryOptions): Promise<HistoryOutcome> {
  const { keys, progress = () => {}, isStopped = () => false } = options
  const known = await historyOf(db)
  if (known === 'done') return 'there already'
  if (known === 'too late') return known
  const { begun, shifts } = known ? await resumed(db, known) : await beginHistory(owner, options.now)
  if (await isOvertaken(db, shifts)) {
    await end(db, begun, { overtaken: true })
    return 'too late'
  }
  // As the process that served the office in those days.
  await transaction(db, async (tx) => {
    await adoptKeys(tx, keys, begun.openedAt)
    await noteVersion(tx, keys, begun.openedAt)
  })
  const work: Work = { db, keys, sellers: await sellersOf(db), isStopped, told: teller(shifts, progress) }
  const analyze = async () => void (await owner.sql`ANALYZE`)
  if (!(await workOff(work, shifts, analyze))) return 'stopped'
  const regisseur = [...work.sellers.values()].find((one) => one.roles.includes('regisseur'))
  if (regisseur) await leaveMonths({ db, keys, regisseur }, begun.from, begun.now)
  progress('closing the days')
  // Recorded as at the end of each day; who closes the past meanwhile is this process.
  await closeDue({ db, keys }, begun.now, { dated: 'period', isPauseMine: true })
  // The messages of sales that are long over.
  while ((await drain(db, { 'sale.completed': async () => {} }, begun.now, 1_000)) > 0);
  await analyze()
  await end(db, begun, { shifts: shifts.length })
  return 'done'
}

/** The same plan as when it was begun: the moment it ends at was written down. */
async function resumed(db: Db, begun: Begun): Promise<{ begun: Begun; shifts: PlannedShift[] }> {
  return { begun, shifts: planHistory({ ...begun, sessions: await readSessions(db) }) }
}

function end(db: Db, { now }: Begun, detail: Record<string, unknown>): Promise<void> {
  return transaction(db, (tx) => markHistory(tx, HISTORY_ENDED, now, detail))
}

/** Says how far it is, a few times a second at most. */
function teller(shifts: readonly PlannedShift[], progress: (text: string) => void) {
  const all = shifts.reduce((sum, shift) => sum + shift.sales.length, 0)
  let done = 0
  let last = 0
  return (shift: PlannedShift) => {
    done += shift.sales.length
    if (performance.now() - last < 300 && done < all) return
    last = performance.now()
    progress(`${done} of ${all} sales`)
  }
}
