import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { accessOf, type Access } from '../body.ts'
import { newId, PREFIX, type Kind } from '../shared/id.ts'
import { may, ROLES, type Role } from '../shared/role.ts'
import { testApp, type TestApp } from './app.ts'
import { figures } from './size.ts'

/** What anybody may ask for without a session. Whoever adds a route here has thought about it. */
const PUBLIC = [
  'GET /api/docs',
  'GET /api/docs/:file',
  'GET /api/keys',
  'GET /api/openapi.json',
  'GET /api/setup',
  'GET /api/shop/calendar/:slug',
  'GET /api/shop/departures',
  'GET /api/shop/live',
  'GET /api/shop/next',
  'GET /api/shop/office',
  'GET /api/shop/products',
  'GET /api/shop/products/:slug',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'POST /api/auth/sign-in',
  'POST /api/payments/webhook',
  'POST /api/setup',
]

/** What may be kept, and how: nothing with a name or an amount of anybody. The others are asked for each time. */
const BRIEFLY = 'public, max-age=1, stale-while-revalidate=2'
const KEPT = [
  'GET /api/catalog: private, no-cache',
  'GET /api/keys: public, max-age=3600',
  'GET /api/live: no-cache',
  'GET /api/shop/live: no-cache',
  `GET /api/shop/next: ${BRIEFLY}`,
  `GET /api/shop/office: ${BRIEFLY}`,
  `GET /api/shop/products: ${BRIEFLY}`,
  'GET /api/stock: private, no-cache',
]

type Route = { name: string; method: string; path: string; access: Access | undefined }

let db: TestDb
let at: TestApp
let routes: Route[]
let cookies: { who: string; role: Role; providerId?: string }[]

beforeAll(async () => {
  db = await testDb('carnac')
  at = await testApp(db, db.owner(), TEST_NOW)
  routes = routesOf(at)
  const providers = await db.sql`SELECT id FROM provider ORDER BY code LIMIT 2`
  cookies = [
    ...ROLES.filter((role) => role !== 'provider').map((role) => ({ who: role, role })),
    ...providers.map((p, i) => ({
      who: `provider ${i + 1}`,
      role: 'provider' as const,
      providerId: p.id as string,
    })),
  ]
})

afterAll(async () => {
  await at.stop()
  await db.close()
})

