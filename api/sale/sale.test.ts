import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import { saleRequest, sell, type Outcome, type SellContext } from './sale.ts'
import type { SellInput } from './input.ts'

let db: TestDb
let office: Given
let ctx: SellContext

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 3, capacity: 48 })
  ctx = { db, keys: temporaryKeyring(), now: () => TEST_NOW }
})

afterAll(() => db.close())

async function sellOne(input: SellInput): Promise<Outcome> {
  const [outcome] = await sell(ctx, [saleRequest(agentOf(office), input)])
  return outcome as Outcome
}

async function refusal(input: SellInput): Promise<{ code: string; data: Record<string, unknown> }> {
  const outcome = await sellOne(input)
  if (outcome.ok) throw new Error('the sale was accepted')
  return { code: outcome.error.code, data: outcome.error.data }
}

describe('the sale of the family', () => {
  it('takes 92,00 in three ways, gives 8,00 back, and books every cent (fiscal.md 5.4)', async () => {
    const outcome = await sellOne(familyBasket(office))
    if (!outcome.ok) throw outcome.error
    expect(outcome.answer).toMatchObject({ number: 'B1-2026-000001', totalC: 9_200, changeC: 800 })
    expect(outcome.answer.tickets).toHaveLength(3)
    const book = Object.fromEntries((await balances(db)).map((b) => [b.account, b.balanceC]))
    expect(book).toEqual({
      '467100': -7_100 + 568,
      '467SNCF': -900 + 36,
      '707': -1_137,
      '4457105': -63,
      '7082': -568 - 36,
      '5115': 3_000,
      '5116': 5_000,
      '5311': 1_200,
    })
    const [counter] =
      await db.sql`SELECT taken, held FROM counter WHERE id = ${office.sessions[0]?.counter ?? ''}`
    expect(counter).toEqual({ taken: 3, held: 0 })
  })

  it('puts each means of payment on its own account: a cheque on 5112', async () => {
    const input = boatBasket(office, { adults: 3 })
    const tenders: SellInput['tenders'] = [
      { means: 'CHEQUE', amountC: 4_000, ref: '0001234' },
      { means: 'CB', amountC: 3_000, ref: '004512' },
      { means: 'ANCV_P', amountC: 1_000 },
      { means: 'CASH', amountC: 400 },
    ]
    expect((await sellOne({ ...input, tenders })).ok).toBe(true)
    const legs = await db.sql`
      SELECT l.account, l.amount_c AS "amountC" FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
       WHERE e.sale_id = ${input.id} AND e.kind = 'sale' AND l.amount_c > 0 ORDER BY 1`
    expect([...legs]).toEqual([
      { account: '5112', amountC: 4_000 },
      { account: '5115', amountC: 3_000 },
      { account: '5116', amountC: 1_000 },
      { account: '5311', amountC: 400 },
    ])
  })

  it('answers a replay as the first time and sells nothing more', async () => {
    const input = boatBasket(office)
    const first = await sellOne(input)
    const again = await sellOne(input)
    if (!first.ok || !again.ok) throw new Error('refused')
    expect(again.replay).toBe(true)
    expect(again.answer).toEqual(first.answer)
  })
})

describe('refusals leave no trace and say why', () => {
  it('another basket under the same id', async () => {
    const input = boatBasket(office)
    await sellOne(input)
    expect((await refusal({ ...boatBasket(office, { adults: 2 }), id: input.id })).code).toBe('id_reused')
  })

  it('somebody who may not sell, also when it is a replay or the id is taken', async () => {
    const input = boatBasket(office)
    await sellOne(input)
    const stranger = { ...agentOf(office), roles: ['auditor'] } as ReturnType<typeof agentOf>
    for (const asked of [input, { ...boatBasket(office, { adults: 2 }), id: input.id }]) {
      const [outcome] = await sell(ctx, [saleRequest(stranger, asked)])
      expect(outcome).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    }
  })

  it('more seats than are left, with how many are', async () => {
    const input = boatBasket(office, { session: 1, adults: 49 })
    const { code, data } = await refusal({
      ...input,
      tenders: [{ means: 'CB', amountC: 49 * 2_800, ref: '1' }],
    })
    expect(code).toBe('sold_out')
    const sessionId = office.sessions[1]?.id
    expect(data).toEqual({ lines: [{ line: 0, sessionId, left: 48, needed: 49 }] })
  })

  it('cash above the ceiling, also when it is split', async () => {
    const input = boatBasket(office, { session: 1, adults: 40 })
    const { code } = await refusal({
      ...input,
      tenders: [
        { means: 'CASH', amountC: 50_000 },
        { means: 'CB', amountC: 62_000, ref: '1' },
      ],
    })
    expect(code).toBe('cash_ceiling')
  })

  it('a price that changed', async () => {
    const input = boatBasket(office)
    const { code, data } = await refusal({
      ...input,
      tenders: [{ means: 'CASH', amountC: 2_700 }],
      expected: { totalC: 2_700, changeC: 0 },
    })
    expect(code).toBe('price_changed')
    expect(data).toMatchObject({ totalC: 2_800, lines: [{ line: 0, unitC: 2_800 }] })
  })

  it('chèques-vacances for goods', async () => {
    const family = familyBasket(office)
    const input = {
      ...family,
      lines: family.lines.slice(1, 2),
      tenders: [{ means: 'ANCV_P' as const, amountC: 1_200 }],
      expected: { totalC: 1_200, changeC: 0 },
    }
    expect((await refusal(input)).code).toBe('tender_not_allowed')
  })
})

describe('a short code that exists already', () => {
  it('is drawn again: the sale is made', async () => {
    const owner = db.owner()
    await owner.sql.unsafe(`
      CREATE SEQUENCE drawn;
      CREATE FUNCTION taken_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        IF nextval('drawn') = 1 THEN RAISE unique_violation USING CONSTRAINT = 'ticket_short_code'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER taken_once BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION taken_once()`)
    const outcome = await sellOne(boatBasket(office, { session: 2 }))
    await owner.sql`DROP TRIGGER taken_once ON ticket`
    expect(outcome).toMatchObject({ ok: true, replay: false })
  })
})
