import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconcile } from '../report/reconcile.ts'
import { agentOf } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes, toInstant } from '../shared/time.ts'
import { givenTickets, input, NOW, providerActor, type Sold, type Tickets } from './given-ticket.ts'
import { scan } from './scan.ts'
import { undo } from './undo.ts'

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

const codeOf = (tickets: readonly Sold[], n = 0) => tickets[n]?.signed ?? ''
const undoing = () => ({ id: newId('scan') })

async function bookingOf(ticket: Sold | undefined): Promise<unknown> {
  const [row] = await db.sql`
    SELECT b.status FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${ticket?.id ?? ''}`
  return row?.status
}

async function insideOf(tickets: readonly Sold[]): Promise<number> {
  const [row] = await db.sql`
    SELECT coalesce(sum(admitted), 0)::int AS n FROM admission WHERE ticket_id = ANY(${tickets.map((t) => t.id)}::text[])`
  return row?.n as number
}

describe('a group', () => {
  it('of twelve is told with its first ticket, and the rest of it comes in at once', async () => {
    const tickets = await sold({ adults: 12 })
    const first = await scan(ctx(), input({ code: codeOf(tickets) }))
    expect(first).toMatchObject({ verdict: 'admitted', count: 1, group: { admitted: 1, expected: 12 } })
    const rest = await scan(ctx(), input({ code: codeOf(tickets), group: true }))
    expect(rest).toMatchObject({ verdict: 'admitted', count: 11, group: { admitted: 12, expected: 12 } })
    expect(await bookingOf(tickets[0])).toBe('REDEEMED')
    const [row] = await db.sql`
      SELECT count(*)::int AS scans, count(DISTINCT ticket_id)::int AS tickets FROM scan
       WHERE verdict = 'admitted' AND ticket_id = ANY(${tickets.map((t) => t.id)}::text[])`
    expect(row).toEqual({ scans: 12, tickets: 12 })
    const late = await scan(ctx(), input({ code: codeOf(tickets, 5), group: true }))
    expect(late).toMatchObject({ verdict: 'refused', why: 'already_used', at: NOW })
  })

  it('comes in once, however often the same scan is sent', async () => {
    const tickets = await sold({ adults: 3 })
    const same = input({ code: codeOf(tickets), group: true })
    const answers = [await scan(ctx(), same), await scan(ctx({ now: plusMinutes(NOW, 2) }), same)]
    expect(answers[1]).toEqual(answers[0])
    expect(await insideOf(tickets)).toBe(3)
    await expect(scan(ctx(), { ...same, group: undefined })).rejects.toMatchObject({ code: 'id_reused' })
  })

  it('is who holds a ticket of the order for the same departure, and nobody else', async () => {
    const [mine, others, tomorrow] = [await sold({ adults: 2 }), await sold(), await sold({ session: 2 })]
    const [order] = await db.sql`
      SELECT b.order_id AS id FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE t.id = ${mine[0]?.id ?? ''}`
    await db.sql`
      UPDATE booking SET order_id = ${order?.id} WHERE id IN
        (SELECT booking_id FROM ticket WHERE id IN (${others[0]?.id ?? ''}, ${tomorrow[0]?.id ?? ''}))`
    const answer = await scan(ctx(), input({ code: codeOf(mine), group: true }))
    expect(answer).toMatchObject({ count: 3, group: { admitted: 3, expected: 3 } })
    expect(await insideOf(tomorrow)).toBe(0)
  })

  it('leaves the tickets that were voided outside', async () => {
    const tickets = await sold({ adults: 3 })
    const gone = tickets[1]?.id ?? ''
    await db.sql`UPDATE ticket SET voided_at = ${NOW}::timestamptz, void_reason = 'test' WHERE id = ${gone}`
    expect(await scan(ctx(), input({ code: codeOf(tickets), group: true }))).toMatchObject({ count: 2 })
    await db.sql`UPDATE ticket SET voided_at = NULL, void_reason = NULL WHERE id = ${gone}`
  })

  it('is refused like its ticket: another day, another provider', async () => {
    const tickets = await sold({ session: 2, adults: 2 })
    const asked = input({ code: codeOf(tickets), group: true })
    expect(await scan(ctx(), asked)).toMatchObject({ why: 'other_date' })
    const stranger = ctx({ actor: providerActor(newId('provider')) })
    const foreign = await scan(stranger, input({ code: codeOf(tickets), group: true }))
    expect(foreign).toEqual({ verdict: 'refused', why: 'other_provider' })
    expect(await insideOf(tickets)).toBe(0)
  })
})

