import { beforeEach, expect, test, vi } from 'vitest'
import { createRoot } from 'solid-js'
import { emptyBasket, newLine, type Basket } from './basket.ts'

const device = new Map<string, string>()
let hear: (event: { key: string; newValue: string | null }) => void = () => {}
vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => (hear = listener))
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createParked } = await import('./parked.ts')
const { forgetVisitors } = await import('./forget-visitors.ts')
const { keepBasket, keptBasket } = await import('./kept-basket.ts')

const filled = (): Basket => ({
  ...emptyBasket(),
  lines: [
    newLine({
      key: 'opt_1',
      optionId: 'opt_1',
      sessions: [],
      units: [{ unitId: 'uni_1', qty: 1 }],
      external: null,
    }),
  ],
})
const parkedHere = () => createRoot(() => createParked('reg_1'))

beforeEach(() => device.clear())

test('what is set aside is there after a restart, and is taken once', () => {
  const basket = filled()
  parkedHere().add({ basket, label: 'Golfe', at: 1 })
  const after = parkedHere()
  expect(after.list()).toMatchObject([{ label: 'Golfe', at: 1 }])
  expect(after.take(basket.saleId)?.basket).toEqual(basket)
  expect(after.take(basket.saleId)).toBeNull()
  expect(device.size).toBe(0)
})

test('two tabs that set baskets aside lose none, and each hears of the other', () => {
  const here = parkedHere()
  const there = parkedHere()
  here.add({ basket: filled(), label: 'un', at: 1 })
  there.add({ basket: filled(), label: 'deux', at: 2 })
  hear({ key: 'guichet.parked.reg_1', newValue: device.get('guichet.parked.reg_1') ?? null })
  expect(there.list().map((one) => one.label)).toEqual(['un', 'deux'])
  expect(parkedHere().list()).toHaveLength(2)
})

test('what cannot be read is nothing set aside', () => {
  for (const text of ['{', '{}', '[{"basket":{}}]', '[{"basket":null}]']) {
    device.set('guichet.parked.reg_1', text)
    expect(parkedHere().list()).toEqual([])
  }
})

test('at the end of a session nothing on the device says who a basket is for, and the baskets stay', () => {
  const visitor = { ...emptyBasket().visitor, phone: '+33639981234', lastName: 'Evenou', asked: true }
  const named = filled()
  const basket = { ...named, visitor, lines: named.lines.map((l) => ({ ...l, names: { uni_1: ['Maël'] } })) }
  keepBasket('reg_1', basket)
  parkedHere().add({ basket: { ...basket, saleId: filled().saleId }, label: 'Evenou, Golfe', at: 1 })
  forgetVisitors(['reg_1', 'reg_2'])
  expect([...device.values()].join(' ')).not.toMatch(/3998|Evenou|Maël/)
  expect(keptBasket('reg_1')?.lines).toHaveLength(1)
  expect(parkedHere().list()).toHaveLength(1)
})
