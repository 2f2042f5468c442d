import fc from 'fast-check'
import { expect } from 'vitest'
import type { Given } from '../../db/given-type.ts'
import type { Trade } from '../../db/given-trade.ts'
import type { TestDb } from '../../db/test.ts'
import type { Keyring } from '../keyring.ts'
import { expireHolds } from '../sale/expire.ts'
import { agentOf } from '../sale/given-sale.ts'
import { copySale } from '../sale/copy.ts'
import { hold, release } from '../sale/hold.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell, type Outcome } from '../sale/sale.ts'
import type { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import { basketOf, BOATS, COUNTED, NOTHING, seatsOf, totalOf, type Wish } from './basket.ts'

export const SESSIONS = BOATS
export const CAPACITY = 40
export const REGISTERS = 2
const CEILING = 100_000

/**
 * What we believe, in plain arithmetic: seats taken, what each order holds and until when, the lines of each basket that
 * is not sold nor given up, also when its time came, how many were taken out of them, what was sold.
 */
export type Model = {
  now: Instant
  taken: number[]
  holds: Map<string, { seats: Map<number, number>; until: Instant }>
  baskets: Map<string, string[]>
  removed: number
  sold: { input: SellInput; outcome: Outcome }[]
  counts: Record<string, number>
}

/** The real core on a database of its own. */
export type Real = { db: TestDb; office: Given; trade: Trade; keys: Keyring }

type Command = fc.AsyncCommand<Model, Real>

export function newModel(now: Instant): Model {
  const taken = Array(COUNTED).fill(0)
  return { now, taken, holds: new Map(), baskets: new Map(), removed: 0, sold: [], counts: {} }
}

const left = (m: Model, session: number, but?: string) => {
  let held = 0
  for (const [order, h] of m.holds) if (order !== but) held += h.seats.get(session) ?? 0
  return CAPACITY - (m.taken[session] ?? 0) - held
}
const fits = (m: Model, wish: Wish, but?: string) =>
  [...seatsOf(wish)].every(([session, seats]) => seats <= left(m, session, but))
const count = (m: Model, what: string) => {
  m.counts[what] = (m.counts[what] ?? 0) + 1
}
const ctxOf = (m: Model, r: Real) => ({
  db: r.db,
  keys: r.keys,
  now: m.now,
  actor: agentOf(r.office),
  requestId: 'proof',
})

async function sellAll(m: Model, r: Real, inputs: SellInput[]): Promise<Outcome[]> {
  const ctx = { db: r.db, keys: r.keys, now: () => m.now }
  return sell(
    ctx,
    inputs.map((input) => saleRequest(agentOf(r.office), input)),
  )
}

/** The lines of an order are these from now on, or for the last time when it is sold or given up. */
function becomes(m: Model, orderId: string, lines: SellInput['lines'], isOver: boolean): void {
  const left = lines.map((line) => [line.optionId, ...line.sessionIds].join(' '))
  const now = [...left]
  for (const line of m.baskets.get(orderId) ?? []) {
    const i = left.indexOf(line)
    if (i < 0) m.removed += 1
    else left.splice(i, 1)
  }
  if (isOver) m.baskets.delete(orderId)
  else m.baskets.set(orderId, now)
}

/** What the core should answer, and what we believe after it. */
function foresee(m: Model, wish: Wish, { orderId, lines }: SellInput): string {
  if (totalOf(wish) > CEILING && wish.paid === 'CASH') return 'cash_ceiling'
  if (!fits(m, wish, orderId)) return 'sold_out'
  m.holds.delete(orderId)
  becomes(m, orderId, lines, true)
  for (const [session, seats] of seatsOf(wish)) m.taken[session] = (m.taken[session] ?? 0) + seats
  return 'sold'
}

const said = (o: Outcome | undefined) =>
  o?.ok ? (o.replay ? 'replay' : 'sold') : (o?.error.code ?? 'nothing')

/** Several baskets at once in one batch; the later ones see what the earlier ones took. */
function selling(wishes: Wish[], fromHold: boolean): Command {
  return {
    check: () => true,
    run: async (m, r) => {
      const held = fromHold ? [...m.baskets.keys()] : []
      const inputs = wishes.map((wish, i) =>
        // A basket is sold on the register that holds it.
        held[i] === undefined
          ? basketOf(r.office, r.trade, wish, {})
          : basketOf(r.office, r.trade, { ...wish, register: 0 }, { orderId: held[i] }),
      )
      const outcomes = await sellAll(m, r, inputs)
      for (const [i, wish] of wishes.entries()) {
        const input = inputs[i] as SellInput
        const foreseen = foresee(m, wish, input)
        expect(said(outcomes[i])).toBe(foreseen)
        if (foreseen === 'sold') m.sold.push({ input, outcome: outcomes[i] as Outcome })
        count(m, foreseen)
      }
    },
    toString: () => `sell(${fromHold ? 'held ' : ''}${JSON.stringify(wishes)})`,
  }
}

function holding(wish: Wish, again: boolean): Command {
  const kept = { ...wish, books: 0, trains: 0, register: 0 }
  return {
    check: () => true,
    run: async (m, r) => {
      const known = again ? [...m.baskets.keys()][0] : undefined
      const orderId = known ?? newId('order')
      const { lines } = basketOf(r.office, r.trade, kept)
      const registerId = r.office.registers[0] ?? ''
      const answer = await hold(ctxOf(m, r), orderId, { registerId, lines }).catch((e: unknown) => e)
      if (fits(m, kept, orderId)) {
        expect(answer).toHaveProperty('expiresAt')
        m.holds.set(orderId, { seats: seatsOf(kept), until: (answer as { expiresAt: Instant }).expiresAt })
        becomes(m, orderId, lines, false)
      } else expect((answer as AppError).code).toBe('sold_out')
      count(m, 'held')
    },
    toString: () => `hold(${again ? 'again ' : ''}${JSON.stringify(kept)})`,
  }
}

const releasing: Command = {
  check: (m) => m.baskets.size > 0,
  run: async (m, r) => {
    const orderId = [...m.baskets.keys()][0] ?? ''
    await release(ctxOf(m, r), orderId)
    m.holds.delete(orderId)
    becomes(m, orderId, [], true)
    count(m, 'released')
  },
  toString: () => 'release()',
}

/** Time passes; the job gives back what is due. */
function waiting(minutes: number): Command {
  return {
    check: () => true,
    run: async (m, r) => {
      m.now = plusMinutes(m.now, minutes)
      while ((await expireHolds(r.db, m.now, { limit: 2 })).length > 0);
      for (const [order, h] of m.holds) {
        if (h.until > m.now) continue
        m.holds.delete(order)
        count(m, 'expired')
      }
    },
    toString: () => `wait(${minutes})`,
  }
}

type Way = 'replay' | 'id_reused' | 'price_changed' | 'tender_mismatch' | 'copy'

/** The same request again, the same id for another basket, a price of yesterday, too little money, a duplicate. */
function again(way: Way, which: number): Command {
  return {
    check: (m) => m.sold.length > 0,
    run: async (m, r) => {
      const { input, outcome } = m.sold[which % m.sold.length] as Model['sold'][number]
      count(m, way)
      if (way === 'copy')
        return void (await copySale(ctxOf(m, r), input.id, { id: newId('audit'), reason: 'CUSTOMER' }))
      const [answer] = await sellAll(m, r, [{ ...input, ...changed(way, r, input) }])
      expect(said(answer)).toBe(way)
      if (way === 'replay') expect(answer).toEqual({ ...outcome, replay: true })
    },
    toString: () => `${way}(${which})`,
  }
}

function changed(way: Way, r: Real, input: SellInput): Partial<SellInput> {
  const fresh = basketOf(r.office, r.trade, { ...NOTHING, books: 1 })
  if (way === 'id_reused') return { ...fresh, id: input.id }
  if (way === 'price_changed') return { ...fresh, expected: { totalC: 1_199, changeC: 0 } }
  if (way === 'tender_mismatch') return { ...fresh, tenders: [{ means: 'CHEQUE', amountC: 1_000 }] }
  return {}
}

const some = (max: number) => fc.integer({ min: 0, max })

/** Lines of a wish that a hold may keep; those that are counted by nothing too. */
const keeps = (w: Wish) => w.boats.length + w.island.people + w.island.dogs + w.course + w.visits + w.passes

const boat = fc
  .record({
    session: some(SESSIONS - 1),
    adults: some(4),
    children: some(2),
    babies: some(1),
    families: fc.constantFrom(0, 0, 0, 1),
  })
  .filter((b) => b.adults + b.children + b.babies + b.families > 0)

export const wish: fc.Arbitrary<Wish> = fc
  .record({
    boats: fc.array(boat, { maxLength: 2 }),
    books: fc.constantFrom(0, 0, 1, 3, 90),
    trains: fc.constantFrom(0, 0, 1),
    island: fc.record({ people: fc.constantFrom(0, 0, 0, 1, 4), dogs: fc.constantFrom(0, 0, 0, 1) }),
    course: fc.constantFrom(0, 0, 0, 1),
    visits: fc.constantFrom(0, 0, 0, 2, 9),
    passes: fc.constantFrom(0, 0, 0, 3),
    off: fc.record({ free: fc.constantFrom(0, 0, 1, 2), books: fc.boolean() }),
    named: fc.boolean(),
    register: some(REGISTERS - 1),
    paid: fc.constantFrom('CASH' as const, 'CB' as const, 'CHEQUE' as const, 'SPLIT' as const),
  })
  .filter((w) => w.books + w.trains + keeps(w) > 0)

const withPlaces = wish.filter((w) => keeps(w) > 0)

/** Random sequences of what can happen at two tills that share three boats. */
export function commands(maxCommands: number) {
  const ways = fc.constantFrom<Way[]>('replay', 'id_reused', 'price_changed', 'tender_mismatch', 'copy')
  const all = [
    fc.tuple(fc.array(wish, { minLength: 1, maxLength: 4 }), fc.boolean()).map((a) => selling(...a)),
    fc.tuple(withPlaces, fc.boolean()).map((a) => holding(...a)),
    fc.constant(releasing),
    fc.constantFrom(1, 7, 16).map(waiting),
    fc.tuple(ways, fc.nat(50)).map((a) => again(...a)),
  ]
  return fc.commands(all, { maxCommands, size: 'max' })
}
