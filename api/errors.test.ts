import { afterAll, beforeAll, expect, it } from 'vitest'
import { transaction } from '../db/index.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { problemOf } from './errors.ts'

let db: TestDb
beforeAll(async () => {
  db = await testDb()
})
afterAll(() => db.close())

const caught = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

it('the application waits 5 s for a lock and 30 s for an answer; the owner as long as it takes', async () => {
  const limits = async (at: Pick<TestDb, 'sql'>) => [
    (await at.sql`SHOW lock_timeout`)[0]?.lock_timeout,
    (await at.sql`SHOW statement_timeout`)[0]?.statement_timeout,
  ]
  expect(await limits(db)).toEqual(['5s', '30s'])
  expect(await limits(db.owner())).toEqual(['0', '0'])
})

it('a lock not had in time, a statement cut short and a deadlock may be sent again', async () => {
  const slow = await caught(
    transaction(db, async (tx) => {
      await tx.sql`SET LOCAL statement_timeout = '20ms'`
      await tx.sql`SELECT pg_sleep(1)`
    }),
  )
  expect(slow).toMatchObject({ code: '57014' })
  const locked = await caught(
    transaction(db, async (holder) => {
      await holder.sql`SELECT pg_advisory_xact_lock(1)`
      await transaction(db, async (tx) => {
        await tx.sql`SET LOCAL lock_timeout = '20ms'`
        await tx.sql`SELECT pg_advisory_xact_lock(1)`
      })
    }),
  )
  expect(locked).toMatchObject({ code: '55P03' })
  const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })
  for (const error of [slow, locked, deadlock, new Error('Failed query', { cause: deadlock })])
    expect(problemOf(error).code).toBe('unavailable')
  expect(problemOf(Object.assign(new Error('x'), { code: '23505' })).code).toBe('internal')
})

it('what PostgreSQL cannot hold is the fault of who sent it', async () => {
  for (const [sent, code] of [
    [`'0000-01-01'::date`, '22008'],
    [`'soon'::date`, '22007'],
    [`99999999999::int`, '22003'],
  ]) {
    const error = await caught(db.sql.unsafe(`SELECT ${sent}`))
    expect(error).toMatchObject({ code })
    expect(problemOf(error).code).toBe('bad_request')
  }
})
