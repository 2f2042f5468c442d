import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inflateRawSync } from 'node:zlib'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testApp, type TestApp } from '../proof/app.ts'
import { closeShift } from '../register/close.ts'
import { copySale } from '../sale/copy.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { DaySheet, ShiftReport } from '../shared/report.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { transaction } from '../../db/index.ts'

let db: TestDb
let office: Given
let at: TestApp
let cookie: string

beforeAll(async () => {
  db = await testDb()
  const owner = db.owner()
  office = await given(owner, { now: TEST_NOW, capacity: 100, registers: 2 })
  at = await testApp(db, owner, TEST_NOW)
  cookie = await at.cookie('manager')
  await transaction(db, (tx) => registerKeys(tx, at.keys.all))
  await owner.sql`UPDATE product SET text = jsonb_set(text, '{fr,title}', '"=2+3;\\"é\\""') WHERE code = 'TOPO'`
  const ctx = { db, keys: at.keys, now: TEST_NOW, actor: agentOf(office), requestId: 'test' }
  const family = familyBasket(office)
  const requests = [family, boatBasket(office, { register: 1 })].map((i) => saleRequest(agentOf(office), i))
  for (const outcome of await sell({ db, keys: at.keys, now: () => TEST_NOW }, requests))
    if (!outcome.ok) throw outcome.error
  await copySale(ctx, family.id, { id: newId('audit'), reason: 'CUSTOMER' })
  const order = newId('order')
  const registerId = office.registers[0] ?? ''
  await hold(ctx, order, { registerId, lines: boatBasket(office).lines })
  await hold(ctx, order, { registerId, lines: familyBasket(office).lines.slice(1, 2) })
  await closeShift(ctx, office.shifts[1] ?? '', { countedC: 17_700, pieces: {}, gapReason: 'UNKNOWN' })
})

afterAll(async () => {
  await at.stop()
  await db.close()
})

const ask = (path: string) =>
  at.app.request(`http://office.example/api/reports${path}`, { headers: { cookie } })
async function get<T>(path: string): Promise<T> {
  const answer = await ask(path)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as T
}

describe('a day’s sheet', () => {
  it('says what was sold by means, family and principal, our own by rate of VAT, and the shifts with their gaps', async () => {
    const sheet = await get<DaySheet>('/day?day=2026-08-13')
    expect(sheet).toMatchObject({
      reading: true,
      day: '2026-08-13',
      siteId: null,
      sales: 2,
      tickets: 5,
      grossC: 12_000,
      discountC: 0,
      // The change is taken off: 20 € were given for 12 €.
      byMeans: [
        { means: 'ANCV_P', count: 1, amountC: 5_000 },
        { means: 'CASH', count: 2, amountC: 4_000 },
        { means: 'CB', count: 1, amountC: 3_000 },
      ],
      byFamily: [
        { family: 'BOAT', tickets: 4, grossC: 9_900 },
        { family: 'BOUTIQUE', tickets: 0, grossC: 1_200 },
        { family: 'RAIL', tickets: 1, grossC: 900 },
      ],
      byPrincipal: [
        { name: 'Vedettes Kerlann', tickets: 4, grossC: 9_900, commissionC: 792 },
        { name: 'SNCF', tickets: 1, grossC: 900, commissionC: 36 },
      ],
      ownVat: [{ rateBp: 550, exemptCode: null, htC: 1_137, vatC: 63, ttcC: 1_200 }],
      sncf: { tickets: 1, drawerC: 900, terminalC: 0 },
      at: TEST_NOW,
    })
    expect(
      sheet.shifts.map((s) => [s.register, s.sales, s.totalC, s.expectedC, s.gapC, s.gapReason]),
    ).toEqual([
      ['B1', 1, 9_200, null, null, null],
      ['B2', 1, 2_800, 17_800, -100, 'UNKNOWN'],
    ])
    expect(sheet.byMeans.reduce((sum, m) => sum + m.amountC, 0)).toBe(sheet.grossC)
  })

  it('of a day without sales, or of another site, is empty; a day that is none is refused', async () => {
    expect(await get('/day?day=2026-08-14')).toMatchObject({ sales: 0, grossC: 0, byMeans: [], shifts: [] })
    expect(await get(`/day?day=2026-08-13&siteId=${newId('site')}`)).toMatchObject({ sales: 0, shifts: [] })
    expect((await ask('/day?day=2026-02-30')).status).toBe(400)
    expect((await ask('/day')).status).toBe(400)
  })
})

