import { beforeAll, describe, expect, it } from 'vitest'
import { FAMILIES } from '../../../api/shared/catalog.ts'
import { refuseTenders } from '../../../api/shared/tender.ts'
import {
  local,
  plusDays,
  toDay,
  toInstant,
  weekday,
  type Day,
  type Instant,
} from '../../../api/shared/time.ts'
import { isEmail, ORIGIN, toPhone } from '../../../api/shared/visitor.ts'
import { OFFICE } from '../office.ts'
import { FARES } from '../spec.ts'
import { unitId } from '../catalog.ts'
import { PRODUCTS } from '../products/index.ts'
import { firstDay, givenSessions } from './given-sessions.ts'
import { planHistory, type PlannedSale, type PlannedShift } from './plan.ts'
import type { HistorySession } from './seats.ts'
import { FAMILY_SHARES, FIRST_YEAR_C, MONTHS, SITE_SHARES } from './shape.ts'
import { stockOf } from './stock.ts'

/** A late afternoon of autumn: one whole year, and most of the next. */
const NOW = toInstant('2026-11-24T15:00:00.000Z')

let sessions: ReadonlyMap<string, HistorySession>
let shifts: PlannedShift[]
let sales: { sale: PlannedSale; shift: PlannedShift }[]

const planAt = (now: Instant) => planHistory({ from: firstDay(now), now, sessions: givenSessions(now) })
const totalOf = (sale: PlannedSale) => sale.input.expected.totalC

beforeAll(() => {
  sessions = new Map(givenSessions(NOW).map((s) => [s.id, s]))
  shifts = planAt(NOW)
  sales = shifts.flatMap((shift) => shift.sales.map((sale) => ({ sale, shift })))
})

/** Cents of each key, over the lines that are asked for. */
function volumes(
  keyOf: (line: PlannedSale['lines'][number], shift: PlannedShift) => string,
  of: (shift: PlannedShift) => boolean,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const { sale, shift } of sales) {
    if (!of(shift)) continue
    for (const line of sale.lines) {
      const key = keyOf(line, shift)
      found.set(key, (found.get(key) ?? 0) + line.totalC)
    }
  }
  return found
}

const inYear = (year: number) => (shift: PlannedShift) => shift.day.startsWith(`${year}-`)
const sum = (map: ReadonlyMap<string, number>) => [...map.values()].reduce((a, b) => a + b, 0)

function targetOf(of: (shift: PlannedShift) => boolean): number {
  const families = volumes((line) => line.family, of)
  return sum(families) - (families.get('BOUTIQUE') ?? 0)
}

describe('the shape of the history', () => {
  it('reaches 300 000 € in the year that is over, the boutique left out', () => {
    const targetC = targetOf(inYear(2025))
    expect(Math.abs(targetC - FIRST_YEAR_C) / FIRST_YEAR_C).toBeLessThan(0.02)
  })

  it('is 8 to 11 % ahead of the same days of the year before', () => {
    const before = targetOf((s) => s.day >= '2025-01-01' && s.day <= '2025-11-24')
    const growth = targetOf(inYear(2026)) / before - 1
    expect(growth).toBeGreaterThan(0.08)
    expect(growth).toBeLessThan(0.11)
  })

  it.each([2025, 2026])('has the families of fiscal.md 10.4 in %i', (year) => {
    const families = volumes((line) => line.family, inYear(year))
    for (const family of FAMILIES) {
      const share = ((families.get(family) ?? 0) / sum(families)) * 100
      expect(Math.abs(share - FAMILY_SHARES[family]), family).toBeLessThan(0.5)
    }
  })

  it('has the months of fiscal.md 10.4', () => {
    const months = volumes((_, shift) => shift.day.slice(5, 7), inYear(2025))
    for (const [i, percent] of MONTHS.entries()) {
      const share = ((months.get(String(i + 1).padStart(2, '0')) ?? 0) / sum(months)) * 100
      expect(Math.abs(share - percent), `month ${i + 1}`).toBeLessThan(0.5)
    }
  })

  it('has the sites of fiscal.md 10.4, the share of the web given to all three in proportion', () => {
    const sites = volumes((_, shift) => shift.site, inYear(2025))
    for (const [site, percent] of Object.entries(SITE_SHARES)) {
      const share = ((sites.get(site) ?? 0) / sum(sites)) * 80
      expect(Math.abs(share - percent), site).toBeLessThan(0.8)
    }
  })

  it('sells some 15 000 tickets a year, the SNCF’s among them', () => {
    const tickets = sales
      .filter(({ shift }) => inYear(2025)(shift))
      .flatMap(({ sale }) => sale.lines.filter((line) => line.family !== 'BOUTIQUE'))
      .flatMap((line) => line.input.units)
      .reduce((n, unit) => n + unit.qty, 0)
    expect(tickets).toBeGreaterThan(13_500)
    expect(tickets).toBeLessThan(17_500)
  })
})

