import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import { readShiftReport } from './shifts.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()
const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}

/** Events of the register before and after the shift, as many as a few busy years leave. */
const OTHERS = 5_000

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 100 })
  const ctx = { db, keys, now: TEST_NOW, actor: agentOf(office), requestId: 'test' }
  const { registerId, orderId, lines } = boatBasket(office)
  for (const held of [lines, [], lines, []]) await hold(ctx, orderId, { registerId, lines: held })
  await db.owner().sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    const [{ last }] = (await sql`
      SELECT max(seq) AS last FROM journal_record WHERE register_id = ${registerId} AND journal = 'L'`) as [
      { last: number },
    ]
    await sql`
      UPDATE journal_record SET seq = seq + ${OTHERS} WHERE register_id = ${registerId} AND journal = 'L'`
    await sql`
      INSERT INTO journal_record (register_id, journal, seq, doc_type, subject, recorded_at, business_day, payload, prev_hash,
                                  hash, signature, key_id)
      SELECT register_id, journal, n, doc_type, subject, recorded_at + interval '1 minute' * (n - ${OTHERS} - 1),
             business_day, payload, prev_hash, hash, signature, key_id
        FROM journal_record,
             LATERAL (SELECT generate_series(1, ${OTHERS}) AS n
                      UNION ALL SELECT generate_series(${OTHERS}::int + 1 + ${last}, 2 * ${OTHERS}::int)) o
       WHERE register_id = ${registerId} AND journal = 'L' AND seq = ${OTHERS}::int + ${last}`
    await sql`
      UPDATE journal_head SET last_seq = ${2 * OTHERS} WHERE register_id = ${registerId} AND journal = 'L'`
    await sql`UPDATE shift SET closed_at = ${TEST_NOW}::timestamptz, closed_by = opened_by, expected_c = float_c,
                               counted_c = float_c WHERE id = ${office.shifts[0] ?? ''}`
  })
  await db.owner().sql`ANALYZE journal_record`
}, 60_000)

afterAll(() => db.close())

it('a shift’s report counts the lines removed in its hours, and reads no others of its register’s log', async () => {
  await db.sql.begin('', async (sql) => {
    const read = async () => {
      const [row] = await sql<{ n: number }[]>`
        SELECT (pg_stat_get_xact_tuples_returned('journal_record'::regclass)
                + sum(pg_stat_get_xact_tuples_returned(indexrelid)))::int AS n
          FROM pg_index WHERE indrelid = 'journal_record'::regclass`
      return row?.n ?? 0
    }
    const before = await read()
    const ctx = {
      db: { ...db, sql } as unknown as Db,
      keys,
      actor: manager,
      now: TEST_NOW,
      requestId: 'test',
    }
    expect(await readShiftReport(ctx, office.shifts[0] ?? '')).toMatchObject({ removedLines: 2, copies: 0 })
    expect((await read()) - before).toBeLessThan(200)
  })
})
