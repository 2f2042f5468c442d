import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { hashPin } from '../auth/pin.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { reconcile } from '../report/reconcile.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { practise } from './practise.ts'
import { endTraining, startTraining } from './session.ts'
import { trainingSlip } from './slip.ts'

const keys = temporaryKeyring()
const school = newId('register')
const training = newId('shift')
let db: TestDb
let office: Given
let ctx: Ctx

beforeAll(async () => {
  db = await testDb()
  const owner = db.owner()
  office = await given(owner, { now: TEST_NOW, sessions: 2, goods: 1 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await owner.sql`
    INSERT INTO register (id, code, name, site_id, kind, opened_at)
    VALUES (${school}, 'E1', 'Caisse école', ${office.site}, 'SCHOOL', ${TEST_NOW}::timestamptz)`
  await owner.sql`INSERT INTO auth_user (id, name, email) VALUES ('u-so', 'SO', 'so@guichet.example')`
  await owner.sql`
    INSERT INTO staff (id, user_id, code, name, roles, pin_hash)
    VALUES (${newId('staff')}, 'u-so', 'SO', 'Soizic', '["manager"]', ${await hashPin('4440')})`
  ctx = { db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'test' }
})
afterAll(() => db.close())

const basket = (): SellInput => ({ ...familyBasket(office), registerId: school, shiftId: training })
const start = (pin: string, id = training) =>
  startTraining(ctx, { id, registerId: school, approval: { code: 'SO', pin } })

/** All that a sale could move: rows of every table that it writes, counters, heads, balances. */
async function everything() {
  const [row] = await db.sql`
    SELECT (SELECT count(*)::int FROM sale) AS sales, (SELECT count(*)::int FROM sale_line) AS lines,
           (SELECT count(*)::int FROM "order") AS orders, (SELECT count(*)::int FROM booking) AS bookings,
           (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM stock_movement) AS stock,
           (SELECT count(*)::int FROM ledger_event) AS events, (SELECT count(*)::int FROM outbox) AS messages,
           (SELECT count(*)::int FROM customer) AS customers, (SELECT sum(taken + held)::int FROM counter) AS taken,
           (SELECT coalesce(sum(abs_c), 0)::int FROM journal_head) AS perpetual`
  return row
}

describe('MODE ÉCOLE', () => {
  it('begins when somebody who may approves by PIN, once on a register', async () => {
    await expect(practise(ctx, training, basket())).rejects.toMatchObject({ code: 'shift_closed' })
    await expect(start('0000')).rejects.toMatchObject({ code: 'approval_refused' })
    await expect(
      startTraining(ctx, {
        id: training,
        registerId: office.registers[0] ?? '',
        approval: { code: 'SO', pin: '4440' },
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(await start('4440')).toMatchObject({ id: training, openedBy: 'MA', closedAt: null })
    expect(await start('4440')).toMatchObject({ id: training })
    await expect(start('4440', newId('shift'))).rejects.toMatchObject({ code: 'shift_already_open' })
  })

  it('Training sale changes no total, stock, FEC.', async () => {
    const before = await everything()
    const input = { ...basket(), visitor: { lastName: 'Personne', email: 'personne@visiteur.example' } }
    const answer = await practise(ctx, training, input)
    expect(answer).toMatchObject({
      number: 'E1-2026-000001',
      totalC: 9_200,
      changeC: 800,
      tickets: [],
      cards: 0,
    })
    expect(await practise(ctx, training, input)).toEqual(answer)
    await expect(practise(ctx, training, { ...basket(), id: input.id })).rejects.toMatchObject({
      code: 'id_reused',
    })
    expect(await everything()).toEqual(before)
    const [record] = await db.sql`SELECT doc_type, payload FROM journal_record WHERE journal = 'X'`
    expect(record?.doc_type).toBe('TRAINING')
    expect(JSON.parse(record?.payload as string)).toMatchObject({ gt: { signedC: 0, absC: 0 }, lineCount: 4 })
    expect(record?.payload).not.toMatch(/Personne|personne/)
    expect((await verifyJournals(db)).faults).toEqual([])
    expect(await reconcile(db)).toEqual([])
  })

  it('refuses what a till refuses', async () => {
    const wrong = { ...basket(), expected: { totalC: 1, changeC: 0 } }
    await expect(practise(ctx, training, wrong)).rejects.toMatchObject({ code: 'price_changed' })
    const late = { ...ctx, now: plusMinutes(TEST_NOW, 25 * 60) }
    await expect(practise(late, training, basket())).rejects.toMatchObject({ code: 'shift_too_old' })
  })

  it('says on its paper that it is worth nothing, and names no principal', async () => {
    const input = basket()
    await practise(ctx, training, input)
    const slip = await trainingSlip(ctx, input.id)
    expect([slip[0], slip.at(-1)]).toEqual([
      { kind: 'box', text: 'MODE ÉCOLE', note: 'SANS VALEUR' },
      { kind: 'box', text: 'MODE ÉCOLE', note: 'SANS VALEUR' },
    ])
    expect(JSON.stringify(slip)).not.toContain('Kerlann')
  })

  it('ends, and both ends stand in the event log', async () => {
    expect((await endTraining(ctx, training)).closedAt).toBe(TEST_NOW)
    expect((await endTraining(ctx, training)).closedAt).toBe(TEST_NOW)
    await expect(practise(ctx, training, basket())).rejects.toMatchObject({ code: 'shift_closed' })
    const rows = await db.sql`
      SELECT payload::json->>'code' AS code FROM journal_record WHERE register_id = ${school} AND journal = 'L' ORDER BY seq`
    expect(rows.map((row) => row.code)).toEqual(['TRAINING_STARTED', 'TRAINING_ENDED'])
  })
})
