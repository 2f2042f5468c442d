import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { askLetter } from '../mail/ask.ts'
import { copySale } from '../sale/copy.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { scan } from '../ticket/scan.ts'
import { ContactInput, setContact } from './contact.ts'
import { soldTo } from './given-order.ts'
import { readOrder } from './read.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()
const at = (minutes: number) => plusMinutes(TEST_NOW, minutes)
const ctxAt = (minutes: number): Ctx => ({
  db,
  actor: agentOf(office),
  now: at(minutes),
  keys,
  requestId: 'test',
})

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 200, open: true })
})
afterAll(() => db.close())

it('tells an order’s whole history in the order it happened, with the codes of who acted', async () => {
  const basket = familyBasket(office)
  const { orderId, registerId } = basket
  await hold(ctxAt(1), orderId, { registerId, lines: basket.lines.slice(0, 2) })
  // The database’s own clock opened the order; it is the office’s moment that is told.
  await db.owner().sql`UPDATE "order" SET created = ${at(1)}::timestamptz WHERE id = ${orderId}`
  await hold(ctxAt(2), orderId, { registerId, lines: basket.lines.slice(0, 1) })
  const sold = await soldTo({ db, office, keys }, basket, at(3), {
    lastName: 'Le Goff',
    email: 'a@post.example',
  })
  const [first, second] = sold.tickets
  await scan(ctxAt(20), { id: newId('scan'), code: first?.shortCode ?? '' })
  await scan(ctxAt(21), { id: newId('scan'), code: first?.shortCode ?? '' })
  await copySale(ctxAt(30), sold.id, { id: newId('audit'), reason: 'CUSTOMER' })
  await setContact(ctxAt(31), orderId, ContactInput.parse({ lastName: 'Le Goff', email: 'b@post.example' }))
  await askLetter(ctxAt(32), orderId, { id: newId('mail'), what: 'BOTH' })
  await db.sql`UPDATE ticket SET voided_at = ${at(40)}::timestamptz, void_reason = 'WEATHER' WHERE id = ${second?.id ?? ''}`

  const order = await readOrder(ctxAt(50), orderId)
  const said = order.history.map(({ at: when, what, operator, ref, n, detail }) => [
    (Date.parse(when) - Date.parse(TEST_NOW)) / 60_000,
    what,
    operator,
    ref,
    n,
    detail,
  ])
  expect(said).toEqual([
    [1, 'HELD', null, 'B1', null, null],
    [2, 'LINE_REMOVED', 'MA', 'Topoguide des mégalithes', null, null],
    [3, 'SOLD', 'MA', 'B1-2026-000001', null, 'SALE'],
    [20, 'SCAN', 'MA', first?.shortCode, 1, 'admitted'],
    [21, 'SCAN_REFUSED', 'MA', first?.shortCode, 0, 'already_used'],
    [30, 'COPY', 'MA', 'B1-2026-000001', 1, 'CUSTOMER'],
    [31, 'CONTACT', 'MA', null, null, null],
    [32, 'COPY', 'MA', 'B1-2026-000001', 2, 'CUSTOMER'],
    [32, 'LETTER', 'MA', null, null, 'RECEIPT TICKETS'],
    [40, 'VOIDED', null, second?.shortCode, null, 'WEATHER'],
  ])
  expect(order.bookings).toHaveLength(1)
  expect(order.bookings[0]?.tickets.map((t) => t.state)).toEqual(['USED', 'VOID', 'VALID'])
  expect(order.bookings[0]?.sessions).toHaveLength(1)
  expect(order.sales[0]).toMatchObject({ number: 'B1-2026-000001', totalC: 9_200, copies: 2, tickets: 2 })
  expect(order.sales[0]?.lines).toHaveLength(4)
  expect(order.sales[0]?.tenders.map((t) => t.means)).toEqual(['ANCV_P', 'CB', 'CASH'])
  expect(order.customer).toMatchObject({ lastName: 'Le Goff', email: 'b@post.example', language: 'fr' })
  expect(order.letters).toMatchObject([{ status: 'QUEUED', recipient: 'b@post.example' }])
})

