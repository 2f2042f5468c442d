import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import type { Db } from '../db/index.ts'
import { archiveRoutes } from './archive/routes.ts'
import { actorOf } from './auth/actor.ts'
import type { Auth } from './auth/auth.ts'
import { authRoutes } from './auth/routes.ts'
import { catalogRoutes, shopRoutes } from './catalog/routes.ts'
import { privately, type Env } from './body.ts'
import { problemOf, sendProblem } from './errors.ts'
import { healthRoutes } from './health.ts'
import type { Keyring } from './keyring.ts'
import type { Live } from './live.ts'
import { groupRoutes } from './group/routes.ts'
import { invoiceRoutes } from './invoice/routes.ts'
import { liveRoutes } from './live-routes.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import { openapi } from './openapi.ts'
import { cashPaperRoutes } from './print/cash-routes.ts'
import { printRoutes } from './print/routes.ts'
import { mailRoutes } from './mail/routes.ts'
import { pastOrderRoutes } from './order/routes.ts'
import { paymentRoutes } from './payment/routes.ts'
import type { Payments } from './payment/start.ts'
import { shiftRoutes } from './register/routes.ts'
import { closureRoutes } from './closure/routes.ts'
import { regieRoutes } from './regie/routes.ts'
import { remittanceRoutes } from './remittance/routes.ts'
import { reportRoutes } from './report/routes.ts'
import type { Lane } from './sale/lane.ts'
import { correctionRoutes, refundRoutes } from './sale/correct-routes.ts'
import { orderRoutes, saleRoutes } from './sale/routes.ts'
import type { SaleRequest } from './sale/prepare.ts'
import type { Outcome } from './sale/sale.ts'
import { AppError } from './shared/errors.ts'
import { newId } from './shared/id.ts'
import type { Instant } from './shared/time.ts'
import { trainingRoutes } from './training/routes.ts'
import { sncfRoutes } from './sncf/routes.ts'
import { ticketRoutes } from './ticket/routes.ts'
import { voucherRoutes } from './voucher/routes.ts'

/** What the application is made of; tests give their own clock and database. */
export type Deps = {
  db: Db
  keys: Keyring
  auth: Auth
  live: Live
  lane: Lane<SaleRequest, Outcome>
  /** Null where no cards are taken on readers. */
  payments: Payments | null
  clock: () => Instant
  log: Logger
  metrics: Metrics
  /** Public origins whose pages may call; a page of the very host that it calls may too (`onlyOurPages`). */
  origins: readonly string[]
  /** Network address that a request comes from. */
  address: (headers: Headers, raw: unknown) => string
  /** Folder that archives are kept in. */
  archiveDir: string
  /** Where the ends of the chains are kept, outside the database. */
  anchorFile: string
  /** Aborted when the server stops: readiness says so, and live feeds end at once. */
  stopping: AbortSignal
}

const BODY_LIMIT = 256 * 1024
const REQUEST_ID = /^[\w-]{8,64}$/

/** The routes, chained so that their types flow to the client. */
function routes(deps: Deps) {
  const { auth, live, stopping } = deps
  const address = (c: Context) => deps.address(c.req.raw.headers, (c.env as { incoming?: unknown })?.incoming)
  return new Hono<Env>()
    .route('/', authRoutes({ auth, address }))
    .route('/', catalogRoutes)
    .route('/shifts', shiftRoutes)
    .route('/orders', orderRoutes({ live: deps.live }))
    .route('/orders', pastOrderRoutes)
    .route('/sales', saleRoutes({ lane: deps.lane }))
    .route('/sales', correctionRoutes({ live: deps.live }))
    .route('/refunds', refundRoutes)
    .route('/', ticketRoutes)
    .route('/training', trainingRoutes)
    .route('/', invoiceRoutes)
    .route('/quotes', groupRoutes({ live: deps.live }))
    .route('/', printRoutes)
    .route('/', voucherRoutes)
    .route('/', cashPaperRoutes)
    .route('/', mailRoutes)
    .route('/', paymentRoutes(deps.payments))
    .route('/reports', reportRoutes)
    .route('/', archiveRoutes({ dir: deps.archiveDir, anchorFile: deps.anchorFile }))
    .route('/closures', closureRoutes)
    .route('/regie', regieRoutes)
    .route('/remittances', remittanceRoutes)
    .route('/sncf', sncfRoutes)
    .route('/live', liveRoutes({ live, may: 'catalog.read', stopping, address }))
    .route('/shop/live', liveRoutes({ live, may: 'public', stopping, address }))
    .route('/shop', shopRoutes)
}

export type Api = ReturnType<typeof typed>
/** The shape that the client sees: everything under /api. */
const typed = (deps: Deps) => new Hono<Env>().route('/api', routes(deps))

