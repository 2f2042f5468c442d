import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violated } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { broken } from '../proof/invariants.ts'
import { saleRequest } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { chargeCard } from './charge.ts'
import { settleDue } from './due.ts'
import type { PaymentInput } from './form.ts'
import { boatPayment, givenReaders, READER, type GivenReaders } from './given-payment.ts'
import { readPayment, type Cashier } from './payment.ts'
import type { PaymentProvider } from './provider.ts'
import { saleOf, sendBack, settle } from './settle.ts'

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

class PowerCut extends Error {}

/** Where a process may stop: before it asks or after it was answered, of each thing that it asks. */
const ASKED = ['open', 'show', 'read', 'drop', 'refund', 'sell'] as const
const STOPS = ASKED.flatMap((what) => [`before ${what}`, `after ${what}`] as const)

/** A process that stops at the `nth` time it comes to that point. */
function stoppingAt(whole: Cashier, point: string, nth: number): Cashier {
  let left = nth
  let dead = false
  const cut = (here: string) => {
    if (dead || (here === point && --left === 0)) {
      dead = true
      throw new PowerCut(here)
    }
  }
  const wrap =
    <A extends unknown[], R>(what: string, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      cut(`before ${what}`)
      const answer = await work(...args)
      cut(`after ${what}`)
      return answer
    }
  const { provider } = whole
  const stopping: PaymentProvider = {
    ...provider,
    open: wrap('open', provider.open),
    show: wrap('show', provider.show),
    read: wrap('read', provider.read),
    drop: wrap('drop', provider.drop),
    refund: wrap('refund', provider.refund),
  }
  return { ...whole, provider: stopping, sell: wrap('sell', whole.sell) }
}

const moneyOf = async ({ id, sale }: PaymentInput) => {
  const [row] = await db.sql`
    SELECT p.status, p.basket,
           coalesce((s.body->>'amount_received')::int, 0) - coalesce((s.body->'latest_charge'->>'amount_refunded')::int, 0) AS kept
      FROM payment p LEFT JOIN stand_in s ON s.kind = 'intent' AND s.id = p.charge_ref WHERE p.id = ${id}`
  const [sold] = await db.sql`
    SELECT coalesce(sum(t.amount_c), 0)::int AS c FROM tender t
     WHERE t.sale_id = ${sale.id} AND t.means = 'CB_TERMINAL'`
  return { status: row?.status, basket: row?.basket, kept: row?.kept, sold: sold?.c }
}

/** Another till sells the very order meanwhile. */
async function sellForCash({ sale }: PaymentInput): Promise<void> {
  const cash = { ...sale, id: newId('sale'), tenders: [{ means: 'CASH' as const, amountC: 2_800 }] }
  expect(await at.cashier.sell(saleRequest(at.ctx().actor, cash))).toMatchObject({ ok: true })
}

/** Another process takes up what the first left. */
async function anotherSettles(id: string) {
  const other = at.cashierOn(db.another({ max: 3 }))
  for (let turn = 0; turn < 8; turn++) {
    at.pass(40)
    await settleDue(other, (_, error) => {
      throw error
    })
  }
  return readPayment(db, id)
}

describe('a process that stops', () => {
  for (const ending of ['SOLD', 'REFUNDED'] as const) {
    it(`anywhere on the way to ${ending}: the money kept is the money sold, once`, async () => {
      const seen = new Set<string>()
      for (const point of STOPS) {
        const input = boatPayment(at.office)
        const whole = at.cashierOn(db)
        const stopping = stoppingAt(whole, point, 1)
        const died = (error: unknown) => {
          if (!(error instanceof PowerCut)) throw error
          seen.add(point)
        }
        await chargeCard(at.ctx(), stopping, input).catch(died)
        // What is left undone here a second process does, while the visitor still stands there.
        await settle(whole, input.id)
        if (ending === 'REFUNDED') await sellForCash(input)
        await at.standIn.act(READER, 'present')
        await settle(stoppingAt(whole, point, 1), input.id).catch(died)
        await anotherSettles(input.id)
        const money = await moneyOf(input)
        expect({ point, ...money }).toMatchObject({
          point,
          status: ending,
          basket: null,
          kept: ending === 'SOLD' ? 2_800 : 0,
          sold: ending === 'SOLD' ? 2_800 : 0,
        })
      }
      expect(seen.size).toBeGreaterThanOrEqual(ending === 'SOLD' ? 6 : 8)
    }, 120_000)
  }

  it('leaves the books whole', async () => {
    expect(await broken(at.owner)).toEqual([])
  })
})