it('finds the removed lines of an old basket without reading the whole log', async () => {
  const basket = boatBasket(office, { register: 1 })
  const others = Array.from({ length: 40 }, () => boatBasket(office, { register: 1 }))
  for (const [i, one] of others.entries()) {
    await hold(ctxAt(i - 60), one.orderId, { registerId: one.registerId, lines: one.lines })
    await hold(ctxAt(i - 60), one.orderId, { registerId: one.registerId, lines: [] })
  }
  await db.owner().sql`UPDATE "order" SET created = ${at(-50)}::timestamptz`
  for (const one of others.slice(0, 12)) {
    const { history } = await readOrder(ctxAt(50), one.orderId)
    expect(history.filter((h) => h.what === 'LINE_REMOVED')).toHaveLength(1)
  }
  await expect(readOrder(ctxAt(50), basket.orderId)).rejects.toMatchObject({ code: 'not_found' })
})

it('changes how the visitor is reached, and audits which fields without what they hold', async () => {
  const sold = await soldTo({ db, office, keys }, boatBasket(office), at(4))
  const given = {
    firstName: ' Yann ',
    lastName: 'Le  Bras',
    email: 'Yann@Post.Example',
    phone: '06 12 34 56 78',
  }
  await setContact(ctxAt(5), sold.orderId, ContactInput.parse(given))
  const { customer } = await readOrder(ctxAt(6), sold.orderId)
  expect(customer).toEqual({
    firstName: 'Yann',
    lastName: 'Le Bras',
    email: 'yann@post.example',
    phone: '+33612345678',
    language: 'fr',
  })
  await setContact(ctxAt(7), sold.orderId, ContactInput.parse({ ...given, phone: '' }))
  const rows = await db.sql`
    SELECT detail FROM audit WHERE subject = ${sold.orderId} AND action = 'order.contact' ORDER BY at`
  expect(rows.map((row) => row.detail)).toEqual([
    { changed: ['firstName', 'lastName', 'email', 'phone', 'language'] },
    { changed: ['phone'] },
  ])
  const [keyed] = await db.sql`
    SELECT c.name_key FROM customer c JOIN "order" o ON o.customer_id = c.id WHERE o.id = ${sold.orderId}`
  expect(keyed?.name_key).toBe('le bras yann')
})

it('refuses an address or a number that is none, an order that is none, and whoever may not', async () => {
  expect(ContactInput.safeParse({ email: 'nowhere' }).success).toBe(false)
  expect(ContactInput.safeParse({ phone: '12' }).success).toBe(false)
  expect(ContactInput.safeParse({ lastName: 'x'.repeat(81) }).success).toBe(false)
  // A name is one line here as in a sale: it is printed and sent.
  for (const firstName of ['Ya\u0007nn', '\u001b[31mYann', 'Yann\nLe Bras'])
    expect(ContactInput.safeParse({ firstName }).success).toBe(false)
  const input = ContactInput.parse({ lastName: 'Le Bras' })
  await expect(setContact(ctxAt(9), newId('order'), input)).rejects.toMatchObject({ code: 'not_found' })
  const auditor: Ctx = { ...ctxAt(9), actor: { ...agentOf(office), roles: ['auditor'] } as never }
  await expect(setContact(auditor, newId('order'), input)).rejects.toMatchObject({ code: 'forbidden' })
  const provider: Ctx = {
    ...ctxAt(9),
    actor: {
      ...agentOf(office),
      kind: 'provider',
      roles: ['provider'],
      providerId: office.provider,
    } as never,
  }
  await expect(readOrder(provider, newId('order'))).rejects.toMatchObject({ code: 'forbidden' })
})
