import { createSignal } from 'solid-js'

/** Less than this is the way of the answer, not a wrong clock (ms). */
const JITTER = 2_000

/** What to add to the device's clock to have the server's, which told its time halfway between sending and receiving. */
export function offsetOf(serverMs: number, sentMs: number, receivedMs: number): number {
  const offset = Math.round(serverMs - (sentMs + receivedMs) / 2)
  return Math.abs(offset) < JITTER ? 0 : offset
}

const [offset, setOffset] = createSignal(0)

/** Takes the time that an answer told; `sentMs` is when it was asked for, by the device. */
export function learnServerTime(told: string, sentMs: number): void {
  const server = Date.parse(told)
  if (Number.isFinite(server)) setOffset(offsetOf(server, sentMs, Date.now()))
}

/** The office's moment in ms, whatever the device's clock says: what is open, late or of today is decided by it. */
export const serverNow = (): number => Date.now() + offset()
/** What to add to a moment of the device's clock (ms). */
export const serverOffset = offset
