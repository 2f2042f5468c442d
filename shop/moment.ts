import { createSignal } from 'solid-js'

/** The time on a page moves in steps of so many ms, as that of the pages that the server makes. */
const STEP_MS = 10_000

/**
 * The office's time, whatever the device's clock says: a phone that is ten minutes fast would see open departures gone.
 * It goes on from the moment a page was rendered with, until the server tells its own.
 */
export function createMoment(device: () => number = Date.now) {
  const began = device()
  /** What to add to the device's clock; null until it is known. */
  let offset: number | null = null
  const [passed, setPassed] = createSignal(0)
  const [known, setKnown] = createSignal<number | null>(null)
  const stepped = (ms: number) => ms - (ms % STEP_MS)

  function step(): void {
    setPassed(stepped(device() - began))
    if (offset !== null) setKnown(stepped(device() + offset))
  }
  return {
    /** The moment in ms, in steps; `rendered` is the server's when it made the page. */
    at: (rendered: number): number => known() ?? rendered + passed(),
    /** Looks at the device's clock again. */
    step,
    /** The server says what time it is. */
    tell(serverMs: number): void {
      if (!Number.isFinite(serverMs)) return
      offset = serverMs - device()
      step()
    },
  }
}
