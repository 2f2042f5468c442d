import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbedded, runningUrl, type Embedded } from './embedded.ts'
import { isServerOf, livingServer, readPostmaster } from './embedded/postmaster.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'guichet-embedded-'))
const cluster = join(dataDir, 'postgres')
const lines: string[] = []
const start = (more = {}) =>
  startEmbedded({ dataDir, log: (line) => lines.push(line), fsync: false, ...more })
const pidOf = () => {
  const pid = readPostmaster(cluster)?.pid
  if (!pid) throw new Error('no server')
  return pid
}

async function onUrl<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
const count = (url: string) =>
  onUrl(url, async (sql) => (await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM sold`)[0]?.n)

/** Repeats until it no longer throws: what an application's pool does while the server restarts. */
async function eventually<T>(work: () => Promise<T>, ms = 10_000): Promise<T> {
  for (const end = Date.now() + ms; ; await pause(50)) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

/** Another process that starts the server and stays; killed, it leaves the server behind. */
async function startElsewhere(): Promise<{ kill: () => Promise<void> }> {
  const code = `import('${fileURLToPath(new URL('./embedded.ts', import.meta.url))}')
    .then((m) => m.startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => {}, fsync: false }))
    .then(() => process.stdout.write('up'), (e) => { console.error(e); process.exit(1) })`
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('the embedded server', () => {
  let first: Embedded
  beforeAll(async () => {
    first = await start()
  })
  afterAll(async () => {
    const left = livingServer(cluster)
    if (left) process.kill(left.pid, 'SIGQUIT')
    await pause(50)
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('makes a database of UTF-8 text, sorted the same on every machine, that only its password opens', async () => {
    expect(first.fresh).toBe(true)
    const shown = await onUrl(first.url, async (sql) => {
      await sql`CREATE TABLE sold (id int PRIMARY KEY)`
      await sql`INSERT INTO sold SELECT generate_series(1, 100)`
      return sql`SELECT pg_encoding_to_char(encoding) AS encoding, 'Z' < 'é' AS sorted, lower('É') AS lower,
        current_setting('TimeZone') AS zone FROM pg_database WHERE datname = current_database()`
    })
    expect(shown[0]).toEqual({ encoding: 'UTF8', sorted: true, lower: 'é', zone: 'UTC' })
    const stranger = new URL(first.url)
    stranger.password = 'another'
    await expect(count(stranger.href)).rejects.toThrow(/password authentication failed/)
    expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600)
  })

  it.skipIf(process.getuid?.() !== 0)('never runs as root, even when root starts it', () => {
    const { uid } = statSync(cluster)
    expect(uid).not.toBe(0)
    expect(readFileSync(`/proc/${pidOf()}/status`, 'utf8')).toMatch(
      new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s`, 'm'),
    )
  })

  it('is one office at a time: a second start on the same folder is refused and harms nothing', async () => {
    await expect(start()).rejects.toThrow(/in use by another process/)
    expect(await runningUrl(dataDir)).toBe(first.url)
    expect(await count(first.url)).toBe(100)
  })

  it('comes back by itself after kill -9 of the server, at the same address, with what was committed', async () => {
    const before = pidOf()
    await onUrl(first.url, (sql) => sql`INSERT INTO sold VALUES (101)`)
    process.kill(before, 'SIGKILL')
    expect(await eventually(() => count(first.url))).toBe(101)
    expect(pidOf()).not.toBe(before)
  })

  it('stops wholly, and a later start finds its data at the same address', async () => {
    const pid = pidOf()
    await first.stop()
    expect(isServerOf(pid, cluster)).toBe(false)
    expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false)
    expect(await runningUrl(dataDir)).toBeNull()
    const later = await start()
    expect([later.fresh, later.url, await count(later.url)]).toEqual([false, first.url, 101])
    await later.stop()
  })

  it('takes over the server that a killed process left running', async () => {
    const elsewhere = await startElsewhere()
    const orphan = pidOf()
    await elsewhere.kill()
    expect(isServerOf(orphan, cluster)).toBe(true)
    const heir = await start()
    expect(pidOf()).toBe(orphan)
    expect(lines.at(-1)).toMatch(/taken over/)
    expect(await count(heir.url)).toBe(101)
    await heir.stop()
    expect(isServerOf(orphan, cluster)).toBe(false)
  })

  it('recovers when process and server were both killed', async () => {
    const elsewhere = await startElsewhere()
    await onUrl(first.url, (sql) => sql`INSERT INTO sold VALUES (102)`)
    await elsewhere.kill()
    process.kill(pidOf(), 'SIGKILL')
    const heir = await start()
    expect(await count(heir.url)).toBe(102)
    await heir.stop()
  })

  it('is not fooled by a pid file whose number is now nobody, or another program of the same account', async () => {
    const { uid, gid } = statSync(cluster)
    const account = process.getuid?.() === 0 ? { uid, gid } : {}
    const stranger = spawn('sleep', ['60'], { ...account, stdio: 'ignore' })
    try {
      for (const pid of [stranger.pid, 4_000_000]) {
        writeFileSync(
          join(cluster, 'postmaster.pid'),
          `${pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`,
        )
        const server = await start()
        expect(await count(server.url)).toBe(102)
        await server.stop()
      }
      expect(stranger.exitCode).toBeNull()
    } finally {
      stranger.kill()
    }
  })

  it('is shared by the processes of a test run, and stops with the last', async () => {
    const [one, two] = await Promise.all([start({ shared: true }), start({ shared: true })])
    await one.stop()
    expect(await count(two.url)).toBe(102)
    const pid = pidOf()
    await two.stop()
    expect(isServerOf(pid, cluster)).toBe(false)
  })

  it('says so when the database that it remembers is gone, instead of beginning anew', async () => {
    rmSync(cluster, { recursive: true })
    await expect(start()).rejects.toThrow(/is not there any more/)
  })
})
