import { expect, test } from 'vitest'
import { ApiProblem } from '../api/client.ts'
import { createSignOut } from './sign-out.ts'

function device(answer: () => Promise<unknown>) {
  const state = { pending: false, sent: 0 }
  const signOut = createSignOut({
    pending: () => state.pending,
    setPending: (is) => {
      state.pending = is
    },
    send: () => {
      state.sent += 1
      return answer()
    },
  })
  return { state, signOut }
}
const away = () => Promise.reject(new ApiProblem('unavailable', 0))

test('a sign-out that the server had is done', async () => {
  const { state, signOut } = device(async () => ({}))
  expect(await signOut.begin()).toBe(true)
  expect(state).toEqual({ pending: false, sent: 1 })
  expect(await signOut.settle()).toBe(true)
  expect(state.sent).toBe(1)
})

test('without network it stays pending, and is sent again until the server has it', async () => {
  let network = false
  const { state, signOut } = device(() => (network ? Promise.resolve({}) : away()))
  expect(await signOut.begin()).toBe(false)
  expect(await signOut.settle()).toBe(false)
  expect(state.pending).toBe(true)
  network = true
  expect(await signOut.settle()).toBe(true)
  expect(state.pending).toBe(false)
})

test('a session that has ended by itself needs no more', async () => {
  const { state, signOut } = device(() => Promise.reject(new ApiProblem('unauthenticated', 401)))
  expect(await signOut.begin()).toBe(true)
  expect(state.pending).toBe(false)
})

test('a faulty server has not signed anybody out', async () => {
  const { state, signOut } = device(() => Promise.reject(new ApiProblem('internal', 500)))
  expect(await signOut.begin()).toBe(false)
  expect(state.pending).toBe(true)
})
