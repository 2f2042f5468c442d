import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeDue } from '../journal/close-due.ts'
import type { Ctx } from '../context.ts'
import { givenDays, on, type Days } from '../report/given-days.ts'
import { monthFile, closurePdf } from './file.ts'
import { readClosure, readMonth } from './read.ts'
import { closureRows } from './slip.ts'
import { toDay } from '../shared/time.ts'

let days: Days
let ctx: Ctx
beforeAll(async () => {
  days = await givenDays('2026-07-29')
  await days.sellOn('2026-07-30')
  await closeDue(days, on('2026-08-01'))
  await days.sellOn('2026-08-01')
  const actor = { ...days.at(on('2026-08-03')).actor, roles: ['accountant'] } as Ctx['actor']
  ctx = { ...days.at(on('2026-08-03')), actor }
})
afterAll(() => days.db.close())

it('a month shows each day of the register up to today, closed or still to be closed', async () => {
  const august = await readMonth(ctx, { month: '2026-08' })
  expect(august.days.map(({ day, closure }) => [day, closure?.n ?? null])).toEqual([
    ['2026-08-01', null],
    ['2026-08-02', null],
    ['2026-08-03', null],
  ])
  const registerId = days.office.registers[0] ?? ''
  const july = await readMonth(ctx, { month: '2026-07', registerId })
  expect(july.days.map(({ day, closure }) => [day, closure?.netC])).toEqual([
    ['2026-07-29', 0],
    ['2026-07-30', 2_100],
    ['2026-07-31', 0],
  ])
  expect(july.wholes.map(({ kind, netC }) => [kind, netC])).toEqual([['M', 2_100]])
  expect((await readMonth(ctx, { month: '2026-06' })).days).toEqual([])
  const csv = await (await monthFile(ctx, { month: '2026-07', registerId })).text()
  expect(csv.split('\r\n')[2]).toBe(
    'Clôture journalière;2;30/07/2026;30/07/2026;1;21,00;12,00;9,00;0,00;21,00',
  )
})

it('a closure says on screen and on paper what its record seals', async () => {
  const path = { id: days.office.registers[0] ?? '', kind: 'D' as const, from: toDay('2026-07-30') }
  const sheet = await readClosure(ctx, path)
  expect(sheet).toMatchObject({ n: 2, tickets: 1, firstNumber: 'B1-2026-000001', perpetualAbsC: 2_100 })
  const [record] = await days.db.sql`
    SELECT hash, signature FROM journal_record WHERE register_id = ${path.id} AND journal = 'G' AND seq = 2`
  expect([sheet.hash, sheet.letters.split(' ')[0]]).toEqual([record?.hash, record?.signature[2]])
  const text = JSON.stringify(closureRows(sheet))
  for (const word of ['Clôture journalière', '30/07/2026', 'DÉMONSTRATION', sheet.hash.slice(0, 4)])
    expect(text).toContain(word)
  expect((await closurePdf(ctx, path, '80')).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(readClosure(ctx, { ...path, from: toDay('2026-08-01') })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('is read by who keeps the books, not by an agent', async () => {
  const agent = days.at(on('2026-08-03'))
  await expect(readMonth(agent, { month: '2026-07' })).rejects.toMatchObject({ code: 'forbidden' })
})
