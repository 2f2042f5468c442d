import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { CatalogIndex, Channel, Fare } from '../shared/catalog.ts'
import { priceBasket, tariffOf } from '../shared/price.ts'
import { local, plusDays, toDay, type Day } from '../shared/time.ts'
import { booksFor, cachedBooks, catalogVersionOf, loadBooks } from './catalog.ts'
import { shopProductBySlug } from './shop.ts'
import { agreementOn, assertSellable, commissionOf } from './terms.ts'

const today = local(TEST_NOW).day

function fareOf(index: CatalogIndex, product: string, fare: string, option?: string): Fare {
  const found = [...index.fares.values()].find(
    (f) => f.product.code === product && f.unit.code === fare && (!option || f.option.code === option),
  )
  if (!found) throw new Error(`no fare ${fare} of ${product}`)
  return found
}

function priceOf(index: CatalogIndex, product: string, fare: string, channel: Channel, day: Day) {
  return tariffOf(fareOf(index, product, fare).unit, index.catalog.seasons, channel, day)?.priceC ?? null
}

describe('the catalogue', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  it('comes whole: products in order, each with its options, fares and prices', async () => {
    const { catalog } = (await loadBooks(db)).index
    expect(catalog.products.length).toBeGreaterThanOrEqual(25)
    expect(catalog.products[0]?.code).toBe('GOLFE')
    for (const product of catalog.products) {
      expect(product.options.length, product.code).toBeGreaterThan(0)
      // The fare of another's ticket is printed by its terminal.
      if (product.code === 'BILLETSNCF') continue
      for (const unit of product.options.flatMap((o) => o.units)) {
        // And what the visitor chooses is on a gift card.
        if (unit.code === 'LIBRE') continue
        expect(
          tariffOf(unit, catalog.seasons, 'COUNTER', today),
          `${product.code} ${unit.code}`,
        ).not.toBeNull()
      }
    }
    expect(catalog.products.find((p) => p.code === 'GOLFE')?.providerName).toBe('Vedettes Kerlann')
  })

  it('prices the family of the counter: 71.00 of boat, 12.00 of topoguide, 9.00 of train', async () => {
    const { index } = await cachedBooks(db)
    const line = (product: string, fares: [string, number][]) => ({
      optionId: fareOf(index, product, fares[0]?.[0] ?? '').option.id,
      sessionIds: [],
      units: fares.map(([fare, qty]) => ({ unitId: fareOf(index, product, fare).unit.id, qty })),
    })
    const lines = [
      line('GOLFE', [
        ['ADULTE', 2],
        ['ENFANT', 1],
      ]),
      line('TOPO', [['UNITE', 1]]),
      line('TIREBOUCHON', [['ADULTE', 1]]),
    ]
    for (const day of [today, toDay('2026-01-15'), toDay('2026-11-23'), toDay('2027-05-01')]) {
      const priced = priceBasket(index, lines, { channel: 'COUNTER', saleDay: day, dayOf: () => day })
      expect(priced).toMatchObject({ totalC: 9200, ownC: 1200, thirdC: 8000, servicesC: 7100 })
      expect(priced.vat).toEqual([{ vatRateBp: 550, htC: 1137, vatC: 63, ttcC: 1200 }])
    }
  })

  it('prices by season and by channel', async () => {
    const { index } = await cachedBooks(db)
    expect(priceOf(index, 'BELLEILE', 'ADULTE', 'COUNTER', toDay('2026-07-01'))).toBe(3980)
    expect(priceOf(index, 'BELLEILE', 'ADULTE', 'COUNTER', toDay('2026-08-31'))).toBe(3980)
    expect(priceOf(index, 'BELLEILE', 'ADULTE', 'COUNTER', toDay('2026-09-01'))).toBe(3700)
    expect(priceOf(index, 'BELLEILE', 'ADULTE', 'COUNTER', toDay('2026-11-01'))).toBe(3400)
    expect(priceOf(index, 'SPA', 'ADULTE', 'COUNTER', today)).toBe(2800)
    expect(priceOf(index, 'SPA', 'ADULTE', 'ONLINE', today)).toBe(2600)
  })

  it('sells a return by its legs, a course by its group, and supplements without a seat', async () => {
    const { index } = await cachedBooks(db)
    const belleIle = fareOf(index, 'BELLEILE', 'ADULTE').option
    expect(belleIle).toMatchObject({ take: 'LEGS', legs: [{ fr: 'Aller' }, { fr: 'Retour' }] })
    expect(fareOf(index, 'STAGE', 'JEUNE').option.take).toBe('GROUP')
    expect(fareOf(index, 'BELLEILE', 'CHIEN').unit.seats).toBe(0)
    expect(fareOf(index, 'BELLEILE', 'VELO').unit.seats).toBe(0)
    expect(fareOf(index, 'BELLEILE', 'FAMILLE').unit).toMatchObject({ seats: 4, admits: 4 })
  })

  it('gives each register its tiles', async () => {
    const books = await cachedBooks(db)
    const b2 = [...books.registers.values()].find((r) => r.code === 'B2')
    const tiles = books.favourites[b2?.id ?? ''] ?? []
    expect(tiles).toHaveLength(12)
    expect(books.index.fares.get(tiles[0] ?? '')?.product.code).toBe('CARTE')
    expect(b2).toMatchObject({ siteCode: 'BOURG', cashAccount: '5311', kind: 'COUNTER' })
    expect(books.office).toMatchObject({ demo: true, targetC: 32_000_000, targetExcludes: ['BOUTIQUE'] })
  })
})

