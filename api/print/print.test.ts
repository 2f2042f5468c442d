import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { copySale } from '../sale/copy.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { Printer } from '../shared/printer.ts'
import { openDrawer } from './drawer.ts'
import type { PrintInput } from './form.ts'
import { givenPrinter, type FakePrinter } from './given-printer.ts'
import { printSale } from './print.ts'
import { setPrinter } from './printer.ts'
import { readEscpos } from './read-escpos.ts'

let db: TestDb
let office: Given
let printer: FakePrinter
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 400, open: true })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  printer = await givenPrinter()
  await set({ kind: 'NETWORK', columns: 48, host: printer.host, port: printer.port })
})
afterEach(() => {
  printer.manner = 'prints'
  printer.calls = []
})
afterAll(async () => {
  await printer.close()
  expect(await broken(db)).toEqual([])
  await db.close()
})

const ctx = (): Ctx => ({ db, actor: agentOf(office), now: TEST_NOW, keys, requestId: 'test' })
const manager = (): Ctx => {
  const { actor, ...rest } = ctx()
  return { ...rest, actor: { ...actor, roles: ['manager'] } as Ctx['actor'] }
}
const registerId = (n = 0) => office.registers[n] ?? ''
const set = (to: Printer, n = 0) => setPrinter(manager(), registerId(n), to)

