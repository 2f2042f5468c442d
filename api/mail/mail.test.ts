import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { soldTo } from '../order/given-order.ts'
import { drain } from '../outbox/outbox.ts'
import { stopPapers } from '../paper/paper.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { LANGUAGES, type Contact } from '../shared/visitor.ts'
import { plusMinutes } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { askLetter } from './ask.ts'
import { testSmtp, type TestSmtp } from './given-smtp.ts'
import { createPost, sendDue, type Message, type Sender } from './post.ts'
import { listMail, MailQuery, readMail, retryMail } from './read.ts'
import { writeSaleLetters } from './write.ts'

let db: TestDb
let office: Given
let smtp: TestSmtp
const keys = temporaryKeyring()
const FROM = 'Office de tourisme <billets@office.example>'
let minute = 0
const now = () => plusMinutes(TEST_NOW, minute)
const ctx = (): Ctx => ({ db, actor: agentOf(office), now: now(), keys, requestId: 'test' })
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
/** What the workers do with the messages of the sales. */
const writeAll = (idOf?: (saleId: string) => string) =>
  drain(
    db,
    { 'sale.completed': (payload) => writeSaleLetters(writer(), payload.saleIds as string[], idOf) },
    now(),
  )
const statusOf = async (orderId: string) => {
  const rows = await db.sql`SELECT status, error FROM mail WHERE order_id = ${orderId} ORDER BY at, id`
  return rows.map((row) => [row.status, row.error])
}

