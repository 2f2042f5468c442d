import { hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { serve as serveNode } from '@hono/node-server'
import { connect, disconnect, transaction, type Db } from '../db/index.ts'
import { surviveLostWrites } from '../db/lost-write.ts'
import { addressReader } from './address.ts'
import { createApp } from './app.ts'
import { forgetSession, SESSION_CHANNEL } from './auth/actor.ts'
import { createAuth } from './auth/auth.ts'
import { localUrl, type Env } from './env.ts'
import { sendRawProblem } from './errors.ts'
import { createFront } from './front.ts'
import { createClockWatch } from './journal/clock.ts'
import { adoptKeys } from './journal/keys.ts'
import { noteVersion } from './journal/version.ts'
import { loadKeyring, type Keyring } from './keyring.ts'
import { createLive } from './live.ts'
import { createLog } from './log.ts'
import { createPost } from './mail/post.ts'
import { createMetrics } from './metrics.ts'
import { startPayments } from './payment/start.ts'
import { readAhead } from './report/book.ts'
import { createLane } from './sale/lane.ts'
import { sell } from './sale/sale.ts'
import type { SaleRequest } from './sale/prepare.ts'
import type { Outcome } from './sale/sale.ts'
import { instantOf, msOf, type Instant } from './shared/time.ts'
import { startWorkers } from './workers.ts'

/** Largest batch of sales that commit together, and how many batches may be under way at once. */
const BATCH = 64
const WIDTH = 2

export type Running = { url: string; stop: () => Promise<void> }

/**
 * Starts one process of Guichet on a migrated database: connects under the restricted role, serves the API and the
 * fronts, runs the workers. `stop` refuses new work, lets what is under way end, then closes everything.
 */
export async function serve(
  env: Env,
  databaseUrl: string,
  clock: () => Instant = () => instantOf(Date.now()),
): Promise<Running> {
  const log = createLog(env.logLevel)
  const keys = loadKeyring(env.signingKeyFile, { create: env.mayMakeKey })
  const unwatch = surviveLostWrites((err) => log.warn({ err }, 'a statement met a lost connection'))
  const db = connect(databaseUrl, { max: env.databasePool })
  await enter(db, env, keys, clock()).catch(async (error: unknown) => {
    await disconnect(db)
    unwatch()
    throw error
  })
  const live = await createLive(db)
  const metrics = createMetrics(env.metricsToken)
  const auth = createAuth({
    db,
    secret: secretOf(env, keys),
    baseUrl: env.publicUrl,
    secure: env.publicUrl.startsWith('https:'),
  })
  const sessions = await db.sql.listen(SESSION_CHANNEL, (id) => forgetSession(auth, id))
  const onClockBack = createClockWatch(db, keys, (err) => log.warn({ err }, 'the clock went back'))
  const lane = createLane<SaleRequest, Outcome>({
    limit: BATCH,
    width: WIDTH,
    run: async (requests) => {
      metrics.batch(requests.length)
      const outcomes = await sell({ db, keys, now: clock, onSeats: live.seats, onClockBack }, requests)
      for (const outcome of outcomes) {
        if (!outcome.ok) metrics.refused(outcome.error.code)
        else if (!outcome.replay) metrics.sold(outcome.answer.totalC)
      }
      return outcomes
    },
  })
  const payments = await startPayments(env, { db, clock, sell: lane.push, onSeats: live.seats })
  metrics.watchLane(lane.size)
  metrics.watchDatabase(db)
  const stopping = new AbortController()
  const app = createApp({
    db,
    keys,
    auth,
    live,
    lane,
    payments,
    clock,
    log,
    metrics,
    origins: [env.publicUrl],
    archiveDir: join(env.dataDir, 'archives'),
    anchorFile: env.anchorFile,
    address: addressReader(env.trustedProxies),
    stopping: stopping.signal,
  })
  app.route(
    '/',
    createFront({
      distDir: new URL('../dist/', import.meta.url).pathname,
      fetcher: (r) => app.fetch(r),
      publicUrl: env.publicUrl,
      clock: () => msOf(clock()),
      onFault: (err) => log.error({ err }, 'a page of the shop failed'),
    }),
  )
  const workers = startWorkers({
    db,
    keys,
    live,
    log,
    clock,
    mail: { transport: createPost(env.smtpUrl), from: env.mailFrom },
    cashier: payments?.cashier ?? null,
    anchorFile: env.anchorFile,
  })
  const { server, port } = await listen(app.fetch, env)
  payments?.listening(localUrl(env.host, port))
  // What fails here is asked for again by whoever looks.
  void readAhead(db).catch(() => {})
  return {
    url: env.publicUrl.replace(/:0$/, `:${port}`),
    stop: async () => {
      stopping.abort()
      await payments?.stop()
      await closeServer(server)
      await workers.stop()
      await lane.idle()
      await sessions.unlisten().catch(() => {})
      await live.stop()
      await disconnect(db)
      unwatch()
    },
  }
}

/** The secret of session cookies, from the key file: the same for every process that shares it. */
function secretOf(env: Env, keys: Keyring): string {
  const file = readFileSync(env.signingKeyFile)
  return Buffer.from(hkdfSync('sha256', file, keys.journal.id, 'guichet session cookies', 32)).toString('hex')
}

/** What must be true of the database before this process serves it, and what its journal is told of the start. */
async function enter(db: Db, env: Env, keys: Keyring, now: Instant): Promise<void> {
  await refuseDemoInProduction(db, env)
  await transaction(db, async (tx) => {
    await adoptKeys(tx, keys, now)
    await noteVersion(tx, keys, now)
  })
}

async function refuseDemoInProduction(db: Db, env: Env): Promise<void> {
  if (!env.production) return
  const [office] = await db.sql`SELECT demo FROM office WHERE id = 1`
  if (office?.demo) throw new Error('NODE_ENV=production refuses a database of demonstration')
}

/** Longer than what stands in front usually waits (60 s), so that it is never the server that hangs up. */
const KEEP_ALIVE_MS = 65_000

function listen(
  fetch: (request: Request, env: object) => Response | Promise<Response>,
  env: Env,
): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serveNode({ fetch, port: env.port, hostname: env.host }, (info) =>
      resolve({ server: server as Server, port: info.port }),
    )
    // A phone at the gate scans every few seconds: its connection waits for it, through a pause too.
    const idle = server as Server
    idle.keepAliveTimeout = KEEP_ALIVE_MS
    idle.headersTimeout = KEEP_ALIVE_MS + 1_000
    server.once('error', reject)
    server.on('clientError', sendRawProblem)
  })
}

/** Stops listening and waits for what is under way; live feeds end by themselves, idle connections are cut. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 5_000)
    // A connection whose last answer ends now is kept alive for seconds unless somebody looks.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(idle)
      resolve()
    })
    server.closeIdleConnections()
  })
}