/** Every route once, with the access that one of its handlers declares. */
function routesOf({ app }: TestApp): Route[] {
  const found = new Map<string, Route>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const name = `${method} ${path}`
    const known = found.get(name) ?? { name, method, path, access: undefined }
    known.access ??= accessOf(handler)
    found.set(name, known)
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A path whose parameters name nothing that exists. */
function pathOf({ path }: Route): string {
  const kind = Object.keys(PREFIX).find((k) => path.includes(`/${k}s/`)) as Kind | undefined
  return path.replace(':id', newId(kind ?? 'sale')).replace(/:(slug|file)/, 'no-such-thing')
}

const ask = (route: Route, cookie?: string) =>
  request(route.method, pathOf(route), cookie, '{"nothing":"of use"}')

/** Sends a request; the body goes only where one may. */
async function request(
  method: string,
  url: string,
  cookie: string | undefined,
  body: string,
): Promise<Response> {
  const write = method !== 'GET'
  const answer = await at.app.request(`http://office.example${url}`, {
    method,
    headers: { ...(cookie ? { cookie } : {}), ...(write ? { 'content-type': 'application/json' } : {}) },
    ...(write ? { body } : {}),
  })
  // A live feed would go on.
  if (answer.headers.get('content-type')?.includes('event-stream')) await answer.body?.cancel()
  // What tells how far it is works until it has told all.
  if (answer.headers.get('content-type')?.includes('ndjson')) await answer.clone().text()
  return answer
}

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const needSession = () => routes.filter((r) => r.access !== 'public')

describe('every route', () => {
  it('declares who may call it', () => {
    expect(routes.length).toBeGreaterThan(25)
    expect(routes.filter((r) => r.access === undefined).map((r) => r.name)).toEqual([])
  })

  it('is public only when it is on the list', () => {
    expect(routes.filter((r) => r.access === 'public').map((r) => r.name)).toEqual(PUBLIC)
  })

  it('answers 401 without a session unless it is public', async () => {
    for (const route of needSession()) {
      const answer = await ask(route)
      expect(answer.status, route.name).toBe(401)
      expect(answer.headers.get('content-type'), route.name).toBe('application/problem+json')
      expect(await codeOf(answer), route.name).toBe('unauthenticated')
    }
  })

  it('answers 401 with a cookie that we did not sign, or of a session that never was', async () => {
    const real = await at.cookie('manager')
    const altered = real.replace(/=(.)/, (_, first) => (first === '0' ? '=1' : '=0'))
    for (const cookie of [
      altered,
      'guichet.session_token=forged',
      'guichet.session_token=a.b',
      real.toUpperCase(),
    ]) {
      for (const route of needSession()) expect((await ask(route, cookie)).status, route.name).toBe(401)
    }
  })

  it('answers 403 to the roles that its permission does not list, and lets the others in', async () => {
    let asked = 0
    for (const route of needSession()) {
      for (const { who, role, providerId } of cookies) {
        const answer = await ask(route, await at.cookie(role, providerId))
        const allowed = may([role], route.access as Exclude<Access, 'public'>)
        asked += 1
        if (!allowed) {
          expect(answer.status, `${route.name} as ${who}`).toBe(403)
          expect(await codeOf(answer), `${route.name} as ${who}`).toBe('forbidden')
        } else expect([401, 403, 500, 503], `${route.name} as ${who}`).not.toContain(answer.status)
      }
    }
    figures(
      `${routes.length} routes, ${needSession().length} behind a session: 401 without one; ${asked} questions of ` +
        `${cookies.length} roles answered as listed`,
    )
  }, 60_000)

  it('is kept by nobody on the way, but for what says that it may be', async () => {
    const kept = new Set<string>()
    for (const route of routes.filter((r) => r.path.startsWith('/api/'))) {
      const answer = await ask(route, await at.cookie('manager'))
      const said = answer.headers.get('cache-control')
      if (said !== 'private, no-store') kept.add(`${route.name}: ${said}`)
    }
    expect([...kept].sort()).toEqual(KEPT)
  })

  it('never fails on a public question that means nothing', async () => {
    for (const route of routes.filter((r) => r.access === 'public')) {
      expect((await ask(route)).status, route.name).toBeLessThan(500)
    }
  })
})

describe('a fiscal auditor', () => {
  /** What is no reading and open to an auditor: their own session, and what hands data out. */
  const WRITES = ['POST /api/archives', 'POST /api/auth/sign-out']
  /** What a till works with, codes that pay for whoever has them, and people's bank accounts. */
  const WORK = [
    'GET /api/payments/open',
    'GET /api/refunds',
    'GET /api/sales/:id/cards.pdf',
    'GET /api/vouchers/:code',
  ]

  it('can call no write but exports', () => {
    const writes = needSession().filter(
      (r) => r.method !== 'GET' && may(['auditor'], r.access as Exclude<Access, 'public'>),
    )
    expect(writes.map((r) => r.name)).toEqual(WRITES)
  })

  it('can read everything that the books are made of', () => {
    const unread = needSession().filter(
      (r) =>
        r.method === 'GET' &&
        may(['accountant'], r.access as Exclude<Access, 'public'>) &&
        !may(['auditor'], r.access as Exclude<Access, 'public'>),
    )
    expect(unread.map((r) => r.name)).toEqual(WORK)
  })

  it('leaves a trace of each file that is taken: who, which, which period', async () => {
    const cookie = await at.cookie('auditor')
    const get = (path: string) => at.app.request(`http://office.example${path}`, { headers: { cookie } })
    const file = await get('/api/reports/rows.csv?from=2026-08-01&to=2026-08-12')
    await file.text()
    const answer = await get('/api/journal/events?code=AUDIT_EXPORT&limit=1')
    const { events } = (await answer.json()) as { events: { operator: string; detail: object }[] }
    expect(events[0]?.detail).toEqual({ file: 'ventes.csv', from: '2026-08-01', to: '2026-08-12' })
    expect(events[0]?.operator).toMatch(/^\d/)
  })
})

type Operation = {
  summary?: string
  security?: unknown[]
  parameters?: unknown[]
  requestBody?: unknown
  responses: Record<string, { description?: string }>
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}

/** The codes that a route says it may refuse with. */
const refusalsOf = ({ responses }: Operation): string[] =>
  Object.values(responses).flatMap(({ description }) => (description ?? '').split(', '))

/** The operation that a request reaches; undefined for what the document does not hold. */
function operationOf({ paths }: Document, method: string, url: string): Operation | undefined {
  const path = url.replace(/\?.*/, '')
  const fits = (one: string) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
  const [, operations] = Object.entries(paths).find(([one]) => one === path || fits(one)) ?? []
  return operations?.[method.toLowerCase()]
}

describe('the OpenAPI document', () => {
  const read = async () =>
    (await (await at.app.request('http://office.example/api/openapi.json')).json()) as Document

  it('is of version 3.1 and holds every route, with its summary, its answers and whether a session is needed', async () => {
    const document = await read()
    expect(document.openapi).toMatch(/^3\.1\./)
    for (const route of routes) {
      // The document does not tell of itself.
      if (route.path === '/api/openapi.json') continue
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      const operation = document.paths[path]?.[route.method.toLowerCase()]
      expect(operation?.summary, route.name).toBeTruthy()
      const statuses = Object.keys(operation?.responses ?? {})
      expect(statuses, route.name).toEqual(expect.arrayContaining([expect.stringMatching(/^20[01]$/)]))
      if (route.access === 'public') expect(operation?.security, route.name).toBeUndefined()
      else {
        expect(operation?.security, route.name).toEqual([{ session: [] }])
        expect(statuses, route.name).toEqual(expect.arrayContaining(['401', '403']))
      }
    }
  })

  it('says of every route whose path, query or body has a form that it may be a bad request', async () => {
    const document = await read()
    const silent: string[] = []
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const reads = (operation.parameters?.length ?? 0) > 0 || operation.requestBody !== undefined
        if (reads && !refusalsOf(operation).includes('bad_request')) silent.push(`${method} ${path}`)
      }
    }
    // A file of the page is there or is not: its name has no form.
    expect(silent).toEqual(['get /api/docs/{file}'])
  })

  it('lists what a route refuses', async () => {
    const document = await read()
    const empty = { registerId: newId('register'), lines: [] }
    const cases: [method: string, url: string, body?: unknown][] = [
      ...routes.map((route): [string, string] => [route.method, pathOf(route)]),
      ['GET', '/api/shop/products?day=never'],
      ['GET', '/api/shop/products/no-such-thing?day=never'],
      ['GET', '/api/shop/calendar/no-such-thing?month=2026-08'],
      ['GET', '/api/docs/no-such-thing'],
      ['GET', '/api/sales/of-nobody'],
      ['GET', '/api/sales/of-nobody/tickets.pdf'],
      ['GET', `/api/sales/${newId('sale')}/receipt.pdf?paper=a5&copy=2`],
      ['GET', `/api/sales/${newId('sale')}/receipt.pdf?paper=papyrus`],
      ['PUT', `/api/orders/${newId('order')}/hold`, empty],
      ['DELETE', '/api/orders/of-nobody/hold'],
    ]
    const refused = new Set<string>()
    const unlisted: string[] = []
    for (const [method, url, body] of cases) {
      for (const role of ['agent', 'manager', 'provider', null] as const) {
        const cookie = role === null ? undefined : await at.cookie(role)
        const answer = await request(method, url, cookie, JSON.stringify(body ?? {}))
        const operation = operationOf(document, method, url)
        if (!operation || !answer.headers.get('content-type')?.includes('problem')) continue
        const code = await codeOf(answer)
        refused.add(`${method} ${url.replace(/\?.*/, '')}: ${code}`)
        if (!refusalsOf(operation).includes(code)) unlisted.push(`${method} ${url} as ${role}: ${code}`)
      }
    }
    expect(unlisted).toEqual([])
    expect([...refused].some((one) => /^PUT .*hold: not_found$/.test(one))).toBe(true)
    figures(`${refused.size} refusals of ${routes.length} routes, each listed by its route`)
  }, 60_000)

  it('holds nothing but the routes, and no reference to what is not there', async () => {
    const document = await read()
    const named = new Set(routes.map((r) => `${r.method} ${r.path.replace(/:(\w+)/g, '{$1}')}`))
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(listed.filter((name) => !named.has(name))).toEqual([])
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? '')
    figures(`OpenAPI ${document.openapi}: ${listed.length} operations, none missing, none more`)
  })
})
