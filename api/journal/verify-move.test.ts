import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { transaction } from '../../db/index.ts'
import { givenChains, type Chains } from '../report/given-chain.ts'
import { agentOf } from '../sale/given-sale.ts'
import { copySale } from '../sale/copy.ts'
import { EVENT, logEvent } from './event.ts'
import { newId } from '../shared/id.ts'

let chains: Chains
let db: Chains['db']
let t: string
let tamper: Chains['tamper']
let firstFault: Chains['firstFault']

beforeEach(async () => {
  chains = await givenChains()
  ;({ db, t, tamper, firstFault } = chains)
})

afterEach(() => db.close())

describe('records that went', () => {
  it('from the middle of a chain', async () => {
    await tamper((sql) => sql`DELETE FROM journal_record WHERE register_id = ${t} AND seq IN (3, 4)`)
    expect(await firstFault()).toMatchObject({ at: 'B1/T/3 removed', detail: 'records 3 to 4 are missing' })
  })

  it('from the middle, the others numbered again', async () => {
    await tamper(async (sql) => {
      await sql`DELETE FROM journal_record WHERE register_id = ${t} AND seq = 3`
      await sql`UPDATE journal_record SET seq = seq + 1000 WHERE register_id = ${t} AND seq > 3`
      await sql`UPDATE journal_record SET seq = seq - 1001 WHERE register_id = ${t} AND seq > 1000`
      await sql`UPDATE journal_head SET last_seq = 5 WHERE register_id = ${t}`
    })
    expect(await firstFault()).toMatchObject({ at: 'B1/T/3 removed', detail: 'record 3 is missing' })
  })

  it('from the end', async () => {
    await tamper((sql) => sql`DELETE FROM journal_record WHERE register_id = ${t} AND seq > 4`)
    expect(await firstFault()).toMatchObject({ at: 'B1/T/5 removed', detail: 'records 5 to 6 are missing' })
  })

  it('from the end, with the head moved back', async () => {
    await cutTail()
    const { at, all } = await firstFault()
    expect(at).toBe('B1/T/5 removed')
    expect(all.map((f) => f.seq)).toEqual([5, 6])
  })

  it('from the end, with the head moved back and the sales gone too', async () => {
    await cutTail()
    await tamper(async (sql) => {
      await sql`DELETE FROM sale_line WHERE sale_id IN (SELECT id FROM sale WHERE register_id = ${t} AND seq > 4)`
      await sql`DELETE FROM sale WHERE register_id = ${t} AND seq > 4`
    })
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/T/5 removed')
    expect(detail).toContain('of which remains: ledger event, tender, ticket')
  })

  it('of the cash journal, with its head', async () => {
    await tamper(async (sql) => {
      await sql`DELETE FROM journal_record WHERE journal = 'P'`
      await sql`DELETE FROM journal_head WHERE journal = 'P'`
    })
    const { at, detail } = await firstFault()
    expect(at).toBe('B3/P/0 removed')
    expect(detail).toContain('OPENING_FLOAT of 15000 cents')
  })
})

async function cutTail(): Promise<void> {
  await tamper(async (sql) => {
    await sql`DELETE FROM journal_record WHERE register_id = ${t} AND seq > 4`
    await sql`
      UPDATE journal_head h SET last_seq = 4, last_hash = r.hash, last_at = r.recorded_at,
             signed_c = (payload::json->'gt'->>'signedC')::bigint, abs_c = (payload::json->'gt'->>'absC')::bigint,
             third_c = (payload::json->'gt'->>'signedC')::bigint - 1200
        FROM journal_record r
       WHERE h.register_id = ${t} AND h.journal = 'T' AND r.register_id = ${t} AND r.journal = 'T' AND r.seq = 4`
  })
}

