import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { give, giveCluster } from './account.ts'
import type { Binaries } from './binaries.ts'
import { remember, type Home } from './home.ts'
import { bareEnvironment } from './postmaster.ts'

/**
 * Makes the cluster when there is none, and checks that these programs may open the one there is. It is made beside
 * its place and moved there whole: an interrupted first start leaves nothing half made.
 */
export async function ensureCluster(home: Home, binaries: Binaries, fsync: boolean): Promise<void> {
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) await makeCluster(home, binaries, fsync)
  if (!home.memory.made) remember(home, { made: true })
  giveCluster(home.account, home.cluster)
  const major = Number(readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8'))
  if (major !== binaries.major)
    throw new Error(
      `The database in ${home.cluster} was made by PostgreSQL ${major}; these programs are of ${binaries.major}. Bring it over with pg_upgrade or a dump, or set DATA_DIR to another folder.`,
    )
}

async function makeCluster(home: Home, binaries: Binaries, fsync: boolean): Promise<void> {
  const half = `${home.cluster}.new-${process.pid}`
  const passwordFile = `${half}.password`
  sweep(home.cluster)
  mkdirSync(dirname(home.cluster), { recursive: true, mode: 0o711 })
  mkdirSync(half, { mode: 0o700 })
  chmodSync(half, 0o700)
  writeFileSync(passwordFile, home.memory.password, { mode: 0o600 })
  give(home.account, half)
  give(home.account, passwordFile)
  try {
    await initdb(home, binaries, [
      `--pgdata=${half}`,
      `--pwfile=${passwordFile}`,
      '--username=guichet',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      ...(binaries.major >= 17
        ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
        : ['--locale=C.UTF-8']),
      ...(fsync ? [] : ['--no-sync']),
    ])
    renameSync(half, home.cluster)
  } catch (error) {
    // Another first start was quicker: its cluster is as good.
    if (!existsSync(join(home.cluster, 'PG_VERSION'))) throw error
  } finally {
    rmSync(half, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
  }
}

/** Removes what first starts left that were killed half-way. */
function sweep(cluster: string): void {
  if (!existsSync(dirname(cluster))) return
  for (const name of readdirSync(dirname(cluster))) {
    const pid = new RegExp(`^${basename(cluster)}\\.new-(\\d+)`).exec(name)?.[1]
    if (pid && (Number(pid) === process.pid || !lives(Number(pid))))
      rmSync(join(dirname(cluster), name), { recursive: true, force: true })
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function initdb(home: Home, binaries: Binaries, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(join(binaries.bin, 'initdb'), args, {
      ...home.account,
      cwd: dirname(home.cluster),
      env: bareEnvironment(),
      windowsHide: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', fail)
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`initdb failed: ${said.trim()}`))))
  })
}
