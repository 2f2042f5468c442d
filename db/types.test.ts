import { once } from 'node:events'
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { connect, disconnect, transaction, type Db } from './index.ts'
import { testDb, type TestDb } from './test.ts'

let db: TestDb
let through: Db
let asked = 0
const open = new Set<Socket>()
const server = createServer((client) => {
  const { hostname, port } = new URL(db.ownerUrl)
  const database = dial(Number(port), hostname)
  for (const [from, to] of [
    [client, database],
    [database, client],
  ] as const) {
    from.on('error', () => {})
    from.on('close', () => to.destroy())
    from.on('data', (bytes) => to.write(bytes))
  }
  client.on('data', (bytes) => (asked += bytes.includes('pg_catalog.pg_type') ? 1 : 0))
  open.add(client)
})

beforeEach(async () => {
  db = await testDb()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(db.ownerUrl)
  url.port = String((server.address() as AddressInfo).port)
  through = connect(url.toString(), { max: 3 })
})
afterEach(async () => {
  await disconnect(through, 1)
  server.close()
  await db.close()
})

const lists = () =>
  transaction(through, async (tx) => {
    const [row] = await tx.sql`SELECT ${['a', 'é"']}::text[] AS texts, ARRAY[1, 2]::bigint[] AS numbers`
    return row
  })

it('the types of lists are asked for once, and known on every connection that comes after', async () => {
  const known = { texts: ['a', 'é"'], numbers: [1, 2] }
  expect(await lists()).toEqual(known)
  expect(asked).toBe(1)
  // The server goes away under one transaction: its pool is set aside, and another one opened.
  const lost = transaction(through, async (tx) => {
    await tx.sql`SELECT 1`
    for (const socket of open) socket.destroy()
    await tx.sql`SELECT 2`
  })
  await expect(lost).rejects.toThrow('CONNECTION')
  expect(await Promise.all([lists(), lists(), lists()])).toEqual([known, known, known])
  expect(asked).toBe(1)
})