/** The whole HTTP application but the fronts: middleware, routes, errors, health, OpenAPI. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error, c) => {
    const { code, data } = problemOf(error)
    // The message of a fault stays in the log; the caller gets the request id to find it by.
    if (code === 'internal') deps.log.error({ err: error, requestId: c.get('requestId') }, 'request failed')
    return sendProblem(c, code, data)
  })
  app.notFound((c) => sendProblem(c, 'not_found'))
  app.use('*', deps.metrics.http)
  app.route('/', healthRoutes(deps))
  app.use('/api/*', secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }))
  // Of a name or an amount no copy stays on the way. What may be kept says so itself, in the routes' own headers.
  app.use('/api/*', privately)
  app.use('/api/*', requestLog(deps.log))
  const api = routes(deps)
  app.use('/api/*', otherMethods(new Hono<Env>().route('/api', api)))
  app.use('/api/*', onlyOurPages(deps.origins), limitBody, onlyText)
  app.use('/api/*', async (c, next) => {
    const now = deps.clock()
    const { actor, token, cookie } = await actorOf(deps.auth, deps.db, c.req.raw.headers, now)
    c.set('ctx', { db: deps.db, actor, now, keys: deps.keys, requestId: c.get('requestId') })
    c.set('sessionToken', token)
    await next()
    // A cookie that the route itself set, at sign-in, wins over the old one made to last longer.
    if (cookie && c.res.headers.getSetCookie().length === 0) c.header('Set-Cookie', cookie, { append: true })
  })
  app.route('/api', api)
  app.route('/api', openapi(app))
  return app
}

/**
 * Refuses large bodies. Hono's own guard builds a whole `Request` with its stream before it reads the length, a tenth
 * of a sale; a stated length is enough, since Node reads no more than that.
 */
const limitBody: MiddlewareHandler<Env> = (c, next) => {
  // What reads has no body to measure, and asking for it costs a fifth of a short answer.
  if (!WRITES.has(c.req.method)) return next()
  const stated = c.req.header('content-length')
  if (stated === undefined || c.req.header('transfer-encoding') !== undefined) return limitUnstated(c, next)
  if (!(Number(stated) <= BODY_LIMIT)) throw new AppError('too_large')
  return next()
}

const limitUnstated = bodyLimit({
  maxSize: BODY_LIMIT,
  onError: () => {
    throw new AppError('too_large')
  },
})

/** A path that exists under another method says so, and which: 405, not 404. */
function otherMethods(app: Hono<Env>): MiddlewareHandler<Env> {
  return methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) => {
      const refusal = sendProblem(c, 'method_not_allowed')
      refusal.headers.set('Allow', methods.join(', '))
      return refusal
    },
  })
}

/** Whoever reads a voucher's code can spend it: it is in no log. */
const CODE = /^(\/api\/vouchers\/)[^/]+/

/** Gives each request an id and logs it: no address, no query, no body, since nothing personal is logged. */
function requestLog(log: Logger): MiddlewareHandler<Env> {
  return async (c, next) => {
    const given = c.req.header('x-request-id')
    const requestId = given && REQUEST_ID.test(given) ? given : newId('audit').slice(4)
    c.set('requestId', requestId)
    c.header('X-Request-Id', requestId)
    if (!log.isLevelEnabled('info')) return next()
    const started = performance.now()
    await next()
    const path = c.req.path.replace(/[a-z]{3}_[0-9a-z]{26}/g, ':id').replace(CODE, '$1:code')
    const ms = Math.round(performance.now() - started)
    log.info({ requestId, method: c.req.method, path, status: c.res.status, ms }, 'request')
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * What is written is JSON and comes from our own pages (or from no page at all): together with SameSite cookies, a
 * foreign page can neither send nor be answered. An empty body is taken where a route needs none.
 */
function onlyOurPages(origins: readonly string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (WRITES.has(c.req.method)) {
      const origin = c.req.header('origin')
      const own = origin === undefined || origins.includes(origin) || hostOf(origin) === c.req.header('host')
      if (!own || c.req.header('sec-fetch-site') === 'cross-site') throw new AppError('foreign_origin')
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      const empty = (c.req.header('content-length') ?? '0') === '0' && !c.req.header('transfer-encoding')
      if (type === undefined ? !empty : type !== 'application/json') throw new AppError('unsupported_media')
    }
    await next()
  }
}

/** What JSON writes for a zero byte or half a character, not being itself escaped. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

/**
 * Refuses text that PostgreSQL could not give back as it came: bytes that are no UTF-8, halves of characters, zero
 * bytes. What is signed must be what is stored. The body stays read for the validators, so this costs them nothing.
 */
const onlyText: MiddlewareHandler<Env> = async (c, next) => {
  if (WRITES.has(c.req.method)) {
    const text = await c.req.text()
    if (text.includes('\ufffd') || (text.includes('\\u') && !isWhole(text))) throw new AppError('bad_request')
  }
  await next()
}

/** True when no string of the JSON holds what is no text; JSON that cannot be read is left to the validators. */
function isWhole(json: string): boolean {
  try {
    return !NO_TEXT.test(JSON.stringify(JSON.parse(json)))
  } catch {
    return true
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
