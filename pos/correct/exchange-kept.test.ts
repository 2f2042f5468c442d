import { expect, test, vi } from 'vitest'
import { newId } from '../../api/shared/id.ts'
import { givenTender } from './given-sold.ts'

vi.stubGlobal('addEventListener', () => {})
const { readExchange } = await import('./exchange-kept.ts')

const HOUR = 60 * 60_000
const kept = (more: object = {}) =>
  JSON.stringify({
    id: newId('sale'),
    sale: { id: newId('sale'), number: 'B1-2026-000004' },
    lines: [{ n: 1, qty: 2 }],
    backC: 5_600,
    tenders: [givenTender(1, 'CASH', 5_600)],
    causes: ['AMOUNT'],
    approvalFromC: 5_000,
    at: 0,
    sent: null,
    ...more,
  })

test('an exchange is found again after a reload, and the next morning it is nobody’s', () => {
  expect(readExchange(kept(), 11 * HOUR)?.backC).toBe(5_600)
  expect(readExchange(kept(), 13 * HOUR)).toBeNull()
})

test('one that was sent and not answered stays until it is: it may be done', () => {
  const sent = { saleId: newId('sale'), tenders: [] }
  expect(readExchange(kept({ sent }), 30 * HOUR)?.sent).toEqual(sent)
})

test('nothing is exchanged of what is no exchange', () => {
  for (const text of [null, '', '{', '[]', '{"id":"sal_1"}', kept({ lines: null }), kept({ backC: '56' })])
    expect(readExchange(text, 0)).toBeNull()
})
