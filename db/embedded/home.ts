import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { chooseAccount, reaches, type Account } from './account.ts'

/** What DATA_DIR remembers of its server, in `database.json` (mode 0600: it holds the owner's password). */
const Memory = z.object({
  format: z.literal('guichet-database-1'),
  /** Kept between starts, so that an administrator's bookmark still works; changed only when it is taken. */
  port: z.number().int(),
  password: z.string(),
  /** The cluster's folder, relative to DATA_DIR; absolute when DATA_DIR is out of the server's reach. */
  cluster: z.string(),
  /** True once the cluster has been made: then its absence is a loss to report, not a first start. */
  made: z.boolean(),
})
export type Memory = z.infer<typeof Memory>

/** Where one embedded server lives. */
export type Home = { dataDir: string; cluster: string; account: Account; memory: Memory }

/** Folders outside temporary storage, where root may put a cluster that cannot stand in DATA_DIR. */
const OUTSIDE = ['/var/lib', '/var/db', '/srv', '/opt']

const memoryPath = (dataDir: string) => join(dataDir, 'database.json')
/** The owner's connection string; `port` is that of the running server. */
export function ownerUrl(memory: Memory, port: number, database = 'guichet'): string {
  return `postgres://guichet:${memory.password}@127.0.0.1:${port}/${database}`
}

/** Reads what DATA_DIR remembers; null when it has never held a server. */
export function recall(dataDir: string): Memory | null {
  let text: string
  try {
    text = readFileSync(memoryPath(dataDir), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    if (code === 'EACCES')
      throw new Error(
        `${dataDir} belongs to another user: start as that user, or set DATA_DIR to a folder of yours.`,
        { cause: error },
      )
    throw error
  }
  const parsed = Memory.safeParse(JSON.parse(text))
  if (!parsed.success)
    throw new Error(`${memoryPath(dataDir)} is not what this version of Guichet writes there.`)
  return parsed.data
}

/** Writes what DATA_DIR remembers, whole or not at all. */
export function remember(home: Home, change: Partial<Memory>): void {
  Object.assign(home.memory, change)
  const draft = draftOf(home.dataDir, home.memory)
  renameSync(draft, memoryPath(home.dataDir))
}

function draftOf(dataDir: string, memory: Memory): string {
  const draft = `${memoryPath(dataDir)}.${process.pid}-${randomBytes(3).toString('hex')}`
  writeFileSync(draft, JSON.stringify(memory, null, 2), { mode: 0o600, flag: 'wx' })
  // Root on a visit leaves the folder to its owner.
  if (process.getuid?.() === 0) chownSync(draft, statSync(dataDir).uid, statSync(dataDir).gid)
  return draft
}

/** Where the server of this DATA_DIR lives, settling it the first time. */
export async function homeOf(dataDir: string): Promise<Home> {
  const folder = resolve(dataDir)
  makeFolder(folder)
  const known = recall(folder)
  if (known) return settled(folder, known)

  const inside = join(folder, 'postgres')
  if (existsSync(inside))
    throw new Error(
      `${inside} is there, but not ${memoryPath(folder)}, which holds its password. Restore it, or move the folder away.`,
    )
  const account = chooseAccount(inside)
  letThrough(account, folder)
  const cluster = reaches(account, folder) ? 'postgres' : join(outside(account, folder), 'postgres')
  const memory: Memory = {
    format: 'guichet-database-1',
    port: await freePort(),
    password: randomBytes(18).toString('hex'),
    cluster,
    made: false,
  }
  // Two first starts at once: the one whose link comes first is right, the other one follows it.
  const draft = draftOf(folder, memory)
  try {
    linkSync(draft, memoryPath(folder))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return settled(folder, recall(folder) ?? memory)
}

function settled(dataDir: string, memory: Memory): Home {
  const cluster = resolve(dataDir, memory.cluster)
  if (memory.made && !existsSync(join(cluster, 'PG_VERSION')))
    throw new Error(
      `The database of ${dataDir} was in ${cluster} and is not there any more. Restore it; or, to begin anew, delete ${memoryPath(dataDir)}.`,
    )
  return { dataDir, cluster, memory, account: chooseAccount(cluster) }
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  try {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o700)
  } catch (error) {
    throw new Error(`DATA_DIR: ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    })
  }
}

/** Lets the server's account pass through DATA_DIR, without listing it; its parents are not ours to open. */
function letThrough(account: Account, folder: string): void {
  if (account && !reaches(account, folder)) chmodSync(folder, statSync(folder).mode | 0o711)
}

function outside(account: Account, dataDir: string): string {
  const name = `${basename(dirname(dataDir))}-${randomBytes(4).toString('hex')}`
  for (const base of OUTSIDE) {
    const place = join(base, 'guichet', name)
    try {
      mkdirSync(place, { recursive: true, mode: 0o711 })
      if (reaches(account, place)) return place
      rmSync(place, { recursive: true })
    } catch {
      // Read-only, or absent on this system: the next one.
    }
  }
  throw new Error(
    `As root, PostgreSQL runs under another account, which can reach neither ${dataDir} nor ${OUTSIDE.join(', ')}. Set DATA_DIR to a folder that every account may pass through.`,
  )
}

/** A TCP port of 127.0.0.1 that nobody listens on; `wanted` when it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number | null>((done) => {
      const server = createServer()
      server.once('error', () => done(null))
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => done(typeof address === 'object' && address ? address.port : null))
      })
    })
  const port = (await attempt(wanted)) ?? (await attempt(0))
  if (port === null) throw new Error('No free TCP port on 127.0.0.1.')
  return port
}
