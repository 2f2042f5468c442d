import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { soldTo } from '../order/given-order.ts'
import { readOrder } from '../order/read.ts'
import { drain } from '../outbox/outbox.ts'
import { stopPapers } from '../paper/paper.ts'
import { printSale } from '../print/print.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import type { Contact } from '../shared/visitor.ts'
import { plusMinutes } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { askLetter } from './ask.ts'
import { testSmtp, type TestSmtp } from './given-smtp.ts'
import { createPost, sendDue, type Sender } from './post.ts'
import { writeSaleLetters } from './write.ts'

let db: TestDb
let office: Given
let smtp: TestSmtp
const keys = temporaryKeyring()
const FROM = 'Office de tourisme <billets@office.example>'
let minute = 0
const now = () => plusMinutes(TEST_NOW, minute)
const ctx = (): Ctx => ({
  db,
  actor: { ...agentOf(office), roles: ['manager'] } as Ctx['actor'],
  now: now(),
  keys,
  requestId: 'test',
})
const writer = () => ({ db, keys, clock: now })
const sender = (over: Partial<Sender> = {}): Sender => ({
  ...writer(),
  transport: createPost(smtp.url),
  from: FROM,
  ...over,
})
const ANNA: Contact = { firstName: 'Anna', lastName: 'Müller', email: 'anna@post.example', language: 'de' }

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 400, open: true })
  smtp = await testSmtp()
})
afterEach(() => {
  smtp.refuse(null)
  smtp.received.length = 0
  minute = 0
})
afterAll(async () => {
  await smtp.stop()
  await stopPapers()
  await db.close()
})

const toMail = (contact: Contact = ANNA, basket = familyBasket(office)) =>
  soldTo({ db, office, keys }, basket, now(), contact, 'EMAIL')
const writeAll = () =>
  drain(db, { 'sale.completed': (payload) => writeSaleLetters(writer(), payload.saleIds as string[]) }, now())

