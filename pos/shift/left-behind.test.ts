import { beforeEach, expect, test, vi } from 'vitest'
import { cents } from '../../api/shared/money.ts'
import { emptyBasket, newLine, type Basket } from '../counter/basket.ts'
import { leftBehind, mustBeSeen } from './left-behind.ts'

const device = new Map<string, string>()
vi.stubGlobal('addEventListener', () => undefined)
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createKeptCount } = await import('./kept-count.ts')
beforeEach(() => device.clear())

const line = newLine({ key: 'a', optionId: 'a', sessions: [], units: [], external: null })
const card = { means: 'CB' as const, amountC: cents(2_000), ref: '004512' }
const cash = { means: 'CASH' as const, amountC: cents(1_000), tenderedC: cents(1_000) }
const basket = (more: Partial<Basket> = {}): Basket => ({ ...emptyBasket(), lines: [line], ...more })

test('an empty till is closed without a word, and one with a basket says so', () => {
  expect(leftBehind(null, [])).toEqual({ lines: 0, isSent: false, received: [] })
  const left = leftBehind(basket(), [basket()])
  expect([left.lines, mustBeSeen(left)]).toEqual([1, false])
})

test('money that was received for what is not sold must be seen, also in a basket set aside', () => {
  const left = leftBehind(basket({ tenders: [card] }), [basket({ tenders: [cash, card] })])
  expect(left.received).toEqual([
    { means: 'CB', amountC: 4_000 },
    { means: 'CASH', amountC: 1_000 },
  ])
  expect(mustBeSeen(left)).toBe(true)
})

test('a sale without an answer must be seen; whether its money is too much, nobody knows', () => {
  const { saleId: id, orderId } = emptyBasket()
  const sent = { id, orderId, registerId: 'reg_1', shiftId: 'shi_1', lines: [], tenders: [card] }
  const one = basket({ tenders: [card], sent: { ...sent, expected: { totalC: 2_000, changeC: 0 } } })
  const left = leftBehind(one, [])
  expect(left).toEqual({ lines: 1, isSent: true, received: [] })
  expect(mustBeSeen(left)).toBe(true)
})

test('what was counted of a drawer is there again after a reload, until its shift is closed', () => {
  const first = createKeptCount('shi_1')
  first.count(2_000, 3)
  first.count(50, 4)
  first.count(50, 0)
  const again = createKeptCount('shi_1')
  expect(again.pieces()).toEqual({ 2_000: 3 })
  expect(createKeptCount('shi_2').pieces()).toEqual({})
  again.forget()
  expect(createKeptCount('shi_1').pieces()).toEqual({})
  device.set('guichet.count', '{')
  expect(createKeptCount('shi_1').pieces()).toEqual({})
})
