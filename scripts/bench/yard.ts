import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { loadKeyring } from '../../api/keyring.ts'
import { startEmbedded } from '../../db/embedded.ts'
import type { Given } from '../../db/given-type.ts'
import { step } from '../step.ts'
import { start, startFlags, type Child } from './child.ts'
import { makeFloor, type Floor } from './floor.ts'
import type { Asked, LoadOrder, LoadResult } from './load.ts'
import { AGENT, asOwner, databaseUrl, makeOffice, wearIn } from './office.ts'
import type { Plan } from './plan.ts'

/** What the parts of the bench share: a database server, the floor, and the process that asks. Made when first wanted. */
export type Yard = {
  plan: Plan
  /** A folder that goes at the end. */
  dir: string
  /** The owner's connection string of the database server. */
  cluster: () => Promise<string>
  floor: () => Promise<Floor>
  /** An empty database of its own, dropped at the end. */
  database: (name: string) => Promise<string>
  /** A key file, the same for every office. */
  keys: () => string
  tills: () => Promise<Child>
  /** Done at the end, before the databases go. */
  atEnd: (work: () => Promise<void>) => void
  /** What was measured against, when something was. */
  used: () => Promise<{ cluster: string; floor: string } | null>
  close: () => Promise<void>
}

/** The real server on a database, in a process of its own, with somebody signed in. */
export type Served = {
  url: string
  ownerUrl: string
  cookie: string
  server: Child
  stop: () => Promise<void>
}

/** An office of the bench that is served. */
export type Running = Served & { office: Given }

/** Remembers what was made, so that it is made once. */
function only<T>(make: () => Promise<T>): { get: () => Promise<T>; made: () => Promise<T> | null } {
  let made: Promise<T> | null = null
  return { get: () => (made ??= make()), made: () => made }
}

export function makeYard(plan: Plan): Yard {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-bench-'))
  // The embedded server may run under an account of its own.
  chmodSync(dir, 0o711)
  const names: string[] = []
  const ends: (() => Promise<void>)[] = []
  const given = process.env.DATABASE_URL
  const server = only(async () => {
    if (given) return { url: given, stop: async () => {} }
    const started = await step('Database', () =>
      startEmbedded({ dataDir: join(dir, 'data'), log: console.log }),
    )
    await step('Wear in', () => wearIn(started.url))
    return started
  })
  const cluster = async () => (await server.get()).url
  const database = async (name: string) => {
    const unique = `guichet_${name}_${process.pid}`
    await asOwner(await cluster(), `CREATE DATABASE ${unique}`)
    names.push(unique)
    return databaseUrl(await cluster(), unique)
  }
  const floor = only(async () => {
    const url = await database('floor')
    return step('Floor', () => makeFloor(url, dir, { pgbench: plan.pgbench }))
  })
  const tills = only(async () => (await start('load.ts', {}, ['--import', 'tsx']))[0])
  return {
    plan,
    dir,
    cluster,
    floor: floor.get,
    database,
    keys: () => {
      const file = join(dir, 'keys.json')
      loadKeyring(file, { create: true })
      return file
    },
    tills: tills.get,
    atEnd: (work) => void ends.push(work),
    used: async () => {
      const made = await floor.made()
      return made ? { cluster: await cluster(), floor: made.name } : null
    },
    close: async () => {
      for (const end of ends) await end()
      await (await floor.made())?.close()
      const child = await tills.made()
      if (child?.process.connected) child.process.disconnect()
      for (const name of names) await asOwner(await cluster(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await (await server.made())?.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Makes the office of the bench in an empty database. */
export async function openOffice(yard: Yard, name: string): Promise<{ ownerUrl: string; office: Given }> {
  const ownerUrl = await yard.database(name)
  return { ownerUrl, office: await step(`Office (${name})`, () => makeOffice(ownerUrl)) }
}

/** Starts the real server on a database and signs somebody in; it stops with the yard at the latest. */
export async function serveAt(yard: Yard, ownerUrl: string, who: SignIn): Promise<Served> {
  const { plan } = yard
  const env = {
    DATABASE_URL: ownerUrl,
    SIGNING_KEY_FILE: yard.keys(),
    PORT: '0',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: '',
  }
  const profile = plan.profile ? ['--cpu-prof', `--cpu-prof-dir=${plan.profile}`] : []
  const [server, ready] = await start('server.ts', env, [...startFlags(), ...profile, ...plan.node])
  const { url } = ready as { url: string }
  const stop = async () => {
    if (!server.process.connected) return
    const stopped = once(server.process, 'exit')
    server.process.send('stop')
    await stopped
  }
  yard.atEnd(stop)
  return { url, ownerUrl, server, stop, cookie: await signIn(url, who) }
}

/** The same on an office of the bench, for its agent. */
export async function serveOffice(
  yard: Yard,
  { ownerUrl, office }: { ownerUrl: string; office: Given },
): Promise<Running> {
  return { ...(await serveAt(yard, ownerUrl, AGENT)), office }
}

type SignIn = { email: string; password: string }

/** The cookie of somebody who signs in like anybody. */
async function signIn(url: string, who: SignIn): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify(who),
  })
  if (!response.ok) throw new Error(`sign-in was answered ${response.status}: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Requests answered, and microseconds of processor for each on both ends. */
export type Measured = LoadResult & { cpuEach: { server: number; load: number } }

/** Asks an office for a while; throws when one answer is not the one that was wanted. */
export async function askFor(
  yard: Yard,
  running: Running,
  asked: Asked,
  how: Pick<LoadOrder, 'clients' | 'seconds' | 'rate'>,
): Promise<Measured> {
  const tills = await yard.tills()
  const used = async () => (await running.server.ask<{ cpu: NodeJS.CpuUsage }>('cpu')).cpu
  const before = await used()
  const order: LoadOrder = { ...asked, ...how, url: running.url }
  const { result, error } = await tills.ask<{ result: LoadResult; error?: string }>(order)
  if (error !== undefined) throw new Error(error)
  const after = await used()
  const server = after.user + after.system - before.user - before.system
  return { ...result, cpuEach: { server: server / result.count, load: result.cpu / result.count } }
}

/** The version and the durability of the database server, in a line. */
export async function versionOf(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 })
  const [row] =
    await sql`SELECT version() AS v, current_setting('fsync') AS f, current_setting('synchronous_commit') AS s`
  await sql.end()
  return `${String(row?.v).split(' on ')[0]}, fsync ${row?.f}, synchronous_commit ${row?.s}`
}
