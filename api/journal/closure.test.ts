import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Db } from '../../db/index.ts'
import { openShift } from '../register/shift.ts'
import { givenDays, on, sellOne, smallBasket, type Days } from '../report/given-days.ts'
import { newId } from '../shared/id.ts'
import { closeDue, CLOSING_PAUSED, type Closed } from './close-due.ts'
import { createClockWatch } from './clock.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { agentOf } from '../sale/given-sale.ts'
import { verifyJournals } from './verify.ts'
import { unlockHeads } from '../proof/unlocked.ts'

let days: Days
afterEach(() => days.db.close())

const list = async (register: string, kind = 'D') =>
  days.db.sql`
    SELECT c.* FROM closure c JOIN register r ON r.id = c.register_id
     WHERE r.code = ${register} AND c.kind = ${kind} ORDER BY c.from_day`

const told = (closed: readonly Closed[]) => closed.map((c) => `${c.register} ${c.kind} ${c.from}`)
const faults = async () => (await verifyJournals(days.db, { page: 7 })).faults

/** Each closure rises the perpetual totals by what its period took; months are their days, years their months. */
async function expectIdentity(register: string): Promise<void> {
  const all = { D: await list(register), M: await list(register, 'M'), Y: await list(register, 'Y') }
  let [signed, abs] = [0, 0]
  for (const c of all.D) {
    signed += c.net_c
    abs += c.gross_c - c.returns_c
    expect([c.perpetual_signed_c, c.perpetual_abs_c]).toEqual([signed, abs])
  }
  for (const [wholes, parts] of [
    [all.M, all.D],
    [all.Y, all.M],
  ] as const) {
    for (const whole of wholes) {
      const own = parts.filter((p) => p.from_day >= whole.from_day && p.to_day <= whole.to_day)
      for (const name of ['net_c', 'ticket_count', 'own_c', 'third_c', 'gross_c', 'copy_count'])
        expect(own.reduce((sum, p) => sum + p[name], 0)).toBe(whole[name])
      expect(own.at(-1)?.perpetual_signed_c).toBe(whole.perpetual_signed_c)
    }
  }
}

