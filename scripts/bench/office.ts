import { hashPassword } from 'better-auth/crypto'
import postgres from 'postgres'
import { addStaff } from '../../api/auth/setup.ts'
import { instantOf } from '../../api/shared/time.ts'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { connect, disconnect, transaction } from '../../db/index.ts'
import { migrate } from '../../db/migrate.ts'

export const SESSIONS = 200
export const REGISTERS = 20
export const AGENT = { email: 'banc@office.example', password: 'un-banc-au-bord-du-golfe' }

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.toString()
}

/** Runs one statement as the owner, outside any transaction. */
export async function asOwner(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

/** Log files made ahead, of 16 MB each: as many as PostgreSQL keeps by default. */
const LOG_FILES = 60

/**
 * Gives a new server the log files that one has which has run for a while, and writes over. It makes each new one of
 * zeroes when the last is full, in the way of every commit for some 50 ms: what a running office sees every other minute
 * at most, and a bench on a new server several times a second.
 */
export async function wearIn(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    for (let i = 0; i < LOG_FILES; i++) {
      // A file that nothing was written to is not left for the next.
      await sql`SELECT pg_logical_emit_message(false, 'bench', 'x')`
      await sql`SELECT pg_switch_wal()`
    }
    await sql`CHECKPOINT`
  } finally {
    await sql.end()
  }
}

/**
 * Makes the office of the bench in an empty database: 200 sessions of the boat, 20 registers with an open shift, 20 goods, room
 * for more than any machine sells, and an agent who can sign in. Analysed, so that the server's connections plan well.
 */
export async function makeOffice(url: string): Promise<Given> {
  await migrate(url)
  const owner = connect(url, { role: null, max: 2 })
  try {
    const now = instantOf(Date.now())
    const capacity = 100_000_000
    const office = await given(owner, {
      now,
      sessions: SESSIONS,
      registers: REGISTERS,
      goods: REGISTERS,
      capacity,
      stock: capacity,
    })
    const passwordHash = await hashPassword(AGENT.password)
    const agent = { code: 'BA', name: 'Banc', email: AGENT.email, roles: ['agent' as const] }
    await transaction(owner, (tx) =>
      addStaff(tx, { ...agent, providerId: null, passwordHash, pinHash: null }, now),
    )
    const loaded = await owner.sql<{ name: string }[]>`
      SELECT format('%I', relname) AS name FROM pg_stat_user_tables WHERE schemaname = 'public' AND n_live_tup > 0`
    // Not the empty ones: an empty table that was analysed is read whole until it is analysed again, minutes later.
    await owner.sql.unsafe(`ANALYZE ${loaded.map((table) => table.name).join(', ')}`)
    return office
  } finally {
    await disconnect(owner)
  }
}

/** What must be true after the run; each line that is not says how. */
export async function factsOf(url: string, answered: number): Promise<{ sales: number; wrong: string[] }> {
  const owner = connect(url, { role: null, max: 1 })
  try {
    const [row] = await owner.sql<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM sale) AS sales,
             (SELECT coalesce(sum(amount_c), 0)::bigint FROM ledger_leg) AS ledger,
             (SELECT sum(last_seq)::int FROM journal_head WHERE journal = 'T') AS numbered,
             (SELECT count(*)::int FROM journal_record WHERE journal = 'T') AS recorded,
             (SELECT sum(taken)::bigint FROM counter) AS taken,
             (SELECT sum(held)::bigint FROM counter) AS held,
             (SELECT sum(seats)::bigint FROM booking_seat) - (SELECT sum(qty)::bigint FROM stock_movement WHERE reason = 'SALE') AS sold,
             (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM unit_item) AS items,
             (SELECT coalesce(sum(qty), 0)::int FROM sale_line WHERE booking_id IS NOT NULL) AS admitted`
    const f = row ?? {}
    const wrong = [
      f.sales === answered ? '' : `${f.sales} sales are stored, ${answered} were answered 201`,
      f.ledger === 0 ? '' : `the ledger is off by ${f.ledger} cents`,
      f.numbered === f.sales && f.recorded === f.sales ? '' : 'sales, journal records and numbers differ',
      f.taken === f.sold && f.held === 0 ? '' : `counters say ${f.taken} taken, rows say ${f.sold}`,
      f.tickets === f.items && f.items === f.admitted ? '' : 'tickets, unit items and lines differ',
    ]
    return { sales: f.sales ?? 0, wrong: wrong.filter((line) => line !== '') }
  } finally {
    await disconnect(owner)
  }
}