describe('the days of the history', () => {
  it('sells nothing on the feasts, nor on a Sunday of winter', () => {
    const days = [...new Set(shifts.map((s) => s.day))]
    expect(days.filter((d) => /-(01-01|05-01|11-11|12-25)$/.test(d))).toEqual([])
    const isWinter = (d: Day) => /-(01|02|03|11|12)-/.test(d)
    expect(days.filter((d) => isWinter(d) && weekday(d) === 7)).toEqual([])
    expect(days.length).toBeGreaterThan(550)
  })

  it('has each sale between the opening and the closing of its shift, in order, and nothing after now', () => {
    for (const { opensAt, closesAt, sales: own } of shifts) {
      const moments = [opensAt, ...own.map((s) => s.at), closesAt]
      expect(moments).toEqual([...moments].sort())
      expect(closesAt < NOW).toBe(true)
    }
  })

  it('has nobody at two registers at once', () => {
    const byDay = new Map<Day, PlannedShift[]>()
    for (const shift of shifts) byDay.set(shift.day, [...(byDay.get(shift.day) ?? []), shift])
    for (const a of shifts) {
      const others = (byDay.get(a.day) ?? []).filter((b) => b !== a && b.staff === a.staff)
      for (const b of others)
        expect(a.closesAt <= b.opensAt || b.closesAt <= a.opensAt, `${a.day} ${a.staff}`).toBe(true)
    }
  })

  it('is the same whenever it is made, and the same until then when it is made later', () => {
    const found = [...sessions.values()]
    const from = toDay('2026-08-20')
    const [one, again, later] = [
      '2026-09-24T15:00:00.000Z',
      '2026-09-24T15:00:00.000Z',
      '2026-09-24T17:30:00.000Z',
    ].map((now, i) =>
      planHistory({ from, now: toInstant(now), sessions: i === 1 ? found.toReversed() : found }),
    )
    expect(one?.length).toBeGreaterThan(100)
    expect(again).toEqual(one)
    const past = (list: PlannedShift[] = []) => list.filter((s) => s.day < '2026-09-24')
    expect(past(later)).toEqual(past(one))
  })

  it('has sold seats of today’s departures, and of the days to come', () => {
    const today = local(NOW).day
    const ahead = new Set(
      sales.flatMap(({ sale }) =>
        sale.lines.flatMap((line) => line.input.sessionIds.map((id) => sessions.get(id)?.day ?? '')),
      ),
    )
    expect(ahead.has(today)).toBe(true)
    expect([...ahead].filter((day) => day > today).length).toBeGreaterThan(1)
    expect([...ahead].every((day) => day <= plusDays(today, 13))).toBe(true)
  })

  it.each(['2026-01-01T03:00:00.000Z', '2026-03-29T08:30:00.000Z', '2026-08-15T12:07:00.000Z'])(
    'may be made at any moment: %s',
    (text) => {
      const now = toInstant(text)
      const made = planAt(now)
      expect(made.length).toBeGreaterThan(500)
      expect(made.every((s) => s.closesAt < now && s.sales.length > 0)).toBe(true)
    },
  )
})

