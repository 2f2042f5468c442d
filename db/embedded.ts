import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { findBinaries, type Binaries } from './embedded/binaries.ts'
import { ensureCluster } from './embedded/cluster.ts'
import { freePort, homeOf, ownerUrl, recall, remember, type Home } from './embedded/home.ts'
import {
  forgetDead,
  halt,
  launch,
  livingServer,
  readPostmaster,
  untilReady,
  type Postmaster,
} from './embedded/postmaster.ts'

export type EmbeddedOptions = {
  /** Folder of the database, its password and its messages; made when absent. */
  dataDir: string
  /** Told each step, in a line of English. */
  log: (line: string) => void
  /** False survives a killed process but not a power cut: faster, only for databases of tests. */
  fsync?: boolean
  /** True lets several processes use this folder at once; the last one stops the server. For tests. */
  shared?: boolean
}

export type Embedded = {
  /** The owner's connection string; it stays right when the server is restarted after a crash. */
  url: string
  /** True when this start made the database. */
  fresh: boolean
  /** Stops the server, last of all: rolls back what is open, writes a checkpoint, waits for the end. */
  stop: () => Promise<void>
  /** Ends the server at once, without waiting; the next start recovers what was committed. */
  kill: () => void
}

/** One session holds this lock in the server as long as its process lives: a folder has one office at a time. */
const IN_USE = 7_204_210
const READY_MS = 120_000

/** A server being kept up: how, and the session that holds it. */
type Keeper = {
  readonly home: Home
  readonly binaries: Binaries
  readonly options: EmbeddedOptions
  hold: postgres.Sql | null
  stopping: boolean
  /** The restart under way, if any. */
  recovery: Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a folder and keeps it up: makes the cluster the first time, takes over a server
 * that a killed process left running, restarts it when it dies. Works as root (PostgreSQL then runs under another
 * account). Throws with a clear message when the folder is in use by another process or the server cannot start.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = await homeOf(options.dataDir)
  const binaries = findBinaries(home.account, dirname(home.cluster))
  const isFresh = !home.memory.made
  if (isFresh && dirname(home.cluster) !== home.dataDir)
    options.log(`PostgreSQL's account cannot reach ${home.dataDir}: the database will be in ${home.cluster}.`)
  const keeper: Keeper = { home, binaries, options, hold: null, stopping: false, recovery: Promise.resolve() }
  // A shared server may be stopping under its last process while we come.
  const first = begin(keeper, false)
  const port = await first.catch((error: unknown) =>
    options.shared ? begin(keeper, false) : Promise.reject(error),
  )
  return {
    url: ownerUrl(home.memory, port),
    fresh: isFresh,
    stop: () => stop(keeper),
    kill: () => {
      keeper.stopping = true
      const living = livingServer(home.cluster)
      if (living) process.kill(living.pid, 'SIGQUIT')
    },
  }
}

/** Brings the server up and takes hold of it; its port. */
async function begin(keeper: Keeper, samePort: boolean): Promise<number> {
  const { home, binaries, options } = keeper
  const server = await bringUp(home, binaries, options.fsync ?? true, samePort)
  const lost = () => {
    if (!keeper.stopping) keeper.recovery = recover(keeper)
  }
  try {
    keeper.hold = await takeHold(home, server, options.shared ?? false, lost)
  } catch (error) {
    if (server.isOurs) await halt(server.pid, home, binaries)
    throw error
  }
  if (!server.isOurs)
    options.log(`Database server already running (process ${server.pid}): it is taken over.`)
  return server.port
}

async function recover(keeper: Keeper): Promise<void> {
  const { log } = keeper.options
  log('The database server has stopped unexpectedly: restarting it.')
  for (let wait = 100; !keeper.stopping; wait = Math.min(wait * 2, 5_000)) {
    try {
      await keeper.hold?.end({ timeout: 0 })
      await begin(keeper, true)
      return log('The database server is back.')
    } catch (error) {
      log(`The database server does not restart yet: ${(error as Error).message}`)
      await pause(wait)
    }
  }
}

