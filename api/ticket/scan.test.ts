import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given, type Given } from '../../db/given.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor, Ctx } from '../context.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { reconcile } from '../report/reconcile.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { plusDays, plusMinutes, type Instant } from '../shared/time.ts'
import { ADMIT } from './admit.ts'
import { encodeTicket, groupShort, sessionTag } from './code.ts'
import { choose, scan } from './scan.ts'
import type { ScanAnswer, ScanInput } from './scan-form.ts'

let db: TestDb
let office: Given
let keys: Keyring
/** A quarter of an hour before the first departure. */
const NOW = plusMinutes(TEST_NOW, 45)

beforeAll(async () => {
  db = await testDb()
  keys = temporaryKeyring()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 3 })
  await db.owner().sql`
    UPDATE session SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', day = day + 1
     WHERE id = ${office.sessions[2]?.id ?? ''}`
})

afterAll(async () => {
  const differences = await reconcile(db)
  await db.close()
  expect(differences).toEqual([])
})

const ctx = (over: Partial<Ctx> = {}): Ctx => ({
  db,
  actor: agentOf(office),
  now: NOW,
  keys,
  requestId: 'test',
  ...over,
})
const providerActor = (providerId: string): Actor => ({
  kind: 'provider',
  staffId: newId('staff'),
  code: 'PO',
  name: 'Ponton',
  roles: ['provider'],
  providerId,
})
const input = (over: Partial<ScanInput> & { code: string }): ScanInput => ({ id: newId('scan'), ...over })

type Sold = { id: string; shortCode: string; signed: string }

