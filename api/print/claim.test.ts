import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { transaction, type Tx } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { copySale } from '../sale/copy.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { Printer } from '../shared/printer.ts'
import { plusMinutes } from '../shared/time.ts'
import type { PrintInput } from './form.ts'
import { givenPrinter, type FakePrinter } from './given-printer.ts'
import { saleSlips } from './papers.ts'
import { printSale } from './print.ts'
import { setPrinter } from './printer.ts'
import { readEscpos } from './read-escpos.ts'

const lock = vi.hoisted(() => ({ holds: true, met: 0 }))

// For the negative control: presses that nobody keeps apart, and that meet before they look.
vi.mock('../sale/issued.ts', async (original) => {
  const real = await original<typeof import('../sale/issued.ts')>()
  const lockReceipt = async (tx: Tx, saleId: string) => {
    if (lock.holds) return real.lockReceipt(tx, saleId)
    await tx.sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`
    await tx.sql`SELECT 1 FROM sale LIMIT 1`
    lock.met += 1
    await vi.waitUntil(() => lock.met === 2, { timeout: 5_000 })
  }
  return { ...real, lockReceipt }
})

let db: TestDb
let office: Given
let printer: FakePrinter
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 3, sessions: 1, capacity: 400, open: true })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  printer = await givenPrinter()
  await set({ kind: 'NETWORK', columns: 48, host: printer.host, port: printer.port })
  await set({ kind: 'USB', columns: 48 }, 1)
})
afterEach(() => {
  printer.manner = 'prints'
  printer.calls = []
  lock.holds = true
})
afterAll(async () => {
  await printer.close()
  expect(await broken(db)).toEqual([])
  await db.close()
})

const ctx = (over: Partial<Ctx> = {}): Ctx => ({
  db,
  actor: agentOf(office),
  now: TEST_NOW,
  keys,
  requestId: 'test',
  ...over,
})
const registerId = (n = 0) => office.registers[n] ?? ''
const set = (to: Printer, n = 0) =>
  setPrinter(ctx({ actor: { ...agentOf(office), roles: ['manager'] } as Ctx['actor'] }), registerId(n), to)

async function sold(register = 0, over: Partial<SellInput> = {}): Promise<string> {
  const input = { ...boatBasket(office, { register }), ...over }
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  return input.id
}
const asked = (over: Partial<PrintInput> = {}): PrintInput => ({
  id: newId('audit'),
  registerId: registerId(),
  what: 'RECEIPT',
  drawer: false,
  by: 'SERVER',
  ...over,
})
const byDevice = (over: Partial<PrintInput> = {}) =>
  asked({ by: 'DEVICE', registerId: registerId(1), ...over })
const kicks = () => readEscpos(printer.paper()).kicks
const openings = async (n = 0) => {
  const rows = await db.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE register_id = ${registerId(n)} AND journal = 'L' ORDER BY seq`
  return rows.map((row) => JSON.parse(row.payload)).filter((one) => one.code === 'DRAWER_OPENED')
}
const copies = async (id: string) =>
  (await db.sql`SELECT 1 FROM journal_record WHERE subject = ${id} AND journal = 'C'`).length
const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

describe('a request that is asked again at once', () => {
  test('by a device is told the same duplicate, never the original', async () => {
    const first = await sold(1)
    await sold(1)
    const one = byDevice()
    const answers = await Promise.all([printSale(ctx(), first, one), printSale(ctx(), first, one)])
    expect(answers.map((a) => a.copy)).toEqual([1, 1])
    expect(answers.filter((a) => a.again)).toHaveLength(1)
    expect(await copies(first)).toBe(1)
  })

  test('leaves no record of a copy when its claim is not there', async () => {
    const first = await sold(1)
    await sold(1)
    const unnamed = { ...agentOf(office), staffId: null } as never
    const one = byDevice()
    await expect(printSale(ctx({ actor: unnamed }), first, one)).rejects.toThrow()
    expect(await copies(first)).toBe(0)
    expect(await printSale(ctx(), first, one)).toMatchObject({ copy: 1, again: false })
  })
})

describe('two presses at once', () => {
  const press = async () => {
    const id = await sold()
    lock.met = 0
    const answers = await Promise.all([1, 2].map(() => printSale(ctx(), id, asked())))
    return answers.map((a) => a.copy ?? 0).sort((a, b) => a - b)
  }

  test('make one original and one duplicate', async () => {
    expect(await press()).toEqual([0, 1])
  })

  test('make two originals without the lock (negative control)', async () => {
    lock.holds = false
    expect(await press()).toEqual([0, 0])
  })
})

describe('the drawer of a sale', () => {
  test('opens for its money once; again, or after the next sale, it is logged', async () => {
    const id = await sold()
    const before = (await openings()).length
    const open = () => printSale(ctx(), id, asked({ what: null, drawer: true }))
    // Nothing was sent to a printer without paper: that was no opening.
    printer.manner = 'paperless'
    await expect(open()).rejects.toEqual(refused('printer_failed', { reason: 'paper' }))
    printer.manner = 'prints'
    await open()
    expect([kicks(), (await openings()).length]).toEqual([1, before])
    await open()
    expect([kicks(), (await openings()).length]).toEqual([2, before + 1])
    const old = await sold()
    await sold()
    await printSale(ctx(), old, asked({ what: 'TICKETS', drawer: true }))
    expect([kicks(), (await openings()).length]).toEqual([3, before + 2])
    const [{ number } = { number: '' }] = await db.sql`SELECT number FROM sale WHERE id = ${old}`
    expect((await openings()).at(-1)).toMatchObject({
      operator: { code: 'MA' },
      detail: { printer: 'NETWORK', sale: number },
    })
  })

  test('asked again under the same id opens nothing, and a card sale sends nothing at all', async () => {
    const id = await sold()
    const one = asked({ what: null, drawer: true })
    await printSale(ctx(), id, one)
    await printSale(ctx(), id, one)
    expect(kicks()).toBe(1)
    printer.calls = []
    const card = await sold(0, { tenders: [{ means: 'CB', amountC: 2_800, ref: '004512' }] })
    await printSale(ctx(), card, asked({ what: null, drawer: true }))
    expect(printer.calls).toEqual([])
  })

  test('on a device opens when the answer says so, logged in the same way, and never for a browser', async () => {
    const id = await sold(1)
    const before = (await openings(1)).length
    const one = byDevice({ what: null, drawer: true })
    expect(await printSale(ctx(), id, one)).toMatchObject({ drawer: true, again: false })
    // The answer was lost: it is the same.
    expect(await printSale(ctx(), id, one)).toMatchObject({ drawer: true, again: true })
    expect((await openings(1)).length).toBe(before)
    expect(await printSale(ctx(), id, byDevice({ what: null, drawer: true }))).toMatchObject({ drawer: true })
    expect((await openings(1)).length).toBe(before + 1)
    const there = byDevice({ what: null, drawer: true, registerId: registerId(2) })
    expect(await printSale(ctx(), id, there)).toMatchObject({ drawer: false })
    expect((await openings(2)).length).toBe(0)
  })

  test('of a sale made elsewhere holds none of its money: it is logged', async () => {
    const id = await sold(2)
    const before = (await openings()).length
    await printSale(ctx(), id, asked({ drawer: true }))
    expect([kicks(), (await openings()).length]).toEqual([1, before + 1])
  })
})

describe('a numbered copy', () => {
  test('is made once for each request, however often it is asked', async () => {
    const [id, other] = [await sold(), await sold()]
    const one = { id: newId('audit'), reason: 'CUSTOMER' } as const
    const both = await Promise.all([copySale(ctx(), id, one), copySale(ctx(), id, one)])
    expect(both.map((made) => made.copy)).toEqual([1, 1])
    expect(both.filter((made) => made.again)).toHaveLength(1)
    expect(await copies(id)).toBe(1)
    await expect(copySale(ctx(), other, one)).rejects.toEqual(refused('id_reused'))
    await expect(copySale(ctx(), id, { ...one, reason: 'JAM' })).rejects.toEqual(refused('id_reused'))
    expect(await copySale(ctx(), id, { ...one, id: newId('audit') })).toEqual({ copy: 2, again: false })
  })

  test('is printed when it was made, once, and again only when it did not come out', async () => {
    const id = await sold()
    await expect(printSale(ctx(), id, asked({ copy: 77 }))).rejects.toEqual(refused('not_found'))
    await copySale(ctx(), id, { id: newId('audit'), reason: 'CUSTOMER' })
    printer.manner = 'paperless'
    await expect(printSale(ctx(), id, asked({ copy: 1 }))).rejects.toEqual(
      refused('printer_failed', { reason: 'paper', copy: 1 }),
    )
    printer.manner = 'prints'
    expect(await printSale(ctx(), id, asked({ copy: 1 }))).toMatchObject({ copy: 1 })
    await expect(printSale(ctx(), id, asked({ copy: 1 }))).rejects.toEqual(refused('printed_already'))
    expect(await printSale(ctx(), id, asked())).toMatchObject({ copy: 2 })
    await expect(printSale(ctx(), id, asked({ copy: 2 }))).rejects.toEqual(refused('printed_already'))
    expect(await copies(id)).toBe(2)
  })

  test('of a device keeps its number when the device says that it did not come out', async () => {
    const id = await sold(1)
    await sold(1)
    const one = byDevice()
    expect(await printSale(ctx(), id, one)).toMatchObject({ copy: 1 })
    await expect(printSale(ctx(), id, byDevice({ copy: 1 }))).rejects.toEqual(refused('printed_already'))
    expect(await printSale(ctx(), id, byDevice({ copy: 1, failed: one.id }))).toMatchObject({ copy: 1 })
    expect(await copies(id)).toBe(1)
  })

  test('what the server printed has not failed because a device says so', async () => {
    const id = await sold()
    const one = asked()
    await printSale(ctx(), id, one)
    expect(await printSale(ctx(), id, asked({ failed: one.id }))).toMatchObject({ copy: 1 })
  })
})

test('a fault that is none of the printer’s is told as itself, the second time too', async () => {
  const { topoguide } = office
  const id = await sold(0, {
    lines: [{ optionId: topoguide.option, sessionIds: [], units: [{ unitId: topoguide.unit, qty: 1 }] }],
    tenders: [{ means: 'CASH', amountC: 1_200 }],
    expected: { totalC: 1_200, changeC: 0 },
  })
  const one = asked({ what: 'TICKETS' })
  await expect(printSale(ctx(), id, one)).rejects.toEqual(refused('not_found'))
  await expect(printSale(ctx(), id, one)).rejects.toEqual(refused('not_found'))
})

describe('the original, for a device', () => {
  test('is had by who was just told to print it, and by nobody else', async () => {
    const id = await sold(1)
    await expect(saleSlips(ctx(), id, 'RECEIPT', null)).rejects.toEqual(refused('printed_already'))
    const one = byDevice()
    expect(await printSale(ctx(), id, one)).toMatchObject({ copy: null })
    await sold(1)
    expect(await saleSlips(ctx(), id, 'RECEIPT', null)).toHaveLength(1)
    const late = ctx({ now: plusMinutes(TEST_NOW, 16) })
    await expect(saleSlips(late, id, 'RECEIPT', null)).rejects.toEqual(refused('printed_already'))
    expect(await saleSlips(late, id, 'TICKETS', null)).toHaveLength(1)
    // It did not come out: the next is a duplicate, and the original is gone.
    expect(await printSale(ctx(), id, byDevice({ failed: one.id }))).toMatchObject({ copy: 1 })
    await expect(saleSlips(ctx(), id, 'BOTH', null)).rejects.toEqual(refused('printed_already'))
    expect(await saleSlips(ctx(), id, 'BOTH', 1)).toHaveLength(2)
  })
})
