import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import { givenTrade, type Trade } from '../../db/given-trade.ts'
import type { Given } from '../../db/given-type.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { local, plusDays, plusMinutes, type Instant } from '../shared/time.ts'
import { monthForAll, monthJson, type Month } from './month.ts'

let db: TestDb
let office: Given
let trade: Trade

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 3, capacity: 48 })
  trade = await givenTrade(db.owner(), office, TEST_NOW)
})
afterAll(() => db.close())

const today = local(TEST_NOW).day
const month = today.slice(0, 7)
const dayOf = (at: Instant) => Number(local(at).day.slice(8))
const read = async (slug: string, now: Instant = TEST_NOW, of: string = month) =>
  JSON.parse(await monthJson(db, { slug, month: of, now })) as Month
const close = (ids: string[], at: Instant | null) =>
  db.sql`UPDATE session SET closed_at = ${at} WHERE id = ANY(${ids})`

describe('a month of a product', () => {
  it('adds up the places of each day’s open departures; a day that is closed whole has none to count', async () => {
    const [first, second, third] = office.sessions as [
      Given['sessions'][0],
      Given['sessions'][0],
      Given['sessions'][0],
    ]
    await db.sql`UPDATE session SET day = ${plusDays(today, 2)} WHERE id = ${third.id}`
    await db.sql`UPDATE counter SET taken = 10, held = 2 WHERE id = ${second.counter}`
    const [day, later] = [Number(today.slice(8)), Number(today.slice(8)) + 2]
    const days = async () => (await read('golfe')).days
    expect(await days()).toEqual([
      [day, 96, 84],
      [later, 48, 48],
    ])
    await close([first.id, third.id], TEST_NOW)
    expect(await days()).toEqual([
      [day, 48, 36],
      [later, 0, null],
    ])
    await db.sql`UPDATE counter SET taken = 48, held = 0 WHERE id = ${second.counter}`
    expect((await days())[0]).toEqual([day, 48, 0])
    await close([first.id, third.id], null)
    await db.sql`UPDATE session SET day = ${today} WHERE id = ${third.id}`
    await db.sql`UPDATE counter SET taken = 0 WHERE id = ${second.counter}`
  })

  it('leaves out what can no longer be booked, and other months', async () => {
    const [first, ...others] = office.sessions
    const { days } = await read('golfe', first?.startsAt)
    expect(days.reduce((sum, [, capacity]) => sum + capacity, 0)).toBe(48 * others.length)
    expect((await read('golfe', TEST_NOW, '2099-12')).days).toEqual([])
  })

  it('counts the outward trips of a return', async () => {
    const [day] = trade.island.out.map((s) => dayOf(s.startsAt))
    expect((await read('houat')).days).toEqual([[day, 40, 40]])
  })

  it('counts a course once, on its first day, with the places of its fullest session', async () => {
    const [one, two] = trade.course.groups as [Trade['course']['groups'][0], Trade['course']['groups'][0]]
    const day = dayOf(one[0]?.startsAt ?? TEST_NOW)
    await db.sql`UPDATE counter SET capacity = 18, taken = 15 WHERE id = ${one[1]?.counter ?? ''}`
    expect((await read('stage')).days).toEqual([[day, 38, 23]])
    await close([two[1]?.id ?? ''], TEST_NOW)
    expect((await read('stage')).days).toEqual([[day, 18, 3]])
    // Once it has begun it is no departure any more, though its last session lies ahead.
    expect((await read('stage', plusMinutes(two[0]?.startsAt ?? TEST_NOW, 1))).days).toEqual([])
  })

  it('says the last month with something planned, whichever month is asked for', async () => {
    for (const of of [month, '2099-12']) expect((await read('golfe', TEST_NOW, of)).last).toBe(month)
    expect((await read('visite')).last).toBeNull()
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
