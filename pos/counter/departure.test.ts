import { describe, expect, it } from 'vitest'
import { matchLines } from '../../api/sale/seats.ts'
import { indexCatalog } from '../../api/shared/catalog.ts'
import { arrivesMs } from '../../api/shared/leg.ts'
import { instantOf, toDay, type Instant } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import { arePriced, courseOf, overLast, returnsOf } from './departure.ts'
import { givenOption, givenProduct, givenUnit } from './given-product.ts'

/** A departure of 13 August 2026, in summer time; HH:MM to HH:MM. */
function departure(id: string, leg: number, time: string, endTime: string): Departure {
  const startsAt = instantOf(Date.parse(`2026-08-13T${time}:00+02:00`))
  return {
    id,
    productId: 'prd',
    optionId: 'opt',
    leg,
    groupId: null,
    day: '2026-08-13',
    time,
    endTime,
    startsAt,
    cutoffAt: startsAt,
    counterId: `cnt_${id}`,
    capacity: 10,
    taken: 0,
    held: 0,
    closedReason: null,
  }
}
const NOW = Date.parse('2026-08-13T06:00:00Z')
const out = departure('out', 0, '10:30', '11:15')
const backs = ['09:30', '10:45', '11:14', '11:15', '12:00'].map((time, i) =>
  departure(`back${i}`, 1, time, '18:00'),
)

describe('the return', () => {
  it('leaves when the outward has arrived', () => {
    expect(returnsOf([out, ...backs], out, 1, NOW).map((s) => s.time)).toEqual(['11:15', '12:00'])
  })

  it('is one that the server takes, and none that it takes is left out', () => {
    const legs = [{ fr: 'Aller' }, { fr: 'Retour' }]
    const options = [givenOption([givenUnit('uni')], { take: 'LEGS', legs })]
    const products = [givenProduct('boat', { id: 'prd', kind: 'SESSION', options })]
    const index = indexCatalog({ version: 1, products, seasons: [], vatRates: [], discounts: [] })
    const row = (s: Departure) => ({
      ...s,
      startsAt: s.startsAt as Instant,
      endsAt: instantOf(arrivesMs(s)),
      cutoffAt: s.startsAt as Instant,
      left: 0,
      closedAt: null,
      day: toDay(s.day),
    })
    const sessions = new Map([out, ...backs].map((s) => [s.id, row(s)]))
    const takes = (back: Departure) => {
      const line = { optionId: 'opt', sessionIds: [out.id, back.id], units: [{ unitId: 'uni', qty: 1 }] }
      try {
        matchLines(index, { sessions, groups: new Map() }, [line], instantOf(NOW))
        return true
      } catch {
        return false
      }
    }
    expect(backs.filter(takes)).toEqual(returnsOf(backs, out, 1, NOW))
  })

  it('waits for an outward that arrives after midnight', () => {
    const night = departure('night', 0, '23:30', '00:15')
    expect(returnsOf([departure('late', 1, '23:50', '23:59')], night, 1, NOW)).toEqual([])
  })
})

it('a party is sold when each of its fares has a price that day; a free one has', () => {
  const option = givenOption([givenUnit('adult', 2_800), givenUnit('baby', 0), givenUnit('group')])
  const index = indexCatalog({ version: 1, products: [], seasons: [], vatRates: [], discounts: [] })
  const priced = (units: Record<string, number>) =>
    arePriced(
      index,
      option,
      Object.entries(units).map(([unitId, qty]) => ({ unitId, qty })),
      '2026-08-13',
    )
  expect([priced({ adult: 2, baby: 1 }), priced({ adult: 1, group: 0 })]).toEqual([true, true])
  expect(priced({ adult: 1, group: 1 })).toBe(false)
})

it('a course is all its sessions, in order', () => {
  const of = (id: string, time: string, groupId: string) => ({ ...departure(id, 0, time, '18:00'), groupId })
  const all = [of('c', '16:00', 'g1'), of('x', '10:00', 'g2'), of('a', '09:00', 'g1'), of('b', '14:00', 'g1')]
  expect(courseOf(all, 'g1').map((s) => s.id)).toEqual(['a', 'b', 'c'])
})

it('what still sells stands before what is sold no more, and what is open on the screen does not move', () => {
  const closed = { ...departure('closed', 0, '09:30', '10:00'), closedReason: 'mer forte' }
  const ended = (id: string) => ({ ...departure(id, 0, '09:00', '10:00'), cutoffAt: instantOf(NOW) })
  const all = [ended('a'), ended('b'), closed, out]
  const listed = (open: string | null) => overLast(all, NOW, open).map((s) => s.id)
  expect(listed(null)).toEqual(['closed', 'out', 'a', 'b'])
  expect(listed('a')).toEqual(['a', 'closed', 'out', 'b'])
})