describe('the letter of a sale', () => {
  it('is sent once, with its tickets and its original receipt, in the visitor’s language', async () => {
    const sold = await toMail()
    await writeAll()
    await sendDue(sender())
    expect(smtp.received).toHaveLength(1)
    const [letter] = smtp.received
    expect(letter?.to).toMatchObject({ text: 'anna@post.example' })
    expect(letter?.from).toMatchObject({ text: '"Office de tourisme" <billets@office.example>' })
    expect(letter?.subject).toMatch(/^Ihre Tickets: .+, Donnerstag, 13\. August 2026$/)
    expect(letter?.messageId).toBe(`<mai${sold.id.slice(3)}@office.example>`)
    expect(letter?.text).toContain('Guten Tag Anna Müller,')
    expect(letter?.text).toContain('15:07')
    expect(letter?.html).toContain('lang="de"')
    expect(letter?.attachments.map((a) => [a.filename, a.contentType])).toEqual([
      [`billets-${sold.number}.pdf`, 'application/pdf'],
      [`recu-${sold.number}.pdf`, 'application/pdf'],
    ])
    const [tickets, receipt] = letter?.attachments ?? []
    expect(await pdfText(tickets?.content ?? Buffer.alloc(0))).toHaveLength(3)
    const text = (await pdfText(receipt?.content ?? Buffer.alloc(0))).join(' ')
    expect(text).toContain(sold.number)
    expect(text).not.toContain('DUPLICATA')
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
  })

  it('is one however often the message of the sale comes, to however many processes', async () => {
    const sold = await toMail()
    const other = { ...writer(), db: db.another() }
    await Promise.all([
      writeSaleLetters(writer(), [sold.id]),
      writeSaleLetters(other, [sold.id]),
      writeSaleLetters(writer(), [sold.id, sold.id]),
    ])
    await writeAll()
    await Promise.all([sendDue(sender()), sendDue(sender({ db: other.db }))])
    await sendDue(sender())
    expect(smtp.received).toHaveLength(1)
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
  })

  it('would be several if its id were not the sale’s own', async () => {
    const sold = await toMail()
    const anyId = () => newId('mail')
    await Promise.all([
      writeSaleLetters(writer(), [sold.id], anyId),
      writeSaleLetters(writer(), [sold.id], anyId),
    ])
    await sendDue(sender())
    expect(smtp.received).toHaveLength(2)
    await writeAll()
    await sendDue(sender())
    smtp.received.length = 0
  })

  it('is written to nobody who wants none, or left no address', async () => {
    const basket = boatBasket(office)
    await soldTo({ db, office, keys }, basket, now(), ANNA, 'NONE')
    const unreachable = await soldTo(
      { db, office, keys },
      boatBasket(office),
      now(),
      { lastName: 'X' },
      'EMAIL',
    )
    await writeAll()
    expect(await statusOf(basket.orderId)).toEqual([])
    expect(await statusOf(unreachable.orderId)).toEqual([])
  })

  it('says the same things in every language', async () => {
    for (const language of LANGUAGES) {
      await toMail({ ...ANNA, language }, boatBasket(office))
    }
    await writeAll()
    await sendDue(sender())
    expect(smtp.received).toHaveLength(LANGUAGES.length)
    for (const letter of smtp.received) {
      expect(letter.text).toMatch(/Anna Müller/)
      expect(letter.text).toContain('15:07')
      expect(letter.text).toMatch(/DÉMONSTRATION/)
      expect(letter.text).not.toMatch(/undefined|null|\[object/)
      expect(letter.attachments).toHaveLength(2)
    }
    expect(new Set(smtp.received.map((letter) => letter.subject)).size).toBe(LANGUAGES.length)
  })
})

describe('a server of letters', () => {
  it('that is not set leaves them to be read in the office, and sent once there is one', async () => {
    const sold = await toMail()
    await writeAll()
    await sendDue(sender({ transport: null, from: null }))
    expect(await statusOf(sold.orderId)).toEqual([['KEPT', null]])
    const { letters } = await listMail(ctx(), MailQuery.parse({ limit: 1 }))
    const read = await readMail(ctx(), letters[0]?.id ?? '')
    expect(read.body).toContain('Guten Tag Anna Müller,')
    expect(read.attachments.map((a) => [a.kind, a.number])).toEqual([
      ['TICKETS', sold.number],
      ['RECEIPT', sold.number],
    ])
    await retryMail(ctx(), read.id)
    await sendDue(sender())
    expect(smtp.received).toHaveLength(1)
  })

  it('that refuses the address for good makes the letter fail at once, and it may be sent again', async () => {
    const sold = await toMail()
    await writeAll()
    smtp.refuse({ code: 550, at: 'RCPT' })
    await sendDue(sender())
    expect(await statusOf(sold.orderId)).toEqual([['FAILED', 'EENVELOPE 550']])
    smtp.refuse(null)
    const { letters } = await listMail(ctx(), MailQuery.parse({ limit: 1 }))
    expect((await retryMail(ctx(), letters[0]?.id ?? '')).status).toBe('QUEUED')
    await sendDue(sender())
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
    expect(smtp.received).toHaveLength(1)
  })

  it('that is busy or down is tried again, ever later, and gets the letter when it is up', async () => {
    const down = await testSmtp()
    await down.stop()
    const sold = await toMail()
    await writeAll()
    const post = () => sender({ transport: createPost(down.url) })
    await sendDue(post())
    expect(await statusOf(sold.orderId)).toEqual([['QUEUED', 'ESOCKET']])
    expect(await sendDue(post())).toBe(0)
    minute = 1
    await sendDue(post())
    minute = 1.9
    expect(await sendDue(post())).toBe(0)
    const up = await testSmtp(down.port)
    up.refuse({ code: 451, at: 'DATA' })
    minute = 2
    await sendDue(post())
    expect(await statusOf(sold.orderId)).toEqual([['QUEUED', 'EMESSAGE 451']])
    up.refuse(null)
    minute = 5
    await sendDue(post())
    expect(up.received).toHaveLength(1)
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
    await up.stop()
  })

  it('that never answers is given up in the end, and the letter says so', async () => {
    const down = await testSmtp()
    await down.stop()
    const sold = await toMail()
    await writeAll()
    for (let i = 0; i < 10; i++) {
      minute += 600
      await sendDue(sender({ transport: createPost(down.url) }))
    }
    expect(await statusOf(sold.orderId)).toEqual([['FAILED', 'ESOCKET']])
    const [left] = await db.sql`SELECT count(*)::int AS n FROM outbox WHERE kind = 'mail.due'`
    expect(left?.n).toBe(0)
  })

  it('that took a letter when we died gets it again under the same name', async () => {
    const sold = await toMail()
    await writeAll()
    const dying = createPost(smtp.url)
    const crash = new Error('the process is gone')
    const lost = {
      sendMail: async (message: Message) => {
        await dying?.sendMail(message)
        throw crash
      },
      close: () => {},
    }
    await sendDue(sender({ transport: lost }))
    minute = 10
    await sendDue(sender())
    expect(smtp.received.map((letter) => letter.messageId)).toEqual([
      `<mai${sold.id.slice(3)}@office.example>`,
      `<mai${sold.id.slice(3)}@office.example>`,
    ])
  })
})

describe('a letter asked for again', () => {
  it('has the original receipt while no sale followed and nothing issued it, then numbered duplicates', async () => {
    const register = { register: 1 }
    const sold = await soldTo({ db, office, keys }, boatBasket(office, register), now(), ANNA)
    const first = await askLetter(ctx(), sold.orderId, { what: 'BOTH' })
    expect(first.receipts).toEqual([{ number: sold.number, copy: null }])
    const second = await askLetter(ctx(), sold.orderId, { what: 'RECEIPT', email: 'other@post.example' })
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
    const late = await askLetter(ctx(), before.orderId, { what: 'RECEIPT' })
    expect(late.receipts).toEqual([{ number: before.number, copy: 1 }])
  })

  it('gives the original to one of two who ask at once', async () => {
    const sold = await soldTo({ db, office, keys }, boatBasket(office, { register: 1 }), now(), ANNA)
    const both = await Promise.all([0, 1].map(() => askLetter(ctx(), sold.orderId, { what: 'RECEIPT' })))
    expect(new Set(both.map(({ receipts }) => receipts[0]?.copy))).toEqual(new Set([null, 1]))
  })

  it('wants an address, tickets or a receipt to send, and patience', async () => {
    const sold = await soldTo({ db, office, keys }, boatBasket(office), now(), null)
    await expect(askLetter(ctx(), sold.orderId, { what: 'BOTH' })).rejects.toMatchObject({
      code: 'no_address',
    })
    await expect(askLetter(ctx(), newId('order'), { what: 'BOTH' })).rejects.toMatchObject({
      code: 'not_found',
    })
    const email = 'anna@post.example'
    for (let i = 0; i < 5; i++) await askLetter(ctx(), sold.orderId, { what: 'TICKETS', email })
    await expect(askLetter(ctx(), sold.orderId, { what: 'TICKETS', email })).rejects.toMatchObject({
      code: 'rate_limited',
    })
    await db.sql`UPDATE ticket SET voided_at = ${now()}::timestamptz WHERE sale_id = ${sold.id}`
    minute = 30
    await expect(askLetter(ctx(), sold.orderId, { what: 'TICKETS', email })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('leaves nothing personal but in its own row and the customer’s', async () => {
    const secret = 'zebulon'
    const contact = { firstName: secret, lastName: secret, email: `${secret}@post.example` }
    const sold = await toMail(contact)
    await askLetter(ctx(), sold.orderId, { what: 'BOTH' })
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
