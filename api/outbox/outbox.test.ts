import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { bulkAll, transaction } from '../../db/index.ts'
import { mail } from '../../db/schema/customer.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { newId } from '../shared/id.ts'
import { drain, messageRows } from './outbox.ts'

let db: TestDb
beforeAll(async () => {
  db = await testDb()
})
afterAll(() => db.close())

beforeEach(async () => {
  await db.sql`DELETE FROM outbox`
  await transaction(db, (tx) => bulkAll(tx, [messageRows([{ kind: 'try', payload: {}, dueAt: TEST_NOW }])]))
})

/** What is kept of a message whose handler throws this. */
async function kept(handler: () => Promise<void>): Promise<string> {
  await drain(db, { try: handler }, TEST_NOW)
  const [row] = await db.sql`SELECT last_error, attempts FROM outbox`
  expect(row?.attempts).toBe(1)
  return String(row?.last_error)
}

it('keeps of a letter that could not be written which rule it broke, not whom it was for', async () => {
  const secret = 'Jean Dupont <jean@visiteur.example>'
  const letter = {
    id: newId('mail'),
    kind: 'TICKETS' as const,
    orderId: newId('order'),
    recipient: secret,
    language: 'fr' as const,
    subject: secret,
    body: `Bonjour ${secret}`,
    attachments: [],
    status: 'QUEUED' as const,
    at: TEST_NOW,
  }
  await db.orm.insert(mail).values(letter)
  let message = ''
  const text = await kept(async () => {
    await db.orm
      .insert(mail)
      .values(letter)
      .catch((error: unknown) => {
        message = String(error)
        throw error
      })
  })
  expect(message).toContain(secret)
  expect(text).not.toContain('Dupont')
  expect(text).toBe('DrizzleQueryError, PostgresError 23505 mail_pkey')
})

it('keeps of a value that PostgreSQL quotes the code alone', async () => {
  const text = await kept(async () => {
    await db.sql.unsafe(`SELECT $1::text::int`, ['Jean Dupont'])
  })
  expect(text).toBe('PostgresError 22P02')
})

it('keeps something of whatever is thrown', async () => {
  expect(await kept(() => Promise.reject(new TypeError('Jean Dupont')))).toBe('TypeError')
})
