import { expect, test } from 'vitest'
import { emptyBasket } from './basket.ts'
import { readBasket } from './read-basket.ts'

test('a basket that was kept comes back with what was paid', () => {
  const basket = { ...emptyBasket(), tenders: [{ means: 'CB' as const, amountC: 3_000, ref: '004512' }] }
  expect(readBasket(JSON.stringify(basket))).toEqual(basket)
})

test('what an older version kept is read, what is not a basket is not', () => {
  const { saleId, orderId } = emptyBasket()
  expect(readBasket(JSON.stringify({ saleId, orderId, lines: [], sent: null }))).toMatchObject({
    tenders: [],
    heldUntil: null,
    held: [],
    spent: null,
  })
  expect(readBasket('{"lines":[]}')).toBeNull()
  expect(readBasket('half a')).toBeNull()
  expect(readBasket(null)).toBeNull()
})
