import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { saleRequest } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { cancelPayment, chargeCard, followPayment, paymentOfOrder } from './charge.ts'
import { settleDue } from './due.ts'
import type { PaymentInput } from './form.ts'
import { boatPayment, givenReaders, listen, READER, type GivenReaders } from './given-payment.ts'
import { readPayment } from './payment.ts'
import { refundDueCards } from './refund.ts'
import { PATIENCE_MS, settle } from './settle.ts'
import { seal } from './stand-in/tell.ts'

let db: TestDb
let at: GivenReaders
let office: { url: string; stop: () => Promise<void> }

beforeAll(async () => {
  db = await testDb()
  at = await givenReaders(db, TEST_NOW)
  office = await listen(at)
  at.standIn.tell(office.url)
})
beforeEach(async () => {
  at.standIn.behave({ telling: 'never', cut: 0 })
  await at.standIn.act(READER, 'online')
})
afterAll(async () => {
  await at.standIn.stop()
  await office.stop()
  await db.close()
})

const nobody = () => {
  throw new Error('not expected')
}
const ask = (input: PaymentInput) => chargeCard(at.ctx(), at.cashier, input)
const follow = (input: PaymentInput) => followPayment(at.ctx(), at.cashier, input.id)
const asked = async (over?: Parameters<typeof boatPayment>[1]) => {
  const input = boatPayment(at.office, over)
  expect(await ask(input)).toMatchObject({ status: 'WAITING', sale: null })
  return input
}
const tendersOf = (saleId: string) => db.sql`
  SELECT t.means, t.amount_c AS "amountC", t.ref, l.payment_id AS "paymentId"
    FROM tender t LEFT JOIN tender_link l ON l.sale_id = t.sale_id AND l.n = t.n
   WHERE t.sale_id = ${saleId} ORDER BY t.n`
const salesOf = async (orderId: string) =>
  (await db.sql`SELECT count(*)::int AS n FROM sale WHERE order_id = ${orderId}`)[0]?.n
