import { afterEach, describe, expect, it } from 'vitest'
import { closeDue } from './close-due.ts'
import { givenDays, on, type Days } from '../report/given-days.ts'
import { verifyJournals } from './verify.ts'

let days: Days
afterEach(() => days.db.close())

const list = async (register: string, kind = 'D') =>
  days.db.sql`
    SELECT c.* FROM closure c JOIN register r ON r.id = c.register_id
     WHERE r.code = ${register} AND c.kind = ${kind} ORDER BY c.from_day`

describe('closures', () => {
  it('3 forgotten days → 3 Z incl. zero; second run no effect; month refused while a day is open', async () => {
    days = await givenDays('2026-07-29')
    await days.sellOn('2026-07-29', 2)
    await days.sellOn('2026-07-31')
    const closed = await closeDue(days, on('2026-07-31', '23:59'))
    expect(closed.map((c) => `${c.register} ${c.kind} ${c.from}`)).toEqual([
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
    expect((await verifyJournals(days.db)).faults).toEqual([])
  })
})
