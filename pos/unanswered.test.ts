import { expect, test } from 'vitest'
import { ApiProblem } from '../api/client.ts'
import { createUnanswered } from './unanswered.ts'

test('what nobody answered goes again under its id, until it is answered or refused', async () => {
  const once = createUnanswered('mail')
  const asked: string[] = []
  const ask = (what: string, problem: ApiProblem | null) =>
    once(what, async (id) => {
      asked.push(id)
      if (problem) throw problem
    }).catch(() => {})
  await ask('a', new ApiProblem('unavailable', 0))
  await ask('b', null)
  await ask('a', new ApiProblem('internal', 500))
  await ask('a', new ApiProblem('no_address', 422))
  await ask('a', null)
  await ask('a', null)
  const [first, other, second, third, fourth, fifth] = asked
  expect([second, third]).toEqual([first, first])
  expect(new Set([first, other, fourth, fifth]).size).toBe(4)
})
