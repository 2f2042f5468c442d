import { expect, test } from 'vitest'
import { dayAfter, duration, isDay, isMonth, plusMonths, weeksOf } from './day.ts'
import { kept, link, pathOf, routeOf, type Place } from './path.ts'
import { LANGS } from './text/lang.ts'
import type { Day } from '../api/shared/time.ts'

const PLACES: Place[] = [
  { page: 'home' },
  { page: 'stay' },
  { page: 'counters' },
  { page: 'product', slug: 'kayak-2h' },
]

test('every page is found at its own address, in each language', () => {
  for (const lang of LANGS) {
    for (const place of PLACES) expect(routeOf(pathOf(lang, place))).toEqual({ lang, place })
  }
  expect(pathOf('fr', { page: 'product', slug: 'x' })).toBe('/activites/x')
  expect(pathOf('en', { page: 'product', slug: 'x' })).toBe('/en/activities/x')
})

test('the same page written otherwise moves, anything else is not there', () => {
  expect(routeOf('/en/')).toEqual({ moved: '/en' })
  expect(routeOf('/fr')).toEqual({ moved: '/' })
  expect(routeOf('/fr/activites/x')).toEqual({ moved: '/activites/x' })
  expect(routeOf('//evil.example/x')).toEqual({ moved: '/evil.example/x' })
  for (const path of [
    '/activities/x',
    '/en/activites/x',
    '/activites',
    '/activites/x/y',
    '/activites/..%2f',
    '/x',
  ]) {
    expect(routeOf(path)).toBeNull()
  }
})

test('a link carries what was chosen', () => {
  const day = '2026-08-17' as Day
  expect(
    link(
      'fr',
      { page: 'product', slug: 'x' },
      { day, at: ['ses_1', 'ses_2'], party: { a: 1, e: 0 } },
      '#times',
    ),
  ).toBe('/activites/x?day=2026-08-17&at=ses_1&at=ses_2&a=1&e=0#times')
  expect(link('fr', { page: 'home' }, { party: { a: 2, e: 1 } })).toBe('/')
})

test('a link to the same page takes all along, a link to another who comes', () => {
  const query = new URLSearchParams('day=2026-08-17&at=ses_1&a=1&e=0&who=1')
  expect(kept('all', query)).toBe('?day=2026-08-17&at=ses_1&a=1&e=0&who=1')
  expect(kept('party', query)).toBe('?a=1&e=0')
  expect(kept('party', new URLSearchParams('day=2026-08-17&a=2&e=1'))).toBe('')
  expect(kept('all', new URLSearchParams())).toBe('')
})

test('months have their days under the right weekday', () => {
  const weeks = weeksOf('2026-08')
  expect(weeks[0]).toEqual([null, null, null, null, null, '2026-08-01', '2026-08-02'])
  expect(weeks.at(-1)?.[0]).toBe('2026-08-31')
  expect(weeksOf('2028-02').flat().filter(Boolean)).toHaveLength(29)
  expect(plusMonths('2026-12', 1)).toBe('2027-01')
  expect(plusMonths('2026-01', -1)).toBe('2025-12')
  expect(dayAfter('2026-10-24' as Day, 2)).toBe('2026-10-26')
  expect(isDay('2026-02-30')).toBe(false)
})

test('an address asks for no day nor month that the API refuses', () => {
  for (const [day, taken] of [
    ['2000-01-01', true],
    ['2099-12-31', true],
    ['2100-01-01', false],
    ['1999-12-31', false],
    ['2150-01-01', false],
  ] as const)
    expect([day, isDay(day), isMonth(day.slice(0, 7))]).toEqual([day, taken, taken])
})

test('durations are said as on a poster', () => {
  expect([50, 60, 90, 180].map(duration)).toEqual(['50\u00a0min', '1\u00a0h', '1\u00a0h\u00a030', '3\u00a0h'])
})