/** What the provider keeps: how much it took and gave back of this payment. */
const moneyOf = async ({ id }: { id: string }) => {
  const [row] = await db.sql`
    SELECT s.body->>'status' AS status, (s.body->>'amount_received')::int AS taken,
           coalesce((s.body->'latest_charge'->>'amount_refunded')::int, 0) AS back
      FROM payment p JOIN stand_in s ON s.kind = 'intent' AND s.id = p.charge_ref WHERE p.id = ${id}`
  return { status: row?.status, taken: row?.taken, back: row?.back }
}
/** Waits for what a webhook set going in the background. */
const ended = async (id: string) => {
  for (let i = 0; i < 200; i++) {
    const payment = await readPayment(db, id)
    if (payment && ['SOLD', 'FAILED', 'REFUNDED'].includes(payment.status)) return payment
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return readPayment(db, id)
}

describe('a card on the reader of a register', () => {
  it('is presented, and the sale is made of it and of what was put beside', async () => {
    const input = await asked({ cashC: 800 })
    expect(await tendersOf(input.sale.id)).toEqual([])
    await at.standIn.act(READER, 'present')
    const view = await follow(input)
    expect(view).toMatchObject({ status: 'SOLD', sale: { id: input.sale.id, totalC: 2_800 } })
    expect(await tendersOf(input.sale.id)).toMatchObject([
      { means: 'CASH', amountC: 800, paymentId: null },
      { means: 'CB_TERMINAL', amountC: 2_000, paymentId: input.id, ref: expect.stringMatching(/^\w{12}$/) },
    ])
    const [row] = await db.sql`SELECT basket, last4, auth_code FROM payment WHERE id = ${input.id}`
    expect(row).toMatchObject({ basket: null, last4: '9969', auth_code: expect.any(String) })
    const legs = await db.sql`
      SELECT l.account, l.amount_c AS c FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
       WHERE e.sale_id = ${input.sale.id} AND e.kind = 'sale' AND l.amount_c > 0 ORDER BY 1`
    expect(legs).toMatchObject([
      { account: '512ST', c: 2_000 },
      { account: '5311', c: 800 },
    ])
  })

  it('is refused: nothing is sold nor taken, and another is tried', async () => {
    const input = await asked()
    await at.standIn.act(READER, 'decline')
    expect(await follow(input)).toMatchObject({ status: 'FAILED', why: 'declined' })
    expect(await moneyOf(input)).toMatchObject({ status: 'canceled', taken: 0 })
    const again = { ...input, id: newId('payment') }
    await ask(again)
    await at.standIn.act(READER, 'present')
    expect(await follow(again)).toMatchObject({ status: 'SOLD' })
  })

  it('is cancelled by the visitor on the reader', async () => {
    const input = await asked()
    await at.standIn.act(READER, 'cancel')
    expect(await follow(input)).toMatchObject({ status: 'FAILED', why: 'cancelled_on_reader' })
  })

  it('is taken back by the agent; a card that was faster is a sale', async () => {
    const first = await asked()
    expect(await cancelPayment(at.ctx(), at.cashier, first.id)).toMatchObject({
      status: 'FAILED',
      why: 'cancelled',
    })
    const second = await asked()
    await at.standIn.act(READER, 'present')
    expect(await cancelPayment(at.ctx(), at.cashier, second.id)).toMatchObject({ status: 'SOLD' })
  })

  it('is not waited for longer than its patience; nobody has to ask', async () => {
    const input = await asked()
    at.pass(PATIENCE_MS / 1_000 + 5)
    expect(await settleDue(at.cashier, nobody)).toBeGreaterThan(0)
    expect(await readPayment(db, input.id)).toMatchObject({ status: 'FAILED', why: 'timeout', basket: null })
  })

  it('cannot be asked for by a reader without network, or one that is busy', async () => {
    await at.standIn.act(READER, 'offline')
    expect(await ask(boatPayment(at.office))).toMatchObject({ status: 'FAILED', why: 'reader_offline' })
    await at.standIn.act(READER, 'online')
    const first = await asked()
    expect(await ask(boatPayment(at.office, { register: 1 }))).toMatchObject({
      status: 'FAILED',
      why: 'reader_busy',
    })
    await cancelPayment(at.ctx(), at.cashier, first.id)
  })

  it('is asked for once for an order, however often the button is pressed', async () => {
    const input = boatPayment(at.office)
    const [a, b] = await Promise.all([ask(input), ask(input)])
    expect([a.id, b.id]).toEqual([input.id, input.id])
    await expect(ask({ ...input, id: newId('payment') })).rejects.toMatchObject({ code: 'payment_waits' })
    await expect(ask({ ...input, amountC: 2_700 })).rejects.toMatchObject({ code: 'id_reused' })
    expect(await paymentOfOrder(at.ctx(), input.sale.orderId)).toMatchObject({ id: input.id })
    await at.standIn.act(READER, 'present')
    expect((await Promise.all([follow(input), follow(input), follow(input)])).map((v) => v.status)).toContain(
      'SOLD',
    )
    expect(await salesOf(input.sale.orderId)).toBe(1)
  })

  it('is not asked for a sale that would be refused, nor for what does not add up', async () => {
    await expect(ask({ ...boatPayment(at.office), amountC: 2_799 })).rejects.toMatchObject({
      code: 'tender_mismatch',
    })
    const closed = boatPayment(at.office, { sale: { shiftId: newId('shift') } })
    await expect(ask(closed)).rejects.toMatchObject({ code: 'shift_closed' })
    expect(await paymentOfOrder(at.ctx(), closed.sale.orderId)).toBeNull()
  })
})

describe('an answer that is lost', () => {
  it('after the card was charged: the sale is made all the same, without the till', async () => {
    const input = await asked()
    await at.standIn.act(READER, 'cut')
    expect(await follow(input)).toMatchObject({ status: 'WAITING', why: 'provider_away' })
    expect(await salesOf(input.sale.orderId)).toBe(0)
    for (let turn = 0; turn < 6; turn++) {
      at.pass(10)
      await settleDue(at.cashier, nobody)
    }
    expect(await follow(input)).toMatchObject({ status: 'SOLD' })
    expect(await moneyOf(input)).toEqual({ status: 'succeeded', taken: 2_800, back: 0 })
  })

  it('when the reader was told to ask for the card: it asks once', async () => {
    at.standIn.behave({ cut: 4 })
    const input = boatPayment(at.office)
    expect(await ask(input)).toMatchObject({ status: 'CREATED', why: 'provider_away' })
    at.standIn.behave({ cut: 0 })
    expect(await follow(input)).toMatchObject({ status: 'WAITING', why: null })
    const [intents] = await db.sql`
      SELECT count(*)::int AS n FROM stand_in WHERE kind = 'intent' AND body->>'description' = ${input.sale.id}`
    expect(intents?.n).toBe(1)
    await at.standIn.act(READER, 'present')
    expect(await follow(input)).toMatchObject({ status: 'SOLD' })
  })
})

describe('a sale that can no longer be made', () => {
  it('gives its money back to the card by itself, once', async () => {
    const input = await asked()
    // Another till sells the very order for cash meanwhile.
    const { sell } = at.cashier
    const cash = { ...input.sale, id: newId('sale'), tenders: [{ means: 'CASH' as const, amountC: 2_800 }] }
    expect(await sell(saleRequest(at.ctx().actor, cash))).toMatchObject({ ok: true })
    await at.standIn.act(READER, 'present')
    expect(await follow(input)).toMatchObject({ status: 'REFUNDED', why: 'sale_refused', sale: null })
    await Promise.all([settle(at.cashier, input.id), settle(at.cashier, input.id)])
    expect(await moneyOf(input)).toEqual({ status: 'succeeded', taken: 2_800, back: 2_800 })
    expect(await salesOf(input.sale.orderId)).toBe(1)
  })

  it('says that the shift was closed', async () => {
    const input = await asked({ register: 1 })
    const shift = at.office.shifts[1] ?? ''
    await at.owner.sql`UPDATE shift SET closed_at = ${at.clock()}::timestamptz WHERE id = ${shift}`
    await at.standIn.act(READER, 'present')
    expect(await follow(input)).toMatchObject({ status: 'REFUNDED', why: 'shift_closed' })
  })
})

describe('what the provider tells', () => {
  const post = (text: string, signature: string) =>
    fetch(`${office.url}/api/payments/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      body: text,
    })

  for (const telling of ['now', 'twice', 'reversed'] as const) {
    it(`${telling}: makes one sale`, async () => {
      at.standIn.behave({ telling })
      const input = await asked()
      await at.standIn.act(READER, 'present')
      await at.standIn.tellNow()
      expect(await ended(input.id)).toMatchObject({ status: 'SOLD' })
      expect(await salesOf(input.sale.orderId)).toBe(1)
    })
  }

  it('late, when the sale is made already, changes nothing; never, it is not needed', async () => {
    at.standIn.behave({ telling: { lateMs: 60_000 } })
    const input = await asked()
    await at.standIn.act(READER, 'present')
    expect(await at.standIn.tellNow()).toBe(0)
    at.pass(4)
    await settleDue(at.cashier, nobody)
    expect(await readPayment(db, input.id)).toMatchObject({ status: 'SOLD' })
    at.pass(60)
    expect(await at.standIn.tellNow()).toBeGreaterThan(0)
    expect(await salesOf(input.sale.orderId)).toBe(1)
  })

  it('is heard only under its seal, while it is fresh, and counts once', async () => {
    const input = await asked()
    const { chargeRef } = (await readPayment(db, input.id)) ?? {}
    await at.owner.sql`UPDATE payment SET due_at = '2100-01-01' WHERE id = ${input.id}`
    const event = {
      id: `evt_${input.id}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: { id: chargeRef, status: 'succeeded', amount_received: 2_800 } },
    }
    const text = JSON.stringify(event)
    const seconds = Math.floor(Date.parse(at.clock()) / 1_000)
    const right = seal(text, at.secrets.webhookSecret, seconds)
    for (const forged of [
      '',
      'nonsense',
      seal(text, 'whsec_other', seconds),
      seal(text, at.secrets.webhookSecret, seconds - 301),
      right.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    ])
      expect((await post(text, forged)).status, forged).toBe(400)
    expect((await post(text.replace('2800', '1'), right)).status).toBe(400)
    const dueAt = async () => (await db.sql`SELECT due_at FROM payment WHERE id = ${input.id}`)[0]?.due_at
    expect(await dueAt()).toMatch(/^2100/)
    expect((await post(text, right)).status).toBe(200)
    expect(await dueAt()).not.toMatch(/^2100/)
    expect((await post(text, right)).status).toBe(200)
    const [kept] = await db.sql`SELECT count(*)::int AS n FROM payment_event WHERE id = ${event.id}`
    expect(kept?.n).toBe(1)
    // It claimed that the card was charged: what is believed is what the provider says when it is asked.
    expect(await follow(input)).toMatchObject({ status: 'WAITING' })
    await cancelPayment(at.ctx(), at.cashier, input.id)
  })
})

