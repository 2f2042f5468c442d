import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addStaff } from '../api/auth/setup.ts'
import { verifyJournals } from '../api/journal/verify.ts'
import { temporaryKeyring } from '../api/keyring.ts'
import { reconcile } from '../api/report/reconcile.ts'
import { may } from '../api/shared/role.ts'
import { plusMinutes } from '../api/shared/time.ts'
import { disconnect, transaction } from '../db/index.ts'
import { planHistory } from '../db/seed/history/plan.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { TEST_NOW } from '../db/test-clock.ts'
import { demoSignIns } from './demo.ts'
import { historyOf, type Begun } from './history/mark.ts'
import { readSessions } from './history/state.ts'
import { addHistory } from './history.ts'

/** The afternoon of a day of August, on which the registers have been open for three weeks. */
const NOW = TEST_NOW
const OPENED = '2026-07-23T06:00:00.000Z'

const keys = temporaryKeyring()

async function demonstration(): Promise<TestDb> {
  const db = await testDb('carnac')
  const owner = db.owner()
  await transaction(owner, async (tx) => {
    for (const { role, name, code, email } of demoSignIns.filter((s) => may([s.role], 'sale.sell'))) {
      const person = { name, code, email, roles: [role], providerId: null, passwordHash: '-', pinHash: null }
      await addStaff(tx, person, NOW)
    }
  })
  await owner.sql`UPDATE register SET opened_at = ${OPENED}::timestamptz`
  await disconnect(owner)
  return db
}

const stockLeft = async (db: TestDb) =>
  db.sql<{ code: string; left: number }[]>`
    SELECT p.code, c.capacity - c.taken AS left FROM product p JOIN counter c ON c.id = p.counter_id ORDER BY 1`

describe('three weeks of history', () => {
  let db: TestDb
  let before: Awaited<ReturnType<typeof stockLeft>>
  beforeAll(async () => {
    db = await demonstration()
    before = await stockLeft(db)
  })
  afterAll(() => db.close())

  it('stop between two shifts when asked, and go on from there, to the moment that they were begun for', async () => {
    let told = 0
    const stopped = await addHistory(db.ownerUrl, { now: NOW, keys, isStopped: () => (told += 1) > 40 })
    expect(stopped).toBe('stopped')
    const [half] = await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM sale`
    expect(half?.n).toBeGreaterThan(0)
    const later = plusMinutes(NOW, 24 * 60)
    expect(await addHistory(db.ownerUrl, { now: later, keys })).toBe('done')
    const [last] = await db.sql<
      { at: string; n: number }[]
    >`SELECT max(at) AS at, count(*)::int AS n FROM sale`
    expect(last?.n).toBeGreaterThan(half?.n ?? 0)
    expect(last && last.at < NOW).toBe(true)
  }, 120_000)

  it('are there once', async () => {
    expect(await addHistory(db.ownerUrl, { now: NOW, keys })).toBe('there already')
    expect(await historyOf(db)).toBe('done')
  })

  it('have chains that are whole, signed by the office’s keys, and books that agree', async () => {
    const { faults, records } = await verifyJournals(db, { trusted: new Set(keys.all.map((k) => k.id)) })
    expect(faults).toEqual([])
    expect(records).toBeGreaterThan(500)
    expect(await reconcile(db)).toEqual([])
  })

  it('have in the books what was planned, sale by sale', async () => {
    const [begun] = await db.sql<{ detail: Begun }[]>`SELECT detail FROM audit WHERE action = 'history.begin'`
    const shifts = planHistory({ ...(begun?.detail as Begun), sessions: await readSessions(db) })
    const planned = shifts.flatMap((s) =>
      s.sales.map(({ at, input }) => [input.id, at, input.expected.totalC]),
    )
    const rows = await db.sql<{ id: string; at: string; n: number }[]>`
      SELECT s.id, s.at, -sum(l.amount_c)::int AS n
        FROM sale s JOIN ledger_event e ON e.sale_id = s.id AND e.kind = 'sale' JOIN ledger_leg l ON l.event_id = e.id
       WHERE l.account LIKE '467%' OR l.account LIKE '70%' OR l.account LIKE '44571%'
       GROUP BY s.id, s.at`
    const byId = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)
    expect(rows.map((r) => [r.id, r.at, r.n]).sort(byId)).toEqual(planned.sort(byId))
    expect(planned.length).toBeGreaterThan(300)
  })

  it('leave every shift counted, no message to send, and as much stock as there was', async () => {
    const [left] = await db.sql`
      SELECT (SELECT count(*)::int FROM shift WHERE closed_at IS NULL) AS shifts,
             (SELECT count(*)::int FROM outbox) AS messages`
    expect(left).toEqual({ shifts: 0, messages: 0 })
    expect(await stockLeft(db)).toEqual(before)
  })
})

describe('a demonstration that is at work', () => {
  it('is not given a past once something was sold, and an interrupted past ends where somebody went on', async () => {
    const db = await demonstration()
    try {
      let told = 0
      await addHistory(db.ownerUrl, { now: NOW, keys, isStopped: () => (told += 1) > 12 })
      const [place] = await db.sql<{ id: string }[]>`SELECT id FROM register WHERE code = 'B1'`
      await db.sql`
        INSERT INTO shift (id, register_id, opened_by, opened_at, business_day, float_c)
        VALUES ('shf_00000000000000000000000000', ${place?.id ?? ''}, 'stf_x', ${NOW}::timestamptz, '2026-08-13', 0)`
      const sold = async () => (await db.sql`SELECT count(*)::int AS n FROM sale`)[0]?.n
      const before = await sold()
      expect(await addHistory(db.ownerUrl, { now: NOW, keys })).toBe('too late')
      expect(await sold()).toBe(before)
      expect(await addHistory(db.ownerUrl, { now: NOW, keys })).toBe('there already')
    } finally {
      await db.close()
    }
  }, 60_000)
})