describe('the sale of a payment and its money given back', () => {
  const charged = async () => {
    const input = boatPayment(at.office)
    await chargeCard(at.ctx(), at.cashier, input)
    await at.standIn.act(READER, 'present')
    const [row] = await db.sql`
      UPDATE payment SET status = 'CHARGED' WHERE id = ${input.id} AND status = 'WAITING' RETURNING id`
    expect(row).toBeDefined()
    return input
  }
  const giveBack = (id: string) =>
    db.sql`UPDATE payment SET status = 'REFUNDING' WHERE id = ${id} AND status = 'CHARGED'`

  type Ending = { sold: boolean; back: boolean }

  /** Sells a charged payment while its money is sent back by `back`, in whatever order they come. */
  async function race(back: (id: string) => Promise<unknown>, saleFirst = false): Promise<Ending> {
    const input = await charged()
    const payment = await readPayment(db, input.id)
    if (!payment) throw new Error('no payment')
    const selling = at.cashier.sell(saleOf(payment))
    if (saleFirst) await selling
    const [sale] = await Promise.allSettled([selling, back(input.id)])
    if (sale.status === 'rejected') expect(violated(sale.reason)).toBe('tender_payment_charged')
    const [row] = await db.sql`
      SELECT p.status, EXISTS (SELECT 1 FROM tender_link WHERE payment_id = p.id) AS linked
        FROM payment p WHERE p.id = ${input.id}`
    expect(row?.linked).toBe(sale.status === 'fulfilled' && sale.value.ok)
    return { sold: row?.linked, back: row?.status === 'REFUNDING' }
  }

  it('once the money goes back, no sale can be made of it; without the trigger one is', async () => {
    const late = async () => {
      const input = await charged()
      const payment = await readPayment(db, input.id)
      if (!payment) throw new Error('no payment')
      await giveBack(input.id)
      return at.cashier.sell(saleOf(payment)).then(
        (outcome) => outcome.ok,
        (error: unknown) => violated(error),
      )
    }
    expect(await late()).toBe('tender_payment_charged')
    await at.owner.sql`ALTER TABLE tender_link DISABLE TRIGGER tender_link_of_charge`
    expect(await late()).toBe(true)
    await at.owner.sql`ALTER TABLE tender_link ENABLE TRIGGER tender_link_of_charge`
  })

  it('at once, in any order: one of them happens; an update that does not look for the sale lets both', async () => {
    const looks = (id: string) => sendBack(at.cashier, { id }, 'sale_refused')
    for (let i = 0; i < 8; i++) {
      const { sold, back } = await race(looks, i === 0)
      expect(sold).not.toBe(back)
    }
    expect(await race(giveBack, true)).toEqual({ sold: true, back: true })
  })

  it('settled by five processes at once, one sale is made', async () => {
    const input = await charged()
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map(() => settle(at.cashierOn(db.another({ max: 2 })), input.id)),
    )
    expect(results.map((payment) => payment?.status)).toContain('SOLD')
    expect(await moneyOf(input)).toMatchObject({ kept: 2_800, sold: 2_800 })
  })

  it('a payment settles one sale, also when two are asked for', async () => {
    const input = await charged()
    const payment = await readPayment(db, input.id)
    if (!payment?.basket) throw new Error('no payment')
    const first = saleOf(payment)
    const basket = {
      ...payment.basket,
      input: { ...payment.basket.input, id: newId('sale'), orderId: newId('order') },
    }
    expect(await at.cashier.sell(first)).toMatchObject({ ok: true })
    await expect(at.cashier.sell(saleOf({ ...payment, basket }))).rejects.toSatisfy(
      (error) => violated(error) === 'tender_payment_once',
    )
  })
})
