import type { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { toInstant } from '../api/shared/time.ts'
import { sockets } from './socket.ts'
import { bulkStatement, type BulkStatement, type BulkWrite } from './bulk.ts'

type Orm = PostgresJsDatabase<Record<string, never>>
declare const dbBrand: unique symbol
declare const txBrand: unique symbol

/** The database outside a transaction: for reads, and for opening one. */
export type Db = { readonly [dbBrand]: true; readonly orm: Orm; readonly sql: postgres.Sql }
/** Inside a transaction. Does not mix with `Db`: passing the wrong one does not compile. */
export type Tx = { readonly [txBrand]: true; readonly orm: Orm; readonly sql: postgres.TransactionSql }

/** The role of the application's connections: owns no table, cannot update or delete fiscal rows. */
export const APP_ROLE = 'guichet_app'

/**
 * How long the application waits for a lock and for an answer, in ms: a request that lasts longer is better refused
 * (`unavailable`) than left holding a connection of the pool.
 */
const LIMITS = { lock_timeout: 5_000, statement_timeout: 30_000 }

export type ConnectOptions = {
  /** Connections in the pool (8 to 16 suit two cores). */
  max?: number
  /** Role taken at connection; null keeps the owner's (migrations, administration), which may take its time. */
  role?: string | null
  /** True for the long questions of a whole year's books: no limit of time. */
  patient?: boolean
  /** True for work that can be begun again: a commit does not wait until it is on the disk. */
  hasty?: boolean
  applicationName?: string
}

/** How a pool that lost its server is set aside; known to this file only. */
type Pool = { sql: postgres.Sql; orm: Orm }
type Pools = { current: Pool; left: Pool[]; open: () => Pool }
const poolsOf = new WeakMap<Db, Pools>()

/**
 * Opens a pool. Instants come back as ISO 8601 UTC text, days as YYYY-MM-DD, bigint as numbers. Connections live at
 * most half an hour: one opened when tables were empty keeps bad plans.
 */
export function connect(url: string, options: ConnectOptions = {}): Db {
  const open = (): Pool => {
    const sql = openPool(url, options)
    return { sql, orm: ormOn(sql) }
  }
  const pools: Pools = { current: open(), left: [], open }
  const db = {
    get sql() {
      return pools.current.sql
    },
    get orm() {
      return pools.current.orm
    },
  } as Db
  poolsOf.set(db, pools)
  return db
}

function openPool(url: string, options: ConnectOptions): postgres.Sql {
  const role = options.role === undefined ? APP_ROLE : options.role
  return postgres(url, {
    max: options.max ?? 12,
    max_lifetime: 60 * 30,
    idle_timeout: 0,
    connect_timeout: 10,
    backoff: secondsAway,
    // Not in the driver's types.
    ...({ socket: sockets() } as object),
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? 'guichet',
      idle_in_transaction_session_timeout: 30_000,
      ...(role === null ? {} : { role }),
      ...(options.hasty ? { synchronous_commit: 'off' } : {}),
      ...(role === null || options.patient ? {} : LIMITS),
    },
  })
}

/**
 * Sets the pool aside after its server went away under a transaction. A connection of postgres.js 3.4 that closes
 * while a small write waits never speaks again, and each use of it costs the connect timeout; a new pool costs nothing
 * until it is used. The old one keeps its listeners, and is closed with the others.
 */
function renew(db: Db, lost: postgres.Sql): void {
  const pools = poolsOf.get(db)
  if (!pools || pools.current.sql !== lost) return
  pools.left.push(pools.current)
  pools.current = pools.open()
  const { parsers, serializers } = lost.options
  const { options } = pools.current.sql
  Object.assign(options.parsers, parsers)
  Object.assign(options.serializers, serializers)
  if (!asksTypes(lost)) askTypesNoMore(pools.current.sql)
}

/*
 * postgres.js 3.4 asks each new connection for the server's list types, in a promise that nobody waits for: a server that
 * dies just then would end the process. One connection has learnt them for all that come later.
 */
const asksTypes = (sql: postgres.Sql) => (sql.options as { fetch_types?: boolean }).fetch_types !== false

function askTypesNoMore(sql: postgres.Sql): void {
  Object.assign(sql.options, { fetch_types: false })
}

/**
 * How long a connection waits before it comes back, in seconds. The driver counts the failures of all connections
 * together, and by its own rule would stay away for 20 s after a busy office's two seconds without a database.
 */
function secondsAway(failures: number): number {
  return Math.min(0.05 * 2 ** failures, 0.5) * (0.75 + Math.random() / 2)
}

/** Drizzle on a pool or on a transaction's connection, with our readings of its types. */
function ormOn(sql: postgres.Sql | postgres.TransactionSql): Orm {
  const orm = drizzle(sql as postgres.Sql, { casing: 'snake_case' })
  const parsers = (sql as postgres.Sql).options.parsers as Record<number, (text: string) => unknown>
  parsers[1184] = toInstant
  parsers[20] = Number
  // Drizzle makes dates travel as text, lists of them too; a list must be written as PostgreSQL's text of a list.
  const serializers = (sql as postgres.Sql).options.serializers as Record<number, (value: unknown) => unknown>
  for (const listOid of [1182, 1185]) {
    serializers[listOid] = (value) =>
      Array.isArray(value) ? `{${value.map((v) => v ?? 'NULL').join(',')}}` : value
  }
  return orm
}

