import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { local, toInstant } from '../../api/shared/time.ts'
import { TEST_NOW } from '../test-clock.ts'
import { testDb, type TestDb } from '../test.ts'
import { demoIban, ean13, seedId } from './id.ts'
import { seed } from './index.ts'
import { planRows } from './plan.ts'
import { PRODUCTS } from './products/index.ts'
import { PROVIDERS } from './providers.ts'

const DAYS = { before: 1, after: 2 }
/** Every table the seed writes, and an order that does not depend on how it was written. */
const TABLES = [
  'office',
  'site',
  'register',
  'account',
  'vat_rate',
  'season',
  'provider',
  'agreement',
  'commission',
  'counter',
  'product',
  'option',
  'unit',
  'tariff',
  'favourite',
  'stock_movement',
  'session_rule',
  'session',
]

async function dump(db: TestDb): Promise<Record<string, string>> {
  const tables: Record<string, string> = {}
  for (const table of TABLES) {
    const [row] = await db.sql.unsafe<{ text: string }[]>(
      `SELECT string_agg(line, chr(10) ORDER BY line) AS text
         FROM (SELECT (to_jsonb(t) - 'created')::text AS line FROM "${table}" t) lines`,
    )
    tables[table] = row?.text ?? ''
  }
  return tables
}

describe('the demonstration office', () => {
  let one: TestDb
  let two: TestDb
  beforeAll(async () => {
    one = await testDb()
    two = await testDb()
    await seed(one.owner(), { now: TEST_NOW, days: DAYS })
    await seed(two.owner(), { now: TEST_NOW, days: DAYS })
  })
  afterAll(async () => {
    await one.close()
    await two.close()
  })

  it('is the same, identifiers included, wherever it is made at the same moment', async () => {
    const [first, second] = [await dump(one), await dump(two)]
    for (const table of TABLES) {
      expect(first[table]?.length, table).toBeGreaterThan(0)
      expect(second[table], table).toBe(first[table])
    }
  })

  it('has its providers, its products of every kind, and texts in French and English', () => {
    expect(PROVIDERS.length).toBeGreaterThanOrEqual(12)
    expect(PRODUCTS.length).toBeGreaterThanOrEqual(25)
    expect(new Set(PRODUCTS.map((p) => p.kind))).toEqual(
      new Set(['SESSION', 'OPEN', 'GOODS', 'EXTERNAL', 'VOUCHER']),
    )
    expect(new Set(PRODUCTS.map((p) => p.mode))).toEqual(new Set(['OWN', 'MANDATE', 'RESALE']))
    expect(new Set(PRODUCTS.flatMap((p) => p.options.map((o) => o.take)))).toEqual(
      new Set(['NONE', 'ONE', 'LEGS', 'GROUP']),
    )
    for (const product of PRODUCTS) {
      for (const words of [product.fr, product.en]) {
        expect(
          words.title.length * words.short.length * words.description.length,
          product.code,
        ).toBeGreaterThan(0)
      }
      if (product.kind === 'SESSION')
        expect(product.fr.cancel && product.en.cancel, product.code).toBeTruthy()
    }
  })

  it('stays within the constraints: every counter empty, every session with its own', async () => {
    const [odd] = await one.sql<{ shared: number; missing: number; taken: number }[]>`
      SELECT (SELECT count(*) FROM (SELECT counter_id FROM session GROUP BY 1 HAVING count(*) > 1) x)::int AS shared,
             (SELECT count(*) FROM session s LEFT JOIN counter c ON c.id = s.counter_id WHERE c.id IS NULL)::int
               AS missing,
             (SELECT coalesce(sum(taken + held), 0) FROM counter)::int AS taken`
    expect(odd).toEqual({ shared: 0, missing: 0, taken: 0 })
  })

  it('has stock that its movements explain', async () => {
    const rows = await one.sql<{ capacity: number; moved: number }[]>`
      SELECT c.capacity, sum(m.qty)::int AS moved
      FROM product p JOIN counter c ON c.id = p.counter_id JOIN stock_movement m ON m.counter_id = c.id
      WHERE p.kind = 'GOODS' GROUP BY c.id`
    expect(rows.length).toBe(PRODUCTS.filter((p) => p.kind === 'GOODS').length)
    expect(rows.filter((r) => r.capacity !== r.moved)).toEqual([])
  })

  it('has a boat to sell today at whatever hour it is started, until a quarter to midnight', () => {
    const golfe = seedId('product', 'GOLFE')
    for (const day of ['2026-01-01', '2026-03-29', '2026-07-14', '2026-10-25', '2026-12-31']) {
      for (let hour = 0; hour < 24; hour++) {
        const now = toInstant(`${day}T${String(hour).padStart(2, '0')}:30:00+01:00`)
        const today = local(now).day
        if (local(now).time > '23:39') continue
        const { sessions } = planRows(now, { before: 0, after: 0 })
        const next = sessions.find((s) => s.productId === golfe && s.cutoffAt > now)
        expect(next?.day, `${day} ${hour}:30`).toBe(today)
      }
    }
  })
})

describe('numbers of the demonstration', () => {
  it('barcodes end with the check digit of EAN-13', () => {
    for (let article = 0; article < 200; article++) {
      const digits = Array.from(ean13(article), Number)
      expect(digits.length).toBe(13)
      expect(digits.reduce((sum, d, i) => sum + d * (i % 2 === 0 ? 1 : 3), 0) % 10).toBe(0)
    }
    expect(ean13(1)).toMatch(/^2000000000015$/)
  })

  it('SIRET numbers pass the check of Luhn and are fictitious', () => {
    for (const { siret } of PROVIDERS) {
      const sum = Array.from(siret, Number)
        .reverse()
        .reduce((total, d, i) => total + (i % 2 === 0 ? d : d * 2 > 9 ? d * 2 - 9 : d * 2), 0)
      expect(sum % 10, siret).toBe(0)
      expect(siret).toMatch(/^0009\d{10}$/)
    }
    expect(new Set(PROVIDERS.map((p) => p.siret)).size).toBe(PROVIDERS.length)
  })

  it('IBAN pass the check of ISO 7064', () => {
    const iban = demoIban(1001)
    expect(iban).toHaveLength(27)
    const moved = `${iban.slice(4)}1527${iban.slice(2, 4)}`
    expect(BigInt(moved) % 97n).toBe(1n)
  })

  it('identifiers made from names have the form of all others, and sort by time when they have one', () => {
    expect(seedId('session', 'x')).toMatch(/^ses_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(seedId('session', 'x')).toBe(seedId('session', 'x'))
    expect(seedId('session', 'z', 1_000) < seedId('session', 'a', 2_000)).toBe(true)
  })
})
