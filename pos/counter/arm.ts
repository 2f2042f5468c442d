/** What the agent pressed: a key, or a place on the screen. */
export type Press = { key: string } | { x: number; y: number }

/** ms in which a second press of the same kind counts as the end of the first. */
const WAIT = 400
/** px between the two taps of a double tap, at most. */
const NEAR = 100

const same = (a: Press, b: Press): boolean =>
  'key' in a || 'key' in b
    ? 'key' in a && 'key' in b && a.key === b.key
    : Math.hypot(a.x - b.x, a.y - b.y) <= NEAR

/**
 * Keeps one press from being two acts. What a press changes (selling to paying, a tender put, the slip asked) brings
 * another button under the same finger or key: the rest of a double tap or of a held key must not press that one too.
 * Another key, or a press elsewhere, is meant and is never kept waiting.
 */
export function createArm(clock: () => number = () => performance.now()) {
  let last: Press | null = null
  let repeats = false
  let guarded: { press: Press; untilMs: number } | null = null
  return {
    /** Heard before any act; `again` for a key that is held, or a click that follows another at once. */
    pressed(press: Press, again: boolean) {
      last = press
      repeats = again
      if (guarded && !same(guarded.press, press)) guarded = null
    },
    /** The last press changed what the next one would do. */
    changed() {
      guarded = last && { press: last, untilMs: clock() + WAIT }
    },
    /** Something was entered since, however it came (pasted, dictated): what follows is meant. */
    entered() {
      guarded = null
    },
    /** True when the last press may put money or sell. */
    may: (): boolean => !repeats && (guarded === null || clock() >= guarded.untilMs),
  }
}

export type Arm = ReturnType<typeof createArm>