describe('closures', () => {
  it('3 forgotten days → 3 Z incl. zero; second run no effect; month refused while a day is open', async () => {
    days = await givenDays('2026-07-29')
    await days.sellOn('2026-07-29', ['10:00', '11:00'])
    await days.sellOn('2026-07-31')
    expect(told(await closeDue(days, on('2026-07-31', '23:59')))).toEqual([
      'B1 D 2026-07-29',
      'B1 D 2026-07-30',
      'OFF D 2026-07-29',
      'OFF D 2026-07-30',
    ])
    const more = await closeDue(days, on('2026-08-01', '00:00'))
    expect(more.map((c) => `${c.register} ${c.kind} ${c.from} ${c.to}`)).toEqual([
      'B1 D 2026-07-31 2026-07-31',
      'B1 M 2026-07-01 2026-07-31',
      'OFF D 2026-07-31 2026-07-31',
      'OFF M 2026-07-01 2026-07-31',
    ])
    expect(await closeDue(days, on('2026-08-01', '12:00'))).toEqual([])
    expect((await list('B1')).map((c) => [c.ticket_count, c.net_c, c.perpetual_signed_c])).toEqual([
      [2, 4_200, 4_200],
      [0, 0, 4_200],
      [1, 2_100, 6_300],
    ])
    const [month] = await list('OFF', 'M')
    expect(month).toMatchObject({ ticket_count: 3, net_c: 6_300, own_c: 3_600, third_c: 2_700 })
    expect(month?.third).toEqual([{ code: 'SNCF', ttcC: 2_700 }])
    expect(month?.payments).toEqual([{ means: 'CASH', count: 3, amountC: 6_300 }])
    expect(month?.vat).toEqual([{ rateBp: 550, htC: 3 * 1_137, vatC: 3 * 63, ttcC: 3_600 }])
    const events = await days.db.sql`
      SELECT payload FROM journal_record WHERE journal = 'L' AND register_id = ${days.office.registers[0] ?? ''}`
    const codes = events.map((e) => JSON.parse(e.payload).code)
    expect(codes.filter((code) => code === '50')).toHaveLength(4)
    expect(await faults()).toEqual([])
  })

  it('perpetual identity holds over a year boundary and DST days (29/03/2026, 25/10/2026)', async () => {
    days = await givenDays('2025-12-30', 2)
    await days.sellOn('2025-12-31', ['00:10', '23:50'])
    await days.sellOn('2026-01-01', ['00:02'], 1)
    // A day of 23 hours and one of 25: their first and last quarters of an hour, by the clock on the wall.
    await days.sellOn('2026-03-29', ['00:10', '01:59', '03:01', '23:50'])
    await days.sellOn('2026-10-25', ['00:10', '02:30'])
    await days.sellOn('2026-10-25', ['03:01', '23:50'])
    const closed = await closeDue(days, on('2027-01-01', '00:00'))
    // 367 days, 13 months and 2 years, of two registers and of the office.
    expect(closed).toHaveLength(3 * (367 + 13 + 2))
    for (const register of ['B1', 'B2', 'OFF']) await expectIdentity(register)
    const counted = (await list('B1')).flatMap((c) =>
      c.ticket_count ? [`${c.from_day} ${c.ticket_count}`] : [],
    )
    expect(counted).toEqual(['2025-12-31 2', '2026-03-29 4', '2026-10-25 4'])
    const years = await list('OFF', 'Y')
    expect(years.map((c) => [c.from_day, c.net_c, c.perpetual_signed_c])).toEqual([
      ['2025-01-01', 4_200, 4_200],
      ['2026-01-01', 18_900, 23_100],
    ])
    expect(await faults()).toEqual([])
  })

  it('go on where a process died, and take in a register that is gone', async () => {
    days = await givenDays('2026-01-01', 2)
    await days.sellOn('2026-01-02', ['10:00'], 1)
    await days.db.owner().sql`UPDATE register SET closed_at = ${on('2026-03-10', '18:00')} WHERE code = 'B2'`
    const died = new Error('died')
    const dying = closeDue(days, on('2026-07-01'), {
      progress: () => {
        throw died
      },
    })
    await expect(dying).rejects.toBe(died)
    expect((await list('B1')).length).toBeGreaterThan(90)
    await closeDue(days, on('2026-07-01'))
    expect((await list('B1')).length).toBe(181)
    expect((await list('B2')).at(-1)?.to_day).toBe('2026-03-10')
    expect((await list('B2', 'M')).length).toBe(3)
    // What a register took stays in the totals of the office when it is gone.
    expect((await list('OFF')).at(-1)).toMatchObject({ to_day: '2026-06-30', perpetual_signed_c: 2_100 })
    await expectIdentity('OFF')
    expect(await faults()).toEqual([])
  })

  it('wait while somebody writes the past', async () => {
    days = await givenDays('2026-07-01')
    const other = days.db.owner()
    const held = await other.sql.reserve()
    await held`SELECT pg_advisory_lock(${CLOSING_PAUSED})`
    expect(await closeDue(days, on('2026-07-03'))).toEqual([])
    await held`SELECT pg_advisory_unlock(${CLOSING_PAUSED})`
    held.release()
    expect(await closeDue(days, on('2026-07-03'))).toHaveLength(4)
  })
})

describe('no sale is dated on a closed day', () => {
  it('when the clock went back behind it: it counts on the day after, and the log tells of the clock', async () => {
    days = await givenDays('2026-07-01')
    await closeDue(days, on('2026-07-04', '00:05'))
    const { db, keys, office } = days
    const shiftId = newId('shift')
    const registerId = office.registers[0] ?? ''
    await openShift(days.at(on('2026-07-03', '20:00')), { id: shiftId, registerId, floatC: 0, pieces: {} })
    const now = on('2026-07-03', '20:05')
    const onClockBack = createClockWatch(db, keys, (error) => {
      throw error
    })
    const request = saleRequest(agentOf(office), smallBasket(office, shiftId))
    const [outcome] = await sell({ db, keys, now: () => now, onClockBack }, [request])
    expect(outcome?.ok).toBe(true)
    const [sale] = await db.sql`SELECT business_day, at FROM sale`
    expect(sale).toEqual({ business_day: '2026-07-04', at: now })
    const events = await db.sql`SELECT payload FROM journal_record WHERE journal = 'L'`
    const clock = events.map((e) => JSON.parse(e.payload)).find((e) => e.code === 'HORLOGE_INCOHERENTE')
    expect(clock?.detail).toMatchObject({ closedDay: '2026-07-03', clock: now })
    await closeDue(days, on('2026-07-05'))
    expect((await list('B1')).at(-1)).toMatchObject({ from_day: '2026-07-04', ticket_count: 1 })
    expect(await faults()).toEqual([])
  })

  it('when it waited for the lock over midnight: no wrong clock, and the next day has it', async () => {
    days = await givenDays('2026-07-01')
    const { db, keys, office } = days
    const shiftId = newId('shift')
    const registerId = office.registers[0] ?? ''
    await openShift(days.at(on('2026-07-01', '20:00')), { id: shiftId, registerId, floatC: 0, pieces: {} })
    await closeDue(days, on('2026-07-02', '00:00'))
    const late = new Date(Date.parse(on('2026-07-02', '00:00')) - 300).toISOString() as ReturnType<typeof on>
    let backs = 0
    const request = saleRequest(agentOf(office), smallBasket(office, shiftId))
    const onClockBack = async () => void (backs += 1)
    await sell({ db, keys, now: () => late, onClockBack }, [request])
    expect(await db.sql`SELECT business_day FROM sale`).toEqual([{ business_day: '2026-07-02' }])
    expect(backs).toBe(0)
  })
})

