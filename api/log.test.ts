import { DrizzleQueryError } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { authUser } from '../db/schema/auth.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { createLog } from './log.ts'
import { AppError } from './shared/errors.ts'

let db: TestDb
beforeAll(async () => {
  db = await testDb()
})
afterAll(() => db.close())

/** What is written of an error, with and without words of ours. */
function logged(error: unknown): string {
  let text = ''
  const log = createLog('info', { write: (line) => void (text += line) })
  log.error({ err: error, requestId: 'r' }, 'request failed')
  log.error({ err: error })
  log.error(error)
  return text
}

const SECRET = 'marie@visiteur.example'

it('a failed query is logged without its parameters', async () => {
  const insert = () => db.owner().orm.insert(authUser).values({ id: 'u1', name: 'x', email: SECRET })
  await insert()
  const failed = await insert().then(
    () => null,
    (error: unknown) => error,
  )
  expect(failed).toBeInstanceOf(DrizzleQueryError)
  expect(String(failed)).toContain(SECRET)
  const text = logged(failed)
  expect(text).not.toContain(SECRET)
  expect(text).not.toContain('params')
  expect(text).toContain('"code":"23505"')
  expect(text).toContain('"constraint":"auth_user_')
  expect(text).toMatch(/"stack":" +at /)
})

it('a value that PostgreSQL or a parser quotes stays out of the log', async () => {
  const quoted = await db.sql.unsafe(`SELECT $1::text::int`, [SECRET]).catch((error: unknown) => error)
  expect(String(quoted)).toContain(SECRET)
  const unread = (() => {
    try {
      return JSON.parse(SECRET)
    } catch (error) {
      return error
    }
  })()
  for (const error of [quoted, unread, new Error('x', { cause: quoted })])
    expect(logged(error)).not.toContain(SECRET)
})

it('an error of ours keeps its message and its cause', () => {
  const text = logged(new Error('the catalogue has no version row', { cause: new AppError('unavailable') }))
  expect(text).toContain('"message":"the catalogue has no version row"')
  expect(text).toContain('"type":"AppError","message":"unavailable","code":"unavailable"')
})
