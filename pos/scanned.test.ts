import { expect, test, vi } from 'vitest'
import { givenProduct } from './counter/given-product.ts'

vi.mock('./counter/till-api.ts', () => ({ tillApi: {} }))
vi.mock('./problem.ts', () => ({ problemText: String }))
vi.mock('./orders/orders-api.ts', () => ({ orderOf: {} }))
const { openScanned } = await import('./scanned.ts')

const guide = givenProduct('Topoguide', { barcode: '3760012340012' })
const opened: string[] = []
const read = (code: string, order: string | null | Error, products = [guide]) =>
  openScanned(code, (id) => opened.push(id), {
    products: async () => products,
    orderOf: async () => {
      if (order instanceof Error) throw order
      return order
    },
    voucher: async () => ({ kind: 'GIFT', end: '9FHP', balanceC: 3_000 }),
  })

test('a ticket or a receipt opens its order; goods, what is neither, and a server that is away are said', async () => {
  expect(await read('B1-2026-000001', 'ord_1')).toBeNull()
  expect(opened).toEqual(['ord_1'])
  expect(await read('3760012340012', 'ord_2')).toMatch(/se vend à l’écran Vendre/)
  expect(await read('0000000000000', null)).toContain('0000000000000')
  expect(await read('K7Q4M2XD', new Error('away'))).toMatch(/le serveur ne répond pas/)
  expect(opened).toEqual(['ord_1'])
})

test('a gift card says what is left on it', async () => {
  expect(await read('CADEAU-K7Q4M2XD9FHP', null)).toBe('Carte cadeau …9FHP\u00a0: reste 30,00\u00a0€.')
})
