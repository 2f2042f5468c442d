import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { testDb } from '../db/test.ts'
import type { Env } from './body.ts'
import { createMetrics } from './metrics.ts'

it('requests are measured by the pattern of their route, never by their path', async () => {
  const metrics = createMetrics()
  const app = new Hono<Env>()
    .use('*', metrics.http)
    .get('/sales/:id', (c) => c.json({}))
    .get('/broken', () => {
      throw new Error('x')
    })
  app.onError((_, c) => c.json({}, 500))
  for (const path of ['/sales/sal_1', '/sales/sal_2', '/broken', '/nowhere/at/all']) await app.request(path)
  const text = await metrics.text()
  expect(text).toContain('guichet_http_request_seconds_count{method="GET",route="/sales/:id",status="200"} 2')
  expect(text).toContain('route="/broken",status="500"} 1')
  expect(text).toContain('status="404"} 1')
  expect(text).not.toMatch(/sal_1|nowhere/)
})

it('counts sales, cents, refusals and batches, and reads the lane when it is looked at', async () => {
  const metrics = createMetrics()
  let size = 3
  metrics.watchLane(() => size)
  metrics.sold(9_200)
  metrics.sold(2_800)
  metrics.refused('sold_out')
  metrics.batch(7)
  size = 5
  const text = await metrics.text()
  expect(text).toContain('guichet_sales_total 2')
  expect(text).toContain('guichet_sales_cents_total 12000')
  expect(text).toContain('guichet_sales_refused_total{code="sold_out"} 1')
  expect(text).toContain('guichet_lane_batch_size_bucket{le="8"} 1')
  expect(text).toContain('guichet_lane_size 5')
  expect(text).toContain('process_cpu_seconds_total')
})

it('however many look, the database is asked once in a while', async () => {
  const db = await testDb()
  const metrics = createMetrics()
  metrics.watchDatabase(db)
  expect(await metrics.text()).toContain('guichet_outbox_backlog{state="due"} 0')
  // Had they been read again, the figures would now be unknown.
  await db.close()
  for (let n = 0; n < 20; n++) {
    const text = await metrics.text()
    expect(text).toContain('guichet_outbox_backlog{state="due"} 0')
    expect(text).toContain('guichet_seats_held 0')
  }
})
