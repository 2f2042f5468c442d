import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../db/index.ts'
import type { Env } from './body.ts'

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
  /** Reads seats held and the outbox's backlog from the database at each scrape. */
  watchDatabase: (db: Db) => void
  /** The exposition text; its media type is `contentType`. Answers even when the database is away. */
  text: () => Promise<string>
  contentType: string
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const BATCHES = [1, 2, 4, 8, 16, 32, 64]

/** The figures of one process, in a registry of their own: every application of a test has its own. */
export function createMetrics(): Metrics {
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
  }
}

/** Two figures of the whole office, the same from every process, read when somebody looks. */
function watchDatabase(registry: Registry, db: Db): void {
  new Gauge({
    name: 'guichet_seats_held',
    help: 'Seats and pieces kept by baskets that are not paid yet',
    registers: [registry],
    async collect() {
      await readInto(this, async () => {
        const [row] = await db.sql<
          { n: number }[]
        >`SELECT coalesce(sum(held), 0)::int AS n FROM counter WHERE held > 0`
        return row?.n ?? 0
      })
    },
  })
  new Gauge({
    name: 'guichet_outbox_backlog',
    help: 'Messages of the outbox that are due, or were given up',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      const state = (name: 'due' | 'failed', sql: () => Promise<{ n: number }[]>) =>
        readInto({ set: (n) => this.set({ state: name }, n) }, async () => (await sql())[0]?.n ?? 0)
      await Promise.all([
        state(
          'due',
          () => db.sql`SELECT count(*)::int AS n FROM outbox WHERE failed_at IS NULL AND due_at <= now()`,
        ),
        state('failed', () => db.sql`SELECT count(*)::int AS n FROM outbox WHERE failed_at IS NOT NULL`),
      ])
    },
  })
}

/** NaN says "not known" to Prometheus: the other figures are worth having when the database is away. */
async function readInto(gauge: { set: (value: number) => void }, read: () => Promise<number>): Promise<void> {
  gauge.set(await read().catch(() => Number.NaN))
}
