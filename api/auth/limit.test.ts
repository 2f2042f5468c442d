import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import { AppError } from '../shared/errors.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import { changeAgent } from './agent.ts'
import { sessionCookie, tokenOf } from './auth.ts'
import { countInRow, pinKey, sweepAttempts } from './limit.ts'
import { signIn } from './session.ts'
import { ctxOf, givenAuth, givenOffice, PASSWORD, testNow, type TestOffice } from './test-office.ts'

let db: TestDb
let office: TestOffice
let now: Instant

beforeAll(async () => {
  db = await testDb()
  now = testNow()
  office = await givenOffice(db, now)
})
afterAll(() => db.close())
beforeEach(async () => {
  now = testNow()
  await db.sql`DELETE FROM attempt`
})

const refusal = (error: unknown) => (error instanceof AppError ? error.code : String(error))

/** One device in a process that has just started: what it is answered, 'in' or the code of the refusal. */
function device(address = '192.0.2.1') {
  const auth = givenAuth(db)
  let token: string | null = null
  return {
    enter: async (code: string, password = PASSWORD) => {
      const input = { email: `${code.toLowerCase()}@office.example`, password, address }
      try {
        const { cookies } = await signIn(auth, ctxOf(db, office.keys, { kind: 'visitor' }, now), input)
        const headers = new Headers({ cookie: cookies[0]?.split(';')[0] ?? '' })
        token = tokenOf(auth, sessionCookie(auth, headers) ?? '')
        return 'in'
      } catch (error) {
        return refusal(error)
      }
    },
    take: (code: string, pin: string) =>
      changeAgent(auth, ctxOf(db, office.keys, office.agent, now), token, { code, pin }).then(
        () => 'in',
        refusal,
      ),
  }
}

const failures = async () =>
  (await db.sql<{ payload: string }[]>`SELECT payload FROM journal_record WHERE journal = 'L' ORDER BY seq`)
    .map((r) => JSON.parse(r.payload))
    .filter((p) => p.code === 'SIGN_IN_FAILED')

/** Ten wrong PINs for the manager, slowly enough for the limits, on devices and in processes that start anew. */
async function tenWrong(from: Instant): Promise<string[]> {
  const codes: string[] = []
  for (const minutes of [0, 10]) {
    now = plusMinutes(from, minutes)
    const till = device()
    await till.enter('MA')
    for (let n = 0; n < 5; n++) codes.push(await till.take('NO', '0000'))
  }
  return codes
}

test('ten wrong PINs in a row, and the PIN is off until its owner signs in by password', async () => {
  const start = now
  expect(await tenWrong(start)).toEqual([...Array<string>(9).fill('pin_wrong'), 'pin_blocked'])
  now = plusMinutes(start, 180)
  await sweepAttempts(db, now)
  const till = device()
  await till.enter('MA')
  expect(await till.take('NO', '4711')).toBe('pin_blocked')
  // Only that one: the others' go on working.
  expect(await till.take('MA', '2580')).toBe('in')
  expect(await device('192.0.2.9').enter('nolwenn')).toBe('in')
  expect(await till.take('NO', '4711')).toBe('in')
})

test('who was tried is logged and kept in the audit, the PIN nowhere', async () => {
  const before = (await failures()).length
  await tenWrong(now)
  const logged = (await failures()).slice(before)
  expect(logged[0]).toMatchObject({ operator: { code: 'MA' }, detail: { means: 'pin', tried: 'NO' } })
  expect(logged).toHaveLength(1)
  const rows = await db.sql`SELECT actor, subject, detail FROM audit WHERE action = 'pin.blocked' ORDER BY id`
  expect(rows.at(-1)).toEqual({
    actor: office.agent.staffId,
    subject: office.manager.staffId,
    detail: { tried: 'NO' },
  })
  expect(JSON.stringify(logged)).not.toContain('0000')
})

test('twelve PINs at the same moment are ten', async () => {
  const tries = Array.from({ length: 12 }, () => countInRow(db, pinKey('stf_x'), now))
  expect((await Promise.all(tries)).filter((n) => n <= 10)).toHaveLength(10)
})

test('strangers who fill the count of a person do not lock that person out of where they work', async () => {
  const work = device('203.0.113.7')
  expect(await work.enter('MA')).toBe('in')
  for (let n = 0; n < 30; n++)
    expect(await device(`198.51.100.${n}`).enter('MA', 'wrong')).toBe('sign_in_failed')
  expect(await device('198.51.100.99').enter('MA')).toBe('rate_limited')
  expect(await work.enter('MA', 'wrong')).toBe('sign_in_failed')
  expect(await work.enter('MA')).toBe('in')
  // Nor does that success give the strangers new tries.
  expect(await device('198.51.100.98').enter('MA', 'wrong')).toBe('rate_limited')
}, 60_000)

test('strangers behind the very address of the office lock nobody out who works there', async () => {
  expect(await device().enter('MA')).toBe('in')
  for (let n = 0; n < 50; n++) await device().enter(`nobody${n}`, 'wrong')
  expect(await device().enter('nobody', 'wrong')).toBe('rate_limited')
  expect(await device().enter('MA')).toBe('in')
}, 60_000)

test('an address is forgotten a month after the last sign-in from it', async () => {
  await device().enter('MA')
  const known = async () => (await db.sql`SELECT 1 FROM attempt WHERE key LIKE 'known:%'`).length
  await sweepAttempts(db, plusMinutes(now, 29 * 24 * 60))
  expect(await known()).toBe(1)
  await sweepAttempts(db, plusMinutes(now, 31 * 24 * 60))
  expect(await known()).toBe(0)
})

test('failures are logged once in a quarter of an hour for a person, and once for all who are unknown', async () => {
  const before = (await failures()).length
  const logged = async () => (await failures()).slice(before).map((e) => e.operator.code)
  for (let n = 0; n < 5; n++) {
    await device(`198.51.100.${n}`).enter('MA', 'wrong')
    await device(`198.51.100.${n}`).enter(`nobody${n}`, 'wrong')
  }
  expect(await logged()).toEqual(['MA', '-'])
  now = plusMinutes(now, 16)
  await device().enter('MA', 'wrong')
  expect(await logged()).toEqual(['MA', '-', 'MA'])
})
