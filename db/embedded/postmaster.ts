import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'

/** What PostgreSQL writes of itself in its folder while it runs. */
export type Postmaster = { pid: number; port: number; status: string }

const LOG_LIMIT = 5_000_000
const POLL_MS = 15
/** "Fast", then "immediate" (the next start recovers), then by force; with the patience for each. */
const STOPS = [
  ['SIGINT', 60_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 2_000],
] as const

/** The environment of PostgreSQL's programs: nothing of ours (PGDATA, PGOPTIONS…) leaks into them. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env
  return { PATH, SystemRoot, TMPDIR, LC_ALL: 'C', TZ: 'UTC' }
}

/** Reads `postmaster.pid`; null when there is none, or it is not wholly written yet. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Math.abs(Number(lines[0]))
    return pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : null
  } catch {
    return null
  }
}

/**
 * Whether this process lives and is the server of this folder. A pid file survives `kill -9` and a power cut: its
 * number may since be nobody's, a zombie's that its parent never reaps, or another program's.
 */
export function isServerOf(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    // Gone; or (EPERM) somebody else's: a server of ours runs under an account that we may signal.
    return false
  }
  try {
    // PostgreSQL stands in its folder; a zombie stands nowhere.
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
    if (process.platform === 'win32') return true
    const line = execFileSync('ps', ['-o', 'stat=', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
    })
    return !line.trim().startsWith('Z') && line.includes(cluster)
  } catch {
    return false
  }
}

/** The living server of this folder, whatever its state, or null. */
export function livingServer(cluster: string): Postmaster | null {
  const found = readPostmaster(cluster)
  return found && isServerOf(found.pid, cluster) ? found : null
}

/**
 * Removes the pid file of a server that is dead: PostgreSQL would refuse to start if the number is a zombie's or
 * another program's of the same account by now. It still refuses while a process of the dead server holds its memory.
 */
export function forgetDead(cluster: string): void {
  const found = readPostmaster(cluster)
  if (found && !isServerOf(found.pid, cluster)) rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

export type Launched = { pid: number; exitCode: () => number | null | undefined; problem: () => string }

/** Settings of a server that sells: durable, bounded, on this machine only. */
function settings(port: number, fsync: boolean): Record<string, string | number> {
  return {
    listen_addresses: '127.0.0.1',
    port,
    // A path in DATA_DIR may be longer than a socket's name may be.
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    idle_in_transaction_session_timeout: '30s',
    // A till's queries are short: compiling them costs more than it gains.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    // A statement, or the detail of a refused row, may hold a person's name.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_messages: 'warning',
    // Commits still reach the system before they are answered: a killed process loses none, only a power cut does.
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
}

/**
 * Starts a server in a session of its own: Ctrl-C reaches only us, who drain the API before stopping the database.
 * Its messages go to `postgres.log` in DATA_DIR, a file, so that it outlives us.
 */
export function launch(home: Home, binaries: Binaries, fsync: boolean): Launched {
  const log = join(home.dataDir, 'postgres.log')
  if (existsSync(log) && statSync(log).size > LOG_LIMIT) renameSync(log, `${log}.1`)
  const out = openSync(log, 'a', 0o600)
  const start = statSync(log).size
  const args = Object.entries(settings(home.memory.port, fsync)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(join(binaries.bin, 'postgres'), ['-D', home.cluster, ...args], {
    ...home.account,
    cwd: dirname(home.cluster),
    env: bareEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  let failure = ''
  let code: number | null | undefined
  child.once('error', (error) => {
    failure = error.message
    code = null
  })
  child.once('exit', (status) => (code = status))
  child.unref()
  return {
    pid: child.pid ?? 0,
    exitCode: () => code,
    problem: () =>
      failure || readFileSync(log).subarray(start).toString('utf8').trim().split('\n').slice(-5).join('\n'),
  }
}

/** Waits until the server of this folder says it is ready; null when it has gone or `ms` have passed. */
export async function untilReady(
  cluster: string,
  ms: number,
  gone: () => boolean,
): Promise<Postmaster | null> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(POLL_MS)) {
    const found = readPostmaster(cluster)
    if (found?.status === 'ready' && isServerOf(found.pid, cluster)) return found
    if (gone()) return null
  }
  return null
}

/** Stops a server in PostgreSQL's "fast" mode (transactions roll back, a checkpoint is written) and waits for its end. */
export async function halt(pid: number, home: Home, binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') {
    spawnSync(join(binaries.bin, 'pg_ctl'), ['stop', '-w', '-m', 'fast', '-D', home.cluster], {
      windowsHide: true,
    })
    return
  }
  for (const [signal, ms] of STOPS) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const end = Date.now() + ms; Date.now() < end; await pause(POLL_MS)) {
      if (!isServerOf(pid, home.cluster)) return
    }
  }
}
