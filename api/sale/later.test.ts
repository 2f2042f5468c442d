import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { plusMinutes } from '../shared/time.ts'
import { agentOf, boatBasket } from './given-sale.ts'
import { saleRequest, sell, type SellContext } from './sale.ts'

let db: TestDb
let office: Given
let ctx: SellContext
const last = plusMinutes(TEST_NOW, 20)

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 3, capacity: 48 })
  const keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  ctx = { db, keys, now: () => last }
})

afterAll(() => db.close())

const asked = (minutes: number, register = 0) =>
  saleRequest(agentOf(office), boatBasket(office, { session: 2, register }), plusMinutes(TEST_NOW, minutes))

it('sales that are written down together later each keep their own moment, on paper, in the chain and on the ticket', async () => {
  const outcomes = await sell(ctx, [asked(2), asked(5, 1), asked(9)])
  const times = outcomes.map((o) => (o.ok ? o.answer.at : o.error.code))
  expect(times).toEqual([2, 5, 9].map((m) => plusMinutes(TEST_NOW, m)))
  const rows = await db.sql`
    SELECT s.at, r.recorded_at AS sealed, b.confirmed_at AS confirmed
      FROM sale s JOIN journal_record r ON r.subject = s.id JOIN booking b ON b.order_id = s.order_id ORDER BY s.at`
  expect(rows.map((r) => [r.at, r.sealed, r.confirmed])).toEqual(times.map((t) => [t, t, t]))
})

it('one that comes out of order is numbered at the time of the one before it: a chain never goes back', async () => {
  const outcomes = await sell(ctx, [asked(14), asked(11)])
  expect(outcomes.map((o) => o.ok && o.answer.at)).toEqual([14, 14].map((m) => plusMinutes(TEST_NOW, m)))
  expect((await verifyJournals(db)).faults).toEqual([])
})

it('is decided at its own moment: after the cut-off it is refused, whatever its batch says', async () => {
  const [session] = await db.sql<{ cutoffAt: string }[]>`
    SELECT cutoff_at AS "cutoffAt" FROM session WHERE id = ${office.sessions[2]?.id ?? ''}`
  const late = saleRequest(
    agentOf(office),
    boatBasket(office, { session: 2 }),
    session?.cutoffAt as typeof TEST_NOW,
  )
  const [outcome] = await sell(ctx, [late])
  expect(outcome).toMatchObject({ ok: false, error: { code: 'cutoff_passed' } })
})
