import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { toDay } from '../shared/time.ts'
import { fillOf } from './fill.ts'
import type { Span } from './span.ts'

let db: TestDb
let office: Given

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW })
  await db.owner().sql`UPDATE session SET starts_at = ${TEST_NOW}::timestamptz - interval '1 hour'`
})

afterAll(() => db.close())

const SUMMER: Span = { from: toDay('2026-06-01'), to: toDay('2026-09-30') }
const YEAR: Span = { from: toDay('2026-01-01'), to: toDay('2026-12-31') }

it('a question that failed is asked again, whatever else was asked meanwhile; one that was answered is not', async () => {
  let asked = 0
  const unsure = new Proxy(db.sql, {
    apply: (sql, self, args) => {
      asked += 1
      return asked === 1 ? Promise.reject(new Error('connection lost')) : Reflect.apply(sql, self, args)
    },
  })
  const on = { ...db, sql: unsure } as Db
  const first = fillOf(on, SUMMER, TEST_NOW)
  const other = fillOf(on, YEAR, TEST_NOW)
  await expect(first).rejects.toThrow('connection lost')
  expect((await other).product.get(office.boat.product)).toBe(0)
  expect((await fillOf(on, SUMMER, TEST_NOW)).product.get(office.boat.product)).toBe(0)
  expect(asked).toBe(3)
  await Promise.all([fillOf(on, SUMMER, TEST_NOW), fillOf(on, YEAR, TEST_NOW)])
  expect(asked).toBe(3)
})
