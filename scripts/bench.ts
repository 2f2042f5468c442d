import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import type { Given } from '../db/given-type.ts'
import { startEmbedded } from '../db/embedded.ts'
import { measured, percentile, SIDES, targets, type Case, type Round, type Side } from './bench/figures.ts'
import { makeFloor, type Floor } from './bench/floor.ts'
import type { LoadOrder, LoadResult } from './bench/load.ts'
import {
  AGENT,
  asOwner,
  databaseUrl,
  factsOf,
  makeOffice,
  REGISTERS,
  SESSIONS,
  wearIn,
} from './bench/office.ts'
import { fail, helpWhenAsked, step } from './step.ts'

helpWhenAsked(`
npm run bench -- [--seconds 5] [--rounds 3] [--clients 8,32,64] [--out dist/bench.md] [--no-pgbench]
                 [--paced 20] [--profile <folder>] [--node '<flags>']

Measures whole sales over HTTP (session, validation, three lines, a split tender, ledger, journal): spread over
${SESSIONS} sessions and ${REGISTERS} registers; on one session and register ("hot"); and the family's basket, one fare and one
tender more. Against pgbench's simple-update on the same cluster, in alternating rounds of the same run; then ten a
second. Prints medians beside the targets, writes them to a file, and fails when a sale is not answered 201 or the books
do not agree. All is warmed up first.

The cluster is an embedded one with full durability, worn in (its log files are made ahead, as those of a server that
has run for a while); with DATABASE_URL, two databases of its own are made on
that server and dropped. Figures of one run compare with each other only.

  --seconds   length of a round
  --rounds    rounds of each case
  --clients   connections at once, a list
  --paced     seconds of ten sales a second at the end; 0 leaves them out
  --out       file that the tables are written to
  --no-pgbench  take the floor's SQL through postgres.js even where pgbench is installed
  --profile   folder for a processor profile of the server (.cpuprofile, opens in a browser's tools)
  --node      more flags for the server's Node
`)

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    clients: { type: 'string', default: '8,32,64' },
    out: { type: 'string', default: 'dist/bench.md' },
    paced: { type: 'string', default: '20' },
    profile: { type: 'string' },
    node: { type: 'string', default: '' },
    'no-pgbench': { type: 'boolean', default: false },
  },
})
const plan = {
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  clients: values.clients.split(',').map(Number),
  paced: Number(values.paced),
}

/** A child of the bench, asked one thing at a time. */
type Child = { ask: <T>(message: object | string) => Promise<T>; process: ChildProcess }

async function start(file: string, env: NodeJS.ProcessEnv, execArgv: string[]): Promise<[Child, unknown]> {
  const path = fileURLToPath(new URL(`./bench/${file}`, import.meta.url))
  const child = fork(path, { env: { ...process.env, ...env }, execArgv })
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`)
  })
  gone.catch(() => {})
  const answer = async () => {
    const stop = new AbortController()
    const heard = once(child, 'message', { signal: stop.signal })
    const [message] = await Promise.race([heard, gone]).finally(() => stop.abort())
    return message
  }
  const ask = async <T>(message: object | string) => {
    child.send(message)
    return (await answer()) as T
  }
  return [{ ask, process: child }, await answer()]
}

/** What `npm start` gives Node: a sale makes much garbage at once, and room for it saves a sixth of the processor. */
function startFlags(): string[] {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const { scripts } = JSON.parse(text) as { scripts: { start: string } }
  return scripts.start.split(' ').slice(1, -1)
}

/** The cookie of an agent who signs in like anybody. */
async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify(AGENT),
  })
  if (!response.ok) throw new Error(`sign-in was answered ${response.status}: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

type Bench = {
  server: Child
  tills: Child
  floor: Floor
  target: Pick<LoadOrder, 'url' | 'cookie' | 'office'>
}

let answered = 0

/** Sells for a while; counts what was answered 201, and the processor's time on both ends. */
async function sellFor(b: Bench, how: Omit<LoadOrder, 'url' | 'cookie' | 'office'>) {
  const used = async () => (await b.server.ask<{ cpu: NodeJS.CpuUsage }>('cpu')).cpu
  const before = await used()
  const { result, error } = await b.tills.ask<{ result: LoadResult; error?: string }>({ ...b.target, ...how })
  if (error !== undefined) throw new Error(error)
  const after = await used()
  answered += result.sales
  const server = after.user + after.system - before.user - before.system
  return { ...result, cpu: { server: server / result.sales, load: result.cpu / result.sales } }
}

async function round(b: Bench, side: Side, clients: number): Promise<Round> {
  if (side === 'floor') {
    const { rate, latencies } = await b.floor.run(clients, plan.seconds)
    return { rate, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), cpu: null }
  }
  const { sales, seconds, latencies, cpu } = await sellFor(b, {
    clients,
    seconds: plan.seconds,
    hot: side === 'hot',
    basket: side === 'family' ? 'family' : 'couple',
    rate: null,
  })
  return { rate: sales / seconds, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), cpu }
}

