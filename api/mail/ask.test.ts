import { describe, expect, it } from 'vitest'
import { soldTo } from '../order/given-order.ts'
import { readOrder } from '../order/read.ts'
import { printSale } from '../print/print.ts'
import { boatBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { askLetter } from './ask.ts'
import { ANNA, givenPost } from './given-post.ts'
import { sendDue } from './post.ts'

const { on, now, ctx, sender, toMail, writeAll } = givenPost()

describe('a letter asked for again', () => {
  it('has the original receipt while no sale followed and nothing issued it, then numbered duplicates', async () => {
    const register = { register: 1 }
    const sold = await soldTo(on, boatBasket(on.office, register), now(), ANNA)
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
    expect(on.smtp.received.map((letter) => letter.attachments.map((a) => a.filename))).toEqual([
      [`billets-${sold.number}.pdf`, `recu-${sold.number}.pdf`],
      [`recu-${sold.number}-duplicata-1.pdf`],
    ])
    const copy = on.smtp.received[1]?.attachments[0]?.content ?? Buffer.alloc(0)
    expect((await pdfText(copy)).join(' ')).toContain('DUPLICATA nº 1')

    const before = await soldTo(on, boatBasket(on.office, register), now(), ANNA)
    await soldTo(on, boatBasket(on.office, register), now(), null)
    const late = await askLetter(ctx(), before.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect(late.receipts).toEqual([{ number: before.number, copy: 1 }])
  })

  it('and a paper know of each other: there is one original', async () => {
    const at = { register: 1 }
    const paper = (saleId: string) =>
      printSale(ctx(), saleId, {
        id: newId('audit'),
        registerId: on.office.registers[1] ?? '',
        what: 'RECEIPT',
        by: 'DEVICE',
        drawer: false,
      })
    const printed = await soldTo(on, boatBasket(on.office, at), now(), ANNA)
    expect((await paper(printed.id)).copy).toBe(null)
    const letter = await askLetter(ctx(), printed.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect(letter.receipts).toEqual([{ number: printed.number, copy: 1 }])
    const mailed = await soldTo(on, boatBasket(on.office, at), now(), ANNA, 'EMAIL')
    expect((await paper(mailed.id)).copy).toBe(1)
    const asked = await soldTo(on, boatBasket(on.office, at), now(), ANNA)
    await askLetter(ctx(), asked.orderId, { id: newId('mail'), what: 'RECEIPT' })
    expect((await paper(asked.id)).copy).toBe(1)
    const { history } = await readOrder(ctx(), printed.orderId)
    expect(history.map((h) => [h.what, h.detail])).toContainEqual(['PRINTED', 'RECEIPT'])
  })

  it('gives the original to one of two who ask at once', async () => {
    const sold = await soldTo(on, boatBasket(on.office, { register: 1 }), now(), ANNA)
    const both = await Promise.all(
      [0, 1].map(() => askLetter(ctx(), sold.orderId, { id: newId('mail'), what: 'RECEIPT' })),
    )
    expect(new Set(both.map(({ receipts }) => receipts[0]?.copy))).toEqual(new Set([null, 1]))
  })

  it('under the same id is one letter and one duplicate, at once or later, and no other order’s', async () => {
    const sold = await soldTo(on, boatBasket(on.office, { register: 1 }), now(), ANNA)
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
    await on.db.sql`UPDATE customer SET email = 'new@post.example' WHERE email = ${ANNA.email ?? ''}`
    expect(await askLetter(ctx(), sold.orderId, press)).toEqual(twice[1])
    const count = async () => (await readOrder(ctx(), sold.orderId)).letters.length
    expect(await count()).toBe(2)

    const other = await soldTo(on, boatBasket(on.office, { register: 1 }), now(), ANNA)
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
    const sold = await soldTo(on, boatBasket(on.office), now(), null)
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
    await on.db.sql`UPDATE ticket SET voided_at = ${now()}::timestamptz WHERE sale_id = ${sold.id}`
    on.minute = 30
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
    on.smtp.refuse({ code: 451, at: 'RCPT' })
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
      const rows = await on.db
        .owner()
        .sql.unsafe(`SELECT 1 FROM ${table} x WHERE x::text ILIKE '%${secret}%'`)
      if (rows.length > 0) leaks.push(table)
    }
    expect(leaks).toEqual([])
    const [kept] = await on.db.sql`SELECT count(*)::int AS n FROM mail WHERE body ILIKE ${`%${secret}%`}`
    expect(kept?.n).toBe(2)
  })
})
