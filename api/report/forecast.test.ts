import { describe, expect, it } from 'vitest'
import { toDay, toInstant, type Day } from '../shared/time.ts'
import { figures, sized } from '../proof/size.ts'
import { forecastOf, yearCurve } from './year.ts'
import { measured, MONTH_ENDS, syntheticYears, trial } from './backtest.ts'
import { foresee } from './forecast.ts'
import type { Sold } from './sold.ts'
import { PLACES, placeOf, plannedSeason, seasonOf, shareBetween } from './season.ts'

const JULY_END = placeOf('2026-07-31' as Day)
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('a season', () => {
  it('lays every year on 365 places, a leap day on the 28th', () => {
    expect(placeOf(toDay('2026-01-01'))).toBe(0)
    expect(placeOf(toDay('2026-12-31'))).toBe(364)
    expect(placeOf(toDay('2028-12-31'))).toBe(364)
    expect(placeOf(toDay('2028-02-29'))).toBe(placeOf(toDay('2028-02-28')))
    expect(placeOf(toDay('2028-03-01'))).toBe(placeOf(toDay('2026-03-01')))
  })

  it('is the planned one at first: 28 % in August, all of it in the year', () => {
    const season = plannedSeason()
    expect(season).toHaveLength(PLACES)
    expect(sum(season)).toBeCloseTo(1)
    expect(shareBetween(season, placeOf(toDay('2026-08-01')), placeOf(toDay('2026-08-31')))).toBeCloseTo(0.28)
  })

  it('is told by past years, weekdays and single days smoothed away; by none that sold nothing', () => {
    const flat = Array.from({ length: PLACES }, (_, p) => (p % 7 === 0 ? 700 : 0))
    const season = seasonOf([flat]) ?? []
    expect(sum(season)).toBeCloseTo(1)
    for (const share of season.slice(30, 330)) expect(share * PLACES).toBeCloseTo(1, 0)
    expect(seasonOf([])).toBeNull()
    expect(seasonOf([flat.map(() => 0)])).toBeNull()
  })
})