describe('several at once', () => {
  const crowd = () => Array.from({ length: 4 }, () => days.db.another({ max: 2 }))
  const closeAll = (pools: Db[]) =>
    Promise.allSettled(pools.map((db) => closeDue({ db, keys: days.keys }, on('2026-07-11'))))

  it('close each day once, and none of them fails', async () => {
    days = await givenDays('2026-07-01', 2)
    await days.sellOn('2026-07-02')
    const ends = await closeAll(crowd())
    expect(ends.map((end) => end.status)).toEqual(Array(4).fill('fulfilled'))
    const counts = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []))
    expect(counts).toHaveLength(3 * 10)
    expect(await faults()).toEqual([])
  })

  it('run into each other without the locks of the chains (negative control)', async () => {
    days = await givenDays('2026-07-01')
    await closeDue(days, on('2026-07-02'))
    await unlockHeads(days.db.owner(), 4)
    const ends = await closeAll(crowd())
    expect(ends.some((end) => end.status === 'rejected')).toBe(true)
  })
})

it('100 concurrent sales on one register: numbers 1…100, no gap, chain verifies', async () => {
  days = await givenDays('2026-07-01')
  const { db, keys, office } = days
  const id = newId('shift')
  const registerId = office.registers[0] ?? ''
  await openShift(days.at(on('2026-07-01', '09:00')), { id, registerId, floatC: 0, pieces: {} })
  const pools = [db, db.another({ max: 10 })]
  const sold = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      sellOne(pools[i % 2] ?? db, keys, office, on('2026-07-01', '10:00'), smallBasket(office, id)),
    ),
  )
  const numbers = sold.map(({ number }) => Number(number.slice(-6))).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  await closeDue(days, on('2026-07-02'))
  expect(await list('B1')).toMatchObject([
    { ticket_count: 100, last_number: 'B1-2026-000100', net_c: 210_000 },
  ])
  expect(await faults()).toEqual([])
})

describe('a sale that is being written while its day is closed', () => {
  /** A sale of the last second that is slow to write; what its day closes with. */
  async function overMidnight(): Promise<number> {
    const { db, keys, office } = days
    await db.owner().sql.unsafe(`
      CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(0.8); RETURN NULL; END $$;
      CREATE TRIGGER slow BEFORE INSERT ON sale FOR EACH STATEMENT EXECUTE FUNCTION slow()`)
    const shiftId = newId('shift')
    const registerId = office.registers[0] ?? ''
    await openShift(days.at(on('2026-07-02', '20:00')), {
      id: shiftId,
      registerId,
      floatC: 0,
      pieces: {},
      gapReason: 'UNKNOWN',
    })
    const selling = sellOne(db, keys, office, on('2026-07-02', '23:59'), smallBasket(office, shiftId))
    await pause(300)
    await Promise.all([selling, closeDue({ db: db.another({ max: 1 }), keys }, on('2026-07-03', '00:00'))])
    return (await list('B1')).at(-1)?.net_c
  }

  it('is in it: the closing waits for the chain', async () => {
    days = await givenDays('2026-07-01')
    await days.sellOn('2026-07-01')
    await closeDue(days, on('2026-07-02'))
    expect(await overMidnight()).toBe(2_100)
    expect(await faults()).toEqual([])
  })

  it('is missed without the lock (negative control)', async () => {
    days = await givenDays('2026-07-01')
    await days.sellOn('2026-07-01')
    await closeDue(days, on('2026-07-02'))
    await unlockHeads(days.db.owner())
    expect(await overMidnight()).toBe(0)
    expect((await faults())[0]).toMatchObject({ register: 'B1', journal: 'G', seq: 2, what: 'altered' })
  })
})
