import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { givenTrade, TRADE_PRICE, type Trade } from '../../db/given-trade.ts'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import { hold } from './hold.ts'
import type { SellInput } from './input.ts'
import { proposeNext } from './propose.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let trade: Trade
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  const owner = db.owner()
  office = await given(owner, { now: TEST_NOW, sessions: 4 })
  trade = await givenTrade(owner, office, TEST_NOW)
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterAll(async () => {
  expect(await broken(db)).toEqual([])
  await db.close()
})

type Line = SellInput['lines'][number]

const line = (
  option: string,
  sessions: { id: string }[],
  ...units: [unitId: string, qty: number][]
): Line => ({
  optionId: option,
  sessionIds: sessions.map((s) => s.id),
  units: units.map(([unitId, qty]) => ({ unitId, qty })),
})

function basket(totalC: number, ...lines: Line[]): SellInput {
  const input = boatBasket(office)
  return { ...input, lines, tenders: [{ means: 'CASH', amountC: totalC }], expected: { totalC, changeC: 0 } }
}

async function refusalOf(input: SellInput, now = TEST_NOW): Promise<AppError | null> {
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  return outcome?.ok ? null : (outcome?.error ?? null)
}

const ctx = (now = TEST_NOW) => ({ db, keys, now, actor: agentOf(office), requestId: 'test' })