describe('a forecast', () => {
  const season = plannedSeason()
  const steady = (level: number) => season.map((share) => Math.round(share * level))
  const ask = (sold: number[], over: Partial<Parameters<typeof foresee>[0]> = {}) =>
    foresee({
      sold: sold.slice(0, JULY_END + 1),
      today: JULY_END,
      spent: 1,
      season,
      years: 1,
      beforeC: 30_000_000,
      ...over,
    })

  it('of a year like the one before is that year, and sums up from what is done to the end', () => {
    const outlook = ask(steady(30_000_000))
    expect(outlook?.grossC).toBeGreaterThan(29_990_000)
    expect(outlook?.grossC).toBeLessThan(30_010_000)
    const august = outlook?.at(placeOf('2026-08-31' as Day))
    expect(august?.grossC).toBeLessThan(outlook?.grossC ?? 0)
    expect(outlook?.lowC).toBeLessThan(outlook?.grossC ?? 0)
    expect((august?.highC ?? 0) - (august?.lowC ?? 0)).toBeLessThan(
      (outlook?.highC ?? 0) - (outlook?.lowC ?? 0),
    )
  })

  it('of a year that is a tenth better lies between the two while little is known, and near it later', () => {
    const better = ask(steady(33_000_000))?.grossC ?? 0
    expect(better).toBeGreaterThan(31_500_000)
    expect(better).toBeLessThan(33_000_000)
    const winter = placeOf('2026-02-10' as Day)
    const early = foresee({
      sold: steady(33_000_000).slice(0, winter + 1),
      today: winter,
      spent: 1,
      season,
      years: 1,
      beforeC: 30_000_000,
    })
    expect(early?.grossC).toBeLessThan(better)
    expect(early?.grossC).toBeGreaterThan(30_000_000)
  })

  it('without a year before divides what is done by the share of the season; too early it says nothing', () => {
    const alone = ask(steady(20_000_000), { beforeC: null, years: 0 })
    expect(alone?.grossC).toBeGreaterThan(19_990_000)
    expect(alone?.grossC).toBeLessThan(20_010_000)
    const first = { today: 4, sold: steady(20_000_000).slice(0, 5), beforeC: null, years: 0 }
    expect(ask([], first)).toBeNull()
    expect(ask([], { beforeC: null, years: 0 })).toBeNull()
  })

  /** What an office sold: an amount on one day of each month, year by year. */
  const bookOf = (years: Record<number, number>) => ({
    answers: new Map(),
    since: toDay('0001-01-01'),
    first: toDay(`${Object.keys(years)[0]}-01-15`),
    sales: Object.entries(years).flatMap(([year, grossC]) =>
      Array.from({ length: 12 }, (_, m) => soldOn(`${year}-${String(m + 1).padStart(2, '0')}-15`, grossC)),
    ),
  })
  const soldOn = (day: string, grossC: number): Sold => {
    const line = { n: 1, productId: 'p', family: 'BOAT' as const, providerId: null, tickets: 1 }
    return {
      id: day,
      day: toDay(day),
      at: toInstant(`${day}T12:00:00Z`),
      siteId: 's',
      channel: 'COUNTER',
      staffId: 'a',
      counts: 1,
      lines: [{ ...line, grossC, ownHtC: 0, commissionC: 0 }],
    }
  }

  it('does not lean on a year in which the office was shut, nor on one that was given back whole', () => {
    const none = new Set<never>()
    const shut: Record<number, number>[] = [
      { 2023: 100_000 },
      { 2023: 100_000, 2025: 0 },
      { 2023: 100_000, 2024: -1, 2025: -5 },
    ]
    for (const years of shut) {
      const book = bookOf(years)
      book.sales.push(...bookOf({ 2026: 200_000 }).sales.slice(0, 7))
      const curve = yearCurve(book, 2026, none)
      expect(curve).toMatchObject({ beforeC: null, years: 1 })
      expect([...curve.daysBefore.values()].filter((c) => c > 0)).toEqual([])
      const grossC = forecastOf(curve, toInstant('2026-07-31T20:00:00Z'), 'Europe/Paris')?.grossC ?? 0
      expect(grossC).toBeGreaterThan(2_000_000)
      expect(grossC).toBeLessThan(2_800_000)
    }
    const usual = yearCurve(bookOf({ 2024: 100_000, 2025: 150_000 }), 2026, none)
    expect(usual).toMatchObject({ beforeC: 1_800_000, years: 2 })
  })

  it('never ends below what is done, and the morning of a day does not sink it', () => {
    const sold = steady(30_000_000)
    const evening = ask(sold)?.grossC ?? 0
    const morning = foresee({
      sold: sold.slice(0, JULY_END),
      today: JULY_END,
      spent: 0,
      season,
      years: 1,
      beforeC: 30_000_000,
    })
    expect(Math.abs((morning?.grossC ?? 0) - evening)).toBeLessThan(5_000)
    expect(ask(sold)?.lowC).toBeGreaterThanOrEqual(sum(sold.slice(0, JULY_END + 1)))
  })

  it('of synthetic years: nearer than the plain one until June, its interval holds about four times in five', () => {
    const offices = Array.from({ length: sized(80, 1_000) }, (_, i) => syntheticYears(i + 5_000, 2))
    const results = MONTH_ENDS.map((place) =>
      measured(offices.map((years) => trial(years, place)).filter((one) => one !== null)),
    )
    for (const { error, plainError } of results.slice(0, 6)) expect(error).toBeLessThan(plainError ?? 0)
    for (const { error, lastError } of results.slice(4)) expect(error).toBeLessThan(lastError ?? 0)
    const held = sum(results.map((r) => r.held)) / results.length
    expect(held).toBeGreaterThan(0.75)
    expect(held).toBeLessThan(0.97)
    const shown = results.map((r) => `${(r.error * 100).toFixed(1)} (${(r.held * 100).toFixed(0)})`)
    figures(
      `forecast of ${offices.length} synthetic years, mean error in % (times held) by month: ${shown.join(' ')}`,
    )
  })
})
