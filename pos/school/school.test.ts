import { expect, test } from 'vitest'
import type { SaleDraft } from '../counter/basket.ts'
import { createDialogs } from '../counter/dialogs.ts'
import { limitsOf } from '../counter/till-terms.ts'
import { nobodys } from './nobodys.ts'

test('a practised basket is sent with its money, and without anybody', () => {
  const line = { optionId: 'opt_1', sessionIds: ['ses_1'], units: [{ unitId: 'unt_1', qty: 1 }] }
  const draft: SaleDraft = {
    id: 'sal_1',
    orderId: 'ord_1',
    registerId: 'reg_1',
    shiftId: 'shf_1',
    lines: [{ ...line, names: ['Personne'] }],
    tenders: [{ means: 'CASH', amountC: 1_000 }],
    expected: { totalC: 1_000, changeC: 0 },
    receipt: 'EMAIL',
    visitor: { lastName: 'Personne', email: 'personne@visiteur.example' },
    visitorKind: 'LOCAL',
  } as unknown as SaleDraft
  const sent = nobodys(draft)
  expect(sent).toEqual({
    id: 'sal_1',
    orderId: 'ord_1',
    registerId: 'reg_1',
    shiftId: 'shf_1',
    lines: [line],
    tenders: draft.tenders,
    expected: draft.expected,
    receipt: 'NONE',
  })
  expect(JSON.stringify(sent)).not.toContain('ersonne')
})

test('no visitor is asked for before money is practised with; at a till one is', () => {
  const cart = {
    state: { visitor: { asked: false } },
    view: () => ({
      views: [{ people: 2, line: { units: [], names: {}, refusal: null }, product: { kind: 'SESSION' } }],
    }),
  } as unknown as Parameters<typeof createDialogs>[0]
  expect(createDialogs(cart, true).ready(() => undefined)).toBe(true)
  expect(createDialogs(cart).ready(() => undefined)).toBe(false)
})

test('no note is due for what is only practised', () => {
  const office = {
    name: 'O',
    zone: 'Europe/Paris',
    cashCeilingC: 1,
    cashCeilingNonResidentC: 2,
    noteFromC: 2_500,
  }
  expect(limitsOf({ office, school: true }).noteFromC).toBe(Infinity)
  expect(limitsOf({ office }).noteFromC).toBe(2_500)
})
