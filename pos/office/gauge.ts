import type { Dashboard } from '../../api/shared/report.ts'

export type GaugeData = Pick<Dashboard, 'targetC' | 'forecast'> & {
  doneC: number
  lastC: number
  /** Widths in px of the words, as they are written. */
  words: { last: number; target: number; likely: number }
}

/** A word above or under the bar, at `x`. */
export type GaugeWord = { x: number; anchor: 'start' | 'middle' | 'end'; above: boolean }

/** The bar toward the target, in px: marks and where their words stand, so that none lies on another. */
export type Gauge = {
  done: number
  last: number | null
  target: number | null
  band: { x: number; width: number } | null
  likely: number | null
  words: { last: GaugeWord; likely: GaugeWord }
}

const GAP = 8

/** Lays out the bar over `width` px; it ends a little after the largest of its marks. */
export function gaugeOf(data: GaugeData, width: number): Gauge {
  const { doneC, lastC, targetC, forecast, words } = data
  const top = Math.max(targetC, doneC, lastC, forecast?.highC ?? 0, 1) * 1.015
  const at = (c: number) => (Math.max(0, c) / top) * width
  const last = lastC > 0 ? at(lastC) : null
  const target = targetC > 0 ? at(targetC) : null
  const likely = forecast ? at(forecast.grossC) : null
  const lastWord = around(last ?? 0, words.last, width)
  // The target's word ends at its line; last year's gives way and goes under the bar when it would touch it.
  const touches = target !== null && right(lastWord, words.last) + GAP > target - words.target
  const likelyWord = around(likely ?? 0, words.likely, width)
  const under = touches
  const clash = under && overlap([lastWord, words.last], [likelyWord, words.likely])
  return {
    done: at(doneC),
    last,
    target,
    band: forecast
      ? { x: at(forecast.lowC), width: Math.max(2, at(forecast.highC) - at(forecast.lowC)) }
      : null,
    likely,
    words: clash
      ? apart(last ?? 0, likely ?? 0, words, width)
      : { last: { ...lastWord, above: !under }, likely: { ...likelyWord, above: false } },
  }
}

type Place = Omit<GaugeWord, 'above'>

/** Centred on its mark, unless an end of the bar is nearer. */
function around(x: number, width: number, all: number): Place {
  if (x < width / 2) return { x: 0, anchor: 'start' }
  if (x > all - width / 2) return { x: all, anchor: 'end' }
  return { x, anchor: 'middle' }
}

const left = (place: Place, width: number) =>
  place.anchor === 'start' ? place.x : place.anchor === 'end' ? place.x - width : place.x - width / 2
const right = (place: Place, width: number) => left(place, width) + width

function overlap([a, aWidth]: [Place, number], [b, bWidth]: [Place, number]): boolean {
  return left(a, aWidth) < right(b, bWidth) + GAP && left(b, bWidth) < right(a, aWidth) + GAP
}

/** Two words under the bar whose marks are close: each on its own side of the middle between them. */
function apart(last: number, likely: number, words: GaugeData['words'], all: number): Gauge['words'] {
  const first = last <= likely
  const between = Math.min(
    Math.max((last + likely) / 2, (first ? words.last : words.likely) + GAP / 2),
    all - (first ? words.likely : words.last) - GAP / 2,
  )
  const side = (before: boolean): GaugeWord => ({
    x: between + (before ? -GAP / 2 : GAP / 2),
    anchor: before ? 'end' : 'start',
    above: false,
  })
  return { last: side(first), likely: side(!first) }
}