/** Sells on the boat, and gives the tickets with their signed codes. */
async function sold(over: { session?: number; adults?: number; family?: boolean } = {}): Promise<Sold[]> {
  const basket = boatBasket(office, over)
  const families = {
    ...basket,
    lines: basket.lines.map((l) => ({ ...l, units: [{ unitId: office.boat.family, qty: 1 }] })),
    tenders: [{ means: 'CASH' as const, amountC: 7_900 }],
    expected: { totalC: 7_900, changeC: 0 },
  }
  const sells = { db, keys, now: () => TEST_NOW }
  const [outcome] = await sell(sells, [saleRequest(agentOf(office), over.family ? families : basket)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  const rows = await db.sql`
    SELECT t.id, t.short_code, t.admits, t.valid_from, t.valid_to FROM ticket t WHERE sale_id = ${outcome.answer.id} ORDER BY id`
  return rows.map((r) => ({
    id: r.id,
    shortCode: r.short_code,
    signed: encodeTicket(
      {
        keyId: keys.ticket.id,
        ticketId: r.id,
        validFrom: r.valid_from,
        validTo: r.valid_to,
        admits: r.admits,
        tag: sessionTag([office.sessions[over.session ?? 0]?.id ?? '']),
      },
      keys.ticket.sign,
    ),
  }))
}

async function one(over: Parameters<typeof sold>[0] = {}): Promise<Sold> {
  const [ticket] = await sold(over)
  if (!ticket) throw new Error('no ticket')
  return ticket
}

describe('a ticket', () => {
  it('admits once by its signed code, and says what it is', async () => {
    const ticket = await one()
    const answer = await scan(ctx(), input({ code: ticket.signed }))
    expect(answer).toMatchObject({
      verdict: 'admitted',
      count: 1,
      at: NOW,
      ticket: {
        shortCode: ticket.shortCode,
        product: 'Golfe du Morbihan, tour des îles',
        unit: 'ADULTE',
        admits: 1,
        admitted: 1,
        day: '2026-08-13',
        time: '15:07',
        sessionId: office.sessions[0]?.id,
      },
      party: [{ unit: 'ADULTE', expected: 1, admitted: 1 }],
    })
    const later = await scan(ctx({ now: plusMinutes(NOW, 5) }), input({ code: ticket.signed }))
    expect(later).toMatchObject({ verdict: 'refused', why: 'already_used', at: NOW })
  })

  it('admits by its short code, however it is typed', async () => {
    const ticket = await one()
    const code = ` ${groupShort(ticket.shortCode).toLowerCase()} `
    expect(await scan(ctx(), input({ code }))).toMatchObject({ verdict: 'admitted' })
  })

  it('admits the same scan once, however often it is sent', async () => {
    const ticket = await one()
    const same = input({ code: ticket.signed })
    const first = await scan(ctx(), same)
    const again = await scan(ctx({ now: plusMinutes(NOW, 3) }), same)
    expect(again).toEqual(first)
    const both = await Promise.all([scan(ctx(), same), scan(ctx(), same)])
    expect(both.map((a) => a.verdict)).toEqual(['admitted', 'admitted'])
    const [row] = await db.sql`SELECT admitted FROM admission WHERE ticket_id = ${ticket.id}`
    expect(row?.admitted).toBe(1)
    const other = await one()
    await expect(scan(ctx(), { ...same, code: other.signed })).rejects.toMatchObject({ code: 'id_reused' })
  })

  it('refused once stays refused under the same scan', async () => {
    const same = input({ code: 'NOT A CODE' })
    expect(await scan(ctx(), same)).toEqual({ verdict: 'refused', why: 'unknown' })
    expect(await scan(ctx(), same)).toEqual({ verdict: 'refused', why: 'unknown' })
  })

  it('of a family lets four in, by count, and no fifth', async () => {
    const ticket = await one({ family: true })
    const by = (count?: number) => scan(ctx(), input({ code: ticket.signed, count }))
    expect(await by(3)).toMatchObject({ verdict: 'admitted', count: 3, ticket: { admitted: 3, admits: 4 } })
    expect(await by(2)).toMatchObject({ why: 'too_many', ticket: { admitted: 3 } })
    expect(await by()).toMatchObject({ verdict: 'admitted', count: 1, ticket: { admitted: 4 } })
    expect(await by()).toMatchObject({ why: 'already_used' })
  })

  it('and its booking are redeemed when all are in, and not before', async () => {
    const [first, second] = await sold({ adults: 2 })
    const status = async () => {
      const [row] = await db.sql`
        SELECT b.status FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${first?.id ?? ''}`
      return row?.status
    }
    await scan(ctx(), input({ code: first?.signed ?? '' }))
    expect(await status()).toBe('CONFIRMED')
    await scan(ctx(), input({ code: second?.signed ?? '' }))
    expect(await status()).toBe('REDEEMED')
  })
})

describe('a ticket is refused', () => {
  it('on another date, with its own', async () => {
    const ticket = await one({ session: 2 })
    expect(await scan(ctx(), input({ code: ticket.signed }))).toMatchObject({
      why: 'other_date',
      ticket: { day: '2026-08-14', time: '15:09', admitted: 0 },
    })
    const asked = await scan(ctx(), input({ code: ticket.signed, sessionId: office.sessions[0]?.id }))
    expect(asked).toMatchObject({ why: 'other_date', ticket: { day: '2026-08-14' } })
  })

  it('for another departure of today, with its own', async () => {
    const ticket = await one()
    const answer = await scan(ctx(), input({ code: ticket.signed, sessionId: office.sessions[1]?.id }))
    expect(answer).toMatchObject({ why: 'other_session', ticket: { time: '15:07' } })
  })

  it('when it was voided, with when', async () => {
    const ticket = await one()
    await db.sql`UPDATE ticket SET voided_at = ${TEST_NOW}::timestamptz, void_reason = 'test' WHERE id = ${ticket.id}`
    expect(await scan(ctx(), input({ code: ticket.signed }))).toMatchObject({
      why: 'cancelled',
      at: TEST_NOW,
    })
    await db.sql`UPDATE ticket SET voided_at = NULL, void_reason = NULL WHERE id = ${ticket.id}`
  })

  it('when it was signed by somebody else, or one letter was changed', async () => {
    const ticket = await one()
    const letter = ticket.signed[100] === 'A' ? 'B' : 'A'
    const changed = `${ticket.signed.slice(0, 100)}${letter}${ticket.signed.slice(101)}`
    expect(await scan(ctx(), input({ code: changed }))).toEqual({ verdict: 'refused', why: 'forged' })
    const strangers = ctx({ keys: temporaryKeyring() })
    expect(await scan(strangers, input({ code: ticket.signed }))).toMatchObject({ why: 'forged' })
  })

  it('at another provider’s, which learns nothing of it', async () => {
    const ticket = await one()
    const stranger = ctx({ actor: providerActor(newId('provider')) })
    for (const code of [ticket.signed, ticket.shortCode]) {
      expect(await scan(stranger, input({ code }))).toEqual({ verdict: 'refused', why: 'other_provider' })
    }
    const own = ctx({ actor: providerActor(office.provider) })
    expect(await scan(own, input({ code: ticket.signed }))).toMatchObject({ verdict: 'admitted' })
  })

  it('to whoever may not scan', async () => {
    const visitor = ctx({ actor: { kind: 'visitor' } })
    await expect(scan(visitor, input({ code: 'K7Q4 M2XD' }))).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})

describe('which session counts', () => {
  const at = (id: string, startsAt: Instant) => ({
    id,
    day: startsAt.slice(0, 10) as never,
    startsAt,
    endsAt: plusMinutes(startsAt, 60),
  })
  const valid = { validFrom: '2026-08-10' as never, validTo: '2026-08-20' as never }
  const out = at('out', plusMinutes(NOW, -240))
  const back = at('back', plusMinutes(NOW, 30))

  it('today’s nearest to now, or the one that is asked for', () => {
    expect(choose(valid, [out, back], undefined, NOW)).toMatchObject({ session: { id: 'back' }, why: null })
    expect(choose(valid, [out, back], 'out', NOW)).toMatchObject({ session: { id: 'out' }, why: null })
  })

  it('a night that runs past midnight is still today’s', () => {
    const night = at('night', '2026-08-13T21:30:00.000Z' as Instant)
    expect(choose(valid, [night], undefined, '2026-08-13T22:10:00.000Z' as Instant).why).toBeNull()
    expect(choose(valid, [night], undefined, '2026-08-13T23:10:00.000Z' as Instant).why).toBe('other_date')
  })

  it('none when it is open-dated, from its first day to its last', () => {
    const days = [-4, -3, 0, 7, 8].map((n) => plusDays('2026-08-13' as never, n))
    const whys = days.map((day) => choose(valid, [], undefined, `${day}T12:00:00.000Z` as Instant).why)
    expect(whys).toEqual(['other_date', null, null, null, 'other_date'])
  })

  it('an open-dated ticket admits on its own', async () => {
    const ticket = await one()
    const open = async () => {
      const [seat] = await db.sql`
        SELECT s.booking_id, s.session_id FROM booking_seat s JOIN ticket t ON t.booking_id = s.booking_id
         WHERE t.id = ${ticket.id}`
      await db.sql`UPDATE booking_seat SET session_id = NULL WHERE booking_id = ${seat?.booking_id}`
    }
    await open()
    const answer = await scan(ctx(), input({ code: ticket.shortCode }))
    expect(answer).toMatchObject({ verdict: 'admitted', ticket: { day: null, sessionId: null } })
    expect(await scan(ctx(), input({ code: ticket.shortCode }))).toMatchObject({ why: 'already_used' })
  })
})

describe('two phones at once', () => {
  const race = (code: string, others: Db[], count?: number) =>
    Promise.all(others.map((other) => scan(ctx({ db: other }), input({ code, count }))))

  it('admit once: the other is told when', async () => {
    const two = [db.another({ max: 1 }), db.another({ max: 1 })]
    for (let i = 0; i < 20; i++) {
      const ticket = await one()
      const answers = await race(ticket.signed, two)
      const verdicts = answers.map((a: ScanAnswer) => a.why ?? a.verdict).sort()
      expect(verdicts).toEqual(['admitted', 'already_used'])
      expect(answers.every((a) => a.at === NOW)).toBe(true)
    }
  })

  it('never let more than four in on a family ticket', async () => {
    const six = Array.from({ length: 6 }, () => db.another({ max: 1 }))
    const ticket = await one({ family: true })
    const answers = await race(ticket.signed, six, 1)
    expect(answers.filter((a) => a.verdict === 'admitted')).toHaveLength(4)
    expect(answers.filter((a) => a.why === 'already_used')).toHaveLength(2)
  })

  it('redeem a booking whose last two tickets come together', async () => {
    const two = [db.another({ max: 1 }), db.another({ max: 1 })]
    for (let i = 0; i < 10; i++) {
      const tickets = await sold({ session: 1, adults: 2 })
      await Promise.all(tickets.map((t, n) => scan(ctx({ db: two[n] ?? db }), input({ code: t.signed }))))
      const [row] = await db.sql`
        SELECT b.status FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${tickets[0]?.id ?? ''}`
      expect(row?.status).toBe('REDEEMED')
    }
  })

  /** How many two connections admit that run the statement at the same moment, on a ticket for one. */
  async function admittedBy(statement: string): Promise<number> {
    const fresh = await testDb()
    // The table's CHECK is a second guard: without the condition it would turn the second scan into a fault.
    await fresh.owner().sql`ALTER TABLE admission DROP CONSTRAINT admission_not_exceeded`
    const once = (other: Db) =>
      transaction(other, async (tx) => {
        const rows = await tx.sql.unsafe(statement, ['tkt_1', '', 1, 1, NOW], { prepare: true })
        return rows.length
      })
    const admitted = await Promise.all([fresh.another({ max: 1 }), fresh.another({ max: 1 })].map(once))
    await fresh.close()
    return admitted.reduce((sum, n) => sum + n, 0)
  }

  it('negative control: without its condition the statement admits twice', async () => {
    const unconditional = ADMIT.replace(/\n WHERE .*/, '')
    expect(unconditional).not.toBe(ADMIT)
    expect(await admittedBy(ADMIT)).toBe(1)
    expect(await admittedBy(unconditional)).toBe(2)
  })
})
