import { beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import { toDay } from '../../api/shared/time.ts'
import { emptyBasket, indexOf, newLine, type Basket, type SaleDraft } from './basket.ts'
import { givenOption, givenProduct, givenUnit } from './given-product.ts'
import { noCards } from './given-cards.ts'

const device = new Map<string, string>()
vi.stubGlobal('addEventListener', () => {})
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createCart } = await import('./cart.ts')
const { keepBasket } = await import('./kept-basket.ts')
const { createPayment } = await import('./pay-state.ts')

const units = [{ unitId: 'uni_1', qty: 1 }]
const rate = {
  code: 'N20',
  rateBp: 2_000,
  exemptCode: null,
  label: '20 %',
  validFrom: toDay('2026-01-01'),
  validTo: null,
}
const index = indexOf({
  version: 1,
  products: [givenProduct('walk', { kind: 'OPEN', options: [givenOption([givenUnit('uni_1', 6_000)])] })],
  seasons: [],
  vatRates: [rate],
  discounts: [],
})
const sent: SaleDraft[] = []
const asked: (() => void)[] = []
/** What an exchange pays, and whether it has all that it asks for. */
const credit = { c: 0, ready: true }
beforeEach(() => {
  device.clear()
  sent.length = 0
  asked.length = 0
  Object.assign(credit, { c: 0, ready: true })
})

/** A till with 60 € of services in its basket, and its payment. */
function given(noteFromC = 2_500) {
  const line = newLine({ key: 'opt', optionId: 'opt', sessions: [], units, external: null })
  keepBasket('reg_1', { ...emptyBasket(), lines: [line] } satisfies Basket)
  const cart = createCart({
    api: {
      ...noCards,
      hold: async () => ({ expiresAt: '2026-06-01T10:00:00Z' }),
      release: async () => ({}),
      sell: async (draft) => {
        sent.push(draft)
        throw new ApiProblem('internal', 500)
      },
      sale: async (id) => ({ id }),
    },
    registerId: 'reg_1',
    shiftId: () => 'shi_1',
    agentId: () => 'age_1',
    officeName: 'Office',
    index: () => index,
    today: () => toDay('2026-06-01'),
    reloadCatalog: async () => undefined,
    refreshSession: async () => undefined,
    onSold: () => undefined,
    clock: Date.now,
  })
  const office = { cashCeilingC: 100_000, cashCeilingNonResidentC: 1_000_000, noteFromC }
  const payment = createPayment(cart, office, {
    may: () => true,
    creditC: () => credit.c,
    ready: () => credit.ready,
    askAddress: (next) => asked.push(next),
    readVoucher: async () => ({ kind: 'GIFT', balanceC: 0, isExpired: false }),
  })
  return { cart, payment }
}
const turn = () => new Promise((r) => setTimeout(r, 5))

test('the receipt of one visitor is not the next one’s: it goes with its basket, and comes back with it', () => {
  const { cart, payment } = given()
  expect(payment.receipt()).toBe('PRINT')
  payment.setReceipt('NONE')
  const aside = cart.park()
  cart.setUnits('opt', [], units)
  expect(payment.receipt()).toBe('PRINT')
  payment.setReceipt('NONE')
  cart.clear()
  cart.setUnits('opt', [], units)
  expect(payment.receipt()).toBe('PRINT')
  cart.clear()
  if (aside) cart.takeBack(aside)
  expect(payment.receipt()).toBe('NONE')
})

test('a receipt by mail asks for its address; whoever gives none has the one that is due, and is sold to', async () => {
  for (const [noteFromC, receipt] of [
    [2_500, 'PRINT'],
    [10_000, 'NONE'],
  ] as const) {
    const { payment } = given(noteFromC)
    payment.setReceipt('EMAIL')
    payment.exactCash()
    expect([sent.length, asked.length]).toEqual([0, 1])
    payment.withoutMail()
    asked.pop()?.()
    await turn()
    expect(asked).toEqual([])
    expect(sent.splice(0).map((draft) => draft.receipt)).toEqual([receipt])
  }
})

test('once the address is there, the receipt goes by mail', async () => {
  const { cart, payment } = given()
  payment.setReceipt('EMAIL')
  payment.put()
  cart.setVisitor({ email: 'anne@mail.example' })
  payment.withoutMail()
  asked.pop()?.()
  await turn()
  expect(sent.map((draft) => draft.receipt)).toEqual(['EMAIL'])
})

test('in an exchange only the difference is paid, and nothing goes while something is missing', async () => {
  credit.c = 5_000
  const { payment } = given()
  expect(payment.remainingC()).toBe(1_000)
  credit.ready = false
  payment.put()
  await turn()
  expect(sent).toEqual([])
  credit.ready = true
  payment.put()
  await turn()
  // The sale says its whole price: what is exchanged pays the rest of it.
  expect(sent.map((draft) => [draft.expected.totalC, draft.tenders[0]?.amountC])).toEqual([[6_000, 1_000]])
})

test('what comes back for more than is taken leaves nothing to pay', async () => {
  credit.c = 7_000
  const { payment } = given()
  expect([payment.remainingC(), payment.final()]).toEqual([0, true])
  payment.put()
  await turn()
  expect(sent.map((draft) => draft.tenders)).toEqual([[]])
})
