/** ms between two keys of a hand scanner, at most, and the shortest code that it reads. */
const FAST = 30
const SHORTEST = 6

/**
 * Tells a hand scanner from a hand: a burst of keys, each within 30 ms of the last, ended by Enter. `push` returns the
 * code at that Enter, wherever the focus is, and null for everything else.
 */
export function createBurst() {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return {
    push(key: string, atMs: number): string | null {
      const fast = atMs - last <= FAST
      last = atMs
      if (key === 'Enter') {
        const code = fast && text.length >= SHORTEST ? text : null
        text = ''
        return code
      }
      if (key.length !== 1) {
        // A scanner shifts for its capitals, and knows no other key than Enter.
        if (key !== 'Shift') text = ''
        return null
      }
      text = fast ? text + key : key
      return null
    },
    /** Characters since the last pause: from two on, a scanner may be at it. */
    length: () => text.length,
  }
}
