import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HEADS, WRITTEN_ONCE } from '../db/fiscal.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { healthRoutes } from './health.ts'
import { createMetrics } from './metrics.ts'

let db: TestDb

beforeAll(async () => {
  db = await testDb()
})
afterAll(() => db.close())

async function ready(at = db as Parameters<typeof healthRoutes>[0]['db']) {
  const routes = healthRoutes({ db: at, metrics: createMetrics(), stopping: new AbortController().signal })
  const response = await routes.request('/readyz')
  return { status: response.status, ...((await response.json()) as { ok: boolean; problems: string[] }) }
}

describe('readiness', () => {
  it('is there for the restricted role', async () => {
    expect(await ready()).toEqual({ status: 200, ok: true, problems: [] })
  })

  it('is refused as soon as one fiscal table is open, whichever', async () => {
    const { sql } = db.owner()
    for (const table of [...WRITTEN_ONCE, HEADS]) {
      for (const right of ['UPDATE', 'DELETE', 'TRUNCATE']) {
        await sql.unsafe(`GRANT ${right} ON ${table} TO guichet_app`)
        expect(await ready(), `${right} on ${table}`).toMatchObject({
          status: 503,
          problems: [`this role can change fiscal rows: ${table}`],
        })
        await sql.unsafe(`REVOKE ${right} ON ${table} FROM guichet_app`)
      }
    }
    await sql`GRANT UPDATE (amount_c) ON tender TO guichet_app`
    expect((await ready()).problems).toEqual(['this role can change fiscal rows: tender'])
    await sql`REVOKE UPDATE (amount_c) ON tender FROM guichet_app`
    expect((await ready()).status).toBe(200)
  })

  it('is refused to the owner', async () => {
    expect((await ready(db.owner())).problems[0]).toContain('not as guichet_app')
  })
})

it('figures are sent as the media type that Prometheus knows, and only to those who are near', async () => {
  const routes = healthRoutes({ db, metrics: createMetrics(), stopping: new AbortController().signal })
  const near = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
  const answer = await routes.request('/metrics', {}, near)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(await answer.text()).toContain('guichet_sales_total')
  const far = { incoming: { socket: { remoteAddress: '203.0.113.7' } } }
  const refused = await routes.request('/metrics', {}, far)
  expect([refused.status, await refused.text()]).toEqual([403, expect.not.stringContaining('guichet_sales')])
})
