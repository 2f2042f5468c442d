import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { plusMinutes } from '../shared/time.ts'
import { saleTickets } from '../ticket/view.ts'
import { findOrders } from './find.ts'
import { FindQuery } from './find-form.ts'
import { soldTo } from './given-order.ts'

let db: TestDb
let office: Given
let ctx: Ctx
const keys = temporaryKeyring()
const at = (minutes: number) => plusMinutes(TEST_NOW, minutes)
type Sold = Awaited<ReturnType<typeof soldTo>>
let goff: Sold
let anna: Sold
let nobody: Sold

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 200, open: true })
  ctx = { db, actor: agentOf(office), now: at(60), keys, requestId: 'test' }
  const on = { db, office, keys }
  goff = await soldTo(on, familyBasket(office), at(1), {
    firstName: 'Maïwenn',
    lastName: 'Le Goff',
    phone: '+33612345678',
  })
  anna = await soldTo(on, boatBasket(office, { register: 1 }), at(2), {
    firstName: 'Anna-Lena',
    lastName: 'Müller',
    email: 'anna.mueller@post.example',
    phone: '+4915112345',
    language: 'de',
  })
  nobody = await soldTo(on, boatBasket(office), at(3))
  // Another day, which today's list leaves out.
  const { lines, ...rest } = familyBasket(office)
  const guide = {
    ...rest,
    lines: lines.slice(1, 2),
    tenders: [{ means: 'CASH' as const, amountC: 1_200 }],
    expected: { totalC: 1_200, changeC: 0 },
  }
  await soldTo(on, guide, at(600), { lastName: 'Le Gall', firstName: 'Yann' })
})
afterAll(() => db.close())

const ask = (query: Record<string, unknown>) => findOrders(ctx, FindQuery.parse(query))
const found = async (q: string, more: Record<string, unknown> = {}) =>
  (await ask({ q, ...more })).orders.map((o) => [o.id, o.matched.by])