async function stop(keeper: Keeper): Promise<void> {
  const { home, binaries, options } = keeper
  if (keeper.stopping) return
  keeper.stopping = true
  await keeper.recovery
  const isLast = !options.shared || (keeper.hold !== null && (await isAlone(keeper.hold)))
  const living = livingServer(home.cluster)
  if (isLast && living) await halt(living.pid, home, binaries)
  await keeper.hold?.end({ timeout: 0 })
}

/** The owner's connection string of the server that runs for this folder, or null when none does. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  const folder = resolve(dataDir)
  const memory = recall(folder)
  const port = memory && readPostmaster(resolve(folder, memory.cluster))?.port
  if (!memory || !port) return null
  const url = ownerUrl(memory, port)
  const sql = single(url)
  try {
    await sql`SELECT 1`
    return url
  } catch {
    return null
  } finally {
    await sql.end({ timeout: 1 })
  }
}

type Server = Postmaster & { isOurs: boolean }

/** Finds the folder's server ready, or starts it. `samePort` waits for its port rather than move to another. */
async function bringUp(home: Home, binaries: Binaries, fsync: boolean, samePort: boolean): Promise<Server> {
  let problem = ''
  for (let attempt = 1; attempt <= 20; attempt++) {
    const living = livingServer(home.cluster)
    if (living) {
      const ready = await untilReady(
        home.cluster,
        READY_MS,
        () => livingServer(home.cluster)?.pid !== living.pid,
      )
      if (ready) return { ...ready, isOurs: false }
      // It was stopping: now start our own.
      continue
    }
    await ensureCluster(home, binaries, fsync)
    if (!samePort) {
      const port = await freePort(home.memory.port)
      if (port !== home.memory.port) remember(home, { port })
    }
    forgetDead(home.cluster)
    const launched = launch(home, binaries, fsync)
    const ready = await untilReady(home.cluster, READY_MS, () => launched.exitCode() !== undefined)
    if (ready) return { ...ready, isOurs: ready.pid === launched.pid }
    problem = launched.problem()
    // The processes of a server that was killed let go of its memory within moments; or another start was quicker.
    await pause(100)
  }
  throw new Error(
    `The database server does not start (see ${join(home.dataDir, 'postgres.log')}): ${problem}`,
  )
}

/** Opens the session that marks the folder as in use and notices the server's death; makes the database if needed. */
async function takeHold(
  home: Home,
  server: Postmaster,
  shared: boolean,
  lost: () => void,
): Promise<postgres.Sql> {
  let isHeld = false
  const sql = single(ownerUrl(home.memory, server.port, 'postgres'), () => isHeld && lost())
  try {
    // A process that was killed loses its lock a moment after its death.
    for (let patience = 20; !(await tryLock(sql, shared)); patience--) {
      if (patience === 0)
        throw new Error(
          `${home.dataDir} is in use by another process of Guichet. Stop it first, or set DATA_DIR to another folder.`,
        )
      await pause(50)
    }
    const [database] = await sql`SELECT 1 FROM pg_database WHERE datname = 'guichet'`
    if (!database) await sql`CREATE DATABASE guichet`.catch(ignoreExisting)
  } catch (error) {
    await sql.end({ timeout: 0 })
    throw error
  }
  isHeld = true
  return sql
}

async function tryLock(sql: postgres.Sql, shared: boolean): Promise<boolean> {
  const [row] = shared
    ? await sql<{ got: boolean }[]>`SELECT pg_try_advisory_lock_shared(${IN_USE}) AS got`
    : await sql<{ got: boolean }[]>`SELECT pg_try_advisory_lock(${IN_USE}) AS got`
  return row?.got === true
}

async function isAlone(sql: postgres.Sql): Promise<boolean> {
  return tryLock(sql, false).catch(() => false)
}

function ignoreExisting(error: unknown): void {
  if ((error as { code?: string }).code !== '42P04') throw error
}

/** One connection that lives as long as we do. */
function single(url: string, onclose?: () => void): postgres.Sql {
  return postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: 0,
    connect_timeout: 5,
    ssl: false,
    onnotice: () => {},
    ...(onclose ? { onclose } : {}),
    connection: { application_name: 'guichet-embedded' },
  })
}
