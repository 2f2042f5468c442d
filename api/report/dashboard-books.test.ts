import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { instantOf, msOf, type Instant } from '../shared/time.ts'
import { readDashboard } from './dashboard.ts'
import { reconcile } from './reconcile.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 10_000, sessions: 2 })
})

afterAll(async () => {
  const differences = await reconcile(db)
  await db.close()
  expect(differences).toEqual([])
})

const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}
const at = (now: Instant) => ({ db, keys, actor: manager, now, requestId: 'test' })

/** What the target counts and what the office earned, of the year. */
async function read(now: Instant, year?: number) {
  const { done, all, sameDayBefore, by, ...rest } = await readDashboard(at(now), year)
  return {
    year: rest.year,
    doneC: done.grossC,
    beforeC: sameDayBefore.grossC,
    ownC: all.ownHtC + all.commissionC,
    byFamily: by.family.map(({ key, now: own }) => [key, own.grossC]),
  }
}

/** The same from the ledger alone (fiscal.md 2.4): what sales gave to principals, own revenue and VAT collected. */
async function books() {
  const [row] = await db.sql`
    SELECT coalesce(-sum(l.amount_c) FILTER (WHERE e.kind = 'sale' AND l.family <> 'BOUTIQUE'
             AND l.account ~ '^(467|706|707|44571)'), 0)::int AS "doneC",
           coalesce(-sum(l.amount_c) FILTER (WHERE l.account ~ '^(706|707|7082)'), 0)::int AS "ownC"
      FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id`
  return row
}

async function sale(input: ReturnType<typeof boatBasket>, now = TEST_NOW): Promise<void> {
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
}

it('is nothing before the first sale', async () => {
  expect(await read(TEST_NOW)).toEqual({ year: 2026, doneC: 0, beforeC: 0, ownC: 0, byFamily: [] })
  expect(await books()).toEqual({ doneC: 0, ownC: 0 })
})

it('of the family’s sale counts the boat and the train, not the boutique; the office earns its own', async () => {
  await sale(familyBasket(office))
  expect(await read(TEST_NOW)).toMatchObject({
    doneC: 8_000,
    ownC: 1_137 + 568 + 36,
    byFamily: [
      ['BOAT', 7_100],
      ['RAIL', 900],
    ],
  })
})

it('equals what the ledger says, after any sequence of sales', async () => {
  const step = fc.oneof(
    fc.constant('family' as const),
    fc.record({ adults: fc.integer({ min: 1, max: 9 }), session: fc.integer({ min: 0, max: 1 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const s of steps) await sale(s === 'family' ? familyBasket(office) : boatBasket(office, s))
      const { doneC, ownC, byFamily } = await read(TEST_NOW)
      expect({ doneC, ownC }).toEqual(await books())
      expect(byFamily.reduce((sum, [, grossC]) => sum + Number(grossC), 0)).toBe(doneC)
    }),
    { numRuns: 8 },
  )
})

it('is compared a year later with the same civil day, and with the whole of a year that is over', async () => {
  const { doneC } = await read(TEST_NOW)
  const later = (days: number) => instantOf(msOf(TEST_NOW) + days * 86_400_000)
  expect(await read(later(364))).toMatchObject({ year: 2027, doneC: 0, beforeC: 0 })
  expect(await read(later(365))).toMatchObject({ year: 2027, doneC: 0, beforeC: doneC })
  expect(await read(later(800), 2026)).toMatchObject({ year: 2026, doneC, beforeC: 0 })
  expect(await read(later(800), 2027)).toMatchObject({
    year: 2027,
    doneC: 0,
    beforeC: doneC,
  })
})

it('a leap day is compared with the 28th: what was sold on the 1st of March is not in it', async () => {
  const sellTrain = async (now: Instant, adults: number) => {
    await db.owner().sql`UPDATE shift SET opened_at = ${now}::timestamptz`
    const { lines, ...family } = familyBasket(office)
    const [, , train] = lines
    if (!train?.external) throw new Error('the family takes the train')
    const totalC = adults * 900
    await sale(
      {
        ...family,
        lines: [
          {
            ...train,
            units: [{ unitId: office.sncf.unit, qty: adults }],
            external: { ...train.external, passengers: adults },
          },
        ],
        tenders: [{ means: 'CASH', amountC: totalC }],
        expected: { totalC, changeC: 0 },
      },
      now,
    )
  }
  await sellTrain('2027-02-28T22:30:00.000Z' as Instant, 1)
  await sellTrain('2027-02-28T23:30:00.000Z' as Instant, 2)
  const leap = '2028-02-29T12:00:00.000Z' as Instant
  expect(await read(leap)).toMatchObject({ year: 2028, beforeC: 900 })
  const next = '2028-03-01T12:00:00.000Z' as Instant
  expect(await read(next)).toMatchObject({ year: 2028, beforeC: 2_700 })
})

it('is not for an agent', async () => {
  await expect(readDashboard({ ...at(TEST_NOW), actor: agentOf(office) })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
