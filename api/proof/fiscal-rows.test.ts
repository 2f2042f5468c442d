import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DELETABLE, HEADS, WRITTEN_ONCE } from '../../db/fiscal.ts'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, violated, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { invoiceSale } from '../invoice/make.ts'
import { closeDue } from '../journal/close-due.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import type { SignedIn } from '../context.ts'
import { handOver } from '../regie/handover.ts'
import { closeShift } from '../register/close.ts'
import { openShift } from '../register/shift.ts'
import { correct } from '../sale/correct.ts'
import { takingBack } from '../sale/given-correct.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import { hold, release } from '../sale/hold.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { broken } from './invariants.ts'
import { figures } from './size.ts'
import { stateOf } from './sqlstate.ts'

/** Tables whose rows are written once, each with a column to try an UPDATE on. */
const FISCAL = {
  sale: 'total_c',
  sale_line: 'total_c',
  tender: 'amount_c',
  journal_record: 'payload',
  ledger_event: 'piece',
  ledger_leg: 'amount_c',
  closure: 'net_c',
  correction: 'reason',
  corrected_line: 'qty',
  tender_link: 'origin_n',
  voucher_movement: 'amount_c',
  show_ticket: 'price_c',
  buyer: 'name',
  invoice: 'ttc_c',
  account_payment: 'amount_c',
  cash_movement: 'amount_c',
  shift_count: 'counted_c',
  stock_movement: 'qty',
  regie: 'most_held_c',
  regie_handover: 'counted_c',
  sncf_daily: 'report_c',
  sncf_statement: 'net_due_c',
  signing_key: 'public_key',
  audit: 'action',
} as const satisfies Record<(typeof WRITTEN_ONCE)[number], string>

const TABLES = Object.entries({ ...FISCAL, [HEADS]: 'last_seq' })

const DENIED = '42501'
const RESTRICTED = '23001'

let db: TestDb
let owner: Db
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW, registers: 2 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const [sold] = await sell({ db, keys, now: () => TEST_NOW }, [
    saleRequest(agentOf(office), familyBasket(office)),
  ])
  if (!sold?.ok) throw new Error('refused')
  // So that every table has a row to lose.
  const ctx = { db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'proof' }
  await closeShift(ctx, office.shifts[1] ?? '', { countedC: 15_000, pieces: {} })
  const sale = { id: sold.answer.id, registerId: office.registers[0] ?? '', shiftId: office.shifts[0] ?? '' }
  const inCash = { tenders: [{ originN: 3, means: 'CASH' as const, amountC: 1_200 }] }
  await correct(ctx, sale.id, await takingBack(db, sale, { 3: 1 }, inCash))
  await owner.sql`
    INSERT INTO account_payment (id, quote_id, day, amount_c, ref, event_id, staff_id, at)
    VALUES ('acp_x', 'quo_x', '2026-07-01', 1, 'X', 'led_x', 'stf_x', now())`
  await owner.sql`
    INSERT INTO voucher_movement (voucher_id, n, kind, amount_c, balance_c, at)
    VALUES ('vch_x', 1, 'ISSUE', 100, 100, ${TEST_NOW}::timestamptz)`
  await invoiceSale(ctx, sold.answer.id, {
    id: newId('buyer'),
    buyer: {
      kind: 'PERSON',
      name: 'Visiteuse',
      address: '1 rue du Port',
      postcode: '56340',
      city: 'Carnac',
      country: 'FR',
      email: null,
    },
  })
  await owner.sql`
    INSERT INTO show_ticket VALUES ('ses_x', 1, 'tkt_x', 'sal_x', 'Adulte', 1600, ${TEST_NOW}::timestamptz)`
  await closeDue({ db, keys }, plusMinutes(TEST_NOW, 24 * 60))
  await owner.sql`
    INSERT INTO regie
    VALUES (1, 'A', '2026-01-01', '2026-01-01', NULL, 1, 0, 30, 1, 'A', NULL, '[]', '[]', '[]', '[]', 'stf_x', ${TEST_NOW}::timestamptz)`
  await owner.sql`INSERT INTO auth_user (id, name, email) VALUES ('user-x', 'KA', 'ka@guichet.example')`
  const other = newId('staff')
  await owner.sql`INSERT INTO staff (id, user_id, code, name, roles) VALUES (${other}, 'user-x', 'KA', 'Katell', '[]')`
  const actor = { ...(ctx.actor as SignedIn), roles: ['manager' as const] }
  const counts = [
    { place: 'DRAWER' as const, id: office.registers[0] ?? '', countedC: 16_200 },
    { place: 'DRAWER' as const, id: office.registers[1] ?? '', countedC: 15_000 },
  ]
  await handOver(
    { ...ctx, actor },
    { id: newId('handover'), fromStaff: office.staff.id, toStaff: other, counts },
  )
  await owner.sql`
    INSERT INTO sncf_daily VALUES ('T1', '2026-08-13', 1, 0, 0, 0, 0, 0, NULL, 'stf_x', ${TEST_NOW}::timestamptz)`
  await owner.sql`
    INSERT INTO sncf_statement VALUES ('2026-07-01', 'SNCF', 0, 0, 0, 0, 0, 0, 0, NULL, 'stf_x', ${TEST_NOW}::timestamptz)`
  const shift = { id: newId('shift'), registerId: office.registers[1] ?? '', floatC: 15_000, pieces: {} }
  await openShift(ctx, shift)
  await db.sql`
    INSERT INTO audit (id, at, actor, action, subject, detail)
    VALUES (${newId('audit')}, ${TEST_NOW}::timestamptz, 'stf', 'test', 'test', '{}')`
})
afterAll(() => db.close())