describe('records that moved or came in', () => {
  it('two that changed places', async () => {
    await tamper(async (sql) => {
      await sql`UPDATE journal_record SET seq = 1000 WHERE register_id = ${t} AND seq = 3`
      await sql`UPDATE journal_record SET seq = 3 WHERE register_id = ${t} AND seq = 4`
      await sql`UPDATE journal_record SET seq = 4 WHERE register_id = ${t} AND seq = 1000`
    })
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/T/3 reordered')
    expect(detail).toContain('stands at 4')
  })

  it('one put between two others', async () => {
    await tamper(async (sql) => {
      await sql`UPDATE journal_record SET seq = seq + 1000 WHERE register_id = ${t} AND seq >= 3`
      await sql`UPDATE journal_record SET seq = seq - 999 WHERE register_id = ${t} AND seq > 1000`
      await sql`
        INSERT INTO journal_record SELECT (jsonb_populate_record(r, jsonb_build_object('seq', 3,
          'payload', replace(replace(payload, '"seq":4', '"seq":3'), '8400', '100')))).*
          FROM journal_record r WHERE register_id = ${t} AND seq = 5`
      await sql`UPDATE journal_head SET last_seq = 7 WHERE register_id = ${t}`
    })
    expect((await firstFault()).at).toBe('B1/T/3 inserted')
  })

  it('a copy of a good one', async () => {
    await tamper(async (sql) => {
      await sql`UPDATE journal_record SET seq = seq + 1000 WHERE register_id = ${t} AND seq >= 3`
      await sql`UPDATE journal_record SET seq = seq - 999 WHERE register_id = ${t} AND seq > 1000`
      await sql`
        INSERT INTO journal_record SELECT (jsonb_populate_record(r, '{"seq": 3}')).*
          FROM journal_record r WHERE register_id = ${t} AND seq = 2`
    })
    expect(await firstFault()).toMatchObject({
      at: 'B1/T/3 inserted',
      detail: 'a copy of the record at 2',
    })
  })

  it('one before the beginning, however far', async () => {
    await tamper(async (sql) => {
      await sql`ALTER TABLE journal_record DROP CONSTRAINT journal_record_numbered`
      await sql`
        INSERT INTO journal_record SELECT (jsonb_populate_record(r, '{"seq": -2147483648}')).*
          FROM journal_record r WHERE register_id = ${t} AND seq = 1`
    })
    expect((await firstFault()).at).toBe('B1/T/-2147483648 inserted')
  })

  it('one after the end', async () => {
    await tamper(
      (sql) => sql`
        INSERT INTO journal_record SELECT (jsonb_populate_record(r, jsonb_build_object('seq', 7,
          'prev_hash', r.hash, 'payload', replace(payload, '"seq":6', '"seq":7')))).*
          FROM journal_record r WHERE register_id = ${t} AND seq = 6`,
    )
    expect((await firstFault()).at).toBe('B1/T/7 inserted')
  })
})

describe('records that say which register they belong to and what they are about', () => {
  it('the whole event logs of two registers that changed places', async () => {
    const [one = '', , three = ''] = chains.office.registers
    const event = { registerId: one, code: EVENT.SIGN_IN, operator: 'MA', detail: {}, at: TEST_NOW }
    await transaction(db, (tx) => logEvent(tx, chains.keys, event))
    await tamper(async (sql) => {
      for (const table of ['journal_record', 'journal_head']) {
        await sql.unsafe(
          `UPDATE ${table} SET register_id = CASE register_id WHEN $1 THEN $2 ELSE $1 END || '~'
            WHERE journal = 'L' AND register_id IN ($1, $2)`,
          [one, three],
        )
        await sql.unsafe(`UPDATE ${table} SET register_id = rtrim(register_id, '~') WHERE journal = 'L'`)
      }
    })
    const { all } = await firstFault()
    expect(all.map((f) => `${f.register}/${f.journal}/${f.seq} ${f.what}`)).toEqual([
      'B1/L/1 altered',
      'B3/L/1 altered',
    ])
    expect(all[0]?.detail).toBe(`its register is ${one}, its text says ${three}`)
  })

  it('a copy that was given to another sale', async () => {
    const [first, second] = await db.sql`SELECT id FROM sale WHERE register_id = ${t} ORDER BY seq LIMIT 2`
    const ctx = { db, actor: agentOf(chains.office), keys: chains.keys, now: TEST_NOW, requestId: 'test' }
    await copySale(ctx, first?.id, { id: newId('audit'), reason: 'CUSTOMER' })
    await tamper((sql) => sql`UPDATE journal_record SET subject = ${second?.id} WHERE journal = 'C'`)
    const { at, detail } = await firstFault()
    expect(at).toBe('B1/C/1 altered')
    expect(detail).toBe(`its subject is ${second?.id}, its text says ${first?.id}`)
  })
})