async function sold(input: SellInput): Promise<string> {
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  return input.id
}
const asked = (over: Partial<PrintInput> = {}): PrintInput => ({
  id: newId('audit'),
  registerId: registerId(),
  what: 'BOTH',
  drawer: true,
  by: 'SERVER',
  ...over,
})
const paper = () => readEscpos(printer.paper())
const words = () => paper().slips.map((slip) => slip.map((line) => line.text).join('\n'))
const events = async (code: string) => {
  const rows = await db.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE register_id = ${registerId()} AND journal = 'L' ORDER BY seq`
  return rows.map((row) => JSON.parse(row.payload)).filter((one) => one.code === code)
}
const copies = async (id: string) =>
  (await db.sql`SELECT 1 FROM journal_record WHERE subject = ${id} AND journal = 'C'`).length
const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

describe('printing a sale on the network', () => {
  test('brings the original receipt, then a slip for each ticket, each cut, and the drawer opens for cash', async () => {
    const id = await sold(familyBasket(office))
    expect(await printSale(ctx(), id, asked())).toEqual({ copy: null, again: false, drawer: false })
    expect(paper().kicks).toBe(1)
    const [receipt, ...tickets] = words()
    expect(receipt).toContain('impression nº 1, original')
    expect(tickets).toHaveLength(3)
    for (const ticket of tickets) expect(ticket).toContain('13 août 2026')
    const codes = paper().slips.flatMap((slip) => slip.flatMap((line) => line.qr ?? []))
    expect(new Set(codes).size).toBe(3)
    for (const code of codes) expect(code).toHaveLength(140)
    const short = await db.sql`SELECT short_code FROM ticket WHERE sale_id = ${id} ORDER BY line_n, id`
    for (const [i, row] of short.entries())
      expect(tickets[i]).toContain(row.short_code.replace(/(.{4})/, '$1 '))
  })

  test('prints the receipt alone, or the tickets alone, and opens no drawer for a card', async () => {
    const input = boatBasket(office)
    const id = await sold({ ...input, tenders: [{ means: 'CB', amountC: 2_800, ref: '004512' }] })
    await printSale(ctx(), id, asked({ what: 'TICKETS' }))
    expect([paper().slips.length, paper().kicks]).toEqual([1, 0])
    await printSale(ctx(), id, asked({ what: null }))
    expect(paper().slips.length).toBe(1)
    const cash = await sold(boatBasket(office))
    await printSale(ctx(), cash, asked({ what: null }))
    expect([paper().slips.length, paper().kicks]).toEqual([1, 1])
  })

  test('Duplicate counter rises; document says DUPLICATA n°.', async () => {
    const id = await sold(boatBasket(office))
    await printSale(ctx(), id, asked())
    // Tickets are no copies.
    expect(await printSale(ctx(), id, asked({ what: 'TICKETS' }))).toMatchObject({ copy: null })
    expect(await printSale(ctx(), id, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: 1 })
    expect(words().at(-1)).toContain('DUPLICATA nº 1')
    expect(await printSale(ctx(), id, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: 2 })
    expect(words().at(-1)).toContain('DUPLICATA nº 2')
    expect(words().at(-1)).toContain('impression nº 3')
    expect(await copies(id)).toBe(2)
  })

  test('the original is over once the next sale of its register began, or a copy was made elsewhere', async () => {
    const [first, other] = [await sold(boatBasket(office)), await sold(boatBasket(office, { register: 1 }))]
    await sold(boatBasket(office))
    expect(await printSale(ctx(), first, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: 1 })
    expect(await printSale(ctx(), other, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: null })
    const last = await sold(boatBasket(office))
    await copySale(ctx(), last, { id: newId('audit'), reason: 'CUSTOMER' })
    expect(await printSale(ctx(), last, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: 2 })
  })

  test('two presses at once make one original and one duplicate', async () => {
    const id = await sold(boatBasket(office))
    const answers = await Promise.all([1, 2, 3].map(() => printSale(ctx(), id, asked({ what: 'RECEIPT' }))))
    expect(new Set(answers.map((a) => a.copy))).toEqual(new Set([null, 1, 2]))
    expect(words().filter((text) => text.includes('original'))).toHaveLength(1)
  })

  test('the same request twice prints once, and another sale may not come under its id', async () => {
    const id = await sold(boatBasket(office))
    const one = asked({ what: 'RECEIPT' })
    const both = await Promise.all([printSale(ctx(), id, one), printSale(ctx(), id, one)])
    expect(both.filter((a) => a.again)).toHaveLength(1)
    expect(printer.calls).toHaveLength(1)
    const copy = asked({ what: 'RECEIPT' })
    await printSale(ctx(), id, copy)
    expect(await printSale(ctx(), id, copy)).toEqual({ copy: 1, again: true, drawer: false })
    expect(await copies(id)).toBe(1)
    const other = await sold(boatBasket(office))
    await expect(printSale(ctx(), other, one)).rejects.toEqual(refused('id_reused'))
  })

  test('what did not come out is still the original, and a copy keeps its number', async () => {
    const id = await sold(boatBasket(office))
    printer.manner = 'breaks'
    const one = asked({ what: 'RECEIPT' })
    const gone = refused('printer_failed', { reason: 'broken', copy: null })
    await expect(printSale(ctx(), id, one)).rejects.toEqual(gone)
    await expect(printSale(ctx(), id, one)).rejects.toEqual(gone)
    printer.manner = 'prints'
    expect(await printSale(ctx(), id, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: null })
    printer.manner = 'breaks'
    await expect(printSale(ctx(), id, asked({ what: 'RECEIPT' }))).rejects.toEqual(
      refused('printer_failed', { copy: 1 }),
    )
    printer.manner = 'prints'
    expect(await printSale(ctx(), id, asked({ what: 'RECEIPT', copy: 1 }))).toMatchObject({ copy: 1 })
    expect(await copies(id)).toBe(1)
  })

  test('a device that prints by itself is told which print it makes, and may say that it did not come out', async () => {
    const id = await sold(boatBasket(office))
    const by = { by: 'DEVICE', what: 'RECEIPT', registerId: registerId(1), drawer: false } as const
    const first = asked(by)
    expect(await printSale(ctx(), id, first)).toEqual({ copy: null, again: false, drawer: false })
    expect(await printSale(ctx(), id, asked({ ...by, failed: first.id }))).toMatchObject({ copy: null })
    expect(await printSale(ctx(), id, asked(by))).toMatchObject({ copy: 1 })
    // The way does not matter: what came out in the browser is no original on the network any more.
    expect(await printSale(ctx(), id, asked({ what: 'RECEIPT' }))).toMatchObject({ copy: 2 })
    expect(printer.calls).toHaveLength(1)
  })

  test('is for a register whose printer the server reaches, and a sale that is there', async () => {
    const id = await sold(boatBasket(office))
    await expect(printSale(ctx(), id, asked({ registerId: registerId(1) }))).rejects.toEqual(
      refused('printer_elsewhere', { printer: 'BROWSER' }),
    )
    await expect(printSale(ctx(), newId('sale'), asked())).rejects.toEqual(refused('not_found'))
    await expect(printSale(ctx(), id, asked({ registerId: newId('register') }))).rejects.toEqual(
      refused('not_found'),
    )
  })
})

describe('the drawer', () => {
  test('opens without a sale by the very order of its maker, and stands in the event log', async () => {
    const before = (await events('DRAWER_OPENED')).length
    expect(await openDrawer(ctx(), registerId())).toEqual({ opened: 'SERVER' })
    expect(printer.paper().toString('hex')).toBe('1b700019fa')
    expect((await events('DRAWER_OPENED')).slice(before)).toMatchObject([
      { operator: { code: 'MA' }, detail: { printer: 'NETWORK' } },
    ])
  })

  test('is logged even when its printer fails, and is no browser’s', async () => {
    const before = (await events('DRAWER_OPENED')).length
    printer.manner = 'breaks'
    await expect(openDrawer(ctx(), registerId())).rejects.toEqual(refused('printer_failed'))
    expect(await events('DRAWER_OPENED')).toHaveLength(before + 1)
    await expect(openDrawer(ctx(), registerId(1))).rejects.toEqual(refused('printer_elsewhere'))
    await set({ kind: 'USB', columns: 48 }, 1)
    expect(await openDrawer(ctx(), registerId(1))).toEqual({ opened: 'DEVICE' })
  })
})

describe('the printer of a register', () => {
  test('is set by who may, audited and logged once for each change', async () => {
    await expect(setPrinter(ctx(), registerId(), { kind: 'USB', columns: 42 })).rejects.toEqual(
      refused('forbidden'),
    )
    const before = (await events('SETTING_CHANGED')).length
    const now: Printer = { kind: 'NETWORK', columns: 42, host: printer.host, port: printer.port }
    await set(now)
    await set(now)
    const after = await events('SETTING_CHANGED')
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)?.detail).toEqual({
      setting: 'printer',
      before: `NETWORK 48 127.0.0.1:${printer.port}`,
      after: `NETWORK 42 127.0.0.1:${printer.port}`,
    })
    const rows = await db.sql`
      SELECT detail FROM audit WHERE subject = ${registerId()} AND action = 'register.printer' ORDER BY at, id`
    expect(rows.at(-1)?.detail.after).toEqual(now)
    await expect(set(now, 9)).rejects.toEqual(refused('not_found'))
  })
})
