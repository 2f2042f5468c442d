import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../db/index.ts'
import type { Env } from './body.ts'
import { metricsReader } from './metrics-reader.ts'

/** What this process counts, for Prometheus. Nothing personal: no id, no address, no path but its pattern. */
export type Metrics = {
  /** Measures every request by the pattern of its route, never by its path. */
  http: MiddlewareHandler<Env>
  /** A sale was answered 201: its total in cents. Replays are not counted. */
  sold: (totalC: number) => void
  /** A sale was refused, by the code of the refusal. */
  refused: (code: string) => void
  /** The lane handed over a batch of so many sales. */
  batch: (size: number) => void
  /** How to read, at each scrape, the sales that wait in the lane or are under way. */
  watchLane: (size: () => number) => void
  /** Reads seats held and the outbox's backlog from the database when somebody looks, once in ten seconds at most. */
  watchDatabase: (db: Db) => void
  /** The exposition text; its media type is `contentType`. Answers even when the database is away. */
  text: () => Promise<string>
  contentType: string
  /** Whether a request, with the connection it came by, may read them. */
  mayRead: (headers: Headers, incoming: unknown) => boolean
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const BATCHES = [1, 2, 4, 8, 16, 32, 64]

/** How long a figure of the database is good for, in ms: each costs a query. */
const FRESH_MS = 10_000

/**
 * The figures of one process, in a registry of their own: every application of a test has its own. With a token only
 * those who have it may read them.
 */
export function createMetrics(token: string | null = null): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'guichet_http_request_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers,
  })
  const sales = new Counter({ name: 'guichet_sales_total', help: 'Sales made', registers })
  const amount = new Counter({
    name: 'guichet_sales_cents_total',
    help: 'Sold, tax included, in cents',
    registers,
  })
  const refusals = new Counter({
    name: 'guichet_sales_refused_total',
    help: 'Sales refused, by code',
    labelNames: ['code'] as const,
    registers,
  })
  const batches = new Histogram({
    name: 'guichet_lane_batch_size',
    help: 'Sales that committed together',
    buckets: BATCHES,
    registers,
  })
  return {
    http: async (c, next) => {
      const stop = requests.startTimer({ method: c.req.method })
      await next()
      stop({ route: routePath(c, -1), status: String(c.res.status) })
    },
    sold: (totalC) => {
      sales.inc()
      amount.inc(Math.max(0, totalC))
    },
    refused: (code) => refusals.inc({ code }),
    batch: (size) => batches.observe(size),
    watchLane: (size) => {
      new Gauge({
        name: 'guichet_lane_size',
        help: 'Sales waiting or under way in this process',
        registers,
        collect() {
          this.set(size())
        },
      })
    },
    watchDatabase: (db) => watchDatabase(registry, db),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    mayRead: metricsReader(token),
  }
}

/** Figures of the whole office, the same from every process. */
function watchDatabase(registry: Registry, db: Db): void {
  const held = kept(() => db.sql`SELECT coalesce(sum(held), 0)::int AS n FROM counter WHERE held > 0`)
  const due = kept(
    () => db.sql`SELECT count(*)::int AS n FROM outbox WHERE failed_at IS NULL AND due_at <= now()`,
  )
  const failed = kept(() => db.sql`SELECT count(*)::int AS n FROM outbox WHERE failed_at IS NOT NULL`)
  new Gauge({
    name: 'guichet_seats_held',
    help: 'Seats and pieces kept by baskets that are not paid yet',
    registers: [registry],
    async collect() {
      this.set(await held())
    },
  })
  new Gauge({
    name: 'guichet_outbox_backlog',
    help: 'Messages of the outbox that are due, or were given up',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      const [dueNow, givenUp] = await Promise.all([due(), failed()])
      this.set({ state: 'due' }, dueNow)
      this.set({ state: 'failed' }, givenUp)
    },
  })
}

/**
 * A figure of the database, asked for once however many look at the same time or soon after. NaN says "not known" to
 * Prometheus: the other figures are worth having when the database is away.
 */
function kept(query: () => Promise<{ n: number }[]>): () => Promise<number> {
  let until = 0
  let figure: Promise<number> = Promise.resolve(Number.NaN)
  return () => {
    if (performance.now() >= until) {
      until = performance.now() + FRESH_MS
      figure = query().then(
        ([row]) => row?.n ?? 0,
        () => Number.NaN,
      )
    }
    return figure
  }
}
