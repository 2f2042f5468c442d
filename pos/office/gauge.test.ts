import { describe, expect, test } from 'vitest'
import type { Cents } from '../../api/shared/money.ts'
import { type GaugeData, gaugeOf, type GaugeWord } from './gauge.ts'

const words = { last: 96, target: 62, likely: 52 }
const forecast = (grossC: number, lowC: number, highC: number) => ({
  grossC: grossC as Cents,
  lowC: lowC as Cents,
  highC: highC as Cents,
  curve: [],
})
const august: GaugeData = {
  doneC: 23_141_200,
  lastC: 20_943_600,
  targetC: 32_000_000 as Cents,
  forecast: forecast(33_150_000, 31_800_000, 34_500_000),
  words,
}

const edges = (word: GaugeWord, width: number) => {
  const from = word.anchor === 'start' ? word.x : word.anchor === 'end' ? word.x - width : word.x - width / 2
  return { from, to: from + width }
}

describe('the bar toward the target', () => {
  test('is filled as far as the year is done, on one scale with every mark', () => {
    const gauge = gaugeOf(august, 1_036)
    expect(gauge.done / (gauge.target ?? 0)).toBeCloseTo(23_141_200 / 32_000_000, 6)
    expect((gauge.last ?? 0) / (gauge.target ?? 0)).toBeCloseTo(20_943_600 / 32_000_000, 6)
    expect((gauge.band?.x ?? 0) + (gauge.band?.width ?? 0)).toBeLessThan(1_036)
  })

  test('last year’s word stands above when it has room, else under', () => {
    expect(gaugeOf(august, 1_036).words.last.above).toBe(true)
    expect(gaugeOf({ ...august, lastC: 31_000_000 }, 1_036).words.last.above).toBe(false)
  })

  test('no word lies on another nor leaves the bar, at any width and on any date', () => {
    for (const width of [296, 328, 620, 1_036])
      for (const lastC of [0, 100_000, 9_000_000, 20_943_600, 29_000_000, 33_000_000, 40_000_000])
        for (const likely of [5_000_000, 20_000_000, 31_900_000, 33_150_000, 45_000_000]) {
          const gauge = gaugeOf(
            { ...august, lastC, forecast: forecast(likely, likely * 0.96, likely * 1.04) },
            width,
          )
          const last = edges(gauge.words.last, words.last)
          const probable = edges(gauge.words.likely, words.likely)
          const name = `${width} ${lastC} ${likely}`
          for (const word of [last, probable]) {
            expect(word.from, name).toBeGreaterThanOrEqual(-0.5)
            expect(word.to, name).toBeLessThanOrEqual(width + 0.5)
          }
          if (gauge.words.last.above) expect(last.to, name).toBeLessThan((gauge.target ?? 0) - words.target)
          else expect(last.to <= probable.from || probable.to <= last.from, name).toBe(true)
        }
  })

  test('a first year, an empty one and one without a target have their bar too', () => {
    expect(gaugeOf({ ...august, lastC: 0 }, 600).last).toBeNull()
    expect(gaugeOf({ ...august, doneC: 0, lastC: 0, forecast: null }, 600)).toMatchObject({
      done: 0,
      band: null,
      likely: null,
    })
    expect(gaugeOf({ ...august, targetC: 0 as Cents }, 600).target).toBeNull()
  })
})
