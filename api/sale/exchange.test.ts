import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { broken } from '../proof/invariants.ts'
import { newId } from '../shared/id.ts'
import type { TypedTender } from '../shared/tender.ts'
import { correct } from './correct.ts'
import { correctable } from './correctable.ts'
import type { CorrectInput, ExchangeInput } from './correct-form.ts'
import { exchange } from './exchange.ts'
import { agentCtx, givenManager, MANAGER, sold, takingBack } from './given-correct.ts'
import { boatBasket, familyBasket } from './given-sale.ts'
import type { SellInput } from './input.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 1, sessions: 3, capacity: 6 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await givenManager(db.owner())
})
afterEach(async () => {
  expect(await broken(db)).toEqual([])
  // What one document leaves to the other is nothing in the end.
  expect((await balances(db)).find((b) => b.account === '4718')?.balanceC ?? 0).toBe(0)
})
afterAll(() => db.close())

const at = () => agentCtx(db, office, keys, TEST_NOW)
const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

const seats = async () => {
  const rows = await db.sql`SELECT id, taken FROM counter`
  return office.sessions.map((s) => rows.find((r) => r.id === s.counter)?.taken as number)
}

/** A basket of the boat on another departure whose own tenders settle `owedC`. */
function instead(session: number, adults: number, tenders: TypedTender[] = []): ExchangeInput['sale'] {
  return { ...boatBasket(office, { session, adults }), tenders }
}

async function exchanging(
  sale: SellInput,
  units: Record<number, number>,
  into: ExchangeInput['sale'],
  over: Partial<CorrectInput> = {},
): Promise<ExchangeInput> {
  const back = await takingBack(db, sale, units, {
    tenders: [],
    reason: 'EXCHANGE',
    approval: MANAGER,
    ...over,
  })
  return { ...back, sale: into }
}

async function soldBoat(adults = 1, session = 0): Promise<SellInput> {
  const input = boatBasket(office, { session, adults })
  await sold(at(), input)
  return input
}

it('for the same price moves the seats and no money; the papers follow each other and name each other', async () => {
  const [from = 0, to = 0] = await seats()
  const sale = await soldBoat()
  const asked = await exchanging(sale, { 1: 1 }, instead(1, 1))
  const { answer, counters } = await exchange(at(), sale.id, asked)
  expect(answer).toMatchObject({
    docType: 'CANCEL',
    totalC: -2_800,
    due: [],
    vouchers: [],
    sale: { id: asked.sale.id, totalC: 2_800, changeC: 0 },
  })
  expect(counters.length).toBeGreaterThan(0)
  expect((await seats()).slice(0, 2)).toEqual([from, to + 1])
  const records = await db.sql`
    SELECT payload, hash FROM journal_record
     WHERE subject = ANY(${[asked.id, asked.sale.id]}) AND journal = 'T' ORDER BY seq`
  const [correction, next] = records.map((r) => JSON.parse(r.payload))
  expect(correction.payments).toEqual([
    { n: 1, means: 'EXCHANGE', amountC: -2_800, originN: 1, source: 'CASH' },
  ])
  expect(next).toMatchObject({
    docType: 'SALE',
    reason: 'EXCHANGE',
    origin: { number: answer.number, hash: records[0]?.hash },
    payments: [{ n: 1, means: 'EXCHANGE', amountC: 2_800, source: 'CASH' }],
  })
  expect(await exchange(at(), sale.id, asked)).toEqual({ answer, again: true, counters: [] })
  await expect(exchange(at(), sale.id, { ...asked, reason: 'GOODWILL' })).rejects.toEqual(
    refused('id_reused'),
  )
})

it('for a dearer one takes the difference, for a cheaper one gives it back by the way it came', async () => {
  const sale = await soldBoat()
  const dearer = instead(1, 2, [{ means: 'CB', amountC: 2_800, ref: '1' }])
  const { answer } = await exchange(at(), sale.id, await exchanging(sale, { 1: 1 }, dearer))
  expect(answer.sale).toMatchObject({ totalC: 5_600 })
  const two = await soldBoat(2)
  const cheaper = await exchanging(two, { 1: 2 }, instead(1, 1))
  await expect(exchange(at(), two.id, cheaper)).rejects.toEqual(
    refused('tender_mismatch', { missingC: 2_800 }),
  )
  await exchange(at(), two.id, { ...cheaper, tenders: [{ originN: 1, means: 'CASH', amountC: 2_800 }] })
  const tenders =
    await db.sql`SELECT means, amount_c AS c FROM tender WHERE sale_id = ${cheaper.id} ORDER BY n`
  expect([...tenders]).toEqual([
    { means: 'CASH', c: -2_800 },
    { means: 'EXCHANGE', c: -2_800 },
  ])
})

it('what was exchanged can be taken back, by the ways of the money that first paid', async () => {
  const sale = await soldBoat()
  const asked = await exchanging(sale, { 1: 1 }, instead(1, 1))
  await exchange(at(), sale.id, asked)
  expect((await correctable(at(), asked.sale.id)).tenders).toMatchObject([
    { means: 'EXCHANGE', leftC: 2_800, ways: ['CASH', 'VIREMENT'] },
  ])
  await correct(at(), asked.sale.id, await takingBack(db, asked.sale, { 1: 1 }))
})

it('chèques-vacances that paid a service do not pay for goods by an exchange', async () => {
  const sale = boatBasket(office)
  await sold(at(), { ...sale, tenders: [{ means: 'ANCV_P', amountC: 2_800 }] })
  const goods = familyBasket(office).lines.slice(1, 2)
  const topoguide = { ...instead(1, 1), lines: goods, expected: { totalC: 1_200, changeC: 0 } }
  const given = { tenders: [{ originN: 1, means: 'AVOIR' as const, amountC: 1_600 }] }
  const asked = await exchanging(sale, { 1: 1 }, topoguide, given)
  await expect(exchange(at(), sale.id, asked)).rejects.toEqual(
    refused('tender_not_allowed', { means: 'ANCV_P' }),
  )
  await exchange(at(), sale.id, await exchanging(sale, { 1: 1 }, instead(1, 1)))
})

it('the place that comes free may be the one that is sold; a departure that is full rolls all back', async () => {
  const [, , full = 0] = await seats()
  const sale = await soldBoat(6 - full, 2)
  const same = await exchanging(sale, { 1: 1 }, instead(2, 1))
  await exchange(at(), sale.id, same)
  const other = await soldBoat()
  const before = await seats()
  const records = async () => (await db.sql`SELECT count(*)::int AS n FROM journal_record`)[0]?.n
  const [n, left] = [await records(), (await correctable(at(), other.id)).lines[0]?.left]
  const asked = await exchanging(other, { 1: 1 }, instead(2, 1))
  await expect(exchange(at(), other.id, asked)).rejects.toEqual(refused('sold_out'))
  expect([await seats(), await records()]).toEqual([before, n])
  expect((await correctable(at(), other.id)).lines[0]?.left).toBe(left)
  // With the same id, once there is a place.
  await exchange(at(), other.id, { ...asked, sale: instead(1, 1) })
})

it('both documents are of one register and one shift, and the sale is new', async () => {
  const sale = await soldBoat()
  const asked = await exchanging(sale, { 1: 1 }, { ...instead(1, 1), shiftId: newId('shift') })
  await expect(exchange(at(), sale.id, asked)).rejects.toEqual(refused('bad_request'))
  const sold = await exchanging(sale, { 1: 1 }, { ...instead(1, 1), id: sale.id })
  await expect(exchange(at(), sale.id, sold)).rejects.toEqual(refused('id_reused'))
})
