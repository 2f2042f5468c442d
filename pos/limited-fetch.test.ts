import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unwrap } from '../api/client.ts'
import { limitedFetch } from './limited-fetch.ts'

/** A server behind a dead network: it takes requests and never answers, or stops in the middle of an answer. */
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/half')
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"a":')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const limits = { short: 60, long: 600 }
const ask = (path: string, init?: RequestInit) => unwrap(limitedFetch(limits)(url + path, init))

test('a request that is never answered ends as a server that is not there', async () => {
  for (const [path, method] of [
    ['/api/catalog', 'GET'],
    ['/api/orders/ord_1/hold', 'PUT'],
    ['/api/scans', 'POST'],
  ] as const) {
    const began = performance.now()
    await expect(ask(path, { method })).rejects.toMatchObject({ code: 'unavailable' })
    expect(performance.now() - began).toBeLessThan(limits.long - 100)
  }
})

test('a sale is waited for longer', async () => {
  const began = performance.now()
  await expect(ask('/api/sales', { method: 'POST' })).rejects.toMatchObject({ code: 'unavailable' })
  expect(performance.now() - began).toBeGreaterThan(limits.long - 100)
})

test('an answer that stops in the middle ends too', async () => {
  await expect(ask('/half')).rejects.toMatchObject({ code: 'unavailable', status: 200 })
})

test('a screen that gives up a request still may', async () => {
  const gone = new AbortController()
  const pending = limitedFetch(limits)(`${url}/api/sales`, { method: 'POST', signal: gone.signal })
  gone.abort()
  await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
})
