import { Hono } from 'hono'
import { APP_ROLE, type Db } from '../db/index.ts'
import { HEADS, WRITTEN_ONCE } from '../db/fiscal.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { route, type Env } from './body.ts'
import { sendProblem } from './errors.ts'
import type { Metrics } from './metrics.ts'

type HealthDeps = { db: Db; metrics: Metrics; stopping: AbortSignal }

/** What stops this process from serving: empty when it is ready. */
async function notReady(db: Db): Promise<string[]> {
  const problems: string[] = []
  const [role] = await db.sql<{ role: string; open: string[] }[]>`
    SELECT current_user AS role,
           coalesce(array_agg(t ORDER BY t) FILTER (
             WHERE has_any_column_privilege(current_user, t, 'UPDATE')
                OR has_table_privilege(current_user, t, 'DELETE') OR has_table_privilege(current_user, t, 'TRUNCATE')
                OR (t = ${HEADS} AND has_any_column_privilege(current_user, t, 'INSERT'))), '{}') AS open
      FROM unnest(${[...WRITTEN_ONCE, HEADS]}::text[]) AS t`
  if (role?.role !== APP_ROLE) problems.push(`connected as ${role?.role ?? 'nobody'}, not as ${APP_ROLE}`)
  if (role && role.open.length > 0) problems.push(`this role can change fiscal rows: ${role.open.join(', ')}`)
  const pending = await pendingMigrations(db)
  if (pending > 0) problems.push(`${pending} migrations are missing`)
  return problems
}

/** For the machine room, without sign-in: alive, ready, and figures for those who are near or have the token. */
export function healthRoutes({ db, metrics, stopping }: HealthDeps) {
  return new Hono<Env>()
    .get('/healthz', route({ may: 'public', summary: 'The process is alive' }), (c) => c.json({ ok: true }))
    .get(
      '/readyz',
      route({ may: 'public', summary: 'The process can serve: database, migrations, role' }),
      async (c) => {
        const problems = stopping.aborted
          ? ['stopping']
          : await notReady(db).catch(() => ['the database does not answer'])
        return c.json({ ok: problems.length === 0, problems }, problems.length === 0 ? 200 : 503)
      },
    )
    .get(
      '/metrics',
      route({
        may: 'public',
        summary: 'Figures for Prometheus: from a private network, or with METRICS_TOKEN as a bearer',
        media: 'text/plain',
        refusals: ['forbidden'],
      }),
      async (c) => {
        const { incoming } = (c.env as { incoming?: unknown } | undefined) ?? {}
        if (!metrics.mayRead(c.req.raw.headers, incoming)) return sendProblem(c, 'forbidden')
        return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
      },
    )
}
