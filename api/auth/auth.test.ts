import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Env } from '../body.ts'
import { AppError } from '../shared/errors.ts'
import { instantOf, msOf, plusMinutes, type Instant } from '../shared/time.ts'
import { actorOf, forgetSession, SESSION_CHANNEL } from './actor.ts'
import type { Auth } from './auth.ts'
import { authRoutes } from './routes.ts'
import { givenAuth, givenOffice, givenStaff, PASSWORD, testNow, type TestOffice } from './test-office.ts'

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

/** One process of the application, as far as sign-in goes. */
function process(at: Db = db, options: { secure?: boolean } = {}) {
  const auth = givenAuth(at, options)
  const app = new Hono<Env>()
    .use(async (c, next) => {
      const { actor, token, cookie } = await actorOf(auth, at, c.req.raw.headers, now)
      c.set('ctx', { db: at, keys: office.keys, actor, now, requestId: 'test' })
      c.set('sessionToken', token)
      await next()
      if (cookie) c.header('Set-Cookie', cookie, { append: true })
    })
    .route('/', authRoutes({ auth, address: (c) => c.req.header('x-address') ?? '192.0.2.1' }))
  app.onError((error, c) => {
    if (!(error instanceof AppError)) throw error
    return c.json({ code: error.code, ...error.data }, error.status as 400)
  })
  return { auth, app }
}

type App = ReturnType<typeof process>['app']

async function call(
  app: App,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await app.request(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json(), cookies: answer.headers.getSetCookie() }
}

const enter = (app: App, email = 'ma@office.example', password = PASSWORD, headers = {}) =>
  call(app, 'POST', '/auth/sign-in', { email, password }, headers)

const cookieFrom = (cookies: string[]) => ({ cookie: (cookies[0] ?? '').split(';')[0] ?? '' })

const events = async (code: string) =>
  (await db.sql<{ payload: string }[]>`SELECT payload FROM journal_record WHERE journal = 'L' ORDER BY seq`)
    .map((r) => JSON.parse(r.payload))
    .filter((p) => p.code === code)

async function whoActs(auth: Auth, at: Db, cookie: { cookie: string }, when = now) {
  const { actor } = await actorOf(auth, at, new Headers(cookie), when)
  return 'code' in actor ? actor.code : actor.kind
}

test('an agent signs in, is known on the next request, and signs out for good', async () => {
  const { app } = process()
  const before = (await events('80')).length
  const entered = await enter(app, ' MA@office.example ')
  expect(entered.status).toBe(200)
  expect(entered.body.agent).toMatchObject({
    code: 'MA',
    name: 'Maïwenn',
    roles: ['agent'],
    providerId: null,
  })
  expect(entered.body.registers).toEqual([
    expect.objectContaining({
      id: office.registerId,
      code: 'B1',
      kind: 'COUNTER',
      siteName: 'Bourg',
      shift: null,
    }),
    expect.objectContaining({ code: 'ECOLE', kind: 'SCHOOL', siteName: 'Bourg', shift: null }),
  ])
  expect(entered.body.agents).toEqual([
    { code: 'MA', name: 'Maïwenn' },
    { code: 'NO', name: 'Nolwenn' },
  ])
  const cookie = cookieFrom(entered.cookies)
  expect((await call(app, 'GET', '/auth/me', undefined, cookie)).body).toEqual(entered.body)
  const left = await call(app, 'POST', '/auth/sign-out', undefined, cookie)
  expect(left.status).toBe(200)
  expect(left.cookies[0]).toMatch(/^guichet\.session_token=;.*Max-Age=0/)
  expect((await call(app, 'GET', '/auth/me', undefined, cookie)).body.code).toBe('unauthenticated')
  expect(await events('80')).toHaveLength(before + 1)
  expect((await events('40')).at(-1)).toMatchObject({ operator: { code: 'MA' } })
})

test('the cookie is HttpOnly, SameSite=Strict, for twelve hours, and Secure behind https', async () => {
  const plain = (await enter(process().app)).cookies
  expect(plain).toHaveLength(1)
  expect(plain[0]).toMatch(/^guichet\.session_token=/)
  for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
    expect(plain[0]).toContain(flag)
  expect(plain[0]).not.toContain('Secure')
  const secure = process(db, { secure: true })
  const given = (await enter(secure.app)).cookies
  expect(given[0]).toMatch(/^__Secure-guichet\.session_token=.*; Secure/)
  expect(await whoActs(secure.auth, db, cookieFrom(given))).toBe('MA')
})

