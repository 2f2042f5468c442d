import { describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { soldTo } from '../order/given-order.ts'
import { readOrder } from '../order/read.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { LANGUAGES } from '../shared/visitor.ts'
import { plusMinutes } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { ANNA, givenPost } from './given-post.ts'
import { testSmtp } from './given-smtp.ts'
import { createPost, sendDue, type Message } from './post.ts'
import { listMail, MailQuery, readMail, retryMail } from './read.ts'
import { writeSaleLetters } from './write.ts'

const { on, now, writer, ctx, sender, toMail, writeAll } = givenPost()

const statusOf = async (orderId: string) => {
  const rows = await on.db.sql`SELECT status, error FROM mail WHERE order_id = ${orderId} ORDER BY at, id`
  return rows.map((row) => [row.status, row.error])
}

describe('the letter of a sale', () => {
  it('is sent once, with its tickets and its original receipt, in the visitor’s language', async () => {
    const sold = await toMail()
    await writeAll()
    await sendDue(sender())
    expect(on.smtp.received).toHaveLength(1)
    const [letter] = on.smtp.received
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
    const other = { ...writer(), db: on.db.another() }
    await Promise.all([
      writeSaleLetters(writer(), [sold.id]),
      writeSaleLetters(other, [sold.id]),
      writeSaleLetters(writer(), [sold.id, sold.id]),
    ])
    await writeAll()
    await Promise.all([sendDue(sender()), sendDue(sender({ db: other.db }))])
    await sendDue(sender())
    expect(on.smtp.received).toHaveLength(1)
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
    expect(on.smtp.received).toHaveLength(2)
    await writeAll()
    await sendDue(sender())
    on.smtp.received.length = 0
  })

  it('is written to nobody who wants none, or left no address', async () => {
    const basket = boatBasket(on.office)
    await soldTo(on, basket, now(), ANNA, 'NONE')
    const unreachable = await soldTo(on, boatBasket(on.office), now(), { lastName: 'X' }, 'EMAIL')
    await writeAll()
    expect(await statusOf(basket.orderId)).toEqual([])
    expect(await statusOf(unreachable.orderId)).toEqual([])
  })

  it('says the same things in every language', async () => {
    for (const language of LANGUAGES) {
      await toMail({ ...ANNA, language }, boatBasket(on.office))
    }
    await writeAll()
    await sendDue(sender())
    expect(on.smtp.received).toHaveLength(LANGUAGES.length)
    for (const letter of on.smtp.received) {
      expect(letter.text).toMatch(/Anna Müller/)
      expect(letter.text).toContain('15:07')
      expect(letter.text).toMatch(/DÉMONSTRATION/)
      expect(letter.text).not.toMatch(/undefined|null|\[object/)
      expect(letter.attachments).toHaveLength(2)
    }
    expect(new Set(on.smtp.received.map((letter) => letter.subject)).size).toBe(LANGUAGES.length)
  })
})

describe('a server of letters', () => {
  it('that is not set leaves them to be read in the on.office, and sent once there is one', async () => {
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
    expect(on.smtp.received).toHaveLength(1)
  })

  it('that refuses the address for good makes the letter fail at once, and it may be sent again', async () => {
    const sold = await toMail()
    await writeAll()
    on.smtp.refuse({ code: 550, at: 'RCPT' })
    await sendDue(sender())
    expect(await statusOf(sold.orderId)).toEqual([['FAILED', 'EENVELOPE 550']])
    on.smtp.refuse(null)
    const first = async () => (await listMail(ctx(), MailQuery.parse({ limit: 1 }))).letters[0]
    const failed = await first()
    expect(failed).toMatchObject({ status: 'FAILED', sentAt: null })
    on.minute = 7
    expect((await retryMail(ctx(), failed?.id ?? '')).status).toBe('QUEUED')
    await sendDue(sender())
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
    expect(await first()).toMatchObject({ sentAt: now(), error: null })
    expect(on.smtp.received).toHaveLength(1)
  })

  it('that refuses a letter is told of in the order’s history when it did, after the letter', async () => {
    const sold = await toMail()
    await writeAll()
    on.smtp.refuse({ code: 550, at: 'RCPT' })
    on.minute = 3
    await sendDue(sender())
    const { history } = await readOrder(ctx(), sold.orderId)
    const told = history.flatMap((h) => (h.what.startsWith('LETTER') ? [[h.what, h.at]] : []))
    expect(told).toEqual([
      ['LETTER', TEST_NOW],
      ['LETTER_FAILED', plusMinutes(TEST_NOW, 3)],
    ])
  })

  it('is asked to try again by whoever may write to visitors, and by nobody else', async () => {
    const sold = await toMail()
    await writeAll()
    on.smtp.refuse({ code: 550, at: 'RCPT' })
    await sendDue(sender())
    on.smtp.refuse(null)
    const [letter] = (await listMail(ctx(), MailQuery.parse({ limit: 1 }))).letters
    const as = (role: 'agent' | 'auditor'): Ctx => ({
      ...ctx(),
      actor: { ...agentOf(on.office), roles: [role] } as Ctx['actor'],
    })
    await expect(retryMail(as('auditor'), letter?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readMail(as('agent'), letter?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
    // The answer to an agent holds nothing of the letter.
    expect(await retryMail(as('agent'), letter?.id ?? '')).toEqual({ id: letter?.id, status: 'QUEUED' })
    await sendDue(sender())
    expect(await statusOf(sold.orderId)).toEqual([['SENT', null]])
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
    on.minute = 1
    await sendDue(post())
    on.minute = 1.9
    expect(await sendDue(post())).toBe(0)
    const up = await testSmtp(down.port)
    up.refuse({ code: 451, at: 'DATA' })
    on.minute = 2
    await sendDue(post())
    expect(await statusOf(sold.orderId)).toEqual([['QUEUED', 'EMESSAGE 451']])
    up.refuse(null)
    on.minute = 5
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
      on.minute += 600
      await sendDue(sender({ transport: createPost(down.url) }))
    }
    expect(await statusOf(sold.orderId)).toEqual([['FAILED', 'ESOCKET']])
    const [left] = await on.db.sql`SELECT count(*)::int AS n FROM outbox WHERE kind = 'mail.due'`
    expect(left?.n).toBe(0)
  })

  it('that took a letter when we died gets it again under the same name', async () => {
    const sold = await toMail()
    await writeAll()
    const dying = createPost(on.smtp.url)
    const crash = new Error('the process is gone')
    const lost = {
      sendMail: async (message: Message) => {
        await dying?.sendMail(message)
        throw crash
      },
      close: () => {},
    }
    await sendDue(sender({ transport: lost }))
    on.minute = 10
    await sendDue(sender())
    expect(on.smtp.received.map((letter) => letter.messageId)).toEqual([
      `<mai${sold.id.slice(3)}@office.example>`,
      `<mai${sold.id.slice(3)}@office.example>`,
    ])
  })
})