describe('money that a correction owes to a card', () => {
  it('goes back to it once, and is booked when it is done', async () => {
    const input = await asked()
    await at.standIn.act(READER, 'present')
    await follow(input)
    const id = newId('refundDue')
    await at.owner.sql`
      INSERT INTO refund_due (id, sale_id, tender_n, means, amount_c, payment_id, status)
      VALUES (${id}, ${input.sale.id}, 1, 'CB_TERMINAL', 1000, ${input.id}, 'OPEN')`
    at.standIn.behave({ cut: 6 })
    await refundDueCards(at.cashier)
    const statusOf = async () => (await db.sql`SELECT status, error FROM refund_due WHERE id = ${id}`)[0]
    expect(await statusOf()).toEqual({ status: 'OPEN', error: 'provider_away' })
    at.standIn.behave({ cut: 0 })
    at.pass(60)
    await Promise.all([refundDueCards(at.cashier), refundDueCards(at.cashier)])
    expect(await statusOf()).toEqual({ status: 'PAID', error: null })
    expect(await moneyOf(input)).toMatchObject({ back: 1_000 })
    const legs = await db.sql`
      SELECT l.account, l.amount_c AS c FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
       WHERE e.sale_id = ${input.sale.id} AND e.kind = 'refund_paid' ORDER BY 1`
    expect(legs).toEqual([
      { account: '4198', c: 1_000 },
      { account: '512ST', c: -1_000 },
    ])
    const more = newId('refundDue')
    await at.owner.sql`
      INSERT INTO refund_due (id, sale_id, tender_n, means, amount_c, payment_id, status)
      VALUES (${more}, ${input.sale.id}, 2, 'CB_TERMINAL', 9000, ${input.id}, 'OPEN')`
    await refundDueCards(at.cashier)
    const [refused] = await db.sql`SELECT status, error FROM refund_due WHERE id = ${more}`
    expect(refused).toEqual({ status: 'FAILED', error: 'refused' })
  })
})
