import { expect, test } from 'vitest'
import { FAMILIES } from '../api/shared/catalog.ts'
import { dayAfter, duration, isDay, isMonth, plusMonths, runsOf, weeksOf } from './day.ts'
import { kept, link, pathOf, routeOf, type Place } from './path.ts'
import { LANGS } from './text/lang.ts'
import type { Day } from '../api/shared/time.ts'

const PLACES: Place[] = [
  { page: 'home' },
  { page: 'stay' },
  { page: 'counters' },
  { page: 'product', slug: 'kayak-2h' },
  ...FAMILIES.map((family): Place => ({ page: 'family', family })),
]

test('every page is found at its own address, in each language', () => {
  for (const lang of LANGS) {
    for (const place of PLACES) expect(routeOf(pathOf(lang, place))).toEqual({ lang, place })
  }
  expect(pathOf('fr', { page: 'product', slug: 'x' })).toBe('/fr/activites/x')
  expect(pathOf('fr', { page: 'family', family: 'BOAT' })).toBe('/fr/bateaux')
  expect(pathOf('en', { page: 'family', family: 'BOAT' })).toBe('/en/boats')
  for (const lang of LANGS) expect(new Set(PLACES.map((p) => pathOf(lang, p))).size).toBe(PLACES.length)
  expect(pathOf('en', { page: 'product', slug: 'x' })).toBe('/en/activities/x')
})

test('the same page written otherwise moves, anything else is not there', () => {
  for (const [path, moved] of [
    ['/en/', '/en'],
    ['/fr/activites/', '/fr/activites'],
    ['/fr/activites', '/fr/sejour'],
    ['/en/activities', '/en/stay'],
    // Where French stood before it had its code.
    ['/activites/x', '/fr/activites/x'],
    ['/sejour', '/fr/sejour'],
    ['/guichets/', '/fr/guichets'],
    ['//fr/evil.example', '/fr/evil.example'],
  ])
    expect(routeOf(path ?? '')).toEqual({ moved })
  for (const path of ['/', '//', '///']) expect(routeOf(path)).toEqual({ door: true })
  for (const path of [
    '//evil.example/x',
    '/activities/x',
    '/en/activites/x',
    '/en/bateaux',
    '/fr/boats',
    '/fr/bateaux/x',
    '/fr/activites/x/y',
    '/fr/activites/..%2f',
    '/x',
    '/de',
    '/fr/fr',
  ]) {
    expect([path, routeOf(path)]).toEqual([path, null])
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
  ).toBe('/fr/activites/x?day=2026-08-17&at=ses_1&at=ses_2&a=1&e=0#times')
  expect(link('fr', { page: 'home' }, { party: { a: 2, e: 1 } })).toBe('/fr')
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

test('days are asked for in runs without a gap, of a month at most', () => {
  expect(runsOf(['2026-08-14', '2026-08-13', '2026-08-31', '2026-08-13', '2026-09-01'])).toEqual([
    { day: '2026-08-13', to: '2026-08-14' },
    { day: '2026-08-31', to: '2026-09-01' },
  ])
  const long = Array.from({ length: 40 }, (_, i) => dayAfter('2026-08-01' as Day, i))
  expect(runsOf(long)).toEqual([
    { day: '2026-08-01', to: '2026-08-31' },
    { day: '2026-09-01', to: '2026-09-09' },
  ])
  expect(runsOf([])).toEqual([])
})

test('durations are said as on a poster', () => {
  expect([50, 60, 90, 180].map(duration)).toEqual(['50\u00a0min', '1\u00a0h', '1\u00a0h\u00a030', '3\u00a0h'])
})
