import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'

export type FloorResult = { rate: number; latencies: number[] }
/** What the sale is compared with: pgbench's simple-update, scale 10. */
export type Floor = {
  name: string
  run: (clients: number, seconds: number) => Promise<FloorResult>
  close: () => Promise<void>
}

const SCALE = 10

/** Prepares the floor in an empty database: pgbench where it is installed, else the same SQL from Node. */
export async function makeFloor(url: string, dir: string, options: { pgbench: boolean }): Promise<Floor> {
  const found = options.pgbench ? spawnSync('pgbench', ['--version'], { encoding: 'utf8' }) : null
  const floor = found?.status === 0 ? await pgbenchFloor(url, dir, found.stdout.trim()) : await sqlFloor(url)
  await floor.run(8, 2)
  return floor
}

async function pgbenchFloor(url: string, dir: string, version: string): Promise<Floor> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) }
  const target = ['-h', hostname, '-p', port || '5432', '-U', decodeURIComponent(username), pathname.slice(1)]
  const pgbench = (args: string[]) =>
    new Promise<string>((done, failed) => {
      const child = spawn('pgbench', [...args, ...target], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      let out = ''
      let problem = ''
      child.stdout.on('data', (chunk) => (out += chunk))
      child.stderr.on('data', (chunk) => (problem += chunk))
      child.once('error', failed)
      child.once('exit', (code) =>
        code === 0 ? done(out) : failed(new Error(`pgbench failed: ${problem.slice(-500)}`)),
      )
    })
  await pgbench(['-i', '-q', '-s', String(SCALE)])
  return {
    name: `${version}, simple-update, prepared, scale ${SCALE}`,
    run: async (clients, seconds) => {
      const threads = Math.min(clients, availableParallelism())
      const log = join(dir, 'floor')
      const load = ['-N', '-n', '-M', 'prepared', '-c', String(clients), '-j', String(threads)]
      const out = await pgbench([...load, '-T', String(seconds), '-l', `--log-prefix=${log}`])
      return { rate: Number(/tps = ([\d.]+) \(without/.exec(out)?.[1]), latencies: readLog(dir) }
    },
    close: async () => {},
  }
}

/** Third field of each transaction's line: its time in microseconds. The files go. */
function readLog(dir: string): number[] {
  const latencies: number[] = []
  for (const file of readdirSync(dir).filter((name) => name.startsWith('floor.'))) {
    for (const line of readFileSync(join(dir, file), 'utf8').split('\n')) {
      if (line !== '') latencies.push(Number(line.split(' ', 3)[2]) / 1000)
    }
    rmSync(join(dir, file))
  }
  return latencies.sort((a, b) => a - b)
}

async function sqlFloor(url: string): Promise<Floor> {
  const sql = postgres(url, { max: 64, onnotice: () => {} })
  await sql.unsafe(
    `
    CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84)) WITH (fillfactor = 100);
    CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    INSERT INTO pgbench_accounts SELECT a, (a - 1) / 100000 + 1, 0, '' FROM generate_series(1, ${SCALE * 100_000}) a;
    VACUUM ANALYZE pgbench_accounts`.replace(/VACUUM.*/, ''),
  )
  await sql`VACUUM ANALYZE pgbench_accounts`
  const any = (max: number) => 1 + Math.floor(Math.random() * max)
  const one = () =>
    sql.begin(async (tx) => {
      const aid = any(SCALE * 100_000)
      const delta = any(10_000) - 5_000
      await tx`UPDATE pgbench_accounts SET abalance = abalance + ${delta} WHERE aid = ${aid}`
      await tx`SELECT abalance FROM pgbench_accounts WHERE aid = ${aid}`
      await tx`INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
               VALUES (${any(SCALE * 10)}, ${any(SCALE)}, ${aid}, ${delta}, CURRENT_TIMESTAMP)`
    })
  return {
    name: `pgbench is not installed: its simple-update through postgres.js, prepared, scale ${SCALE}`,
    run: async (clients, seconds) => {
      const latencies: number[] = []
      const begin = performance.now()
      const end = begin + seconds * 1000
      const client = async () => {
        for (let at = performance.now(); at < end; at = performance.now()) {
          await one()
          latencies.push(performance.now() - at)
        }
      }
      await Promise.all(Array.from({ length: clients }, client))
      const rate = latencies.length / ((performance.now() - begin) / 1000)
      return { rate, latencies: latencies.sort((a, b) => a - b) }
    },
    close: () => sql.end(),
  }
}
