import { type Drawing, type Line, place, type Point, rectOf, type Side, type Word } from './placing.ts'

/** What the drawing says, each in its own words; several where shorter ones may have to do. */
export type Says = {
  now: string
  before: readonly string[]
  likely: string
  day: string
  target: string
  tick: (c: number) => string
}

/** Heights of letters beside those of 13 px: this year's words are larger, the axes' smaller. */
const LARGER = 14 / 13
const SMALLER = 12 / 13
/** Half of the dot where the year stands, its rim included. */
const DOT = 7
/** Between a line and the words over it. */
const OVER = 7

type Curves = {
  now: Point[]
  before: Point[]
  likely: Point[]
  low: Point[]
  high: Point[]
  /** Where the year stands. */
  stand: Point
  over: boolean
  /** Whether this year has a first sale. */
  sold: boolean
}
type Frame = {
  left: number
  right: number
  floor: number
  target: number | null
  ticks: readonly { c: number; y: number; said: boolean }[]
}

/** The words of the drawing where they stand; null for what there is nothing to say of. */
export type Placed = { now: Word | null; before: Word | null; likely: Word | null; day: Word | null }

/** The words of the probable end first, then this year's, last year's and the day's: each keeps off those before it. */
export function wordsOf(curves: Curves, frame: Frame, says: Says, letter: number): Placed {
  const { before, likely, high, stand, over, sold } = curves
  const { right, floor } = frame
  const [x, y] = stand
  let drawing = drawingOf(curves, frame, says, letter)
  const put = (texts: readonly string[], size: number, at: readonly Side[], best: number): Word => {
    const word = place({ says: texts, size, at, y: best }, drawing)
    drawing = { ...drawing, words: [...drawing.words, rectOf(word, size)] }
    return word
  }
  const edge: Side = { x: right, anchor: 'end' }
  const sides = (air: number): [before: Side, after: Side] => [
    { x: x - air, anchor: 'end' },
    { x: x + air, anchor: 'start' },
  ]
  const top = high.at(-1)?.[1] ?? likely.at(-1)?.[1]
  const end = before.at(-1)?.[1]
  // Late in the year the line of the day stands where last year's words would: they end before it.
  const atEnd = over ? [edge] : [edge, { ...sides(10)[0], away: right - x }]
  return {
    likely: top === undefined || over ? null : put([says.likely], letter, [edge], top - OVER),
    now: sold ? put([says.now], letter * LARGER, sides(10), y - OVER - 1) : null,
    before: before.length > 1 && end !== undefined ? put(says.before, letter, atEnd, end + 20) : null,
    day: over ? null : put([says.day], letter * SMALLER, sides(5).toReversed(), floor - 8),
  }
}

/** What stands before any word is placed: the curves, the lines and the words of the axes. */
function drawingOf(curves: Curves, frame: Frame, says: Says, letter: number): Drawing {
  const { now, before, likely, low, high, stand, over } = curves
  const { left, right, floor, target, ticks } = frame
  const [x, y] = stand
  const across = (y: number): Line => [
    [left, y],
    [right, y],
  ]
  // Words between the bounds of the probable end would lie on its hatching.
  const hatch = high.flatMap((point, i): Line[] => {
    const under = low[i]
    return under ? [[point, under]] : []
  })
  const dot = { left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT }
  const today: Line[] = over ? [] : [[stand, [x, floor]]]
  const said = ticks.filter((tick) => tick.said)
  const axis = letter * SMALLER
  return {
    frame: { left, right, top: 0, bottom: floor - 4 },
    lines: [now, before, likely, low, high, ...hatch, ...today, ...(target === null ? [] : [across(target)])],
    grid: ticks.map((tick) => across(tick.y)),
    words: [
      dot,
      ...[
        ...(target === null ? [] : [{ text: says.target, y: target - OVER, size: letter }]),
        ...said.map((tick) => ({ text: says.tick(tick.c), y: tick.y - 5, size: axis })),
      ].map(({ text, y, size }) => rectOf({ text, x: left, y, anchor: 'start' }, size)),
    ],
  }
}
