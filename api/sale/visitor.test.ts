import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { givenDiscounts, type GivenDiscounts } from '../../db/given-discount.ts'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { tampered } from '../report/tampered.ts'
import type { Role } from '../shared/role.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import { SellInput } from './input.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let discounts: GivenDiscounts
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  const owner = db.owner()
  office = await given(owner, { now: TEST_NOW, sessions: 2 })
  discounts = await givenDiscounts(owner)
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterAll(async () => {
  expect(await broken(db)).toEqual([])
  await db.close()
})

/** As the route reads it, then sold. */
async function sold(input: unknown, roles: Role[] = ['agent']) {
  const actor = { ...agentOf(office), roles } as ReturnType<typeof agentOf>
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [
    saleRequest(actor, SellInput.parse(input)),
  ])
  if (!outcome) throw new Error('no outcome')
  return outcome.ok ? outcome.answer : { code: outcome.error.code, ...outcome.error.data }
}

const mobile = '06 39 98 12 34'
const record = async (saleId: string) => {
  const [row] = await db.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record r JOIN sale s ON s.register_id = r.register_id AND s.seq = r.seq
     WHERE r.journal = 'T' AND s.id = ${saleId}`
  return row?.payload ?? ''
}

describe('who a sale is for', () => {
  it('is kept apart from it, and the journal knows a random reference', async () => {
    const input = {
      ...familyBasket(office),
      visitor: { firstName: 'Nolwenn', lastName: 'Évenou', email: ' Nolwenn@Mail.Example ', phone: mobile },
      origin: 'FR-35',
      visitorKind: 'HOLIDAY',
      receipt: 'EMAIL',
    }
    await sold(input)
    const [order] = await db.sql`
      SELECT o.origin, o.visitor_kind, o.receipt, c.email, c.phone, c.name_key, c.id = s.customer_ref AS same
        FROM "order" o JOIN customer c ON c.id = o.customer_id JOIN sale s ON s.order_id = o.id
       WHERE o.id = ${input.orderId}`
    expect(order).toEqual({
      origin: 'FR-35',
      visitor_kind: 'HOLIDAY',
      receipt: 'EMAIL',
      email: 'nolwenn@mail.example',
      phone: '+33639981234',
      name_key: 'evenou nolwenn',
      same: true,
    })
    const payload = await record(input.id)
    expect(payload).toMatch(/"customerRef":"cus_/)
    expect(payload).not.toMatch(/nolwenn|evenou|63998/i)
  })

  it('said otherwise in a repeated request is the same sale, and adds nobody', async () => {
    const input = { ...boatBasket(office), visitor: { phone: mobile } }
    const first = await sold(input)
    const [before] = await db.sql`SELECT count(*)::int AS n FROM customer`
    expect(await sold({ ...input, visitor: { phone: '06 39 98 00 00' } })).toEqual(first)
    expect((await db.sql`SELECT count(*)::int AS n FROM customer`)[0]).toEqual(before)
  })

  it('cannot be written to without an address', () => {
    const bad = (over: object) => SellInput.safeParse({ ...boatBasket(office), ...over }).success
    expect(bad({ receipt: 'EMAIL' })).toBe(false)
    expect(bad({ visitor: {} })).toBe(false)
    expect(bad({ visitor: { language: 'de' } })).toBe(false)
    expect(bad({ visitor: { email: 'nobody' } })).toBe(false)
    expect(bad({ visitor: { phone: '12' } })).toBe(false)
    expect(bad({ origin: 'FR' })).toBe(false)
    expect(bad({ visitorKind: 'SPY' })).toBe(false)
  })
})

describe('names', () => {
  it('are asked for where the product asks, one for each seat, and go to the tickets in order', async () => {
    await db.owner().sql`UPDATE product SET asks_names = true WHERE id = ${office.boat.product}`
    const input = boatBasket(office, { adults: 2 })
    const named = (names?: string[]) => ({ ...input, lines: input.lines.map((l) => ({ ...l, names })) })
    expect(await sold(named())).toMatchObject({ code: 'names_needed', lines: [{ line: 0, people: 2 }] })
    expect(await sold(named(['Un']))).toMatchObject({ code: 'names_needed' })
    expect(await sold(named(['Enora', 'Gwen']))).toMatchObject({ totalC: 5_600 })
    const guests = await db.sql`
      SELECT g.name FROM guest g JOIN booking b ON b.id = g.booking_id WHERE b.order_id = ${input.orderId}
       ORDER BY g.unit_item_id`
    expect(guests.map((g) => g.name)).toEqual(['Enora', 'Gwen'])
    await db.owner().sql`UPDATE product SET asks_names = false WHERE id = ${office.boat.product}`
  })
})

describe('discounts', () => {
  const boat = (qty: number, off: object[]) => {
    const input = boatBasket(office, { adults: qty })
    const line = { ...input.lines[0], discounts: off }
    return { input, line }
  }

  it('a free place of a group prints its ticket at 0 €, owes no commission, and says why in the journal', async () => {
    const { input, line } = boat(3, [
      {
        discountId: discounts.free,
        unitId: office.boat.adult,
        qty: 1,
        value: 10_000,
        reason: 'GROUP_LEADER',
      },
    ])
    const totalC = 5_600
    const answer = await sold({
      ...input,
      lines: [line],
      tenders: [{ means: 'CASH', amountC: totalC }],
      expected: { totalC, changeC: 0 },
    })
    expect(answer).toMatchObject({ totalC, tickets: [{}, {}, {}] })
    const lines = await db.sql`
      SELECT qty, discount_c, total_c, commission_c, discount_reason FROM sale_line WHERE sale_id = ${input.id} ORDER BY n`
    expect(lines).toEqual([
      { qty: 2, discount_c: 0, total_c: 5_600, commission_c: 448, discount_reason: null },
      { qty: 1, discount_c: 2_800, total_c: 0, commission_c: 0, discount_reason: 'GROUP_LEADER' },
    ])
    expect(await record(input.id)).toContain('"discount":{"code":"GRATUIT","reason":"GROUP_LEADER"}')
  })

  it('the fixed part of a commission is owed once, by the first place that is paid for', async () => {
    await db.owner().sql`UPDATE commission SET fixed_c = 30 WHERE rate_bp = 800`
    const { input, line } = boat(3, [
      { discountId: discounts.free, unitId: office.boat.adult, qty: 1, value: 10_000, reason: 'PRESS' },
      {
        discountId: discounts.free,
        unitId: office.boat.adult,
        qty: 1,
        value: 10_000,
        reason: 'GROUP_LEADER',
      },
    ])
    await sold({
      ...input,
      lines: [line],
      tenders: [{ means: 'CASH', amountC: 2_800 }],
      expected: { totalC: 2_800, changeC: 0 },
    })
    const lines = await db.sql`
      SELECT total_c, commission_fixed_c, commission_c FROM sale_line WHERE sale_id = ${input.id} ORDER BY n`
    expect(lines).toEqual([
      { total_c: 2_800, commission_fixed_c: 30, commission_c: 254 },
      { total_c: 0, commission_fixed_c: 0, commission_c: 0 },
      { total_c: 0, commission_fixed_c: 0, commission_c: 0 },
    ])
    await db.owner().sql`UPDATE commission SET fixed_c = 0 WHERE rate_bp = 800`
  })

  it('a basket that is free altogether is sold without a tender', async () => {
    const { input, line } = boat(1, [
      { discountId: discounts.free, unitId: office.boat.adult, qty: 1, value: 10_000, reason: 'PRESS' },
    ])
    const answer = await sold({
      ...input,
      lines: [line],
      tenders: [],
      expected: { totalC: 0, changeC: 0 },
    })
    expect(answer).toMatchObject({ totalC: 0, tickets: [{ admits: 1 }] })
  })

  const book = (
    value: number,
    discountId = discounts.tenth,
    reason = 'LOYALTY',
    unitId = office.topoguide.unit,
  ) => {
    const input = boatBasket(office)
    const totalC =
      discountId === discounts.goodwill ? 1_200 - value : 1_200 - Math.round((1_200 * value) / 10_000)
    return {
      ...input,
      lines: [
        {
          optionId: office.topoguide.option,
          sessionIds: [],
          units: [{ unitId: office.topoguide.unit, qty: 1 }],
          discounts: [{ discountId, unitId, qty: 1, value, reason }],
        },
      ],
      tenders: [{ means: 'CASH', amountC: totalC }],
      expected: { totalC, changeC: 0 },
    }
  }

  it('the VAT of the office is that of the price paid', async () => {
    const input = book(1_000)
    expect(await sold(input)).toMatchObject({ totalC: 1_080 })
    const [line] = await db.sql`SELECT ht_c, vat_c, total_c FROM sale_line WHERE sale_id = ${input.id}`
    expect(line).toEqual({ ht_c: 1_024, vat_c: 56, total_c: 1_080 })
  })

  it('more than is allowed, another’s price, another reason, another role or unit is refused and sells nothing', async () => {
    const refused = { code: 'discount_not_allowed' }
    expect(await sold(book(1_001))).toMatchObject(refused)
    expect(await sold(book(1_000, discounts.tenth, 'PRESS'))).toMatchObject(refused)
    expect(await sold(book(300, discounts.goodwill, 'COMPLAINT'))).toMatchObject(refused)
    expect(await sold(book(300, discounts.goodwill, 'COMPLAINT'), ['manager'])).toMatchObject({ totalC: 900 })
    expect(await sold(book(1_000, discounts.tenth, 'LOYALTY', office.boat.adult))).toMatchObject(refused)
    const { input, line } = boat(1, [
      { discountId: discounts.tenth, unitId: office.boat.adult, qty: 1, value: 1_000, reason: 'LOYALTY' },
    ])
    expect(await sold({ ...input, lines: [line] })).toMatchObject(refused)
  })

  it('more places than the line has are refused', async () => {
    const free = { discountId: discounts.free, unitId: office.boat.adult, value: 10_000, reason: 'PRESS' }
    const { input, line } = boat(2, [
      { ...free, qty: 1 },
      { ...free, qty: 2, reason: 'GROUP_LEADER' },
    ])
    expect(await sold({ ...input, lines: [line] })).toMatchObject({ code: 'discount_not_allowed' })
  })

  it('what was taken off is in the signed record: rows that say otherwise are found', async () => {
    const owner = db.owner()
    const faultAfter = (statement: string) =>
      tampered(
        owner,
        (sql) => sql.unsafe(statement),
        async (seen) => (await verifyJournals(seen)).faults[0]?.detail ?? null,
      )
    expect(await faultAfter('SELECT 1')).toBeNull()
    expect(
      await faultAfter(
        `UPDATE sale_line SET discount_reason = 'PRESS' WHERE discount_reason = 'GROUP_LEADER'`,
      ),
    ).toContain('discount.reason is PRESS, the record says GROUP_LEADER')
    expect(
      await faultAfter(`UPDATE sale_line SET discount_id = 'dsc_other' WHERE discount_id IS NOT NULL`),
    ).toContain('discount.code')
  })
})
