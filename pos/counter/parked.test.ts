import { beforeEach, expect, test, vi } from 'vitest'
import { createRoot } from 'solid-js'
import { givenStorage } from '../given-storage.ts'
import { emptyBasket, newLine, type Basket } from './basket.ts'

const device = givenStorage()
let hear: (event: { key: string; newValue: string | null }) => void = () => {}
vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => (hear = listener))
vi.stubGlobal('localStorage', device)
const { createParked } = await import('./parked.ts')
const { forgetOldVisitors, forgetVisitors } = await import('./forget-visitors.ts')
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

beforeEach(() => Object.keys(device).forEach((key) => delete device[key]))

test('what is set aside is there after a restart, and is taken once', () => {
  const basket = filled()
  parkedHere().add({ basket, label: 'Golfe', at: 1 })
  const after = parkedHere()
  expect(after.list()).toMatchObject([{ label: 'Golfe', at: 1 }])
  expect(after.take(basket.saleId)?.basket).toEqual(basket)
  expect(after.take(basket.saleId)).toBeNull()
  expect(Object.keys(device)).toEqual([])
})

test('two tabs that set baskets aside lose none, and each hears of the other', () => {
  const here = parkedHere()
  const there = parkedHere()
  here.add({ basket: filled(), label: 'un', at: 1 })
  there.add({ basket: filled(), label: 'deux', at: 2 })
  hear({ key: 'guichet.parked.reg_1', newValue: device['guichet.parked.reg_1'] ?? null })
  expect(there.list().map((one) => one.label)).toEqual(['un', 'deux'])
  expect(parkedHere().list()).toHaveLength(2)
})

test('what cannot be read is nothing set aside', () => {
  for (const text of ['{', '{}', '[{"basket":{}}]', '[{"basket":null}]']) {
    device['guichet.parked.reg_1'] = text
    expect(parkedHere().list()).toEqual([])
  }
})

const named = (): Basket => {
  const basket = filled()
  const visitor = { ...basket.visitor, phone: '+33639981234', lastName: 'Evenou', asked: true }
  return { ...basket, visitor, lines: basket.lines.map((l) => ({ ...l, names: { uni_1: ['Maël'] } })) }
}
const everything = () => Object.values(device).join(' ')

test('at the end of a session nothing on the device says who a basket is for, and the baskets stay', () => {
  keepBasket('reg_1', named())
  keepBasket('reg_of_yesterday', named())
  parkedHere().add({ basket: named(), label: 'Evenou, Golfe', at: 1 })
  forgetVisitors()
  expect(everything()).not.toMatch(/3998|Evenou|Maël/)
  expect(keptBasket('reg_1')?.lines).toHaveLength(1)
  expect(parkedHere().list()).toHaveLength(1)
})

test('a basket set aside for more than a day is still there, and nobody’s any more', () => {
  const day = 24 * 60 * 60_000
  parkedHere().add({ basket: named(), label: 'Evenou, Golfe', at: 1 })
  forgetOldVisitors(1 + day)
  expect(everything()).toMatch(/Evenou/)
  forgetOldVisitors(2 + day)
  expect(everything()).not.toMatch(/3998|Evenou|Maël/)
  expect(parkedHere().list()).toHaveLength(1)
})