describe('the baskets of the history', () => {
  it('take no seat that a session does not have, none twice, and none after its cut-off', () => {
    const seats = new Map(
      PRODUCTS.flatMap((p) =>
        p.options.flatMap((o) =>
          o.units.map((u) => [unitId(p.code, o.code, u.fare), FARES[u.fare].seats] as const),
        ),
      ),
    )
    const taken = new Map<string, number>()
    for (const { sale } of sales) {
      for (const { input } of sale.lines) {
        const needed = input.units.reduce((n, u) => n + (seats.get(u.unitId) ?? NaN) * u.qty, 0)
        for (const id of input.sessionIds) {
          expect(sessions.get(id)?.cutoffAt, id).toSatisfy((cutoff: string) => cutoff > sale.at)
          taken.set(id, (taken.get(id) ?? 0) + needed)
        }
      }
    }
    const over = [...taken].filter(([id, n]) => n > (sessions.get(id)?.capacity ?? 0))
    expect(over).toEqual([])
    expect(taken.size).toBeGreaterThan(3_000)
  })

  it('are paid exactly, in every way, within the rules of each', () => {
    const ceilings = {
      cashCeilingC: OFFICE.cashCeilingC,
      cashCeilingNonResidentC: OFFICE.cashCeilingNonResidentC,
    }
    const means = new Set<string>()
    let split = 0
    for (const { sale } of sales) {
      const servicesC = sale.lines.reduce((n, l) => n + (l.isService ? l.totalC : 0), 0)
      expect(refuseTenders({ totalC: totalOf(sale), servicesC }, sale.input.tenders, ceilings)).toBeNull()
      for (const t of sale.input.tenders) {
        means.add(t.means)
        expect(
          t.means === 'CASH' ? (t.tenderedC ?? 0) >= t.amountC : (t.ref ?? t.means === 'ANCV_P'),
        ).toBeTruthy()
      }
      if (sale.input.tenders.length > 1) split += 1
    }
    expect(means).toEqual(new Set(['CASH', 'CB', 'CHEQUE', 'ANCV_P']))
    expect(split).toBeGreaterThan(100)
  })

  it('name each ticket of the SNCF once', () => {
    const refs = sales.flatMap(({ sale }) =>
      sale.lines.flatMap(({ input }) =>
        input.external ? [`${input.external.terminal} ${input.external.ref}`] : [],
      ),
    )
    expect(new Set(refs).size).toBe(refs.length)
    expect(refs.length).toBeGreaterThan(1_000)
  })

  it('name nobody: some leave a number or an address that is kept for fiction', () => {
    const left = sales.flatMap(({ sale }) => (sale.input.visitor ? [sale.input.visitor] : []))
    expect(left.length / sales.length).toBeGreaterThan(0.12)
    expect(left.length / sales.length).toBeLessThan(0.18)
    for (const { phone, email, ...more } of left) {
      expect(Object.keys(more)).toEqual(['language'])
      if (phone !== undefined) expect(toPhone(phone)).toMatch(/^\+3363998\d{4}$/)
      if (email !== undefined)
        expect(isEmail(email) && /^visiteur-\d{4}@guichet\.example$/.test(email)).toBe(true)
    }
    const origins = sales.flatMap(({ sale }) => sale.input.origin ?? [])
    expect(origins.every((o) => ORIGIN.test(o))).toBe(true)
  })

  it('need what comes in: as many goods as go out, month by month', () => {
    const { movements, places } = stockOf(shifts)
    const goods = sales.flatMap(({ sale }) => sale.lines.filter((l) => l.family === 'BOUTIQUE'))
    expect(movements.reduce((n, m) => n + m.qty, 0)).toBe(goods.reduce((n, l) => n + l.count, 0))
    expect(places.length).toBeGreaterThan(movements.length / 24)
  })
})
