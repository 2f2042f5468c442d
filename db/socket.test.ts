import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { sockets } from './socket.ts'
import { testDb } from './test.ts'

it('a place that is refused at once is an error of the socket, for whoever listens when he has it', async () => {
  const socket = sockets()({ host: ['127.0.0.1'], port: [70_000] })
  await Promise.resolve()
  const failed = new Promise((resolve) => socket.on('error', resolve))
  expect(await failed).toMatchObject({ code: 'ERR_SOCKET_BAD_PORT' })
})

it('hosts are tried in turn', () => {
  const open = sockets()
  const places = { host: ['127.0.0.1', '127.0.0.2'], port: [1, 2] }
  const tried = [1, 2, 3].map(() => {
    const socket = open(places)
    socket.on('error', () => {}).destroy()
    return socket.host
  })
  expect(tried).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.1'])
})

it('what is written at once, once it is connected, leaves together', async () => {
  const server = createServer((peer) => peer.resume()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = sockets()({ host: ['127.0.0.1'], port: [(server.address() as AddressInfo).port] })
  await once(socket, 'connect')
  socket.write('one')
  socket.write('two')
  expect([socket.writableLength, socket.bytesWritten]).toEqual([6, 6])
  expect(socket.writableCorked).toBe(1)
  await new Promise(setImmediate)
  expect([socket.writableCorked, socket.writableLength]).toEqual([0, 0])
  socket.destroy()
  server.close()
})

it('a text of several megabytes arrives whole', async () => {
  const db = await testDb()
  const text = 'é'.repeat(2_000_000)
  const [row] = await db.sql<{ n: number }[]>`SELECT octet_length(${text}) AS n`
  expect(row?.n).toBe(4_000_000)
  await db.close()
})