test('wrong password, unknown e-mail and a person who left get one answer; nothing personal is kept', async () => {
  const { app } = process()
  await givenStaff(db, { code: 'LO', name: 'Loïc', roles: ['agent'], pin: null }, now)
  await db.sql`UPDATE staff SET active = false WHERE code = 'LO'`
  for (const [email, password] of [
    ['ma@office.example', 'wrong'],
    ['nobody@office.example', PASSWORD],
    ['lo@office.example', PASSWORD],
  ]) {
    const answer = await enter(app, email, password)
    expect(answer).toMatchObject({ status: 401, body: { code: 'sign_in_failed' }, cookies: [] })
  }
  expect((await events('SIGN_IN_FAILED')).map((e) => e.operator.code)).toEqual(['MA', '-'])
  const [kept] = await db.sql`
    SELECT (SELECT string_agg(payload, ' ') FROM journal_record) || ' '
        || (SELECT string_agg(key, ' ') FROM attempt) || ' '
        || coalesce((SELECT string_agg(ip_address || user_agent, '') FROM auth_session), '') AS text`
  expect(kept?.text).not.toMatch(/@|192\.0\.2|Maïwenn|Loïc/)
})

test('an unknown e-mail takes as long as a wrong password', async () => {
  const { app } = process()
  const times: Record<string, number[]> = { 'ma@office.example': [], 'nobody@office.example': [] }
  // In turns, so that a busy machine slows both.
  for (let n = 0; n < 8; n++) {
    for (const [email, taken] of Object.entries(times)) {
      const start = performance.now()
      await enter(app, email, 'wrong', { 'x-address': `198.51.100.${n}` })
      taken.push(performance.now() - start)
    }
  }
  const [known, unknown] = Object.values(times).map((taken) => Math.min(...taken))
  expect((unknown ?? 0) / (known ?? 1)).toBeGreaterThan(0.6)
  expect((unknown ?? 0) / (known ?? 1)).toBeLessThan(1.6)
})

test('ten tries for a person from an address, whatever the process; elsewhere and later it goes on', async () => {
  const apps = [process().app, process(db.another({ max: 2 })).app]
  for (let n = 0; n < 10; n++) {
    expect((await enter(apps[n % 2] as App, 'ma@office.example', 'wrong')).status).toBe(401)
  }
  for (const app of apps) {
    const refused = await enter(app)
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    expect(refused.body.retryAfter).toBeGreaterThan(290)
    expect(refused.body.retryAfter).toBeLessThanOrEqual(300)
  }
  expect((await enter(apps[0] as App, 'no@office.example')).body.code).toBe('sign_in_failed')
  expect(
    (await enter(apps[0] as App, 'ma@office.example', PASSWORD, { 'x-address': '192.0.2.2' })).status,
  ).toBe(200)
  now = plusMinutes(now, 6)
  expect((await enter(apps[1] as App)).status).toBe(200)
})

test('thirty tries for a person over all addresses, for a quarter of an hour', async () => {
  const { app } = process()
  const from = (n: number, password: string) =>
    enter(app, 'ma@office.example', password, { 'x-address': `198.51.100.${n}` })
  for (let n = 0; n < 29; n++) expect((await from(n, 'wrong')).status).toBe(401)
  // Who knows the password starts the count again.
  expect((await from(29, PASSWORD)).status).toBe(200)
  for (let n = 30; n < 60; n++) expect((await from(n, 'wrong')).status).toBe(401)
  expect((await from(60, 'wrong')).body).toMatchObject({ code: 'rate_limited' })
  expect((await enter(app, 'no@office.example', 'wrong')).status).toBe(401)
  now = plusMinutes(now, 16)
  expect((await from(61, PASSWORD)).status).toBe(200)
}, 60_000)

test('twelve tries at once on two processes: ten are looked at', async () => {
  const apps = [process().app, process(db.another({ max: 4 })).app]
  const tries = Array.from({ length: 12 }, (_, n) => enter(apps[n % 2] as App, 'ma@office.example', 'wrong'))
  const statuses = (await Promise.all(tries)).map((t) => t.status).sort((a, b) => a - b)
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
})

test('fifty failures from one address, whoever is tried; a success resets the person and is given back', async () => {
  const { app } = process()
  for (let n = 0; n < 9; n++) await enter(app, 'ma@office.example', 'wrong')
  expect((await enter(app)).status).toBe(200)
  expect((await enter(app, 'ma@office.example', 'wrong')).status).toBe(401)
  const [address] = await db.sql`SELECT max(count) AS count FROM attempt`
  expect(address?.count).toBe(9)
  await db.sql`UPDATE attempt SET count = 50 WHERE count = 9`
  expect((await enter(app, 'no@office.example', 'wrong')).status).toBe(429)
})

