import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { cancelPayment, chargeCard, followPayment } from './charge.ts'
import { boatPayment, givenReaders, READER, type GivenReaders } from './given-payment.ts'

let db: TestDb
let at: GivenReaders

beforeAll(async () => {
  db = await testDb()
  at = await givenReaders(db, TEST_NOW)
})
beforeEach(() => at.standIn.behave({ telling: 'never', cut: 0 }))
afterAll(async () => {
  await at.standIn.stop()
  await db.close()
})

const tendersOf = (saleId: string) => db.sql`
  SELECT t.means, t.amount_c AS "amountC", t.ref, l.payment_id AS "paymentId"
    FROM tender t LEFT JOIN tender_link l ON l.sale_id = t.sale_id AND l.n = t.n
   WHERE t.sale_id = ${saleId} ORDER BY t.n`

describe('a card on the reader of a register', () => {
  it('is asked for, presented, and the sale is made once it is charged', async () => {
    const asked = boatPayment(at.office, { cashC: 800 })
    expect(await chargeCard(at.ctx(), at.cashier, asked)).toMatchObject({ status: 'WAITING', sale: null })
    expect(await tendersOf(asked.sale.id)).toEqual([])
    expect(await at.standIn.act(READER, 'present')).toBe(true)
    const view = await followPayment(at.ctx(), at.cashier, asked.id)
    expect(view).toMatchObject({ status: 'SOLD', sale: { id: asked.sale.id, totalC: 2_800 } })
    expect(await tendersOf(asked.sale.id)).toMatchObject([
      { means: 'CASH', amountC: 800, paymentId: null },
      { means: 'CB_TERMINAL', amountC: 2_000, paymentId: asked.id, ref: expect.stringMatching(/^\w{12}$/) },
    ])
  })

  it('that is refused leaves nothing sold, and another can be tried', async () => {
    const asked = boatPayment(at.office)
    await chargeCard(at.ctx(), at.cashier, asked)
    await at.standIn.act(READER, 'decline')
    expect(await followPayment(at.ctx(), at.cashier, asked.id)).toMatchObject({
      status: 'FAILED',
      why: 'declined',
    })
    const again = { ...asked, id: boatPayment(at.office).id }
    await chargeCard(at.ctx(), at.cashier, again)
    await at.standIn.act(READER, 'present')
    expect(await followPayment(at.ctx(), at.cashier, again.id)).toMatchObject({ status: 'SOLD' })
  })

  it('is taken back by the agent', async () => {
    const asked = boatPayment(at.office)
    await chargeCard(at.ctx(), at.cashier, asked)
    expect(await cancelPayment(at.ctx(), at.cashier, asked.id)).toMatchObject({
      status: 'FAILED',
      why: 'cancelled',
    })
  })
})
