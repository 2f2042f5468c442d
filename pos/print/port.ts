import { keep, kept } from '../device.ts'

/** A receipt printer that this device reaches by itself. */
export type Port = {
  /** False where the browser reaches no such printer. */
  supported: boolean
  /** True once one was chosen on this device. */
  isPaired: () => boolean
  /** Lets the person choose one; only in answer to a press. Throws `PrintFault`. */
  pair: () => Promise<void>
  /** Opens the chosen printer, writes, and lets it go. Throws `PrintFault`. */
  write: (bytes: Uint8Array) => Promise<void>
}

/** Where the choice is remembered. */
export type Store = { read: () => unknown; write: (value: unknown) => void }

/** A choice of this device, through reloads; what is kept and cannot be read is no choice. */
export function deviceStore(key: string): Store {
  return {
    read() {
      const text = kept(key)
      if (text === null) return null
      try {
        return JSON.parse(text) as unknown
      } catch {
        return null
      }
    },
    write: (value) => keep(key, JSON.stringify(value)),
  }
}
