import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor, Ctx } from '../context.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { encodeTicket, sessionTag } from './code.ts'
import type { ScanInput } from './scan-form.ts'

export type Sold = { id: string; shortCode: string; signed: string }
export type SoldOptions = { session?: number; adults?: number; family?: boolean }

/** For tests: an office on the day of two departures, a third one tomorrow, and tickets sold for them. */
export type Tickets = {
  db: TestDb
  office: Given
  keys: Keyring
  ctx: (over?: Partial<Ctx>) => Ctx
  sold: (over?: SoldOptions) => Promise<Sold[]>
  one: (over?: SoldOptions) => Promise<Sold>
}

/** A quarter of an hour before the first departure. */
export const NOW = plusMinutes(TEST_NOW, 45)

export const input = (over: Partial<ScanInput> & { code: string }): ScanInput => ({
  id: newId('scan'),
  ...over,
})

/** For tests: somebody of a provider, on the pontoon. */
export const providerActor = (providerId: string): Actor => ({
  kind: 'provider',
  staffId: newId('staff'),
  code: 'PO',
  name: 'Ponton',
  roles: ['provider'],
  providerId,
})

export async function givenTickets(): Promise<Tickets> {
  const db = await testDb()
  const keys = temporaryKeyring()
  const office = await given(db.owner(), { now: TEST_NOW, sessions: 3 })
  await db.owner().sql`
    UPDATE session SET starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', day = day + 1
     WHERE id = ${office.sessions[2]?.id ?? ''}`
  const sold: Tickets['sold'] = (over = {}) => sellTickets({ db, keys, office }, over)
  return {
    db,
    office,
    keys,
    ctx: (over = {}) => ({ db, actor: agentOf(office), now: NOW, keys, requestId: 'test', ...over }),
    sold,
    one: async (over) => {
      const [ticket] = await sold(over)
      if (!ticket) throw new Error('no ticket')
      return ticket
    },
  }
}

/** Sells on the boat, and gives the tickets with their signed codes. */
async function sellTickets(
  { db, keys, office }: Pick<Tickets, 'db' | 'keys' | 'office'>,
  over: SoldOptions,
): Promise<Sold[]> {
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
    SELECT id, short_code, admits, valid_from, valid_to FROM ticket WHERE sale_id = ${outcome.answer.id} ORDER BY id`
  const tag = sessionTag([office.sessions[over.session ?? 0]?.id ?? ''])
  return rows.map((r) => {
    const { id: ticketId, admits, valid_from: validFrom, valid_to: validTo } = r
    const body = { keyId: keys.ticket.id, ticketId, validFrom, validTo, admits, tag }
    return { id: ticketId, shortCode: r.short_code, signed: encodeTicket(body, keys.ticket.sign) }
  })
}
