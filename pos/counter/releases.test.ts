import { beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { newId } from '../../api/shared/id.ts'

const device = new Map<string, string>()
vi.stubGlobal('addEventListener', () => undefined)
vi.stubGlobal('localStorage', {
  getItem: (key: string) => device.get(key) ?? null,
  setItem: (key: string, value: string) => device.set(key, value),
  removeItem: (key: string) => device.delete(key),
})
const { createReleases } = await import('./releases.ts')

beforeEach(() => device.clear())

/** What gives orders back, to a server that says `code`, or that it is done. */
function given(again = 1) {
  const asked: string[] = []
  const server: { code: ErrorCode | null } = { code: null }
  const releases = createReleases({
    again,
    release: async (orderId) => {
      asked.push(orderId)
      if (server.code) throw new ApiProblem(server.code, 0)
    },
  })
  return { releases, asked, server }
}
const kept = () => JSON.parse(device.get('guichet.releases') ?? '[]') as string[]
const turn = () => new Promise((r) => setTimeout(r, 10))

test('an order that is given up without network is given back when the server answers again', async () => {
  const { releases, asked, server } = given()
  const [first, second] = [newId('order'), newId('order')]
  server.code = 'unavailable'
  for (const id of [first, second, first]) releases.add(id)
  await releases.send()
  // Nobody answers: the second need not be tried, and both stay on the device.
  expect(asked).toEqual([second])
  expect(kept()).toEqual([second, first])
  server.code = null
  await turn()
  expect(asked.slice(-2)).toEqual([second, first])
  expect(device.has('guichet.releases')).toBe(false)
})

test('a till that was closed meanwhile gives back what the one before could not', async () => {
  const before = given(1_000_000)
  before.server.code = 'unavailable'
  const orderId = newId('order')
  before.releases.add(orderId)
  await before.releases.send()
  const { releases, asked } = given()
  await releases.send()
  expect([asked, kept()]).toEqual([[orderId], []])
})

test('an order that was sold is forgotten; one that the door turns away waits for the next time', async () => {
  const { releases, asked, server } = given()
  const orderId = newId('order')
  releases.add(orderId)
  server.code = 'unauthenticated'
  await releases.send()
  await turn()
  expect([asked.length, kept()]).toEqual([1, [orderId]])
  server.code = 'id_reused'
  await releases.send()
  expect(kept()).toEqual([])
})

test('what is not a list of orders is nothing to give back', async () => {
  const { releases, asked } = given()
  for (const text of ['{', '{}', '["sal_1", 3]']) {
    device.set('guichet.releases', text)
    await releases.send()
  }
  expect(asked).toEqual([])
})
