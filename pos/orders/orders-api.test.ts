import { describe, expect, it, vi } from 'vitest'

vi.mock('../api.ts', () => ({ client: {}, unwrap: () => Promise.reject(new Error('nothing is asked here')) }))
const { mayBeOrder, orderOf } = await import('./orders-api.ts')

describe('what is typed at the counter', () => {
  it('may be an order when it is a name, an address, a telephone, a code or a number', () => {
    for (const text of [
      'le goff',
      'anna@',
      '06 12 34',
      'K7Q4 M2XD',
      'B2-2026-004217',
      '4217',
      'Q'.repeat(140),
    ])
      expect(mayBeOrder(text), text).toBe(true)
  })

  it('is none when it is a sale being entered, or too little', () => {
    for (const text of ['', 'go', '2', '14', 'golfe 1430 2a 1e', '2a1e', '3 carte postale'])
      expect(mayBeOrder(text), text).toBe(false)
  })

  it('asks nothing for a code that can be none', async () => {
    expect(await orderOf('golfe')).toBe(null)
  })
})
