import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { saleRequest } from '../sale/sale.ts'
import { chargeCard, followPayment } from './charge.ts'
import { boatPayment, givenReaders, READER, type GivenReaders } from './given-payment.ts'
import { startPayments } from './start.ts'
import { createStripe } from './stripe.ts'

let db: TestDb
let at: GivenReaders

beforeAll(async () => {
  db = await testDb()
  at = await givenReaders(db, TEST_NOW)
  at.standIn.behave({ telling: 'never' })
})
afterAll(async () => {
  await at.standIn.stop()
  await db.close()
})

/** What was sealed of a sale, its own number and tender apart. */
async function sealedOf(saleId: string) {
  const [row] = await db.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE journal = 'T' AND subject = ${saleId}`
  const { payments, ...sealed } = JSON.parse(row?.payload ?? '{}')
  return { payments, sealed: { ...sealed, number: null } }
}

it('Switching PaymentProvider from stripe to external terminal changes no fiscal payload but the means and reference', async () => {
  const byReader = boatPayment(at.office, { cashC: 500 })
  await chargeCard(at.ctx(), at.cashier, byReader)
  await at.standIn.act(READER, 'present')
  await followPayment(at.ctx(), at.cashier, byReader.id)
  const { sale } = boatPayment(at.office, { cashC: 500 })
  const byTerminal = {
    ...sale,
    tenders: [...sale.tenders, { means: 'CB' as const, amountC: 2_300, ref: '004512' }],
  }
  await at.cashier.sell(saleRequest(at.ctx().actor, byTerminal))
  const [one, other] = [await sealedOf(byReader.sale.id), await sealedOf(byTerminal.id)]
  expect(Object.keys(one.sealed).length).toBeGreaterThan(8)
  const free = (sealed: object) =>
    JSON.parse(JSON.stringify(sealed, (key, value) => (OWN.has(key) ? 0 : value)))
  expect(free(one.sealed)).toEqual(free(other.sealed))
  const [cash, card] = one.payments
  const [sameCash, sameCard] = other.payments
  expect(cash).toEqual(sameCash)
  expect({ ...card, means: 0, ref: 0 }).toEqual({ ...sameCard, means: 0, ref: 0 })
  expect([card.means, sameCard.means]).toEqual(['CB_TERMINAL', 'CB'])
})

/** What no two records share: their place in the chain. */
const OWN = new Set(['seq', 'prev', 'gt', 'subject', 'issuedAt'])

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${at.standIn.address}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${at.secrets.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body,
  })
const errorOf = async (answer: Response) =>
  ((await answer.json()) as { error?: { type: string; code?: string } }).error

it('the simulated provider keeps the rules of the real one: keys, idempotency, what was removed', async () => {
  const form = 'amount=900&currency=eur&allowed_payment_method_types[0]=card_present'
  const keyed = { 'idempotency-key': 'one' }
  const first = (await (await post('/v1/payment_intents', form, keyed)).json()) as { id: string }
  const again = (await (await post('/v1/payment_intents', form, keyed)).json()) as { id: string }
  expect(again.id).toBe(first.id)
  const other = await post('/v1/payment_intents', form.replace('900', '901'), keyed)
  expect([other.status, await errorOf(other)]).toMatchObject([400, { type: 'idempotency_error' }])
  const old = await post(
    '/v1/payment_intents',
    'amount=900&currency=eur&payment_method_types[0]=card_present',
  )
  expect(await errorOf(old)).toMatchObject({ code: 'payment_method_types_no_longer_supported' })
  expect((await post('/v1/payment_intents', form, { authorization: 'Bearer sk_test_other' })).status).toBe(
    401,
  )
  const nothing = await post(
    `/v1/terminal/readers/tmr_none/process_payment_intent`,
    `payment_intent=${first.id}`,
  )
  expect([nothing.status, await errorOf(nothing)]).toMatchObject([404, { code: 'resource_missing' }])
})

it('a card that is presented by the test helper of the real provider pays too', async () => {
  const provider = createStripe({ ...at.secrets, address: at.standIn.address })
  const ref = await provider.open({ key: 'helper', amountC: 1_000, label: 'x' })
  await provider.show({ key: 'helper.show', ref, readerId: READER })
  expect(await provider.read({ ref, readerId: READER })).toEqual({ is: 'waiting' })
  await post(`/v1/test_helpers/terminal/readers/${READER}/present_payment_method`, '')
  expect(await provider.read({ ref, readerId: READER })).toMatchObject({ is: 'charged', amountC: 1_000 })
  expect(await provider.drop({ ref, readerId: READER })).toMatchObject({ is: 'charged' })
  const back = { key: 'helper.back', ref, amountC: 1_000 }
  expect(await provider.refund(back)).toMatchObject({ is: 'done' })
  expect(await provider.refund(back)).toMatchObject({ is: 'done' })
  // Given back by hand, by somebody else: done as well.
  expect(await provider.refund({ ...back, key: 'helper.by-hand' })).toMatchObject({ is: 'done' })
})

it('without keys payments are simulated, and in production there are none', async () => {
  const none = { stripeKey: null, stripeWebhookSecret: null, stripeAddress: null }
  expect(await startPayments({ ...none, production: true }, at.cashier)).toBeNull()
  const simulated = await startPayments({ ...none, production: false }, at.cashier)
  expect(simulated?.mode).toBe('SIMULATED')
  // Started again on the same database, it remembers.
  expect(await simulated?.cashier.provider.readers()).toHaveLength(3)
  await simulated?.stop()
  const keys = { ...none, stripeKey: 'sk_test_x', stripeWebhookSecret: 'whsec_x' }
  expect(await startPayments({ ...keys, production: true }, at.cashier)).toMatchObject({ mode: 'REAL' })
})
