import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
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
import { moveCash } from './move.ts'
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
const manager = (): Ctx => ({ ...at(), actor: office.manager })

test('the X reading adds up what was sold, change taken off, and changes nothing', async () => {
  const { id } = (await openShift(at(), float(place.id))).shift
  await sold(db, { id, registerId: place.id }, [
    { means: 'ANCV_P', amountC: 5_000 },
    { means: 'CB', amountC: 3_000 },
    { means: 'CASH', amountC: 1_200, tenderedC: 2_000 },
  ])
  await sold(db, { id, registerId: place.id }, [{ means: 'CASH', amountC: 700 }])
  const reading = await readShift(manager(), id)
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
  expect(await readShift(manager(), id)).toEqual(reading)
  // Who counts the drawer is not told what it should hold.
  const blind = await readShift(at(), id)
  expect(blind).toMatchObject({ expectedC: null, cash: null, saleCount: 2 })
  expect(blind.byMeans.find(({ means }) => means === 'CASH')).toEqual({
    means: 'CASH',
    count: 2,
    amountC: null,
  })
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
  expect((await openShift(at(), float(place.id, { floatC: 16_200, pieces: {} }))).made).toBe(true)
})

test('a gap needs a reason, and goes to 658 or 758 under the number of the count, never to a sale', async () => {
  const before = new Map((await balances(db)).map((b) => [b.account, b.balanceC as number]))
  for (const gapC of [-350, 120]) {
    place = await givenRegister(db, office)
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
    closeShift(at(other), id, count(14_900, 'UNKNOWN')),
  ])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject(refusal('shift_closed'))
  expect(await records(db, place.id, 'P')).toHaveLength(2)
})

/** Nobody approves in the races: what is looked at is what was expected. */
const withoutApproval = () => db.sql`UPDATE office SET gap_approval_c = 10000000`
afterEach(() => db.sql`UPDATE office SET gap_approval_c = 500`)

/** Closes while a sale of 20.00 cash is between its first lock and its commit; returns what the closing expected. */
async function closedDuringSale(locked: boolean): Promise<number | null> {
  await withoutApproval()
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

/** Closes while 20.00 leave the drawer, between the lock of the movement and its commit; returns what was expected. */
async function closedDuringMove(locked: boolean): Promise<number | null> {
  await withoutApproval()
  const { id } = (await openShift(at(), float(place.id))).shift
  let closing: Promise<{ expectedC: number | null }> | undefined
  await transaction(db.another({ max: 1 }), async (tx) => {
    if (locked) await lockHeads(tx, [{ registerId: place.id, journal: 'P' }])
    await tx.sql`
      INSERT INTO cash_movement (id, shift_id, kind, amount_c, pieces, staff_id, at)
      VALUES (${newId('movement')}, ${id}, 'SAFE_DEPOSIT', 2000, '{}', ${office.agent.staffId}, ${NOW}::timestamptz)`
    closing = closeShift(at(), id, count(13_000, 'UNKNOWN'))
    closing.catch(() => {})
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 300))])
  })
  return (await closing)?.expectedC ?? null
}

test('no cash moves while a shift closes: the closing waits for the head that the movement holds', async () => {
  expect(await closedDuringMove(true)).toBe(13_000)
})

test('negative control: a movement that did not lock the head would be missed by the closing', async () => {
  expect(await closedDuringMove(false)).toBe(15_000)
})

test('a closing and a movement at once: it is in the count, or refused', async () => {
  await withoutApproval()
  const other = db.another({ max: 2 })
  for (let i = 0; i < 4; i++) {
    place = await givenRegister(db, office)
    const { id } = (await openShift(at(), float(place.id))).shift
    const deposit = { id: newId('movement'), kind: 'SAFE_DEPOSIT' as const, amountC: 2_000 }
    const [closed, moved] = await Promise.allSettled([
      closeShift(at(), id, count(13_000, 'UNKNOWN')),
      moveCash(at(other), id, deposit),
    ])
    expect(closed.status).toBe('fulfilled')
    if (closed.status === 'fulfilled')
      expect(closed.value.expectedC).toBe(moved.status === 'fulfilled' ? 13_000 : 15_000)
    if (moved.status === 'rejected') expect(moved.reason).toMatchObject(refusal('shift_closed'))
  }
})
