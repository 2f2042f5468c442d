import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { temporaryKeyring } from '../keyring.ts'
import { reconcile } from '../report/reconcile.ts'
import { newId } from '../shared/id.ts'
import { plusDays, plusMinutes, type Instant } from '../shared/time.ts'
import { groupShort } from './code.ts'
import { givenTickets, input, NOW, providerActor, type Tickets } from './given-ticket.ts'
import { choose, scan } from './scan.ts'

let db: Tickets['db']
let office: Tickets['office']
let ctx: Tickets['ctx']
let sold: Tickets['sold']
let one: Tickets['one']

beforeAll(async () => {
  ;({ db, office, ctx, sold, one } = await givenTickets())
})

afterAll(async () => {
  const differences = await reconcile(db)
  await db.close()
  expect(differences).toEqual([])
})

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
