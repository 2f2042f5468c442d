import { expect, test, vi } from 'vitest'

const heard = new EventTarget()
vi.stubGlobal('addEventListener', heard.addEventListener.bind(heard))
vi.stubGlobal('location', { origin: 'http://till' })
const answer = vi.fn<typeof fetch>()
vi.stubGlobal('fetch', answer)
const { client, online } = await import('./api.ts')

test('a device that says it has no network is believed at once; a request that failed is waited upon, in case of a restart', async () => {
  vi.useFakeTimers()
  heard.dispatchEvent(new Event('offline'))
  expect(online()).toBe(false)
  answer.mockImplementation(async () => new Response('{}'))
  await client.api.stock.$get()
  expect(online()).toBe(true)
  answer.mockRejectedValue(new TypeError('network'))
  await client.api.stock.$get().catch(() => undefined)
  expect(online()).toBe(true)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(online()).toBe(false)
  vi.useRealTimers()
})