describe('a letter asked for again', () => {
  it('has the original receipt while no sale followed and nothing issued it, then numbered duplicates', async () => {
    const register = { register: 1 }
    const sold = await soldTo({ db, office, keys }, boatBasket(office, register), now(), ANNA)
    const first = await askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'BOTH' })
    expect(first.receipts).toEqual([{ number: sold.number, copy: null }])
    await sendDue(sender())
    const second = await askLetter(ctx(), sold.orderId, {
      id: newId('mail'),
      what: 'RECEIPT',
      email: 'other@post.example',
    })
    expect(second.receipts).toEqual([{ number: sold.number, copy: 1 }])
    await sendDue(sender())
    expect(smtp.received.map((letter) => letter.attachments.map((a) => a.filename))).toEqual([
      [`billets-${sold.number}.pdf`, `recu-${sold.number}.pdf`],
      [`recu-${sold.number}-duplicata-1.pdf`],
    ])
    const copy = smtp.received[1]?.attachments[0]?.content ?? Buffer.alloc(0)
    expect((await pdfText(copy)).join(' ')).toContain('DUPLICATA nº 1')

    const before = await soldTo({ db, office, keys }, boatBasket(office, register), now(), ANNA)
    await soldTo({ db, office, keys }, boatBasket(office, register), now(), null)
    const late = await askLetter(ctx(), before.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect(late.receipts).toEqual([{ number: before.number, copy: 1 }])
  })

  it('and a paper know of each other: there is one original', async () => {
    const at = { register: 1 }
    const paper = (saleId: string) =>
      printSale(ctx(), saleId, {
        id: newId('audit'),
        registerId: office.registers[1] ?? '',
        what: 'RECEIPT',
        by: 'DEVICE',
        drawer: false,
      })
    const printed = await soldTo({ db, office, keys }, boatBasket(office, at), now(), ANNA)
    expect((await paper(printed.id)).copy).toBe(null)
    const letter = await askLetter(ctx(), printed.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect(letter.receipts).toEqual([{ number: printed.number, copy: 1 }])
    const mailed = await soldTo({ db, office, keys }, boatBasket(office, at), now(), ANNA, 'EMAIL')
    expect((await paper(mailed.id)).copy).toBe(1)
    const asked = await soldTo({ db, office, keys }, boatBasket(office, at), now(), ANNA)
    await askLetter(ctx(), asked.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect((await paper(asked.id)).copy).toBe(1)
    const { history } = await readOrder(ctx(), printed.orderId)
    expect(history.map((h) => [h.what, h.detail])).toContainEqual(['PRINTED', 'RECEIPT'])
  })

  it('gives the original to one of two who ask at once', async () => {
    const sold = await soldTo({ db, office, keys }, boatBasket(office, { register: 1 }), now(), ANNA)
    const both = await Promise.all(
      [0, 1].map(() => askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'RECEIPT' })),
    )
    expect(new Set(both.map(({ receipts }) => receipts[0]?.copy))).toEqual(new Set([null, 1]))
  })

  it('under the same id is one letter and one duplicate, at once or later, and no other order’s', async () => {
    const sold = await soldTo({ db, office, keys }, boatBasket(office, { register: 1 }), now(), ANNA)
    await askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'RECEIPT' })
    const press = { id: newId('mail'), what: 'BOTH' as const }
    const twice = await Promise.all([0, 1].map(() => askLetter(ctx(), sold.orderId, press)))
    expect(twice[0]).toEqual({
      id: press.id,
      status: 'QUEUED',
      receipts: [{ number: sold.number, copy: 1 }],
    })
    // Neither a wrong patience nor another address of the visitor's changes what was answered.
    for (let i = 0; i < 6; i++) expect(await askLetter(ctx(), sold.orderId, press)).toEqual(twice[0])
    await db.sql`UPDATE customer SET email = 'new@post.example' WHERE email = ${ANNA.email ?? ''}`
    expect(await askLetter(ctx(), sold.orderId, press)).toEqual(twice[1])
    const count = async () => (await readOrder(ctx(), sold.orderId)).letters.length
    expect(await count()).toBe(2)

    const other = await soldTo({ db, office, keys }, boatBasket(office, { register: 1 }), now(), ANNA)
    await expect(askLetter(ctx(), other.orderId, press)).rejects.toMatchObject({ code: 'id_reused' })
    for (const change of [{ what: 'TICKETS' as const }, { email: 'somebody@post.example' }])
      await expect(askLetter(ctx(), sold.orderId, { ...press, ...change })).rejects.toMatchObject({
        code: 'id_reused',
      })
    // What the ids are for: another press is another letter, with another duplicate.
    const again = await askLetter(ctx(), sold.orderId, { ...press, id: newId('mail') })
    expect(again.receipts).toEqual([{ number: sold.number, copy: 2 }])
    expect(await count()).toBe(3)
  })

  it('wants an address, tickets or a receipt to send, and patience', async () => {
    const sold = await soldTo({ db, office, keys }, boatBasket(office), now(), null)
    await expect(askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'BOTH' })).rejects.toMatchObject({
      code: 'no_address',
    })
    await expect(askLetter(ctx(), newId('order'), { id: newId('mail'), what: 'BOTH' })).rejects.toMatchObject(
      {
        code: 'not_found',
      },
    )
    const email = 'anna@post.example'
    for (let i = 0; i < 5; i++)
      await askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'TICKETS', email })
    await expect(
      askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'TICKETS', email }),
    ).rejects.toMatchObject({
      code: 'rate_limited',
    })
    await db.sql`UPDATE ticket SET voided_at = ${now()}::timestamptz WHERE sale_id = ${sold.id}`
    minute = 30
    await expect(
      askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'TICKETS', email }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('leaves nothing personal but in its own row and the customer’s', async () => {
    const secret = 'zebulon'
    const contact = { firstName: secret, lastName: secret, email: `${secret}@post.example` }
    const sold = await toMail(contact)
    await askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'BOTH' })
    await writeAll()
    smtp.refuse({ code: 451, at: 'RCPT' })
    await sendDue(sender())
    const leaks: string[] = []
    for (const table of [
      'outbox',
      'audit',
      'journal_record',
      'ledger_event',
      'sale',
      'sale_line',
      'attempt',
      'ticket',
    ]) {
      const rows = await db.owner().sql.unsafe(`SELECT 1 FROM ${table} x WHERE x::text ILIKE '%${secret}%'`)
      if (rows.length > 0) leaks.push(table)
    }
    expect(leaks).toEqual([])
    const [kept] = await db.sql`SELECT count(*)::int AS n FROM mail WHERE body ILIKE ${`%${secret}%`}`
    expect(kept?.n).toBe(2)
  })
})