describe('an order of the past', () => {
  it('is found by the visitor’s name, from its beginning, without accents, either way round', async () => {
    for (const q of [
      'le goff',
      'LE GO',
      'Le Goff Maïwenn',
      'maiwenn le goff',
      'Maïwenn Le',
      'maiwenn',
      'maïw',
    ])
      expect(await found(q), q).toEqual([[goff.orderId, 'NAME']])
    expect(await found('müller')).toEqual([[anna.orderId, 'NAME']])
    expect(await found('lena')).toEqual([])
    expect((await found('le g')).length).toBe(2)
    expect(await found('le goffic')).toEqual([])
  })

  it('is found by a first name beside a last name of the same beginning, page by page and newest first', async () => {
    const on = { db, office, keys }
    const named = [
      { lastName: 'Rozenn', firstName: 'Paul' },
      { lastName: 'Kervadec', firstName: 'Rozenn' },
      { lastName: 'Rozenn', firstName: 'Luc' },
      { lastName: 'Danion', firstName: 'Rozenn' },
    ]
    const sold: Sold[] = []
    for (const [i, contact] of named.entries())
      sold.push(await soldTo(on, boatBasket(office), at(20 + i), contact))
    const newest = sold.map((one) => one.orderId).reverse()
    expect((await ask({ q: 'rozenn' })).orders.map((o) => o.id)).toEqual(newest)
    const pages: string[] = []
    let after: string | null | undefined
    while (after !== null) {
      const page = await ask({ q: 'rozenn', limit: 1, ...(after ? { after } : {}) })
      pages.push(...page.orders.map((o) => o.id))
      after = page.after
    }
    expect(pages).toEqual(newest)
    // Of several words too: one who has them as a last name does not hide who has them as a first name.
    const anne = [
      { lastName: 'Marie Anne', firstName: 'Jo' },
      { lastName: 'Guillou', firstName: 'Marie Anne' },
    ]
    for (const contact of anne) await soldTo(on, boatBasket(office), at(30), contact)
    expect((await found('marie anne')).length).toBe(2)
    await db.sql`UPDATE "order" SET customer_id = NULL WHERE id = ANY(${newest}::text[])`
  })

  it('is found by telephone in any writing, and by address', async () => {
    for (const q of ['06 12 34 56 78', '+33 6 12 34', '0033612345678', '06.12'])
      expect(await found(q), q).toEqual([[goff.orderId, 'PHONE']])
    expect(await found('ANNA.mueller@')).toEqual([[anna.orderId, 'EMAIL']])
    expect(await found('anna.mueller@post.example')).toEqual([[anna.orderId, 'EMAIL']])
  })

  it('is found by a ticket’s code, typed in any way or scanned', async () => {
    const short = goff.tickets[1]?.shortCode ?? ''
    const spaced = `${short.slice(0, 4)} ${short.slice(4)}`.toLowerCase()
    expect(await found(short)).toEqual([[goff.orderId, 'TICKET']])
    expect(await found(spaced.replace('8', 'b').replace('5', 's'))).toEqual([[goff.orderId, 'TICKET']])
    const [ticket] = await saleTickets(ctx, anna.id)
    expect(await found(ticket?.code ?? '')).toEqual([[anna.orderId, 'TICKET']])
    const forged = `${ticket?.code.slice(0, -3)}AAA`
    expect(await found(forged)).toEqual([])
  })

  it('is found by its receipt’s number, whole or its bare end, and by its SNCF reference', async () => {
    expect(await found('b1-2026-000001')).toEqual([[goff.orderId, 'NUMBER']])
    expect(await found('B1 2026 1')).toEqual([[goff.orderId, 'NUMBER']])
    expect(await found('2')).toEqual([[nobody.orderId, 'NUMBER']])
    // The bare end is of every register, unless one is named.
    expect(await found('1')).toEqual([
      [anna.orderId, 'NUMBER'],
      [goff.orderId, 'NUMBER'],
    ])
    expect(await found('1', { registerId: office.registers[0] })).toEqual([[goff.orderId, 'NUMBER']])
    expect(await found(goff.id.slice(4))).toEqual([[goff.orderId, 'SNCF']])
  })

  it('says what there is of it: numbers, total, activities, tickets', async () => {
    const [order] = (await ask({ q: 'le goff' })).orders
    expect(order).toMatchObject({
      at: at(1),
      numbers: ['B1-2026-000001'],
      register: { code: 'B1', name: 'Caisse 1' },
      totalC: 9_200,
      customer: 'Maïwenn Le Goff',
      tickets: 3,
      void: 0,
      matched: { by: 'NAME', text: 'Maïwenn Le Goff' },
    })
    expect(order?.lines.map((l) => l.qty)).toEqual([3, 1, 1])
  })

  it('is in the list of its day, newest first, page by page', async () => {
    const all = await ask({})
    expect(all.orders.map((o) => o.id)).toEqual([nobody.orderId, anna.orderId, goff.orderId])
    expect(all.orders[0]?.matched).toEqual({ by: 'DAY', text: office.day })
    const first = await ask({ limit: 2 })
    expect(first.orders.map((o) => o.id)).toEqual([nobody.orderId, anna.orderId])
    const second = await ask({ limit: 2, after: first.after })
    expect(second).toMatchObject({ orders: [{ id: goff.orderId }], after: null })
    expect((await ask({ day: '2026-08-12' })).orders).toEqual([])
    expect(await found('le g', { day: office.day })).toEqual([[goff.orderId, 'NAME']])
    expect((await ask({ registerId: office.registers[1] })).orders.map((o) => o.id)).toEqual([anna.orderId])
  })

  it('is nobody’s answer to what names nothing', async () => {
    for (const q of ['%', '_', 'l', 'zz top', '000000', 'K7Q4 M2XE'].map(String))
      expect(await found(q), q).toEqual([])
  })

  it('is shown to staff of the office only', async () => {
    const provider = {
      ...agentOf(office),
      kind: 'provider',
      roles: ['provider'],
      providerId: office.provider,
    }
    await expect(findOrders({ ...ctx, actor: provider as never }, FindQuery.parse({}))).rejects.toMatchObject(
      {
        code: 'forbidden',
      },
    )
  })
})
