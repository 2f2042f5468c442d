import { afterEach, beforeEach, expect, it } from 'vitest'
import { commitNow, transaction, type Db } from './index.ts'
import { testDb, type TestDb } from './test.ts'

let db: TestDb
let one: Db

beforeEach(async () => {
  db = await testDb()
  await db.owner().sql`CREATE TABLE written (id int PRIMARY KEY)`
  await db.owner().sql`GRANT ALL ON written TO guichet_app`
  one = db.another({ max: 1 })
})
afterEach(() => db.close())

const write = (id: number) =>
  transaction(one, async (tx) => {
    const sent = [0, 1, 2].map(async (n) => void (await tx.sql`INSERT INTO written VALUES (${id + n})`))
    await commitNow(tx, sent)
  })
const there = async () => (await db.sql`SELECT id FROM written ORDER BY 1`).map((row) => row.id)

it('all that was sent is there at once, for everybody', async () => {
  await transaction(one, async (tx) => {
    await commitNow(tx, [tx.sql`INSERT INTO written VALUES (1)`])
    expect(await there()).toEqual([1])
  })
})

it('a statement that PostgreSQL refuses leaves nothing of the others, and the connection goes on', async () => {
  await write(10)
  // Each of the three in turn is there already; on a connection that knows the statements, and on a new one.
  for (const taken of [8, 9, 12]) {
    await expect(write(taken)).rejects.toMatchObject({ code: '23505' })
    await one.sql.end()
    one = db.another({ max: 1 })
    await expect(write(taken)).rejects.toMatchObject({ code: '23505' })
  }
  await write(20)
  expect(await there()).toEqual([10, 11, 12, 20, 21, 22])
})

it('what fails before it is sent is not committed around', async () => {
  const work = transaction(one, (tx) =>
    commitNow(tx, [tx.sql`INSERT INTO written VALUES (1)`, Promise.reject(new Error('never sent'))]),
  )
  await expect(work).rejects.toThrow('never sent')
  expect(await there()).toEqual([])
})
