export type Point = readonly [x: number, y: number]
/** A line or a curve that words keep off, in px. */
export type Line = readonly Point[]
export type Rect = { left: number; right: number; top: number; bottom: number }

export type Anchor = 'start' | 'end'
/** Words of a drawing, where they stand: `y` is their base line. */
export type Word = { text: string; x: number; y: number; anchor: Anchor }

/** A side of a point; `away` is what it costs in px, else the later ones cost more. */
export type Side = { x: number; anchor: Anchor; away?: number }

/** Words to place: what they may say, the best first; where they may stand; how high they are best. */
export type Wish = {
  says: readonly string[]
  /** Height of a letter in px. */
  size: number
  at: readonly Side[]
  y: number
}

/** What is drawn already: lines and words that nothing may lie on, the grid that nothing should. */
export type Drawing = { frame: Rect; lines: readonly Line[]; grid: readonly Line[]; words: readonly Rect[] }

/** Width of a letter, of its height, on average and a little more. */
const WIDE = 0.51
/** Between words and what they keep off. */
const AIR = 3
const STEP = 4
const SLIDE = 12
/** Words above or under their point are its own more than words aside. */
const ASIDE = 3
/** Farther than this from where they belong, words are looked a place for elsewhere. */
const FAR = 40
/** What a place costs, in px away from the best: over a curve or over words, over the grid, on another side, in fewer words. */
const OVER = 10_000
const ON_GRID = 20
const OTHER_SIDE = 6
const SHORTER = 32

/** The room that words take. */
export function rectOf(word: Word, size: number): Rect {
  const width = word.text.length * size * WIDE
  const left = word.anchor === 'start' ? word.x : word.x - width
  return { left, right: left + width, top: word.y - size * 0.8, bottom: word.y + size * 0.25 }
}

/** The nearest place to the one wished for where the words lie on nothing; shorter words where there is none near. */
export function place(wish: Wish, drawing: Drawing): Word {
  const found = wish.says.map((text, i) => {
    const { word, cost } = nearest(text, wish, drawing)
    return { word, cost: cost + i * SHORTER }
  })
  const [best] = found.toSorted((a, b) => a.cost - b.cost)
  if (!best) throw new RangeError('nothing to say')
  return best.word
}

type Found = { word: Word; cost: number }

/** At one of the sides wished for; where these are taken, or free only far away, anywhere else in the frame. */
function nearest(text: string, wish: Wish, drawing: Drawing): Found {
  const { left, right } = drawing.frame
  const beside = lowest(text, wish, drawing, wish.at)
  if (beside.cost < FAR) return beside
  const [best] = wish.at
  const width = text.length * wish.size * WIDE
  const near = best ? (best.anchor === 'start' ? best.x : best.x - width) : left
  const across = Array.from({ length: Math.max(0, Math.ceil((right - width - left) / SLIDE)) }, (_, i) => ({
    x: left + i * SLIDE,
    anchor: 'start' as const,
    away: OTHER_SIDE + ASIDE * Math.abs(left + i * SLIDE - near),
  }))
  const elsewhere = lowest(text, wish, drawing, across)
  return elsewhere.cost < beside.cost ? elsewhere : beside
}

/** The best height at one of some sides. */
function lowest(text: string, wish: Wish, drawing: Drawing, at: readonly Side[]): Found {
  const { frame } = drawing
  const floor = frame.bottom - wish.size * 0.25
  let best: Found = {
    word: { text, x: frame.left, y: wish.y, anchor: 'start' },
    cost: Number.POSITIVE_INFINITY,
  }
  for (const [i, { x, anchor, away = i * OTHER_SIDE }] of at.entries()) {
    for (let y = frame.top + wish.size * 0.8; y <= floor; y += STEP) {
      const far = Math.abs(y - wish.y) + away
      if (far >= best.cost) continue
      const word = { text, x, anchor, y }
      const cost = far + costOf(rectOf(word, wish.size), drawing)
      if (cost < best.cost) best = { word, cost }
    }
  }
  return best
}

function costOf(rect: Rect, { frame, lines, grid, words }: Drawing): number {
  const room = { ...rect, left: rect.left - AIR, right: rect.right + AIR, top: rect.top - AIR }
  const outside = rect.left < frame.left - 1 || rect.right > frame.right + 1
  const over =
    lines.filter((line) => crosses(line, room)).length + words.filter((one) => overlap(one, room)).length
  return (over + (outside ? 1 : 0)) * OVER + grid.filter((line) => crosses(line, rect)).length * ON_GRID
}

export const overlap = (a: Rect, b: Rect) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Whether a line passes through a rectangle. */
export function crosses(line: Line, rect: Rect): boolean {
  return line.some((to, i) => {
    const from = line[i - 1]
    return from !== undefined && cuts(from, to, rect)
  })
}

/** Whether a part of the segment is inside: what each side leaves of it (Liang and Barsky). */
function cuts([x0, y0]: Point, [x1, y1]: Point, rect: Rect): boolean {
  if (Math.max(x0, x1) < rect.left || Math.min(x0, x1) > rect.right) return false
  let from = 0
  let to = 1
  for (const [step, room] of [
    [x0 - x1, x0 - rect.left],
    [x1 - x0, rect.right - x0],
    [y0 - y1, y0 - rect.top],
    [y1 - y0, rect.bottom - y0],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false
      continue
    }
    const at = room / step
    if (step < 0) from = Math.max(from, at)
    else to = Math.min(to, at)
    if (from > to) return false
  }
  return true
}
