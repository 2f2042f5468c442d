import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { local, plusDays } from '../shared/time.ts'
import { cachedBooks } from './catalog.ts'
import { generateSessions } from './planning.ts'
import {
  departures,
  departuresJson,
  nextDepartures,
  nextOfEachJson,
  stockJson,
  type StockList,
} from './departures.ts'
import { shopOffice, shopProductBySlug, shopProducts } from './shop.ts'

const today = local(TEST_NOW).day

async function productId(db: TestDb, code: string): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`SELECT id FROM product WHERE code = ${code}`
  return row?.id ?? ''
}

describe('departures', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  it('of a day come in order, with civil times and the seats of their counters', async () => {
    const golfe = await productId(db, 'GOLFE')
    const { sessions } = await departures(db, { day: today, productId: golfe })
    expect(sessions.map((s) => [s.time, s.endTime])).toEqual([
      ['10:00', '13:00'],
      ['14:30', '17:30'],
      ['17:45', '20:45'],
      ['20:30', '23:30'],
      ['22:30', '00:00'],
      ['23:45', '01:15'],
    ])
    expect(sessions[1]).toMatchObject({
      day: today,
      startsAt: '2026-08-13T12:30:00.000Z',
      cutoffAt: '2026-08-13T12:25:00.000Z',
      capacity: 48,
      taken: 0,
      held: 0,
      closedReason: null,
    })
    const all = await departures(db, { day: today })
    expect(all.sessions.map((s) => s.startsAt)).toEqual(all.sessions.map((s) => s.startsAt).sort())
  })

  it('closed by the provider say why', async () => {
    const { sessions } = await departures(db, { day: today, productId: await productId(db, 'CHAR') })
    expect(sessions.map((s) => [s.time, s.closedReason])).toEqual([
      ['10:30', null],
      ['14:00', null],
      ['16:00', 'vent'],
    ])
  })

  it('next of each product: the first with a place, none for what is full, closed or sold only at counters', async () => {
    type Next = { id: string; productId: string; day: string; time: string; leg: number }
    const next = async (): Promise<Map<string, Next>> => {
      const { sessions } = JSON.parse(await nextOfEachJson(db, today, TEST_NOW)) as { sessions: Next[] }
      expect(new Set(sessions.map((s) => s.productId)).size).toBe(sessions.length)
      return new Map(sessions.map((s) => [s.productId, s]))
    }
    const [golfe, char] = [await productId(db, 'GOLFE'), await productId(db, 'CHAR')]
    const before = await next()
    expect(before.get(golfe)).toMatchObject({ day: today, time: '14:30', leg: 0 })
    // Today's last one is closed for wind.
    expect(before.get(char)?.day).toBe(plusDays(today, 1))
    expect(before.has(await productId(db, 'CARTE'))).toBe(false)
    await db.sql`
      UPDATE counter SET taken = capacity
       WHERE id = (SELECT counter_id FROM session WHERE id = ${before.get(golfe)?.id ?? ''})`
    expect((await next()).get(golfe)).toMatchObject({ day: today, time: '17:45' })
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW}, closed_reason = 'grève' WHERE product_id = ${golfe}`
    expect((await next()).has(golfe)).toBe(false)
    await db.sql`UPDATE session SET closed_at = NULL, closed_reason = NULL WHERE product_id = ${golfe}`
    await db.sql`
      UPDATE counter SET taken = 0
       WHERE id = (SELECT counter_id FROM session WHERE id = ${before.get(golfe)?.id ?? ''})`
    expect(await next()).toEqual(before)
  })

  it('may be asked for thirty-one days at most, forwards', async () => {
    await expect(departures(db, { day: today, to: plusDays(today, 31) })).rejects.toMatchObject({
      code: 'bad_request',
    })
    await expect(departures(db, { day: today, to: plusDays(today, -1) })).rejects.toMatchObject({
      code: 'bad_request',
    })
    expect((await departures(db, { day: today, to: plusDays(today, 30) })).to).toBe(plusDays(today, 30))
  })

  it('of what is sold online leave out the rest', async () => {
    await db.sql`UPDATE product SET channels = '["COUNTER"]' WHERE code = 'BALADE'`
    const balade = await productId(db, 'BALADE')
    const online = await departuresJson(db, { day: today, channel: 'ONLINE' })
    expect(online.includes(balade)).toBe(false)
    expect((await departuresJson(db, { day: today })).includes(balade)).toBe(true)
  })

  it('proposed instead are later, open, sellable, and have the seats', async () => {
    const golfe = await productId(db, 'GOLFE')
    const { sessions } = await departures(db, { day: today, productId: golfe })
    const [, at1430, at1745, at2030, at2230] = sessions
    if (!at1430 || !at1745 || !at2030 || !at2230) throw new Error('no such departures')
    await db.sql`UPDATE counter SET taken = 46 WHERE id = ${at1745.counterId}`
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW}, closed_reason = 'vent' WHERE id = ${at2030.id}`
    const asked = { productId: golfe, optionId: at1430.optionId, leg: 0, after: at1430.startsAt, limit: 2 }
    const two = await nextDepartures(db, { ...asked, seats: 2 })
    expect(two.map((s) => s.time)).toEqual(['17:45', '22:30'])
    const three = await nextDepartures(db, { ...asked, seats: 3 })
    expect(three.map((s) => s.time)).toEqual(['22:30', '23:45'])
    const late = await nextDepartures(db, { ...asked, seats: 3, now: at2230.cutoffAt })
    expect(late.map((s) => s.time)).toEqual(['23:45', '10:00'])
  })

  it('of a course are proposed by their first day, and only when every day has the seats', async () => {
    const [rule] = await db.sql<{ id: string; product: string; option: string }[]>`
      UPDATE session_rule SET from_day = '2026-08-01', to_day = '2026-08-31'
       WHERE grouped RETURNING id, option_id AS option, (SELECT product_id FROM option o WHERE o.id = option_id) AS product`
    if (!rule) throw new Error('no course')
    await generateSessions({ db, actor: { kind: 'system' }, now: TEST_NOW }, rule.id)
    const ask = { productId: rule.product, optionId: rule.option, leg: 0, after: TEST_NOW, seats: 4 }
    expect((await nextDepartures(db, ask)).map((s) => [s.day, s.time])).toEqual([
      ['2026-08-17', '09:30'],
      ['2026-08-17', '14:00'],
    ])
    await db.sql`UPDATE counter SET taken = 10 WHERE id = (
      SELECT counter_id FROM session WHERE option_id = ${rule.option} AND starts_at = '2026-08-19T07:30:00Z')`
    expect((await nextDepartures(db, ask)).map((s) => [s.day, s.time])).toEqual([
      ['2026-08-17', '14:00'],
      ['2026-08-24', '09:30'],
    ])
    // In a list of what leaves next, too: the fullest of its days counts.
    const next = async () => {
      const { sessions } = JSON.parse(await nextOfEachJson(db, today, TEST_NOW)) as {
        sessions: { productId: string; day: string; time: string }[]
      }
      const own = sessions.find((s) => s.productId === rule.product)
      return own && [own.day, own.time]
    }
    expect(await next()).toEqual(['2026-08-17', '09:30'])
    await db.sql`UPDATE counter SET taken = capacity WHERE id = (
      SELECT counter_id FROM session WHERE option_id = ${rule.option} AND starts_at = '2026-08-19T07:30:00Z')`
    expect(await next()).toEqual(['2026-08-17', '14:00'])
  })

  it('go with the stock of goods: two mugs are left', async () => {
    const { counters } = JSON.parse(await stockJson(db)) as StockList
    const [mug] = await db.sql<{ id: string }[]>`SELECT counter_id AS id FROM product WHERE code = 'MUG'`
    expect(counters.find((c) => c.id === mug?.id)).toEqual({ id: mug?.id, capacity: 2, taken: 0, held: 0 })
  })
})

describe('the shop', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  it('shows what is sold online, at its online price, and nothing of the office’s terms', async () => {
    const books = await cachedBooks(db)
    const products = shopProducts(books, today)
    expect(products.every((p) => p.kind === 'SESSION' || p.kind === 'OPEN')).toBe(true)
    expect(products.find((p) => p.slug === 'spa-marin-entree-semaine')?.fromC).toBe(2600)
    expect(products.find((p) => p.slug === 'golfe-du-morbihan-tour-des-iles')).toMatchObject({
      fromC: 2800,
      providerName: 'Vedettes Kerlann',
      cancelFreeMinutes: 1440,
    })
    const text = JSON.stringify(products)
    for (const secret of ['rateBp', 'siret', 'iban', 'account', 'counterId', 'barcode', 'providerId']) {
      expect(text.includes(`"${secret}"`), secret).toBe(false)
    }
    expect(() => shopProductBySlug(books, 'carte-postale', today)).toThrow('not_found')
    expect(shopOffice(books)).toMatchObject({ city: 'Carnac', demo: true })
  })
})
