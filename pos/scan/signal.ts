import { createSignal } from 'solid-js'
import { keep, kept } from '../device.ts'

/** admitted; refused; again: a ticket that is in already, the refusal that comes most often. */
export type Heard = 'admitted' | 'refused' | 'again'

const SAID: Record<Heard, { tones: readonly number[]; buzz: number | number[] }> = {
  admitted: { tones: [880, 1320], buzz: 60 },
  refused: { tones: [220, 180], buzz: [160, 60, 320] },
  again: { tones: [330, 330, 330], buzz: [80, 60, 80, 60, 80] },
}

const [sound, setSound] = createSignal(kept('sound') !== 'off')
let audio: AudioContext | null = null

/** Whether this device sounds; it buzzes in any case. */
export { sound }

export function toggleSound() {
  setSound((is) => !is)
  keep('sound', sound() ? null : 'off')
}

/** A browser sounds only once it was touched: call it with the first touch of a screen that will. */
export function unlockSound() {
  try {
    audio ??= new AudioContext()
    if (audio.state !== 'running') audio.resume().catch(() => undefined)
  } catch {
    // A device without sound stays silent: the verdict is on the whole screen.
  }
}

/** Tones in Hz one after the other, 90 ms each. */
function play(tones: readonly number[]) {
  unlockSound()
  if (audio === null) return
  const start = audio.currentTime
  for (const [i, hz] of tones.entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hz
    volume.gain.value = 0.25
    tone.connect(volume).connect(audio.destination)
    tone.start(start + i * 0.11)
    tone.stop(start + i * 0.11 + 0.09)
  }
}

/** What ear and hand are told: rising tones and a short buzz, low ones and a long buzz, or three of the same. */
export function signal(heard: Heard) {
  const { tones, buzz } = SAID[heard]
  if (sound()) play(tones)
  navigator.vibrate?.(buzz)
}
