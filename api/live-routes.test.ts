import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { serve as serveNode } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TEST_NOW } from '../db/test-clock.ts'
import type { Access, Env } from './body.ts'
import type { Actor, Ctx } from './context.ts'
import type { Live, LiveEvent } from './live.ts'
import { liveRoutes, type FeedLimits } from './live-routes.ts'
import { AppError } from './shared/errors.ts'

let server: Server
let port: number
let stopping: AbortController
let listeners: Set<(event: LiveEvent) => void>
const sockets: Socket[] = []

const counter = (n: number, taken = 0) => ({ id: `cnt_${n}`, capacity: 300, taken, held: 0 })
const seats = (...data: ReturnType<typeof counter>[]): LiveEvent => ({ event: 'seats', data })
const tell = (event: LiveEvent) => listeners.forEach((listener) => listener(event))

async function start(limits: Partial<FeedLimits> = {}, may: Access = 'public'): Promise<void> {
  const live: Live = {
    seats: () => {},
    turnover: () => {},
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {},
  }
  const address = (c: { req: { header: (name: string) => string | undefined } }) =>
    c.req.header('x-address') ?? '192.0.2.1'
  const feeds = liveRoutes({ live, may, stopping: stopping.signal, address, limits })
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    const actor: Actor = {
      kind: 'staff',
      staffId: 'stf_1',
      code: 'MA',
      name: '',
      roles: ['agent'],
      providerId: null,
    }
    c.set('ctx', { actor, now: TEST_NOW } as Ctx)
    await next()
  })
  app.route('/live', feeds)
  app.onError((error, c) => c.text(error.message, error instanceof AppError ? (error.status as 503) : 500))
  server = serveNode({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
}

/** Opens a feed and reads no more than its first bytes. */
async function open(address = '192.0.2.1'): Promise<{ socket: Socket; head: string }> {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  socket.write(`GET /live HTTP/1.1\r\nHost: x\r\nX-Address: ${address}\r\n\r\n`)
  const [first] = (await once(socket, 'data')) as [Buffer]
  return { socket, head: first.toString() }
}

beforeEach(() => {
  stopping = new AbortController()
  listeners = new Set()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

it('a reader that stops reading is cut, however little the process waits for it', async () => {
  await start({ patienceMs: 300, waiting: 20 })
  const { socket } = await open()
  socket.pause()
  expect(listeners.size).toBe(1)
  const started = performance.now()
  const long = 'x'.repeat(1_000)
  const flood = setInterval(() => {
    for (let n = 0; n < 2_000; n++) tell(seats({ ...counter(n), id: `${long}${n}` }))
  }, 5)
  await expect.poll(() => listeners.size, { timeout: 8_000 }).toBe(0)
  clearInterval(flood)
  expect(performance.now() - started).toBeLessThan(8_000)
  socket.resume()
  await once(socket, 'close')
})

it('whoever listens is told the time at once', async () => {
  await start()
  const { socket, head } = await open()
  let text = head
  socket.on('data', (bytes) => (text += bytes.toString()))
  await expect.poll(() => text, { interval: 5 }).toContain(`event: now\ndata: "${TEST_NOW}"`)
})

it('a reader that reads again is told the last state of each counter, once', async () => {
  await start()
  const { socket } = await open()
  for (let taken = 1; taken <= 100; taken++) tell(seats(counter(1, taken), counter(2, taken)))
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await expect.poll(() => text, { interval: 5 }).toContain('"cnt_2","capacity":300,"taken":100')
  expect(text.match(/event: seats/g)?.length).toBeLessThanOrEqual(2)
})

it('too many feeds are refused, from one address and in all; one that leaves makes room', async () => {
  await start({ feeds: 3, feedsOfAddress: 2 })
  const { socket } = await open()
  await open()
  expect((await open()).head).toContain('HTTP/1.1 429')
  await open('192.0.2.2')
  expect((await open('192.0.2.3')).head).toContain('HTTP/1.1 503')
  socket.destroy()
  await expect.poll(() => listeners.size).toBe(2)
  expect((await open('192.0.2.3')).head).toContain('HTTP/1.1 200')
})

it('every feed ends at once when the server stops, read or not', async () => {
  await start()
  const feeds = await Promise.all([open(), open(), open()])
  const long = 'x'.repeat(1_000)
  feeds[2]?.socket.pause()
  for (let turn = 0; turn < 20; turn++) {
    for (let n = 0; n < 2_000; n++) tell(seats({ ...counter(n), id: `${long}${n}` }))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const started = performance.now()
  stopping.abort()
  await expect.poll(() => listeners.size).toBe(0)
  expect(performance.now() - started).toBeLessThan(1_000)
  expect((await open()).head).toContain('HTTP/1.1 503')
})

it('a visitor hears nothing of takings and drawers, and that all is to be asked for again', async () => {
  await start()
  const { socket } = await open()
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  tell({ event: 'turnover', data: {} })
  tell({ event: 'shift', data: { registerId: 'reg_1', shiftId: 'shf_1' } })
  tell({ event: 'back', data: {} })
  await expect.poll(() => text, { interval: 5 }).toContain('event: back')
  expect(text).not.toMatch(/event: (turnover|shift)/)
})

it('staff hear of the last shift of each register', async () => {
  await start({}, 'catalog.read')
  const { socket } = await open()
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  tell({ event: 'shift', data: { registerId: 'reg_1', shiftId: 'shf_1' } })
  tell({ event: 'shift', data: { registerId: 'reg_2', shiftId: 'shf_2' } })
  await expect.poll(() => text, { interval: 5 }).toContain('shf_2')
  expect(text).toContain('shf_1')
})

it.each([
  { who: 'staff', may: 'catalog.read' as const, sign: 'event: beat\ndata: {}\n\n', never: '\n: beat' },
  { who: 'visitors', may: 'public' as const, sign: ': beat\n\n', never: 'event: beat' },
])('a line of $who says at once, and again and again, that it is alive', async ({ may, sign, never }) => {
  await start({ beatMs: 20 }, may)
  const { socket, head } = await open()
  let text = head
  socket.on('data', (bytes) => (text += bytes.toString()))
  await expect.poll(() => text.split(sign).length, { interval: 5 }).toBeGreaterThan(3)
  expect(text).not.toContain(never)
})
