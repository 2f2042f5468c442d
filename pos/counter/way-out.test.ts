import { describe, expect, it } from 'vitest'
import { indexCatalog, type OptionTake } from '../../api/shared/catalog.ts'
import type { Departure } from '../answers.ts'
import type { Line, LineSession } from './basket.ts'
import { givenOption, givenProduct } from './given-product.ts'
import { createWayOut } from './way-out.ts'

const departure = (id: string, time: string, more: Partial<Departure> = {}): Departure => ({
  id,
  productId: 'prd',
  optionId: 'opt',
  leg: 0,
  groupId: null,
  day: '2026-08-17',
  time,
  endTime: '23:00',
  startsAt: `2026-08-17T${time}:00.000Z`,
  cutoffAt: `2026-08-17T${time}:00.000Z`,
  counterId: `cnt_${id}`,
  capacity: 10,
  taken: 0,
  held: 0,
  closedReason: null,
  ...more,
})
const line = (next: Departure[] = []): Line => ({
  key: 'opt old',
  optionId: 'opt',
  sessions: [{ id: 'old', day: '2026-08-17', time: '09:00', leg: 0, counterId: 'cnt_old' }],
  units: [{ unitId: 'uni', qty: 1 }],
  external: null,
  names: {},
  discounts: [],
  refusal: { code: 'sold_out', left: 0, wasC: null, reason: null, next },
})

/** A till whose server knows these departures; `moved` is what the basket was told. */
function given(take: OptionTake, ahead: Departure[] | null, today: Departure[] = []) {
  const products = [givenProduct('boat', { id: 'prd', options: [givenOption([], { take })] })]
  const moved: unknown[] = []
  const said: string[] = []
  const asked: string[] = []
  const wayOut = createWayOut({
    programme: {
      index: () => indexCatalog({ version: 1, products, seasons: [], vatRates: [], discounts: [] }),
      list: { day: '2026-08-17', sessions: today, staleAt: null },
      fresh: (s) => s,
      ahead: async (productId, day) => {
        asked.push(`${productId} ${day}`)
        if (!ahead) throw new Error('no answer')
        return ahead
      },
    },
    cart: {
      move: (key: string, sessions: LineSession[]) => moved.push([key, sessions.map((s) => s.id)]),
      moveTo: (key: string, one: Departure) => moved.push([key, one.id]),
    },
    slowMs: () => Date.parse('2026-08-17T08:00:00Z'),
    say: (text) => said.push(text),
  })
  return { wayOut, moved, said, asked }
}

const week = (group: string) =>
  ['17', '18', '19'].map((day) =>
    departure(`${group}${day}`, '14:00', {
      groupId: group,
      day: `2026-08-${day}`,
      startsAt: `2026-08-${day}T14:00:00.000Z`,
    }),
  )

describe('another course', () => {
  it('is taken whole, though it is proposed by its first session', async () => {
    const other = week('g')
    const g = given('GROUP', [...week('h'), ...[...other].reverse()])
    await g.wayOut.moveTo(line(), other[0] as Departure)
    expect(g.asked).toEqual(['prd 2026-08-17'])
    expect(g.moved).toEqual([['opt old', ['g17', 'g18', 'g19']]])
  })

  it('moves nothing while its days cannot be read, and says so', async () => {
    const g = given('GROUP', null)
    await g.wayOut.moveTo(line(), week('g')[0] as Departure)
    expect([g.moved, g.said]).toEqual([[], ['Les départs n’ont pas pu être lus.']])
  })

  it('is the one that was pressed last', async () => {
    const g = given('GROUP', [...week('g'), ...week('h')])
    await Promise.all(['g', 'h'].map((one) => g.wayOut.moveTo(line(), week(one)[0] as Departure)))
    expect(g.moved).toEqual([['opt old', ['h17', 'h18', 'h19']]])
  })
})

describe('what is proposed', () => {
  const today = [departure('old', '09:00'), departure('later', '11:00'), departure('last', '15:00')]

  it('is what the server proposed', () => {
    const next = [departure('srv', '16:00')]
    for (const take of ['ONE', 'LEGS', 'GROUP'] as const)
      expect(given(take, [], today).wayOut.proposed(line(next), 1)).toEqual(next)
  })

  it('is else what the till knows of the day, where one departure is the whole', () => {
    const ids = (take: OptionTake) =>
      given(take, [], today)
        .wayOut.proposed(line(), 1)
        .map((s) => s.id)
    expect(ids('ONE')).toEqual(['later', 'last'])
    expect([ids('LEGS'), ids('GROUP')]).toEqual([[], []])
  })

  it('is one departure or leg, moved alone', async () => {
    const g = given('LEGS', [])
    await g.wayOut.moveTo(line(), departure('back', '16:45', { leg: 1 }))
    expect([g.moved, g.asked]).toEqual([[['opt old', 'back']], []])
  })
})
