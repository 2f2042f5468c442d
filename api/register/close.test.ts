import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { givenOffice, type TestOffice } from '../auth/test-office.ts'
import type { Ctx } from '../context.ts'
import { lockHeads } from '../journal/journal.ts'
import { balances } from '../ledger/ledger.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { closeShift } from './close.ts'
import { readShift } from './read.ts'
import { openShift } from './shift.ts'
import { agentCtx, count, float, givenRegister, NOW, records, refusal, sold } from './test-shift.ts'

let db: TestDb
let office: TestOffice
let place: { id: string; code: string }

beforeAll(async () => {
  db = await testDb()
  office = await givenOffice(db, NOW)
})
afterAll(() => db.close())
beforeEach(async () => {
  place = await givenRegister(db, office)
})

const at = (on: Db = db, now = NOW): Ctx => agentCtx(on, office, now)

test('the X reading adds up what was sold, change taken off, and changes nothing', async () => {
  const { id } = (await openShift(at(), float(place.id))).shift
  await sold(db, { id, registerId: place.id }, [
    { means: 'ANCV_P', amountC: 5_000 },
    { means: 'CB', amountC: 3_000 },
    { means: 'CASH', amountC: 1_200, tenderedC: 2_000 },
  ])
  await sold(db, { id, registerId: place.id }, [{ means: 'CASH', amountC: 700 }])
  const reading = await readShift(at(), id)
  expect(reading).toMatchObject({
    floatC: 15_000,
    cash: 1_900,
    expectedC: 16_900,
    countedC: null,
    gapC: null,
    saleCount: 2,
    totalC: 9_900,
    byMeans: [
      { means: 'ANCV_P', count: 1, amountC: 5_000 },
      { means: 'CASH', count: 2, amountC: 1_900 },
      { means: 'CB', count: 1, amountC: 3_000 },
    ],
  })
  expect(await readShift(at(), id)).toEqual(reading)
  await expect(readShift(at(), newId('shift'))).rejects.toMatchObject(refusal('not_found'))
})

test('a shift whose drawer is right closes, once; the same count again gets the same answer', async () => {
  const { id } = (await openShift(at(), float(place.id))).shift
  await sold(db, { id, registerId: place.id }, [{ means: 'CASH', amountC: 1_200, tenderedC: 2_000 }])
  const later = plusMinutes(NOW, 60)
  const closed = await closeShift(at(db, later), id, count(16_200))
  expect(closed).toMatchObject({ id, closedAt: later, expectedC: 16_200, countedC: 16_200, gapC: 0 })
  expect(await closeShift(at(db, plusMinutes(later, 1)), id, count(16_200))).toEqual(closed)
  await expect(closeShift(at(), id, count(16_201, 'MISCOUNT'))).rejects.toMatchObject(refusal('shift_closed'))
  expect((await records(db, place.id, 'P')).map((p) => p.type)).toEqual(['OPENING_FLOAT', 'CLOSING_COUNT'])
  expect((await records(db, place.id, 'L')).map((e) => e.code)).toEqual([
    'SHIFT_OPENED',
    '170',
    'SHIFT_CLOSED',
  ])
  expect(await db.sql`SELECT 1 FROM ledger_event WHERE shift_id = ${id}`).toHaveLength(0)
  expect((await openShift(at(), float(place.id))).made).toBe(true)
})

test('a gap needs a reason, and goes to 658 or 758 under the number of the count, never to a sale', async () => {
  const before = new Map((await balances(db)).map((b) => [b.account, b.balanceC as number]))
  for (const gapC of [-350, 120]) {
    const { id } = (await openShift(at(), float(place.id))).shift
    const countedC = 15_000 + gapC
    await expect(closeShift(at(), id, count(countedC))).rejects.toMatchObject(
      refusal('gap_reason_needed', { gapC, expectedC: 15_000 }),
    )
    expect((await readShift(at(), id)).closedAt).toBeNull()
    const closed = await closeShift(at(), id, count(countedC, 'MISCOUNT'))
    expect(closed).toMatchObject({ expectedC: 15_000, countedC, gapC })
    const [booked] = await db.sql`SELECT kind, piece, day FROM ledger_event WHERE shift_id = ${id}`
    const counted = (await records(db, place.id, 'P')).at(-1)
    expect(booked).toEqual({ kind: 'cash_gap', piece: `${place.code}-P-${counted.seq}`, day: '2026-08-13' })
    expect(counted).toMatchObject({ gapC, reason: 'MISCOUNT', amountC: countedC, expectedC: 15_000 })
  }
  const moved = (await balances(db)).map((b) => [b.account, b.balanceC - (before.get(b.account) ?? 0)])
  expect(moved).toEqual([
    ['5311', -230],
    ['658', 350],
    ['758', -120],
  ])
})

test('of two closings with different counts one wins', async () => {
  const { id } = (await openShift(at(), float(place.id))).shift
  const other = db.another({ max: 2 })
  const ends = await Promise.allSettled([
    closeShift(at(), id, count(15_000)),
    closeShift(at(other), id, count(14_000, 'UNKNOWN')),
  ])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject(refusal('shift_closed'))
  expect(await records(db, place.id, 'P')).toHaveLength(2)
})

/** Closes while a sale of 20.00 cash is between its first lock and its commit; returns what the closing expected. */
async function closedDuringSale(locked: boolean): Promise<number | null> {
  const { id } = (await openShift(at(), float(place.id))).shift
  let closing: Promise<{ expectedC: number | null }> | undefined
  await transaction(db.another({ max: 1 }), async (tx) => {
    if (locked) await lockHeads(tx, [{ registerId: place.id, journal: 'T' }])
    await sold(tx, { id, registerId: place.id }, [{ means: 'CASH', amountC: 2_000 }])
    closing = closeShift(at(), id, count(17_000, 'UNKNOWN'))
    closing.catch(() => {})
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 300))])
  })
  return (await closing)?.expectedC ?? null
}

test('no sale slips in while a shift closes: the closing waits for the head that the sale holds', async () => {
  expect(await closedDuringSale(true)).toBe(17_000)
})

test('negative control: a sale that did not lock the head would be missed by the closing', async () => {
  expect(await closedDuringSale(false)).toBe(15_000)
})