const rowsOf = async (table: string) =>
  (await owner.sql.unsafe(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n

describe.each(TABLES)('rows of %s', (table, column) => {
  it('are there to be attacked', async () => {
    expect(await rowsOf(table)).toBeGreaterThan(0)
  })

  it('cannot be changed, deleted nor emptied by the application', async () => {
    const before = await rowsOf(table)
    for (const statement of [
      `UPDATE ${table} SET ${column} = ${column}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `DROP TABLE ${table}`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
      `MERGE INTO ${table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE`,
      `SELECT 1 FROM ${table} FOR UPDATE`,
    ]) {
      expect(await stateOf(db, statement), statement).toBe(DENIED)
    }
    expect(await rowsOf(table)).toBe(before)
  })

  it('cannot be deleted nor emptied by the owner either, while the triggers are on', async () => {
    for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `TRUNCATE ${table} CASCADE`]) {
      expect(await stateOf(owner, statement), statement).toBe(RESTRICTED)
    }
    if (table in FISCAL) {
      expect(await stateOf(owner, `UPDATE ${table} SET ${column} = ${column}`)).toBe(RESTRICTED)
    }
  })
})

describe('every fiscal table', () => {
  it('is in this list: all that the application may not update', async () => {
    const rows = await owner.sql<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_class c
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
         AND NOT has_any_column_privilege('guichet_app', c.oid, 'UPDATE') ORDER BY 1`
    expect(rows.map((r) => r.name)).toEqual(TABLES.map(([table]) => table).sort())
    expect([...WRITTEN_ONCE, HEADS].sort()).toEqual(TABLES.map(([table]) => table).sort())
    figures(
      `${TABLES.length} fiscal tables: UPDATE, DELETE, TRUNCATE refused to the application and to the owner`,
    )
  })

  it('is not the only one that stays: the application deletes from very few tables', async () => {
    const rows = await owner.sql<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_class c
       WHERE c.relkind IN ('r', 'v') AND c.relnamespace = 'public'::regnamespace
         AND has_table_privilege('guichet_app', c.oid, 'DELETE') ORDER BY 1`
    expect(rows.map((r) => r.name)).toEqual(DELETABLE)
    for (const table of ['ticket', 'unit_item', 'shift', 'scan', 'admission', 'staff', 'office', 'product']) {
      expect(await stateOf(db, `DELETE FROM ${table}`), table).toBe(DENIED)
    }
  })

  it('belongs to somebody else than the application, which cannot become its owner', async () => {
    const owned = await owner.sql`
      SELECT relname FROM pg_class WHERE relowner = 'guichet_app'::regrole
       UNION SELECT proname FROM pg_proc WHERE proowner = 'guichet_app'::regrole`
    expect(owned).toHaveLength(0)
    expect(await stateOf(db, 'CREATE TABLE mine (id int)')).toBe(DENIED)
    expect(await stateOf(db, `SET session_replication_role = 'replica'`)).toBe(DENIED)
    expect(
      await stateOf(db, `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''`),
    ).toMatch(/^(42501|42P13)$/)
  })
})

describe('a booking', () => {
  it('that was sold stays, with its seats; one that is kept passes', async () => {
    const held = { order: newId('order'), registerId: office.registers[0] ?? '' }
    const ctx = { db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'proof' }
    const lines = familyBasket(office).lines.slice(0, 1)
    await hold(ctx, held.order, { registerId: held.registerId, lines })
    for (const at of [db, owner]) {
      for (const status of ['CONFIRMED', 'REDEEMED', 'EXPIRED', 'CANCELLED']) {
        const state = at.sql
          .begin(async (sql) => {
            await sql`UPDATE booking SET status = ${status}`
            await sql`DELETE FROM booking WHERE order_id = ${held.order}`
          })
          .catch((e: { code?: string }) => e.code)
        expect(await state, status).toBe(RESTRICTED)
      }
      expect(await stateOf(at, 'DELETE FROM booking')).toBe(RESTRICTED)
      expect(await stateOf(at, 'DELETE FROM booking_seat')).toBe(RESTRICTED)
    }
    await release(ctx, held.order)
    expect(await rowsOf('booking')).toBe(1)
  })
})

describe('a shift', () => {
  it('is closed once, and what was counted when it was opened stays', async () => {
    const set = (column: string, value: string) => `UPDATE shift SET ${column} = ${value}`
    for (const column of ['float_c', 'opened_by', 'opened_at', 'business_day', 'register_id', 'id'])
      expect(await stateOf(db, set(column, column)), column).toBe(DENIED)
    const closed = ` WHERE id = '${office.shifts[1]}'`
    for (const [column, value] of [
      ['counted_c', '1'],
      ['expected_c', '1'],
      ['gap_reason', `'UNKNOWN'`],
      ['closed_by', 'NULL'],
      ['closed_at', 'NULL'],
    ] as const) {
      for (const at of [db, owner])
        expect(await stateOf(at, set(column, value) + closed), column).toBe(RESTRICTED)
    }
  })
})

describe('a ticket sold for another carrier', () => {
  it('is only ever marked as cancelled', async () => {
    const rows = await owner.sql<{ name: string }[]>`
      SELECT attname AS name FROM pg_attribute
       WHERE attrelid = 'sncf_sale'::regclass AND attnum > 0
         AND has_column_privilege('guichet_app', attrelid, attnum, 'UPDATE') ORDER BY 1`
    expect(rows.map((r) => r.name)).toEqual(['cancel_ref', 'status'])
    expect(await stateOf(db, `UPDATE sncf_sale SET external_ref = 'X'`)).toBe(DENIED)
    expect(await stateOf(db, 'DELETE FROM sncf_sale')).toBe(DENIED)
  })
})

describe('the head of a chain', () => {
  type Head = {
    last_seq: number
    last_hash: string
    signed_c: number
    abs_c: number
    own_c: number
    third_c: number
    voucher_c: number
  }
  type Added = { seq: number; prev: string; hash: string }
  const undone = new Error('undone')
  const hashOf = (n: number) => String(n).repeat(64).slice(0, 64)

  /** As the application: adds records, moves the head, and takes it all back. */
  const advance = (to: (head: Head) => Partial<Head>, added: (head: Head) => Added[] = () => []) =>
    owner.sql
      .begin(async (sql) => {
        await sql`SET LOCAL ROLE guichet_app`
        const registerId = office.registers[0] ?? ''
        const [head] = await sql<Head[]>`
          SELECT * FROM journal_head WHERE journal = 'T' AND register_id = ${registerId}`
        if (!head) throw new Error('no head')
        for (const { seq, prev, hash } of added(head)) {
          await sql`
            INSERT INTO journal_record
            SELECT (jsonb_populate_record(r, ${JSON.stringify({ seq, prev_hash: prev, hash })}::text::jsonb)).*
              FROM journal_record r WHERE journal = 'T' AND register_id = ${registerId} AND seq = ${head.last_seq}`
        }
        const h = { ...head, ...to(head) }
        await sql`
          SELECT journal_advance(
            ${[registerId]}::text[], ${['T']}::text[], ${[h.last_seq]}::int[], ${[h.last_hash]}::text[],
            ${[TEST_NOW]}::timestamptz[], ${[h.signed_c]}::bigint[], ${[h.abs_c]}::bigint[], ${[h.own_c]}::bigint[],
            ${[h.third_c]}::bigint[], ${[h.voucher_c]}::bigint[])`
        throw undone
      })
      .catch((error: unknown) => error)

  const two = (head: Head): Added[] => [
    { seq: head.last_seq + 1, prev: head.last_hash, hash: hashOf(1) },
    { seq: head.last_seq + 2, prev: hashOf(1), hash: hashOf(2) },
  ]
  const onto = (n: number) => (head: Head) => ({ last_seq: head.last_seq + n, last_hash: hashOf(n) })

  it('moves onto the records that follow it', async () => {
    expect(await advance(onto(2), two)).toBe(undone)
  })

  it('does not move to a number without a record, to a wrong hash, back, nor to the same place', async () => {
    const attempts: Record<string, [(head: Head) => Partial<Head>, ((head: Head) => Added[])?]> = {
      'another hash': [(h) => ({ last_seq: h.last_seq + 2, last_hash: 'f'.repeat(64) }), two],
      'no record': [onto(1)],
      'same place': [() => ({})],
      back: [() => ({ last_seq: 0 }), two],
      'over a gap': [onto(2), (h) => two(h).slice(1)],
      'over a gap, the link mended': [
        onto(2),
        (h) => [{ seq: h.last_seq + 2, prev: h.last_hash, hash: hashOf(2) }],
      ],
      'onto records of another chain': [
        onto(2),
        (h) => two(h).map((r, i) => (i === 0 ? { ...r, prev: 'e'.repeat(64) } : r)),
      ],
      'a total that its parts do not make': [(h) => ({ ...onto(2)(h), signed_c: h.signed_c + 1 }), two],
      'a part that the total does not have': [(h) => ({ ...onto(2)(h), third_c: h.third_c - 1 }), two],
    }
    for (const [what, [to, added]] of Object.entries(attempts)) {
      const error = await advance(to, added)
      expect(violated(error), what).not.toBeNull()
      expect((error as { code?: string }).code, what).toBe(RESTRICTED)
    }
  })

  it('is not written by hand by the application', async () => {
    const values = `('${office.registers[1]}', 'T', 5, '${'0'.repeat(64)}', NULL, 0, 0, 0, 0, 0)`
    expect(await stateOf(db, `INSERT INTO journal_head VALUES ${values}`)).toBe(DENIED)
  })

  it('cannot be moved by a role that was given nothing', async () => {
    await owner.sql`CREATE ROLE nobody_at_all NOLOGIN`.catch(() => {})
    const state = await owner.sql
      .begin(async (sql) => {
        await sql`SET LOCAL ROLE nobody_at_all`
        await sql`SELECT journal_lock(${['x']}::text[], ${['T']}::text[])`
      })
      .catch((e: { code?: string }) => e.code)
    expect(state).toBe(DENIED)
  })
})

describe('the ledger', () => {
  it('refuses legs that do not sum to zero, whoever writes them', async () => {
    const legs = `INSERT INTO ledger_leg (event_id, n, account, amount_c) VALUES ('led_x', 1, '5311', 100), ('led_x', 2, '706', -99)`
    expect(await stateOf(db, legs)).toBe('23514')
    expect(await stateOf(owner, legs)).toBe('23514')
  })

  it('is as it was after all this', async () => {
    expect(await broken(db)).toEqual([])
  })
})
