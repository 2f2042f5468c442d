import { createRoot } from 'solid-js'
import { beforeEach, expect, test, vi } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { emptyBasket, indexOf, newLine, type Basket } from './basket.ts'
import type { SaleAnswer } from './till-api.ts'
import { noCards } from './given-cards.ts'

const device = new Map<string, string>()
vi.stubGlobal('addEventListener', () => {})
vi.stubGlobal('removeEventListener', () => {})
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createCart } = await import('./cart.ts')
const { seen } = await import('./last-sold.ts')
const { keepBasket, keptBasket } = await import('./kept-basket.ts')

const filled = (): Basket => {
  const units = [{ unitId: 'uni_1', qty: 1 }]
  const line = newLine({ key: 'opt_1', optionId: 'opt_1', sessions: [], units, external: null })
  return { ...emptyBasket(), lines: [line] }
}

/** What was sold, as the till that prints hears of it. */
let told: { id: string; receipt: string }[] = []
let answer: Promise<SaleAnswer>
beforeEach(() => {
  device.clear()
  told = []
})

/** The till of an agent on a device that keeps this basket; a sale is answered as `answer` says. */
function given(basket: Basket) {
  keepBasket('reg_1', basket)
  return createCart({
    api: {
      ...noCards,
      hold: async () => ({ expiresAt: '2026-06-01T10:00:00Z' }),
      release: async () => ({}),
      sell: () => answer,
      sale: async (id) => ({ id }),
    },
    registerId: 'reg_1',
    shiftId: () => 'shi_1',
    agentId: () => 'age_1',
    officeName: 'Office',
    index: () => indexOf(null),
    today: () => toDay('2026-06-01'),
    reloadCatalog: async () => undefined,
    refreshSession: async () => undefined,
    onSold: (sold) => told.push(sold),
    clock: Date.now,
  })
}
const turn = () => new Promise((r) => setTimeout(r, 5))

test('a sale that is answered when its screen has gone is printed, and told by the next screen, once', async () => {
  const sold = { number: 'B1-1', at: '', totalC: 2_800, changeC: 2_200, replay: false, tickets: [] }
  const basket = filled()
  let reply: (said: SaleAnswer) => void = () => {}
  answer = new Promise((resolve) => (reply = resolve))
  const { paying, leave } = createRoot((leave) => ({
    paying: given(basket).pay([], 'PRINT'),
    leave,
  }))
  await turn()
  leave()
  reply({ ...sold, id: basket.saleId })
  await paying
  expect(told).toMatchObject([{ id: basket.saleId, receipt: 'PRINT', changeC: 2_200 }])
  expect(keptBasket('reg_1')).toBeNull()
  expect(given(emptyBasket()).sold()).toMatchObject({ number: 'B1-1', changeC: 2_200 })
  seen(basket.saleId)
  expect(given(emptyBasket()).sold()).toBeNull()
})

test('a sale that is answered after a reload has the receipt that was asked for', async () => {
  const basket = filled()
  const { saleId: id, orderId } = basket
  const draft = { id, orderId, registerId: 'reg_1', shiftId: 'shi_1', lines: [], tenders: [] }
  const sent = { ...draft, expected: { totalC: 0, changeC: 0 }, receipt: 'PRINT' as const }
  const sold = { number: 'B1-2', at: '', totalC: 0, changeC: 0, replay: true, tickets: [] }
  answer = Promise.resolve({ ...sold, id })
  given({ ...basket, sent, sentBy: 'age_1' })
  await turn()
  expect(told).toMatchObject([{ id: basket.saleId, receipt: 'PRINT' }])
  seen(basket.saleId)
})
