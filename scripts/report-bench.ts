import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { connect, disconnect } from '../db/index.ts'
import { startEmbedded } from '../db/embedded.ts'
import { percentile } from './bench/figures.ts'
import { MANAGER, makeYears, oneMore } from './bench/years.ts'
import { fail, helpWhenAsked, step } from './step.ts'

helpWhenAsked(`
node --import tsx scripts/report-bench.ts [--sales 12000] [--times 200] [--port 0]

Measures the reports over HTTP on a database of its own with two full years: the dashboard, figures, rows, each asked one
after the other, four at once, and right after another sale; then the files. Prints milliseconds.

  --sales   sales of each year
  --times   questions of each kind
  --port    where the server listens
`)

const { values } = parseArgs({
  options: {
    sales: { type: 'string', default: '12000' },
    times: { type: 'string', default: '200' },
    port: { type: 'string', default: '0' },
  },
})
const times = Number(values.times)
const salesAYear = Number(values.sales)

type At = { url: string; cookie: string }

async function signIn(url: string): Promise<At> {
  const response = await fetch(`${url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify(MANAGER),
  })
  if (!response.ok) throw new Error(`sign-in was answered ${response.status}: ${await response.text()}`)
  const cookie = response.headers.getSetCookie().map((one) => one.split(';')[0])
  return { url, cookie: cookie.join('; ') }
}

async function ask({ url, cookie }: At, path: string): Promise<{ ms: number; bytes: number }> {
  const start = performance.now()
  const response = await fetch(`${url}/api/reports${path}`, { headers: { cookie } })
  const body = await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${Buffer.from(body).toString()}`)
  return { ms: performance.now() - start, bytes: body.byteLength }
}

function told(name: string, all: number[], bytes: number): void {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (p: number) => percentile(sorted, p).toFixed(1).padStart(8)
  console.log(`${name.padEnd(44)} p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)} ms  ${bytes} bytes`)
}

async function measure(at: At, url: string): Promise<void> {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const year = `from=${day(359)}&to=${day(0)}`
  const first = await ask(at, '/dashboard')
  console.log(`first dashboard of the process: ${first.ms.toFixed(0)} ms`)
  const paths = {
    dashboard: '/dashboard',
    'figures by product, a year': `/figures?by=product&${year}`,
    'figures by agent, online boats, a year': `/figures?by=agent&channel=ONLINE&family=BOAT&${year}`,
    'rows, first page of a year': `/rows?limit=100&${year}`,
    'rows of one family': `/rows?limit=100&family=BOAT&${year}`,
    'day sheet': `/day?day=${day(1)}`,
  }
  for (const [name, path] of Object.entries(paths)) {
    const one: number[] = []
    let bytes = 0
    for (let i = 0; i < times; i++) {
      const answer = await ask(at, path)
      one.push(answer.ms)
      bytes = answer.bytes
    }
    told(name, one, bytes)
    const four: number[] = []
    const client = async () => {
      for (let i = 0; i < times / 4; i++) four.push((await ask(at, path)).ms)
    }
    await Promise.all(Array.from({ length: 4 }, client))
    told(`${name}, 4 at once`, four, bytes)
  }
  const asked: number[] = []
  for (let i = 0; i < times; i++)
    asked.push((await ask(at, `/figures?by=provider&from=${day(359)}&to=${day(i % 300)}`)).ms)
  told('figures of a span not asked before', asked, 0)
  const owner = connect(url, { role: null, max: 1 })
  const after: number[] = []
  for (let i = 0; i < times; i++) {
    await oneMore(owner, salesAYear * 2 + 1 + i)
    after.push((await ask(at, '/dashboard')).ms)
  }
  await disconnect(owner)
  told('dashboard, each after another sale', after, 0)
  const two = `from=${day(725)}&to=${day(0)}`
  for (const kind of ['csv', 'xlsx']) {
    const slow: number[] = []
    const done = new AbortController()
    const file = ask(at, `/rows.${kind}?${two}`).finally(() => done.abort())
    while (!done.signal.aborted) slow.push((await ask(at, '/dashboard')).ms)
    const { ms, bytes } = await file
    console.log(
      `all rows of two years as ${kind}: ${(ms / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB`,
    )
    told('  dashboards meanwhile', slow, 0)
  }
}

async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-reports-'))
  chmodSync(dir, 0o711)
  const server = await step('Database', () => startEmbedded({ dataDir: join(dir, 'data'), log: () => {} }))
  try {
    await step('Two years', () => makeYears(server.url, salesAYear))
    const keys = join(dir, 'keys.json')
    const { loadKeyring } = await import('../api/keyring.ts')
    loadKeyring(keys, { create: true })
    const env = {
      DATABASE_URL: server.url,
      SIGNING_KEY_FILE: keys,
      PORT: values.port,
      LOG_LEVEL: 'warn',
      PUBLIC_URL: '',
    }
    const path = fileURLToPath(new URL('./bench/server.ts', import.meta.url))
    const child = fork(path, {
      env: { ...process.env, ...env },
      execArgv: ['--max-semi-space-size=64', '--import', 'tsx'],
    })
    try {
      const [ready] = (await once(child, 'message')) as [{ url: string }]
      console.log(
        `${salesAYear} sales a year, ${availableParallelism()} cores, Node ${process.versions.node}`,
      )
      await measure(await signIn(ready.url), server.url)
      const ended = once(child, 'exit')
      child.send('stop')
      await ended
    } finally {
      child.kill('SIGKILL')
    }
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

main().then(() => process.exit(0), fail)
