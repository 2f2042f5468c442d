import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { instantOf, msOf, toInstant, type Instant } from '../shared/time.ts'
import { readDashboard } from './dashboard.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()
const START = toInstant('2027-02-28T12:00:00.000Z')

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: START, capacity: 10_000 })
  await db.owner().sql`UPDATE session SET cutoff_at = cutoff_at + interval '5 years'`
})

afterAll(() => db.close())

const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}
const at = (now: Instant) => ({ db, keys, actor: manager, now, requestId: 'test' })
const on = (day: string) => toInstant(`${day}T15:00:00.000Z`)

async function sale(input: ReturnType<typeof boatBasket>, now: Instant): Promise<void> {
  await db.owner().sql`UPDATE shift SET opened_at = ${now}::timestamptz`
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
}

describe('the dashboard', () => {
  it('of an office that has sold nothing knows the target and the week, and foresees nothing', async () => {
    const seen = await readDashboard(at(START))
    expect(seen).toMatchObject({
      year: 2027,
      to: '2027-02-28',
      targetC: 32_000_000,
      targetExcludes: ['BOUTIQUE'],
      done: { grossC: 0, sales: 0 },
      forecast: null,
      curve: [],
      curveBefore: [],
      week: { from: '2027-02-22', to: '2027-02-28', doneC: 0, days: 7 },
      railElsewhereC: 0,
      at: START,
    })
    // 7 of the 28 days of a February that has 3 % of the year, of what is left of the year after 1 % + 21 of 28 days.
    const rest = 1 - 0.01 - (0.03 * 21) / 28
    expect(seen.week.neededC).toBe(Math.round((32_000_000 * ((0.03 * 7) / 28)) / rest))
    expect(seen.by).toEqual({
      month: [],
      family: [],
      provider: [],
      product: [],
      site: [],
      channel: [],
      agent: [],
    })
  })

  it('counts what the target counts, shows the rest beside it', async () => {
    await sale(familyBasket(office), START)
    const seen = await readDashboard(at(START))
    expect(seen.done).toEqual({ grossC: 8_000, ownHtC: 0, commissionC: 604, tickets: 4, sales: 1 })
    expect(seen.all).toEqual({ grossC: 9_200, ownHtC: 1_137, commissionC: 604, tickets: 4, sales: 1 })
    expect(seen.by.family.map(({ key, now }) => [key, now.grossC])).toEqual([
      ['BOAT', 7_100],
      ['RAIL', 900],
    ])
    expect(seen.by.month).toMatchObject([{ key: '2027-02', now: { grossC: 8_000 } }])
    expect(seen.by.site).toMatchObject([{ label: 'Bourg' }])
    expect(seen.by.agent).toMatchObject([{ label: 'Maïwenn' }])
    expect(seen.by.channel).toMatchObject([{ key: 'COUNTER', label: 'COUNTER' }])
    expect(seen.week.doneC).toBe(8_000)
  })

  it('shows how full the departures were that have left, for who runs them; what has none is without', async () => {
    const before = await readDashboard(at(START))
    expect(before.by.product.map((s) => s.fill)).toEqual([null, null])
    const left = instantOf(msOf(START) + 2 * 3_600_000)
    const { by } = await readDashboard(at(left))
    expect(by.product.find((s) => s.key === office.boat.product)?.fill).toBeCloseTo(3 / 10_000)
    expect(by.provider.find((s) => s.key === office.provider)?.fill).toBeCloseTo(3 / 10_000)
    expect(by.family.every((s) => s.fill === null)).toBe(true)
  })

  it('a leap day is compared with the 28th, and months with those of the year before', async () => {
    await sale(boatBasket(office), on('2027-03-01'))
    await sale(boatBasket(office, { adults: 2 }), on('2028-02-29'))
    const seen = await readDashboard(at(on('2028-02-29')))
    expect(seen).toMatchObject({
      year: 2028,
      to: '2028-02-29',
      done: { grossC: 5_600 },
      sameDayBefore: { grossC: 8_000 },
      wholeBefore: { grossC: 10_800 },
    })
    expect(seen.by.month).toMatchObject([
      { key: '2028-02', now: { grossC: 5_600 }, before: { grossC: 8_000 } },
    ])
    expect(seen.curve).toEqual([{ day: '2028-02-29', grossC: 5_600 }])
    expect(seen.curveBefore).toEqual([
      { day: '2027-02-28', grossC: 8_000 },
      { day: '2027-03-01', grossC: 10_800 },
    ])
    const next = await readDashboard(at(on('2028-03-01')))
    expect(next.sameDayBefore.grossC).toBe(10_800)
  })

  it('foresees from what is done to the end of the year, day by later day', async () => {
    const { forecast, done } = await readDashboard(at(on('2028-06-15')))
    expect(forecast?.curve[0]).toEqual({ day: '2028-06-15', grossC: 5_600, lowC: 5_600, highC: 5_600 })
    expect(forecast?.curve.at(-1)?.day).toBe('2028-12-31')
    expect(forecast?.grossC).toBeGreaterThanOrEqual(done.grossC)
    expect(forecast?.lowC).toBeLessThanOrEqual(forecast?.grossC ?? 0)
    expect(forecast?.highC).toBeGreaterThan(forecast?.grossC ?? 0)
    const sums = forecast?.curve.map((point) => point.grossC) ?? []
    expect(sums).toEqual([...sums].sort((a, b) => a - b))
  })

  it('a year that is over is whole, compared with a whole one, and ended where it ended; one to come is empty', async () => {
    const over = await readDashboard(at(on('2028-06-15')), 2027)
    expect(over).toMatchObject({
      to: '2027-12-31',
      done: { grossC: 10_800 },
      forecast: { grossC: 10_800, lowC: 10_800, highC: 10_800, curve: [] },
      week: { from: '2027-12-27', to: '2027-12-31' },
    })
    const coming = await readDashboard(at(on('2028-06-15')), 2029)
    expect(coming).toMatchObject({ to: '2029-12-31', done: { grossC: 0 }, forecast: null })
  })

  it('what this week must bring stands still while the week goes on, and is nothing once the target is reached', async () => {
    const monday = await readDashboard(at(on('2028-07-03')))
    await sale(boatBasket(office), on('2028-07-04'))
    const tuesday = await readDashboard(at(on('2028-07-04')))
    expect(tuesday.week).toMatchObject({ from: '2028-07-03', to: '2028-07-09', days: 2, doneC: 2_800 })
    expect(monday.week).toMatchObject({ days: 1, doneC: 0, neededC: tuesday.week.neededC })
    expect(tuesday.week.neededC).toBeGreaterThan(0)
    await db.owner().sql`UPDATE office SET target_c = 5000`
    expect((await readDashboard(at(on('2028-07-04')))).week.neededC).toBe(0)
    await db.owner().sql`UPDATE office SET target_c = 32000000`
  })

  it('SNCF tickets paid on its own terminal are a memo, in no other figure', async () => {
    const was = await readDashboard(at(on('2028-07-04')))
    await db.owner().sql`
      INSERT INTO sncf_sale (sale_id, line_n, terminal, external_ref, sold_at, product, origin, destination, travel_class,
                             passengers, fare_c, paid_on, status)
      SELECT sale_id, 9, terminal, 'X1', '2028-07-04T22:30:00Z', product, origin, destination, travel_class, 1, 4200,
             'SNCF_TERMINAL', 'SOLD' FROM sncf_sale LIMIT 1`
    // Half past midnight at the counter: it is of the next civil day.
    expect(await readDashboard(at(on('2028-07-04')))).toEqual(was)
    expect(await readDashboard(at(on('2028-07-05')))).toMatchObject({ railElsewhereC: 4_200, done: was.done })
  })

  it('is not for an agent', async () => {
    await expect(readDashboard({ ...at(START), actor: agentOf(office) })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
