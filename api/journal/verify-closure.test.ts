import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../db/index.ts'
import { givenDays, on, type Days } from '../report/given-days.ts'
import { tampered } from '../report/tampered.ts'
import { closeDue } from './close-due.ts'
import { verifyJournals } from './verify.ts'

let days: Days
let owner: Db
beforeAll(async () => {
  days = await givenDays('2026-06-29', 2)
  await days.sellOn('2026-06-29', ['10:00', '11:00'])
  await days.sellOn('2026-06-30', ['10:00'], 1)
  await days.sellOn('2026-07-02')
  await closeDue(days, on('2026-07-05'))
  owner = days.db.owner()
  expect((await verifyJournals(days.db)).faults).toEqual([])
})
afterAll(() => days.db.close())

/** The first faults after a superuser did something, each in short. */
const seen = (statement: string) =>
  tampered(
    owner,
    (sql) => sql.unsafe(statement),
    async (db) => {
      const { faults } = await verifyJournals(db, { page: 3 })
      return faults.map((f) => `${f.register}/${f.journal}/${f.seq} ${f.what}: ${f.detail}`)
    },
  )

const B1 = `register_id = (SELECT id FROM register WHERE code = 'B1')`

describe('a superuser’s change of what was closed', () => {
  it('is seen in each column of a closure', async () => {
    const columns = await days.db.sql<{ name: string; type: string }[]>`
      SELECT column_name AS name, data_type AS type FROM information_schema.columns
       WHERE table_name = 'closure' AND table_schema = 'public'`
    expect(columns.length).toBeGreaterThan(25)
    const other: Record<string, (name: string) => string> = {
      text: (name) => `coalesce(${name}, '') || 'x'`,
      integer: (name) => `${name} + 1000`,
      bigint: (name) => `${name} + 1000`,
      jsonb: () => `'[{"code": "X", "ttcC": 1}]'`,
      date: (name) => `${name} + 400`,
      'timestamp with time zone': (name) => `${name} + interval '1 day'`,
    }
    for (const { name, type } of columns) {
      const value = other[type]?.(name)
      if (value === undefined) throw new Error(`no other value of a ${type}`)
      const all = await seen(
        `ALTER TABLE closure DROP CONSTRAINT closure_sum; UPDATE closure SET ${name} = ${value} WHERE ${B1} AND kind = 'D'`,
      )
      expect(all[0] ?? `${name}: nothing was seen`).toContain('B1/G/1')
    }
  })

  it('is named: which figure, of which closure', async () => {
    const edited = `ALTER TABLE closure DROP CONSTRAINT closure_sum; UPDATE closure SET net_c = 1 WHERE ${B1} AND seq = 2`
    expect((await seen(edited))[0]).toBe('B1/G/2 altered: closure: netC is 1, the record says 0')
    const month = `ALTER TABLE closure DROP CONSTRAINT closure_sum; UPDATE closure SET gross_c = 1 WHERE ${B1} AND kind = 'M'`
    expect((await seen(month))[0]).toBe('B1/G/3 altered: closure: grossSalesC is 1, the record says 4200')
    const office = `UPDATE closure SET perpetual_abs_c = 1 WHERE register_id = (SELECT id FROM register WHERE code = 'OFF') AND seq = 1`
    expect((await seen(office))[0]).toBe(
      'OFF/G/1 altered: closure: perpetual: absC is 1, the record says 4200',
    )
  })

  it('is seen when a closure goes, or comes in', async () => {
    expect((await seen(`DELETE FROM closure WHERE ${B1} AND seq = 2`))[0]).toBe(
      'B1/G/2 altered: the closure D of 2026-06-30 is missing',
    )
    const cut = `DELETE FROM journal_record WHERE ${B1} AND journal = 'G' AND seq = 7;
      UPDATE journal_head h SET last_seq = 6, last_hash = r.hash, last_at = r.recorded_at FROM journal_record r
       WHERE h.${B1} AND h.journal = 'G' AND r.${B1} AND r.journal = 'G' AND r.seq = 6`
    expect(await seen(cut)).toContain('B1/G/7 removed: the closure D of 2026-07-04 has no record')
    const all = await seen(`${cut}; DELETE FROM closure WHERE ${B1} AND seq = 7`)
    expect(all.join()).toContain('the last closed day is 2026-07-04')
  })

  it('is seen when a day is opened again, and when a sale or a line of a closed day changes', async () => {
    const opened = `UPDATE journal_head SET closed_day = '2026-07-01' WHERE ${B1} AND journal = 'T'`
    expect(await seen(opened)).toEqual([
      'B1/T/3 altered: the last closed day is 2026-07-01, the closures say 2026-07-04',
    ])
    const moved = `UPDATE sale SET business_day = '2026-07-01' WHERE ${B1} AND seq = 3`
    const faults = await seen(moved)
    expect(faults.find((f) => f.startsWith('B1/G'))).toContain(
      'B1/G/4 altered: its figures: firstTicket is B1-2026-000003, the record says empty',
    )
    const means = `UPDATE tender SET means = 'CB' WHERE sale_id = (SELECT id FROM sale WHERE ${B1} AND seq = 1)`
    expect((await seen(means)).find((f) => f.startsWith('B1/G'))).toContain('its figures: payments is')
  })
})