/** What a hold of the same lines is refused with; null when it is kept, and then it is given back. */
async function heldRefusal(input: SellInput, now = TEST_NOW): Promise<AppError | null> {
  const { registerId } = input
  const lines = input.lines.map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units }))
  const orderId = newId('order')
  try {
    await hold(ctx(now), orderId, { registerId, lines })
    await hold(ctx(now), orderId, { registerId, lines: [] })
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

const taken = async (counter: string) =>
  (await db.sql`SELECT taken FROM counter WHERE id = ${counter}`)[0]?.taken as number

const dated = () => ({
  out: trade.island.out[0] as Trade['island']['out'][number],
  back: trade.island.back[1] as Trade['island']['back'][number],
})

describe('a sale of', () => {
  it('out and back takes each person from both boats, and the dog from none', async () => {
    const { out, back } = dated()
    const input = basket(
      6_500,
      line(trade.island.option, [back, out], [trade.island.adult, 2], [trade.island.dog, 1]),
    )
    expect(await refusalOf(input)).toBeNull()
    expect([await taken(out.counter), await taken(back.counter)]).toEqual([2, 2])
    const tickets = await db.sql`SELECT admits FROM ticket WHERE sale_id = ${input.id}`
    expect(tickets).toHaveLength(3)
  })

  it('a course takes a place of each of its sessions, and one ticket', async () => {
    const group = trade.course.groups[0] ?? []
    const input = basket(20_000, line(trade.course.option, group, [trade.course.adult, 1]))
    expect(await refusalOf(input)).toBeNull()
    expect(await Promise.all(group.map((s) => taken(s.counter)))).toEqual([1, 1])
    expect(await db.sql`SELECT 1 FROM ticket WHERE sale_id = ${input.id}`).toHaveLength(1)
  })

  it('open-dated tickets, counted or not, with the office’s VAT or none', async () => {
    const input = basket(
      3 * TRADE_PRICE.visit + 2 * TRADE_PRICE.pass,
      line(trade.visit.option, [], [trade.visit.adult, 3]),
      line(trade.pass.option, [], [trade.pass.adult, 2]),
    )
    expect(await refusalOf(input)).toBeNull()
    expect(await taken(trade.visit.counter)).toBe(3)
    const vat = await db.sql`SELECT vat_c AS c FROM sale_line WHERE sale_id = ${input.id} ORDER BY n`
    expect(vat.map((l) => l.c)).toEqual([350, 0])
    const many = basket(18 * TRADE_PRICE.visit, line(trade.visit.option, [], [trade.visit.adult, 18]))
    expect(await refusalOf(many)).toMatchObject({
      code: 'sold_out',
      data: { lines: [{ left: 17, needed: 18 }] },
    })
    expect(await heldRefusal(many)).toMatchObject({ code: 'sold_out' })
  })
})

describe('a sale and a hold are refused with', () => {
  const island = (...sessions: { id: string }[]) =>
    basket(3_000, line(trade.island.option, sessions, [trade.island.adult, 1]))
  const course = (...sessions: { id: string }[]) =>
    basket(20_000, line(trade.course.option, sessions, [trade.course.adult, 1]))

  it('sessions_mismatch: a leg too few, too many, twice, backwards; part of a course, or of two', async () => {
    const { out, back } = dated()
    const [early, late] = trade.island.out as [typeof out, typeof out]
    const [one = [], two = []] = trade.course.groups
    const wrong = [
      island(out),
      island(early, late),
      island(out, back, late),
      island(out, out),
      // The only way back before this one has arrived, and while it is under way.
      island(late, trade.island.back[0] as typeof out),
      island(early, { id: office.sessions[0]?.id ?? '' }),
      course(...one.slice(0, 1)),
      course(...one.slice(0, 1), ...two.slice(1)),
      course(...one, ...two),
    ]
    for (const input of wrong) {
      expect((await refusalOf(input))?.code).toBe('sessions_mismatch')
      expect((await heldRefusal(input))?.code).toBe('sessions_mismatch')
    }
  })

  it('sessions_mismatch: a way back that leaves before the way out has arrived', async () => {
    const [out] = trade.island.out
    const [back] = trade.island.back
    if (!out || !back) throw new Error('no boats')
    // It leaves the very minute that the other arrives: that is not too soon.
    expect(out.endsAt).toBe(back.startsAt)
    expect(await heldRefusal(island(out, back))).toBeNull()
    await db.sql`UPDATE session SET ends_at = ends_at + interval '1 minute' WHERE id = ${out.id}`
    expect((await refusalOf(island(out, back)))?.code).toBe('sessions_mismatch')
    expect((await heldRefusal(island(out, back)))?.code).toBe('sessions_mismatch')
    await db.sql`UPDATE session SET ends_at = ends_at - interval '1 minute' WHERE id = ${out.id}`
  })

  it('session_closed, with the reason and the size of the party, and a way out of that size', async () => {
    const [id = '', second = ''] = office.sessions.map((s) => s.id)
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW}::timestamptz, closed_reason = 'WEATHER' WHERE id = ${id}`
    const counter = office.sessions[1]?.counter ?? ''
    await db.sql`UPDATE counter SET capacity = 2 WHERE id = ${counter}`
    const input = boatBasket(office, { adults: 3 })
    for (const error of [await refusalOf(input), await heldRefusal(input)]) {
      const lines = [{ line: 0, sessionId: id, reason: 'WEATHER', needed: 3 }]
      expect(error).toMatchObject({ code: 'session_closed', data: { lines } })
      const told = await proposeNext(ctx(), error as AppError, input.lines)
      const [refused] = told.data.lines as { next: { id: string }[] }[]
      expect(refused?.next.map((d) => d.id)).toEqual(office.sessions.slice(2, 4).map((s) => s.id))
      expect(refused?.next.map((d) => d.id)).not.toContain(second)
    }
    await db.sql`UPDATE session SET closed_at = NULL, closed_reason = NULL WHERE id = ${id}`
  })

  it('cutoff_passed, with the size of the party', async () => {
    const input = boatBasket(office, { session: 2, adults: 2 })
    const late = office.sessions[2]?.startsAt ?? TEST_NOW
    for (const error of [await refusalOf(input, late), await heldRefusal(input, late)]) {
      const lines = [{ line: 0, sessionId: office.sessions[2]?.id, needed: 2 }]
      expect(error).toMatchObject({ code: 'cutoff_passed', data: { lines } })
      const told = await proposeNext(ctx(late), error as AppError, input.lines)
      expect(told.data.lines).toMatchObject([{ next: [{ id: office.sessions[3]?.id }] }])
    }
  })

  it('a course that is full is proposed by the first session of the next, a return by the leg that is full', async () => {
    const [one = [], two = []] = trade.course.groups
    const many = basket(400_000, line(trade.course.option, one, [trade.course.adult, 20]))
    const full = await refusalOf({ ...many, tenders: [{ means: 'CB', amountC: 400_000, ref: '1' }] })
    expect(full?.code).toBe('sold_out')
    const told = await proposeNext(ctx(), full as AppError, many.lines)
    expect(told.data.lines).toMatchObject([{ next: [{ id: two[0]?.id }] }, { next: [{ id: two[0]?.id }] }])

    const { out, back } = dated()
    await db.sql`UPDATE session SET closed_at = ${TEST_NOW}::timestamptz, closed_reason = 'WEATHER' WHERE id = ${out.id}`
    const input = island(out, back)
    const closed = await proposeNext(ctx(), (await refusalOf(input)) as AppError, input.lines)
    expect(closed.data.lines).toMatchObject([{ next: [{ id: trade.island.out[1]?.id, leg: 0 }] }])
    // The next way out would arrive after this way back has left.
    const soon = island(out, trade.island.back[0] as typeof out)
    const none = await proposeNext(ctx(), (await refusalOf(soon)) as AppError, soon.lines)
    expect(none.data.lines).toMatchObject([{ next: [] }])
    await db.sql`UPDATE session SET closed_at = NULL, closed_reason = NULL WHERE id = ${out.id}`
  })
})

describe('a sale is refused with', () => {
  it('shift_too_old after 24 hours, and not before', async () => {
    const input = basket(700, line(trade.visit.option, [], [trade.visit.adult, 1]))
    expect((await refusalOf(input, plusMinutes(TEST_NOW, 24 * 60 + 1)))?.code).toBe('shift_too_old')
    expect(await refusalOf(input, plusMinutes(TEST_NOW, 24 * 60))).toBeNull()
  })

  it('external_ref_used: the number of an SNCF ticket counts once for its terminal', async () => {
    const rail = (): SellInput => {
      const ticket = familyBasket(office).lines[2]
      if (!ticket?.external) throw new Error('the family takes the train')
      return basket(900, { ...ticket, external: { ...ticket.external, ref: 'TK48213' } })
    }
    expect(await refusalOf(rail())).toBeNull()
    expect((await refusalOf(rail()))?.code).toBe('external_ref_used')
  })
})
