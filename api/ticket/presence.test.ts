import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { givenTickets, input, NOW, providerActor, type Sold, type Tickets } from './given-ticket.ts'
import { boardingList, presence } from './presence.ts'
import { scan } from './scan.ts'
import { undo } from './undo.ts'

let on: Tickets
let sessionId: string
let pair: Sold[]
let family: Sold
const seen = () => presence(on.ctx(), sessionId)

beforeAll(async () => {
  on = await givenTickets()
  sessionId = on.office.sessions[0]?.id ?? ''
  pair = await on.sold({ adults: 2 })
  family = await on.one({ family: true })
  await on.sold({ session: 1 })
})

afterAll(() => on.db.close())

it('a departure lists its tickets with fare, code and who is in', async () => {
  await scan(on.ctx(), input({ code: pair[0]?.signed ?? '' }))
  const three = input({ code: family.signed, count: 3 })
  await scan(on.ctx(), three)
  const { departure, totals, passengers, asksNames } = await seen()
  expect(departure).toMatchObject({ id: sessionId, time: '15:07', title: 'Golfe du Morbihan, tour des îles' })
  expect(totals).toEqual({ expected: 6, present: 4, missing: 2, void: 0 })
  expect(asksNames).toBe(false)
  const row = passengers.find((one) => one.ticketId === family.id)
  expect(row).toMatchObject({
    shortCode: family.shortCode,
    admits: 4,
    admitted: 3,
    at: NOW,
    scanId: three.id,
    void: false,
  })
  expect(passengers.find((one) => one.ticketId === pair[1]?.id)).toMatchObject({
    unit: 'ADULTE',
    admitted: 0,
    at: null,
    scanId: null,
  })
})

it('what it names is what an undo takes back, also of a group', async () => {
  await scan(on.ctx(), input({ code: pair[1]?.signed ?? '', group: true }))
  const row = async () => (await seen()).passengers.find((one) => one.ticketId === pair[1]?.id)
  expect((await seen()).totals).toMatchObject({ present: 5, missing: 1 })
  await undo(on.ctx(), (await row())?.scanId ?? '', { id: newId('scan') })
  expect(await row()).toMatchObject({ admitted: 0, at: null, scanId: null })
})

it('a name stands where one was given, a voided ticket counts apart', async () => {
  await on.db.sql`
    INSERT INTO guest (booking_id, unit_item_id, name)
    SELECT booking_id, unit_item_id, 'Le Guen Anne' FROM ticket WHERE id = ${pair[0]?.id ?? ''}`
  await on.db.sql`UPDATE ticket SET voided_at = ${NOW}::timestamptz WHERE id = ${pair[1]?.id ?? ''}`
  const { passengers, totals } = await seen()
  expect(passengers.find((one) => one.ticketId === pair[0]?.id)?.guest).toBe('Le Guen Anne')
  expect(passengers.find((one) => one.ticketId === pair[1]?.id)?.void).toBe(true)
  expect(totals).toEqual({ expected: 5, present: 4, missing: 1, void: 1 })
})

it('the departures of today are listed with who is in, without tomorrow’s', async () => {
  const { departures } = await boardingList(on.ctx())
  expect(departures.map((one) => [one.id, one.present, one.expected])).toEqual([
    [sessionId, 4, 5],
    [on.office.sessions[1]?.id, 0, 1],
  ])
})

it('a ticket whose unit item is cancelled counts in no figure: not in the list, not of the departures, not at the gate', async () => {
  const [first, gone] = await on.sold({ adults: 2, session: 1 })
  const asked = input({ code: first?.signed ?? '' })
  const before = await scan(on.ctx(), asked)
  expect(before.admittedOfSession).toEqual({ admitted: 1, expected: 3 })
  const status = (to: string) => on.db.sql`
    UPDATE unit_item SET status = ${to} WHERE id = (SELECT unit_item_id FROM ticket WHERE id = ${gone?.id ?? ''})`
  await status('CANCELLED')
  const night = on.office.sessions[1]?.id ?? ''
  const { departures } = await boardingList(on.ctx())
  expect(departures.find((one) => one.id === night)).toMatchObject({ expected: 2, present: 1 })
  expect((await presence(on.ctx(), night)).totals).toEqual({ expected: 2, present: 1, missing: 1, void: 1 })
  const after = await scan(on.ctx(), asked)
  expect(after.admittedOfSession).toEqual({ admitted: 1, expected: 2 })
  expect(after.group).toEqual({ admitted: 1, expected: 1 })
  expect(after.party).toEqual([{ unit: 'ADULTE', expected: 1, admitted: 1 }])
  await status('CONFIRMED')
})

it('a departure that runs past midnight is still listed', async () => {
  const night = on.office.sessions[1]?.id ?? ''
  await on.db.owner().sql`UPDATE session SET ends_at = '2026-08-13T23:30:00Z' WHERE id = ${night}`
  const after = on.ctx({ now: plusMinutes('2026-08-13T22:00:00.000Z' as typeof NOW, 30) })
  expect((await boardingList(after)).departures.map((one) => one.id)).toContain(night)
})

it('a provider sees its own departures, and of the others not even that they are', async () => {
  const own = on.ctx({ actor: providerActor(on.office.provider) })
  expect((await boardingList(own)).departures.length).toBeGreaterThan(0)
  expect((await presence(own, sessionId)).departure.id).toBe(sessionId)
  const stranger = on.ctx({ actor: providerActor(newId('provider')) })
  expect((await boardingList(stranger)).departures).toEqual([])
  await expect(presence(stranger, sessionId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(presence(own, newId('session'))).rejects.toMatchObject({ code: 'not_found' })
})

it('is shown to nobody who may not scan', async () => {
  const visitor = on.ctx({ actor: { kind: 'visitor' } })
  await expect(presence(visitor, sessionId)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(boardingList(visitor)).rejects.toMatchObject({ code: 'unauthenticated' })
})