describe('the copy that a process keeps', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  it('is the same value as long as the version is, in and out of a transaction', async () => {
    const copy = await cachedBooks(db)
    expect(await cachedBooks(db)).toBe(copy)
    await transaction(db, async (tx) => {
      const version = await catalogVersionOf(tx)
      expect(await booksFor(tx, version)).toBe(copy)
    })
  })

  it('is read again after any change of the catalogue, also one made by another process', async () => {
    const before = await cachedBooks(db)
    const mug = fareOf(before.index, 'MUG', 'UNITE').unit.id
    await db.another().sql`UPDATE tariff SET price_c = 1250 WHERE unit_id = ${mug}`
    const after = await cachedBooks(db)
    expect(after.index.catalog.version).toBeGreaterThan(before.index.catalog.version)
    expect(priceOf(after.index, 'MUG', 'UNITE', 'COUNTER', today)).toBe(1250)
    expect(priceOf(before.index, 'MUG', 'UNITE', 'COUNTER', today)).toBe(1100)
  })

  it('is not shared between databases', async () => {
    const other = await testDb()
    expect((await cachedBooks(other)).index.catalog.products).toEqual([])
    expect((await cachedBooks(other)).office).toBeNull()
    expect((await cachedBooks(db)).index.catalog.products.length).toBeGreaterThan(0)
    await other.close()
  })
})

describe('agreements', () => {
  let db: TestDb
  beforeAll(async () => {
    db = await testDb('carnac')
  })
  afterAll(() => db.close())

  async function commission(product: string, channel: Channel, day = today) {
    const { index, terms } = await cachedBooks(db)
    const found = index.catalog.products.find((p) => p.code === product)
    return commissionOf(terms, found?.id ?? '', found?.providerId ?? '', channel, day)
  }

  it('give the commission of the product on the channel before that of either, before the default', async () => {
    expect(await commission('GOLFE', 'COUNTER')).toMatchObject({ rateBp: 800, fixedC: 0, base: 'TTC_FARE' })
    expect(await commission('CAIRN', 'COUNTER')).toMatchObject({ rateBp: 1000 })
    expect(await commission('VELO', 'ONLINE')).toMatchObject({ rateBp: 800 })
    expect(await commission('VELO', 'COUNTER')).toMatchObject({ rateBp: 900 })
    expect(await commission('CHAR', 'ONLINE')).toMatchObject({ rateBp: 1200 })
    expect(await commission('CHAR', 'COUNTER')).toMatchObject({ rateBp: 1000 })
    expect(await commission('MUSEE', 'COUNTER')).toMatchObject({ rateBp: 0, fixedC: 30 })
    expect(await commission('SPA', 'COUNTER')).toMatchObject({ base: 'PROVIDER_HT' })
    expect(await commission('TIREBOUCHON', 'COUNTER')).toMatchObject({ rateBp: 400 })
  })

  it('hold by their version of the day, and none holds before it is signed', async () => {
    expect(await commission('BELLEILE', 'COUNTER', toDay('2025-12-31'))).toMatchObject({
      version: 1,
      rateBp: 500,
    })
    expect(await commission('BELLEILE', 'COUNTER', toDay('2026-01-01'))).toMatchObject({
      version: 2,
      rateBp: 600,
    })
    expect(await commission('BELLEILE', 'COUNTER', toDay('2020-01-01'))).toBeNull()
  })

  it('tell a visitor the cancellation terms in force that day, not the newest', async () => {
    const books = await cachedBooks(db)
    const golfe = books.index.catalog.products.find((p) => p.code === 'GOLFE')
    const terms = books.terms.agreements.get(golfe?.providerId ?? '') ?? []
    const [now] = terms
    if (!golfe || !now) throw new Error('no agreement for GOLFE')
    const from = plusDays(today, 30)
    const cancellation = { ...now.cancellation, freeUntilMinutes: 7 }
    const next = { ...now, version: now.version + 1, validFrom: from, cancellation }
    const agreements = new Map([[now.providerId, [next, ...terms]]])
    const said = (day: Day) =>
      shopProductBySlug({ ...books, terms: { ...books.terms, agreements } }, golfe.slug, day)
        .cancelFreeMinutes
    expect(said(today)).toBe(now.cancellation.freeUntilMinutes)
    expect(said(from)).toBe(7)
  })

  it('of resale carry no commission', async () => {
    expect(await commission('CIMES', 'COUNTER')).toBeNull()
    const { index, terms } = await cachedBooks(db)
    const provider = index.catalog.products.find((p) => p.code === 'CIMES')?.providerId ?? ''
    expect(agreementOn(terms, provider, today)?.mode).toBe('RESALE')
  })

  it('let nothing be sold in a provider’s name without one that is signed', async () => {
    const { index } = await cachedBooks(db)
    const id = (code: string) => index.catalog.products.find((p) => p.code === code)?.id ?? ''
    for (const product of index.catalog.products) {
      await transaction(db, (tx) => assertSellable(tx, product.id, today))
    }
    const refused = (code: string, day: Day) => transaction(db, (tx) => assertSellable(tx, id(code), day))
    await expect(refused('GOLFE', toDay('2020-01-01'))).rejects.toMatchObject({ code: 'not_on_sale' })
    await expect(refused('BALADE', toDay('2020-01-01'))).resolves.toBeUndefined()
    await db.sql`UPDATE agreement SET signed_on = ${plusDays(today, 1)}
      WHERE provider_id = (SELECT provider_id FROM product WHERE id = ${id('KAYAK')})`
    await expect(refused('KAYAK', today)).rejects.toMatchObject({ code: 'not_on_sale' })
    await expect(refused('nothing', today)).rejects.toMatchObject({ code: 'not_found' })
  })
})
