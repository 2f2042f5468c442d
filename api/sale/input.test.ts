import { expect, it } from 'vitest'
import { newId } from '../shared/id.ts'
import { HoldInput, SellInput } from './input.ts'

const line = (...qtys: number[]) => ({
  optionId: newId('option'),
  sessionIds: [],
  units: qtys.map((qty) => ({ unitId: newId('unit'), qty })),
})

const basket = (lines: ReturnType<typeof line>[]) => ({
  id: newId('sale'),
  orderId: newId('order'),
  registerId: newId('register'),
  shiftId: newId('shift'),
  lines,
  tenders: [],
  expected: { totalC: 0, changeC: 0 },
})

it('a basket holds five hundred units over all its lines, and not one more', () => {
  const full = [line(200, 100), line(200)]
  expect(SellInput.safeParse(basket(full)).success).toBe(true)
  const over = SellInput.safeParse(basket([...full, line(1)]))
  expect(over.error?.issues).toMatchObject([{ path: ['lines'], message: 'more than 500 units in all' }])
  const registerId = newId('register')
  expect(HoldInput.safeParse({ registerId, lines: full }).success).toBe(true)
  expect(HoldInput.safeParse({ registerId, lines: [...full, line(1)] }).success).toBe(false)
})
