/** Chance that comes out the same whenever it is drawn under the same name. */
export type Chance = {
  /** From 0 to 1, 1 left out. */
  next: () => number
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number
  happens: (probability: number) => boolean
  /** One of the things, as often as its weight says. Throws when nothing has a weight. */
  pick: <T>(weighted: readonly (readonly [thing: T, weight: number])[]) => T
}

/** FNV-1a: the 32 bits that a name starts from. */
function startOf(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** A stream of chance for a name: a small generator (mulberry32), good for figures, never for secrets. */
export function chanceOf(name: string): Chance {
  let state = startOf(name)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (probability) => next() < probability,
    pick: (weighted) => {
      let at = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [thing, weight] of weighted) {
        at -= weight
        if (at < 0) return thing
      }
      const last = weighted.findLast(([, weight]) => weight > 0)
      if (!last) throw new RangeError('nothing to pick from')
      return last[0]
    },
  }
}