/** Closes the pool, letting running queries end for at most `seconds`. */
export async function disconnect(db: Db, seconds = 5): Promise<void> {
  const pools = poolsOf.get(db)
  const all = pools ? [pools.current, ...pools.left] : [db]
  await Promise.all(all.map(({ sql }) => sql.end({ timeout: seconds })))
}

/**
 * Runs `work` in one transaction (READ COMMITTED) and commits what it did, or rolls back when it throws. Never call
 * the network inside. `work` must not return an array of unawaited queries: they would never run.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  const pool = db.sql
  const run = pool.begin(async (sql) => {
    // Drizzle reads `options` from the pool; a transaction's connection shares the pool's.
    const scoped = Object.assign(sql, { options: pool.options })
    let orm: Orm | undefined
    const tx = {
      get orm() {
        return (orm ??= ormOn(scoped))
      },
      sql,
    } as Tx
    result = { value: await work(tx).catch(unlessLost) }
  })
  await run.catch((error: unknown) => {
    if (isLost(error)) renew(db, pool)
    throw error
  })
  askTypesNoMore(pool)
  return (result as { value: T }).value
}

/**
 * Commits what was sent as soon as PostgreSQL has done it: its locks are gone before we hear of it, where `transaction`
 * alone would keep them until this process, busy with others, has read every answer. Fails when any of it fails, and
 * then nothing is there. What follows in the same transaction is another one, which may only read.
 *
 * PostgreSQL must be able to tell by itself that something failed: a check of an answer comes too late, and a value that
 * the driver refuses to send (an undefined one) is unknown to it.
 */
export async function commitNow(tx: Tx, sent: readonly Promise<unknown>[]): Promise<void> {
  const all = Promise.all(sent)
  let isSent = true
  all.catch(() => (isSent = false))
  // What cannot even be sent has failed by the next tick: then PostgreSQL, which knows nothing of it, must not commit. On
  // a connection that meets a statement for the first time, what follows it is made ready only later: callers send
  // nothing that the driver would refuse.
  await new Promise<void>((tick) => process.nextTick(tick))
  if (!isSent) return void (await all)
  const [{ command }] = await Promise.all([tx.sql`COMMIT AND CHAIN`, all])
  if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
}

/** Errors of a connection that went away under its transaction, or that cannot be had from a pool gone stale. */
const LOST = /^(CONNECTION_|CONNECT_TIMEOUT|ECONNRESET|EPIPE|ETIMEDOUT|57P0)/

function isLost(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as { code?: unknown }
    if (typeof code === 'string' && LOST.test(code)) return true
  }
  return false
}

/**
 * Rethrows, so that the driver rolls back; but on a connection that is gone there is nothing to roll back, and
 * postgres.js 3.4 would write the ROLLBACK on no socket, in a callback of its own where nobody catches it: the process
 * would end (porsager/postgres#1154). `begin` has already failed by then, so this side simply never goes on.
 */
function unlessLost(error: unknown): Promise<never> {
  return isLost(error) ? new Promise(() => {}) : Promise.reject(error)
}

/** What `bulk` takes for a table: its insert type with every column but generated ones and `created` given. */
export type BulkRow<T extends PgTable> = T['$inferInsert']

/** Rows for one table, for `bulkAll`. */
export function into<T extends PgTable>(table: T, rows: readonly BulkRow<T>[]): BulkWrite {
  return { table, rows }
}

/**
 * Inserts many rows in one prepared statement. Columns with a database default (other than `created`) must be given.
 * An undefined value is written as NULL. Does nothing for no rows. Not for columns that are lists themselves.
 */
export function bulk<T extends PgTable>(tx: Tx | Db, table: T, rows: readonly BulkRow<T>[]): Promise<void> {
  return bulkAll(tx, [into(table, rows)])
}

/**
 * The same for several tables, in one statement: each statement costs the driver, the network and PostgreSQL as much
 * as some ten rows. A caller names the same tables each time, so that the statement is prepared once.
 */
export function bulkAll(tx: Tx | Db, writes: readonly BulkWrite[]): Promise<void> {
  return runBulk(tx, bulkStatement(writes))
}

/** Runs what `bulkStatement` has written before: the rows may be put together while a lock is waited for. */
export async function runBulk(tx: Tx | Db, { text, lists, count }: BulkStatement): Promise<void> {
  if (count === 0) return
  await tx.sql.unsafe(text, lists as string[], { prepare: true })
}

/** A call of a function of the database, to stand in a SELECT beside others. */
export type Call = postgres.Fragment

/** Calls functions of the database, in one statement; null ones are left out. */
export async function callAll(tx: Tx, calls: readonly (Call | null)[]): Promise<void> {
  const [first, ...others] = calls.filter((call) => call !== null)
  if (!first) return
  await tx.sql`SELECT ${others.reduce((list, call) => tx.sql`${list}, ${call}`, first)}`
}

/** Name of the constraint that a database error violated, or null when it is another error. */
export function violated(error: unknown): string | null {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { constraint_name: name, code } = e as { constraint_name?: string; code?: string }
    if (code?.startsWith('23')) return name ?? code
  }
  return null
}