describe('a shift’s reading', () => {
  it('says what it sold, what its drawer should hold, its numbers, and what was removed and copied meanwhile', async () => {
    const report = await get<ShiftReport>(`/shifts/${office.shifts[0]}`)
    expect(report).toMatchObject({
      reading: true,
      register: 'B1',
      site: 'Bourg',
      day: '2026-08-13',
      openedAt: TEST_NOW,
      openedBy: 'Maïwenn',
      closedAt: null,
      closedBy: null,
      floatC: 15_000,
      sales: 1,
      totalC: 9_200,
      cashC: 1_200,
      drawerC: 16_200,
      countedC: null,
      gapC: null,
      firstNumber: expect.stringMatching(/^B1-2026-0*1$/),
      lastNumber: expect.stringMatching(/^B1-2026-0*1$/),
      tickets: 4,
      removedLines: 1,
      copies: 1,
      at: TEST_NOW,
    })
  })

  it('of a closed one has who closed it, what was counted and why it differs; nothing of another register', async () => {
    expect(await get(`/shifts/${office.shifts[1]}`)).toMatchObject({
      closedAt: TEST_NOW,
      closedBy: 'Maïwenn',
      expectedC: 17_800,
      drawerC: 17_800,
      countedC: 17_700,
      gapC: -100,
      gapReason: 'UNKNOWN',
      removedLines: 0,
      copies: 0,
    })
    expect((await ask(`/shifts/${newId('shift')}`)).status).toBe(404)
  })

  it('stands in the list of its days and its site', async () => {
    const { shifts } = await get<{ shifts: unknown[] }>('/shifts?from=2026-08-01&to=2026-08-31')
    expect(shifts).toHaveLength(2)
    const none = await get<{ shifts: unknown[] }>(
      `/shifts?from=2026-08-01&to=2026-08-31&siteId=${newId('site')}`,
    )
    expect(none.shifts).toEqual([])
    expect((await ask('/shifts?from=2026-09-01&to=2026-08-31')).status).toBe(400)
    expect((await ask('/shifts?from=2024-01-01&to=2024-12-31')).status).toBe(200)
    const decade = await ask('/shifts?from=2020-01-01&to=2026-08-31')
    expect(decade.status).toBe(422)
    expect(await decade.json()).toMatchObject({ code: 'span_too_long', most: 366 })
  })
})

