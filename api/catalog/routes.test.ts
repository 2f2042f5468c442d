import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Env } from '../body.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { AppError } from '../shared/errors.ts'
import { catalogRoutes, shopRoutes } from './routes.ts'

const agent: Actor = {
  kind: 'staff',
  staffId: 'stf_00000000000000000000000001',
  code: 'MA',
  name: 'Maïwenn',
  roles: ['agent'],
  providerId: null,
}

describe('the catalogue over HTTP', () => {
  const send = (path: string, body: unknown) =>
    app.request(path, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })

  let db: TestDb
  let actor: Actor
  const keys = temporaryKeyring()
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('ctx', { db, actor, now: TEST_NOW, keys, requestId: 'test' })
      await next()
    })
    .route('/', catalogRoutes)
    .route('/shop', shopRoutes)
  app.onError((error, c) => {
    if (error instanceof AppError) return c.json({ code: error.code }, error.status as 400)
    throw error
  })
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  it('is sent once, then only when it has changed', async () => {
    actor = agent
    const first = await app.request('/catalog')
    expect(first.status).toBe(200)
    const etag = first.headers.get('ETag') ?? ''
    expect((await first.json()) as object).toHaveProperty('favourites')
    const again = await app.request('/catalog', { headers: { 'If-None-Match': `W/${etag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await db.sql`UPDATE product SET position = 99 WHERE code = 'MUG'`
    expect((await app.request('/catalog', { headers: { 'If-None-Match': etag } })).status).toBe(200)
  })

  it('of the staff is closed to visitors and to providers', async () => {
    for (const path of ['/catalog', '/departures?day=2026-08-13', '/stock']) {
      actor = { kind: 'visitor' }
      expect((await app.request(path)).status, path).toBe(401)
      actor = {
        ...agent,
        kind: 'provider',
        roles: ['provider'],
        providerId: 'prv_00000000000000000000000001',
      }
      expect((await app.request(path)).status, path).toBe(403)
    }
  })

  it('of the shop is open to everybody, cached for a second, and 304 while nothing moves', async () => {
    actor = { kind: 'visitor' }
    for (const path of [
      '/shop/products',
      '/shop/products/balade-du-bourg?day=2026-08-14',
      '/shop/departures?day=2026-08-13',
      '/shop/calendar/balade-du-bourg?month=2026-08',
      '/shop/months/balade-du-bourg?month=2026-08',
      '/shop/next',
      '/shop/office',
    ]) {
      const first = await app.request(path)
      expect(first.status, path).toBe(200)
      expect(first.headers.get('Cache-Control')).toContain('max-age=1')
      const etag = first.headers.get('ETag') ?? ''
      const again = await app.request(path, { headers: { 'If-None-Match': etag } })
      expect(again.status, path).toBe(304)
    }
  })

  it('refuses what it does not know', async () => {
    actor = { kind: 'visitor' }
    for (const [path, status] of [
      ['/shop/products/nothing', 404],
      ['/shop/products/carte-postale', 404],
      ['/shop/calendar/nothing?month=2026-08', 404],
      ['/shop/calendar/balade-du-bourg?month=2026-13', 400],
      ['/shop/calendar/balade-du-bourg', 400],
      ['/shop/months/nothing?month=2026-08', 404],
      ['/shop/months/carte-postale?month=2026-08', 404],
      ['/shop/months/%00?month=2026-08', 404],
      ['/shop/months/balade-du-bourg?month=2026-13', 400],
      ['/shop/months/balade-du-bourg', 400],
      ['/shop/departures', 400],
      ['/shop/departures?day=2026-02-30', 400],
      ['/shop/departures?day=2026-08-13&to=2026-08-12', 400],
      ['/shop/departures?day=2026-08-13&to=2027-08-12', 400],
      ['/shop/departures?day=0000-01-01', 400],
      ['/shop/departures?day=2026-08-13&product=prd_00000000000000000000000000', 200],
      ["/shop/departures?day=2026-08-13&product=';DROP", 400],
      ['/shop/departures?day=2026-08-13&product=%00', 400],
      ['/shop/products/%00', 404],
    ] as const) {
      expect((await app.request(path)).status, path).toBe(status)
    }
  })

  it('an agent sets the tiles of a register, and open tills hear of it', async () => {
    actor = agent
    const [register] = await db.sql`SELECT id FROM register WHERE code = 'B1'`
    const units = await db.sql`SELECT id FROM unit ORDER BY id LIMIT 3`
    const unitIds = units.map((u) => u.id as string).reverse()
    const [before] = await db.sql`SELECT version FROM catalog_version`
    expect((await send(`/favourites/${register?.id}`, { unitIds })).status).toBe(200)
    const answer = (await (await app.request('/catalog')).json()) as { favourites: Record<string, string[]> }
    expect(answer.favourites[register?.id]).toEqual(unitIds)
    const [after] = await db.sql`SELECT version FROM catalog_version`
    expect(after?.version).toBeGreaterThan(before?.version)
    const [audit] = await db.sql`SELECT action, actor FROM audit ORDER BY id DESC LIMIT 1`
    expect(audit).toEqual({ action: 'favourites.set', actor: agent.staffId })
  })

  it('a tile of nothing that is sold, of one fare twice, or of no register is refused and changes none', async () => {
    actor = agent
    const [register] = await db.sql`SELECT id FROM register WHERE code = 'B1'`
    const [unit] = await db.sql`SELECT id FROM unit LIMIT 1`
    const path = `/favourites/${register?.id}`
    const before = await db.sql`SELECT * FROM favourite ORDER BY register_id, position`
    expect((await send(path, { unitIds: ['uni_00000000000000000000000000'] })).status).toBe(409)
    expect((await send(path, { unitIds: [unit?.id, unit?.id] })).status).toBe(400)
    expect((await send('/favourites/reg_00000000000000000000000000', { unitIds: [] })).status).toBe(404)
    // Nobody stands at the shop's register, nor at one that was closed.
    const [shop] = await db.sql`SELECT id FROM register WHERE kind = 'WEB'`
    const [closed] = await db.owner()
      .sql`UPDATE register SET closed_at = ${TEST_NOW}::timestamptz WHERE code = 'B2' RETURNING id`
    for (const id of [shop?.id, closed?.id])
      expect((await send(`/favourites/${id}`, { unitIds: [unit?.id] })).status).toBe(404)
    expect(await db.sql`SELECT * FROM favourite ORDER BY register_id, position`).toEqual(before)
  })
})
