import { expect, test } from 'vitest'
import { ApiProblem } from '../api/client.ts'
import { statusOf } from './fault.ts'

test('what cannot be asked for is not there, what is silent is away, the rest is our fault', () => {
  expect(statusOf(new ApiProblem('not_found', 404))).toBe(404)
  expect(statusOf(new ApiProblem('bad_request', 400))).toBe(404)
  expect(statusOf(new ApiProblem('unavailable', 0))).toBe(503)
  expect(statusOf(new ApiProblem('internal', 500))).toBe(503)
  expect(statusOf(new TypeError('x is not a function'))).toBe(500)
})