/** The texts of a ZIP file, found by its directory. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const files = new Map<string, string>()
  let at = zip.readUInt32LE(end + 16)
  for (let i = zip.readUInt16LE(end + 10); i > 0; i--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + size)
    const text = (method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8')
    files.set(zip.toString('utf8', at + 46, at + 46 + name), text)
    at += 46 + name + extra + comment
  }
  return files
}

const AUGUST = 'from=2026-08-01&to=2026-08-31'

describe('files', () => {
  it('a CSV opens in Excel as it is: a mark, semicolons, decimal commas, French days, no formula', async () => {
    const answer = await ask(`/rows.csv?${AUGUST}`)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="ventes-2026-08-01-2026-08-31.csv"',
    )
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(Buffer.from(bytes.slice(0, 3)).toString('hex')).toBe('efbbbf')
    const lines = new TextDecoder().decode(bytes).split('\r\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toContain('Ticket;Date et heure;Journée;Point d’accueil;Caisse')
    const boat = lines.find((line) => line.includes('GOLFE') || line.includes('Golfe')) ?? ''
    expect(boat).toMatch(
      /^B[12]-2026-\d+;13\/08\/2026 14:07;13\/08\/2026;Bourg;B[12];Guichet;Maïwenn;Bateaux;/,
    )
    const book = lines.find((line) => line.includes('Boutique')) ?? ''
    expect(book).toContain(`;"'=2+3;""é""";`)
    expect(book).toMatch(/;1;0,00;12,00;11,37;0,63;0,00$/)
  })

  it('an Excel file holds numbers as numbers and days as days, and text that begins like a formula as text', async () => {
    const answer = await ask(`/rows.xlsx?${AUGUST}`)
    expect(answer.status).toBe(200)
    const files = unzipped(Buffer.from(await answer.arrayBuffer()))
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet.match(/<row /g)).toHaveLength(6)
    expect(sheet).not.toContain('<f>')
    expect(sheet).toMatch(/<v>11\.37<\/v>/)
    // 13 August 2026, 14:07 at the counter, in Excel's days since 1900.
    expect(sheet).toMatch(/<v>46247\.588/)
    expect([...files.values()].join('')).toContain('=2+3;')
  }, 60_000)

  it('figures too: in French words, with a year before', async () => {
    const text = await (await ask(`/figures.csv?by=family&${AUGUST}`)).text()
    const lines = text.split('\r\n')
    expect(lines[0]).toContain('Famille;Volume TTC;Vente propre HT;Commission HT;Billets;Ventes;Remplissage')
    expect(lines[1]).toBe('Bateaux;99,00;0,00;7,92;4;2;;0,00;0,00;0,00;0;0')
    const sheet = await ask(`/figures.xlsx?by=product&${AUGUST}`)
    expect(sheet.status).toBe(200)
  }, 60_000)

  it('asked for wrongly are refused; without the permission too', async () => {
    for (const path of [
      '/rows.csv',
      `/figures.csv?${AUGUST}`,
      `/rows.csv?${AUGUST}&limit=3`,
      `/rows?${AUGUST}&after=x`,
    ])
      expect((await ask(path)).status, path).toBe(400)
    const agent = await at.cookie('agent')
    const answer = await at.app.request(`http://office.example/api/reports/rows.csv?${AUGUST}`, {
      headers: { cookie: agent },
    })
    expect(answer.status).toBe(403)
  })
})

describe('the target', () => {
  const put = (body: unknown) =>
    at.app.request('http://office.example/api/reports/target', {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const logged = () => db.sql`
    SELECT payload::jsonb -> 'detail' AS detail FROM journal_record
     WHERE journal = 'L' AND payload::jsonb ->> 'code' = 'SETTING_CHANGED'`

  it('is a setting: what it was and what it is stands in the office’s event log and in the audit, once', async () => {
    const answer = await put({ targetC: 35_000_000, targetExcludes: ['RAIL', 'BOUTIQUE'] })
    expect(await answer.json()).toEqual({ targetC: 35_000_000, targetExcludes: ['RAIL', 'BOUTIQUE'] })
    expect((await put({ targetC: 35_000_000, targetExcludes: ['BOUTIQUE', 'RAIL'] })).status).toBe(200)
    expect((await logged()).map((r) => r.detail)).toEqual([
      {
        setting: 'TARGET',
        targetC: 35_000_000,
        excludes: 'BOUTIQUE RAIL',
        wasC: 32_000_000,
        wasExcludes: 'BOUTIQUE',
      },
    ])
    const audits = await db.sql`SELECT actor, detail FROM audit WHERE action = 'office.target'`
    expect(audits).toHaveLength(1)
    expect(await get('/dashboard')).toMatchObject({
      targetC: 35_000_000,
      targetExcludes: ['RAIL', 'BOUTIQUE'],
      done: { grossC: 9_900 },
      all: { grossC: 12_000 },
    })
    expect((await verifyJournals(db)).faults).toEqual([])
  })

  it('is refused when it is no amount, or names a family that is none', async () => {
    for (const body of [{ targetC: -1, targetExcludes: [] }, { targetC: 1, targetExcludes: ['BATEAU'] }, {}])
      expect((await put(body)).status).toBe(400)
    expect(await logged()).toHaveLength(1)
  })
})
