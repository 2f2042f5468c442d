import { beforeEach, expect, test, vi } from 'vitest'
import { counter } from '../text/counter.ts'
import { parked as t } from '../text/extra.ts'
import { emptyBasket, newLine, type Basket } from './basket.ts'
import type { Parked } from './parked.ts'

const device = new Map<string, string>()
vi.stubGlobal('addEventListener', () => undefined)
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createDialogs } = await import('./dialogs.ts')
const { createParking } = await import('./parking.ts')
const { MOST_PARKED } = await import('./parked.ts')

beforeEach(() => device.clear())

const filled = (): Basket => ({
  ...emptyBasket(),
  lines: [
    newLine({ key: 'a', optionId: 'a', sessions: [], units: [{ unitId: 'u', qty: 1 }], external: null }),
  ],
})

/** A till with this basket, as far as setting it aside goes. */
function given(basket: Basket, waiting = false) {
  const said: string[] = []
  const cart = {
    state: basket,
    view: () => ({ views: [] }),
    waiting: () => waiting,
    park: () => basket,
    takeBack: () => !waiting,
  }
  const dialogs = createDialogs(cart)
  const say = (_: string, text: string) => said.push(text)
  const toSell = () => undefined
  const parking = createParking({ registerId: 'reg_1', cart, dialogs, nowMs: () => 0, say, toSell })
  return { parking, dialogs, said }
}
const waits = (): Parked => ({ basket: filled(), label: 'Golfe', at: 0 })

test('F7 says why a basket cannot be set aside, over those that wait', () => {
  const spent = given({ ...filled(), spent: { number: null } })
  const sent = given(filled(), true)
  for (const [{ parking, dialogs }, why] of [
    [spent, counter.basket.answerSpent],
    [sent, counter.basket.news.waiting],
  ] as const) {
    parking.parkOrList()
    expect([dialogs.asked()?.what, parking.parkRefusal()]).toEqual(['parked', why])
    expect(parking.parked.list()).toEqual([])
  }
  const { parking } = given(filled())
  for (let n = 0; n < MOST_PARKED; n++) parking.parked.add(waits())
  parking.parkOrList()
  expect(parking.parkRefusal()).toBe(t.full)
})

test('a basket that another tab took, or whose place is not free, is said where it was asked for', () => {
  const { parking, said } = given({ ...filled(), spent: { number: null } })
  parking.resume(filled().saleId)
  expect(parking.parkRefusal()).toBe(t.gone)
  const one = waits()
  parking.parked.add(one)
  parking.resume(one.basket.saleId)
  expect(parking.parkRefusal()).toBe(counter.basket.answerSpent)
  expect(parking.parked.list().map((p) => p.basket.saleId)).toEqual([one.basket.saleId])
  expect(said).toEqual([])
})
