import { expect, test } from 'vitest'
import { paymentStanding } from './payment-standing.ts'

test('an open payment says where its money is', () => {
  expect(paymentStanding({ status: 'REFUNDING', why: 'refund_failed' })).toBe('failed')
  expect(paymentStanding({ status: 'REFUNDING', why: 'sold_out' })).toBe('refunding')
  expect(paymentStanding({ status: 'CHARGED', why: null })).toBe('charged')
  expect(paymentStanding({ status: 'WAITING', why: 'provider_away' })).toBe('asked')
  expect(paymentStanding({ status: 'CREATED', why: null })).toBe('asked')
})
