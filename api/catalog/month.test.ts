import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import { givenTrade, type Trade } from '../../db/given-trade.ts'
import type { Given } from '../../db/given-type.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { local, plusMinutes, type Instant } from '../shared/time.ts'
import { monthForAll, monthJson, type MonthList } from './month.ts'

let db: TestDb
let office: Given
let trade: Trade

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 3, capacity: 48 })
  trade = await givenTrade(db.owner(), office, TEST_NOW)
})
afterAll(() => db.close())

const month = local(TEST_NOW).day.slice(0, 7)
const read = async (slug: string, now: Instant = TEST_NOW, of: string = month) =>
  JSON.parse(await monthJson(db, { slug, month: of, now })) as MonthList
const cells = (at: Instant, leg: number, capacity: number, left: number | null) => {
  const { day, time } = local(at)
  return [Number(day.slice(8)), time, leg, capacity, left]
}

describe('a month of a product', () => {
  it('says each departure with its day, time and places left, in order of start', async () => {
    const [first, second, third] = office.sessions as [
      Given['sessions'][0],
      Given['sessions'][0],
      Given['sessions'][0],
    ]
    await db.sql`UPDATE counter SET taken = 10, held = 2 WHERE id = ${second.counter}`
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW}, closed_reason = 'weather' WHERE id = ${third.id}`
    expect(await read('golfe')).toEqual({
      month,
      departures: [
        cells(first.startsAt, 0, 48, 48),
        cells(second.startsAt, 0, 48, 36),
        cells(third.startsAt, 0, 48, null),
      ],
    })
    await db.sql`UPDATE session SET closed_at = NULL, closed_reason = NULL WHERE id = ${third.id}`
  })

  it('leaves out what can no longer be booked, and other months', async () => {
    const [first] = office.sessions
    const { departures } = await read('golfe', plusMinutes(first?.startsAt ?? TEST_NOW, 0))
    expect(departures).toHaveLength(office.sessions.length - 1)
    expect((await read('golfe', TEST_NOW, '2099-12')).departures).toEqual([])
  })

  it('tells outward from return', async () => {
    const { departures } = await read('houat')
    const expected = [
      ...trade.island.out.map((s) => cells(s.startsAt, 0, 20, 20)),
      ...trade.island.back.map((s) => cells(s.startsAt, 1, 20, 20)),
    ]
    expect(departures).toHaveLength(4)
    expect(departures).toEqual(expect.arrayContaining(expected))
  })

  it('counts a course once, on its first day, with the places of its fullest session', async () => {
    const [one, two] = trade.course.groups as [Trade['course']['groups'][0], Trade['course']['groups'][0]]
    await db.sql`UPDATE counter SET taken = 17 WHERE id = ${one[1]?.counter ?? ''}`
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW} WHERE id = ${two[1]?.id ?? ''}`
    expect((await read('stage')).departures).toEqual([
      cells(one[0]?.startsAt ?? TEST_NOW, 0, 20, 3),
      cells(two[0]?.startsAt ?? TEST_NOW, 0, 20, null),
    ])
  })

  it('is read once for those who ask together, and again for whoever asks after them', async () => {
    const asked = { slug: 'golfe', month, now: TEST_NOW }
    const together = [monthForAll(db, asked), monthForAll(db, asked)]
    expect(together[0]).toBe(together[1])
    const [first] = await Promise.all(together)
    await db.sql`UPDATE counter SET taken = taken + 1 WHERE id = ${office.sessions[0]?.counter ?? ''}`
    const after = await monthForAll(db, asked)
    expect(after).not.toBe(first)
    expect(after).toBe(await monthJson(db, asked))
    const lost = [1, 2].map(() => monthForAll(db, { ...asked, slug: 'nothing' }))
    for (const one of lost) await expect(one).rejects.toMatchObject({ code: 'not_found' })
    await expect(monthForAll(db, { ...asked, slug: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('knows only what is sold online', async () => {
    await expect(read('nothing')).rejects.toMatchObject({ code: 'not_found' })
    await db.owner().sql`UPDATE product SET channels = '["COUNTER"]' WHERE slug = 'topo'`
    await expect(read('topo')).rejects.toMatchObject({ code: 'not_found' })
  })
})
