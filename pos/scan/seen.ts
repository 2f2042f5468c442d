/** A code that no frame has shown for so long has left the view (ms): a shaking hand loses it for a few frames. */
export const GONE = 700
/** A code that stays in the view is read again after so long (ms). */
export const AGAIN = 3_000

type Seen = { readAt: number; seenAt: number }

/**
 * What the camera has shown: the same code many times a second, of which each is read once, until it has left the view
 * or three seconds have passed. Several tickets may be in the view at once.
 */
export function createSeen() {
  const known = new Map<string, Seen>()

  return {
    /** The code to ask about, of those that a frame shows at `at` (ms); null while none is new, or nothing may be asked. */
    frame(codes: readonly string[], at: number, ready: boolean): string | null {
      let next: string | null = null
      for (const code of codes) {
        const one = known.get(code)
        const stayed = one !== undefined && at - one.seenAt <= GONE
        const isNew = !stayed || at - one.readAt >= AGAIN
        if (isNew && ready && next === null) {
          next = code
          known.set(code, { readAt: at, seenAt: at })
        } else if (stayed) one.seenAt = at
      }
      for (const [code, { seenAt }] of known) if (at - seenAt > AGAIN) known.delete(code)
      return next
    },
    /** Somebody has just answered the screen: what lies in the view is not asked about again at once. */
    calm(at: number) {
      for (const one of known.values()) one.readAt = at
    },
  }
}
