let audio: AudioContext | null = null

/** Tones in Hz one after the other, 90 ms each; a device without sound stays silent. */
function play(tones: readonly number[]) {
  try {
    audio ??= new AudioContext()
    const start = audio.currentTime
    for (const [i, hz] of tones.entries()) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      tone.frequency.value = hz
      volume.gain.value = 0.12
      tone.connect(volume).connect(audio.destination)
      tone.start(start + i * 0.11)
      tone.stop(start + i * 0.11 + 0.09)
    }
  } catch {
    // The verdict is on the whole screen: the sound only helps.
  }
}

/** What ear and hand are told: two rising tones and one short buzz, or two low ones and a long buzz. */
export function signal(yes: boolean) {
  play(yes ? [880, 1320] : [220, 180])
  navigator.vibrate?.(yes ? 60 : [120, 60, 240])
}