async function measure(b: Bench): Promise<{ cases: Case[]; augustP99: number | null }> {
  await step('Warm', async () => {
    for (const side of SIDES) await round(b, side, 32)
    await round(b, 'spread', 32)
  })
  const cases: Case[] = []
  for (const clients of plan.clients) {
    const rounds: Case['rounds'] = { floor: [], spread: [], hot: [], family: [] }
    await step(`${clients} clients`, async () => {
      for (let i = 0; i < plan.rounds; i++) {
        for (const side of SIDES) rounds[side].push(await round(b, side, clients))
      }
    })
    cases.push({ clients, rounds })
  }
  if (plan.paced === 0) return { cases, augustP99: null }
  const { latencies } = await step('10 a second', () =>
    sellFor(b, { clients: 8, seconds: plan.paced, hot: false, basket: 'couple', rate: 10 }),
  )
  return { cases, augustP99: percentile(latencies, 0.99) }
}

async function versionOf(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 })
  const [row] =
    await sql`SELECT version() AS v, current_setting('fsync') AS f, current_setting('synchronous_commit') AS s`
  await sql.end()
  return `${String(row?.v).split(' on ')[0]}, fsync ${row?.f}, synchronous_commit ${row?.s}`
}

function report(
  b: Bench,
  version: string,
  result: Awaited<ReturnType<typeof measure>>,
  sales: number,
): string {
  return [
    '# Bench of the sale',
    '',
    `Node ${process.versions.node}; ${version}; ${availableParallelism()} cores. Floor: ${b.floor.name}.`,
    `Medians of ${plan.rounds} alternating rounds of ${plan.seconds} s; a ratio is taken within its round. ${sales} sales, each answered 201, stored once; the ledger is zero.`,
    '',
    ...measured(result.cases),
    '',
    ...targets(result.cases, result.augustP99),
    '',
  ].join('\n')
}

async function bench(clusterUrl: string, dir: string): Promise<void> {
  const [sales, floorName] = [`guichet_bench_${process.pid}`, `guichet_floor_${process.pid}`]
  const children: Child[] = []
  const url = databaseUrl(clusterUrl, sales)
  await asOwner(clusterUrl, `CREATE DATABASE ${sales}`)
  await asOwner(clusterUrl, `CREATE DATABASE ${floorName}`)
  try {
    const office: Given = await step('Office', () => makeOffice(url))
    const floor = await step('Floor', () =>
      makeFloor(databaseUrl(clusterUrl, floorName), dir, { pgbench: !values['no-pgbench'] }),
    )
    const keys = join(dir, 'keys.json')
    const { loadKeyring } = await import('../api/keyring.ts')
    loadKeyring(keys, { create: true })
    const env = { DATABASE_URL: url, SIGNING_KEY_FILE: keys, PORT: '0', LOG_LEVEL: 'warn', PUBLIC_URL: '' }
    const profile = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : []
    const flags = values.node.split(' ').filter((flag) => flag !== '')
    const [server, ready] = await start('server.ts', env, [...startFlags(), ...profile, ...flags])
    children.push(server)
    const [tills] = await start('load.ts', {}, ['--import', 'tsx'])
    children.push(tills)
    const at = (ready as { url: string }).url
    const b: Bench = { server, tills, floor, target: { url: at, cookie: await signIn(at), office } }
    const result = await measure(b)
    await floor.close()
    tills.process.disconnect()
    const stopped = once(server.process, 'exit')
    server.process.send('stop')
    await stopped
    const facts = await step('Books', () => factsOf(url, answered))
    const text = report(b, await versionOf(clusterUrl), result, facts.sales)
    mkdirSync(dirname(values.out), { recursive: true })
    writeFileSync(values.out, text)
    console.log(`\n${text}`)
    if (facts.wrong.length > 0) throw new Error(`The books do not agree:\n  ${facts.wrong.join('\n  ')}`)
  } finally {
    for (const child of children) child.process.kill('SIGKILL')
    await asOwner(clusterUrl, `DROP DATABASE IF EXISTS ${sales} WITH (FORCE)`)
    await asOwner(clusterUrl, `DROP DATABASE IF EXISTS ${floorName} WITH (FORCE)`)
  }
}

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-bench-'))
  // The embedded server may run under an account of its own.
  chmodSync(dir, 0o711)
  const given = process.env.DATABASE_URL
  const server = given
    ? { url: given, stop: async () => {} }
    : await step('Database', () => startEmbedded({ dataDir: join(dir, 'data'), log: console.log }))
  if (!given) await step('Wear in', () => wearIn(server.url))
  try {
    await bench(server.url, dir)
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

main().then(() => process.exit(0), fail)