test('another agent takes the device over by PIN, in every process, and it is audited', async () => {
  const here = process()
  const there = process(db.another({ max: 2 }))
  const listening = await db.sql.listen(SESSION_CHANNEL, (id) => forgetSession(there.auth, id))
  const cookie = cookieFrom((await enter(here.app)).cookies)
  expect(await whoActs(there.auth, db, cookie)).toBe('MA')
  const changed = await call(here.app, 'POST', '/auth/agent', { code: 'no', pin: '4711' }, cookie)
  expect(changed.body.agent.code).toBe('NO')
  expect(await whoActs(here.auth, db, cookie)).toBe('NO')
  await expect.poll(() => whoActs(there.auth, db, cookie)).toBe('NO')
  await listening.unlisten()
  const [row] = await db.sql`SELECT actor, subject, detail FROM audit WHERE action = 'agent.change'`
  expect(row).toEqual({
    actor: office.agent.staffId,
    subject: office.manager.staffId,
    detail: { from: 'MA', to: 'NO' },
  })
  expect((await events('AGENT_CHANGED')).at(-1)).toMatchObject({
    operator: { code: 'NO' },
    detail: { from: 'MA' },
  })
})

test('a wrong PIN, an unknown agent, one without PIN or who does not sell: the same refusal, five times', async () => {
  const { app } = process()
  await givenStaff(db, { code: 'CO', name: 'Corentin', roles: ['accountant'], pin: '1234' }, now)
  const cookie = cookieFrom((await enter(app)).cookies)
  const take = (code: string, pin: string) => call(app, 'POST', '/auth/agent', { code, pin }, cookie)
  expect((await take('XX', '4711')).body.code).toBe('pin_wrong')
  expect((await take('CO', '1234')).body.code).toBe('pin_wrong')
  for (let n = 0; n < 5; n++) expect((await take('NO', '0000')).body.code).toBe('pin_wrong')
  expect((await take('NO', '4711')).body.code).toBe('rate_limited')
  expect((await call(app, 'GET', '/auth/me', undefined, cookie)).body.agent.code).toBe('MA')
  const again = cookieFrom((await enter(app)).cookies)
  expect((await call(app, 'POST', '/auth/agent', { code: 'NO', pin: '4711' }, again)).status).toBe(200)
  for (const body of [
    {},
    { code: 'NO', pin: 4711 },
    { code: 'NO', pin: '47 11' },
    { code: 'NO', pin: '4711', x: 1 },
  ]) {
    expect((await call(app, 'POST', '/auth/agent', body, again)).status).toBe(400)
  }
})

test('a session ends after twelve hours without use, and slides while it is used', async () => {
  const { app, auth } = process()
  const cookie = cookieFrom((await enter(app)).cookies)
  const start = now
  const at = (hours: number) => instantOf(msOf(start) + hours * 3_600_000)
  expect(await whoActs(auth, db, cookie, at(11.9))).toBe('MA')
  const renewed = await actorOf(givenAuth(db), db, new Headers(cookie), at(20))
  expect(renewed.actor).toMatchObject({ code: 'MA' })
  expect(renewed.cookie).toMatch(/Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(cookieFrom([renewed.cookie ?? ''])).toEqual(cookie)
  expect(await whoActs(auth, db, cookie, at(33))).toBe('visitor')
})

test('a cookie that we did not sign, cut or mangled, is nobody', async () => {
  const { app, auth } = process()
  const { cookie } = cookieFrom((await enter(app)).cookies)
  const value = cookie.slice(cookie.indexOf('=') + 1)
  for (const forged of [
    '',
    value.slice(0, -4),
    `x${value}`,
    value.replace(/%3D$/, ''),
    '%',
    'a.b',
    `${value}x`,
  ]) {
    expect(await whoActs(auth, db, { cookie: `guichet.session_token=${forged}` })).toBe('visitor')
  }
  expect(await whoActs(auth, db, { cookie: `a=b; ${cookie}; c=d` })).toBe('MA')
})

test('who acts is read once in five seconds, and a person who left is out after it', async () => {
  const { app, auth } = process()
  await givenStaff(db, { code: 'GW', name: 'Gwenaël', roles: ['agent'], pin: null }, now)
  const cookie = cookieFrom((await enter(app, 'gw@office.example')).cookies)
  expect(await whoActs(auth, db, cookie)).toBe('GW')
  await db.sql`UPDATE staff SET active = false WHERE code = 'GW'`
  expect(await whoActs(auth, db, cookie, instantOf(msOf(now) + 4_000))).toBe('GW')
  expect(await whoActs(auth, db, cookie, instantOf(msOf(now) + 5_001))).toBe('visitor')
})