describe('taking an admission back', () => {
  it('lets the ticket in once more, and keeps who took it back and when', async () => {
    const ticket = await one()
    const asked = input({ code: ticket.signed })
    await scan(ctx(), asked)
    expect(await bookingOf(ticket)).toBe('REDEEMED')
    const by = undoing()
    const later = plusMinutes(NOW, 1)
    expect(await undo(ctx({ now: later }), asked.id, by)).toMatchObject({ count: 1, at: later })
    expect(await bookingOf(ticket)).toBe('CONFIRMED')
    const [row] = await db.sql`SELECT undoes, staff_id, at FROM scan WHERE id = ${by.id}`
    expect(row).toMatchObject({ undoes: asked.id, staff_id: office.staff.id, at: later })
    expect(await scan(ctx(), input({ code: ticket.signed }))).toMatchObject({ verdict: 'admitted' })
  })

  it('happens once: sent again it answers the same, and asked again there is nothing to take back', async () => {
    const ticket = await one({ family: true })
    const [two, more] = [input({ code: ticket.signed, count: 2 }), input({ code: ticket.signed, count: 2 })]
    await scan(ctx(), two)
    await scan(ctx(), more)
    const by = undoing()
    const first = await undo(ctx(), two.id, by)
    expect(first).toMatchObject({ count: 2 })
    expect(await undo(ctx({ now: plusMinutes(NOW, 9) }), two.id, by)).toEqual(first)
    await expect(undo(ctx(), two.id, undoing())).rejects.toMatchObject({ code: 'nothing_to_undo' })
    await expect(undo(ctx(), more.id, by)).rejects.toMatchObject({ code: 'id_reused' })
    expect(await insideOf([ticket])).toBe(2)
  })

  it('of a refusal, of a taking back or of nothing takes nothing back', async () => {
    const ticket = await one({ session: 2 })
    const refused = input({ code: ticket.signed })
    await scan(ctx(), refused)
    await expect(undo(ctx(), refused.id, undoing())).rejects.toMatchObject({ code: 'nothing_to_undo' })
    await expect(undo(ctx(), newId('scan'), undoing())).rejects.toMatchObject({ code: 'not_found' })
    const [asked, by] = [input({ code: (await one()).signed }), undoing()]
    await scan(ctx(), asked)
    await undo(ctx(), asked.id, by)
    await expect(undo(ctx(), by.id, undoing())).rejects.toMatchObject({ code: 'nothing_to_undo' })
  })

  it('of a group takes all of it back, but who was out already', async () => {
    const tickets = await sold({ adults: 4 })
    const group = input({ code: codeOf(tickets), group: true })
    await scan(ctx(), group)
    expect(await undo(ctx(), `${group.id}.2`, undoing())).toMatchObject({ count: 1 })
    expect(await undo(ctx(), group.id, undoing())).toMatchObject({ count: 3 })
    expect(await insideOf(tickets)).toBe(0)
    await expect(undo(ctx(), group.id, undoing())).rejects.toMatchObject({ code: 'nothing_to_undo' })
    await expect(undo(ctx(), `${group.id}.1`, undoing())).rejects.toMatchObject({ code: 'nothing_to_undo' })
    expect(await scan(ctx(), input({ code: codeOf(tickets), group: true }))).toMatchObject({ count: 4 })
  })

  it('under an id that another scan has is refused, and that scan stays as it was', async () => {
    const other = input({ code: (await one()).signed })
    await scan(ctx(), other)
    const tickets = await sold({ adults: 3 })
    const group = input({ code: codeOf(tickets), group: true })
    await scan(ctx(), group)
    await expect(undo(ctx(), group.id, { id: other.id })).rejects.toMatchObject({ code: 'id_reused' })
    const [row] = await db.sql`SELECT count, verdict FROM scan WHERE id = ${other.id}`
    expect(row).toEqual({ count: 1, verdict: 'admitted' })
    expect(await insideOf(tickets)).toBe(3)
  })

  it('on the day of the admission is for whoever scans, also after the departure', async () => {
    const asked = input({ code: (await one()).signed })
    await scan(ctx(), asked)
    const evening = toInstant('2026-08-13T21:59:00.000Z')
    expect(await undo(ctx({ now: evening }), asked.id, undoing())).toMatchObject({ count: 1 })
  })

  it('a day later is for the office alone, by those who answer for it; what was sent before is answered still', async () => {
    const midnight = toInstant('2026-08-13T22:00:00.000Z')
    const [kept, early] = [input({ code: (await one()).signed }), input({ code: (await one()).signed })]
    await scan(ctx(), kept)
    await scan(ctx(), early)
    const by = undoing()
    const first = await undo(ctx(), early.id, by)
    for (const actor of [ctx().actor, providerActor(office.provider)])
      await expect(undo(ctx({ now: midnight, actor }), kept.id, undoing())).rejects.toMatchObject({
        code: 'undo_too_late',
      })
    expect(await undo(ctx({ now: midnight }), early.id, by)).toEqual(first)
    const regisseur = { ...agentOf(office), roles: ['regisseur'] as const }
    expect(await undo(ctx({ now: midnight, actor: regisseur }), kept.id, undoing())).toMatchObject({
      count: 1,
    })
  })

  it('while a departure runs past midnight is for whoever scans, until it ends', async () => {
    const tickets = await sold({ session: 1, adults: 2 })
    const night = office.sessions[1]?.id ?? ''
    const ends = toInstant('2026-08-13T23:30:00.000Z')
    await db.owner().sql`UPDATE session SET ends_at = ${ends}::timestamptz WHERE id = ${night}`
    const [a, b] = tickets.map((ticket) => input({ code: ticket.signed }))
    for (const asked of [a, b]) if (asked) await scan(ctx(), asked)
    expect(await undo(ctx({ now: ends }), a?.id ?? '', undoing())).toMatchObject({ count: 1 })
    await expect(undo(ctx({ now: plusMinutes(ends, 1) }), b?.id ?? '', undoing())).rejects.toMatchObject({
      code: 'undo_too_late',
    })
  })

  it('is refused at another provider’s, which learns nothing of it', async () => {
    const asked = input({ code: (await one()).signed })
    await scan(ctx(), asked)
    const stranger = ctx({ actor: providerActor(newId('provider')) })
    await expect(undo(stranger, asked.id, undoing())).rejects.toMatchObject({ code: 'not_found' })
    const own = ctx({ actor: providerActor(office.provider) })
    expect(await undo(own, asked.id, undoing())).toMatchObject({ count: 1 })
  })
})
