import { faultOf, limited, PrintFault } from './fault.ts'
import type { Port, Store } from './port.ts'

/** What of Web Serial a printer needs (wicg.github.io/serial); TypeScript does not know it. */
type Info = { usbVendorId?: number; usbProductId?: number }
export type SerialPort = {
  writable: WritableStream<Uint8Array> | null
  getInfo: () => Info
  open: (options: { baudRate: number }) => Promise<void>
  close: () => Promise<void>
}
export type Serial = {
  getPorts: () => Promise<SerialPort[]>
  requestPort: () => Promise<SerialPort>
}

/** Speeds that receipt printers are set to, in bauds; theirs is printed on their own test page. */
export const SPEEDS = [9_600, 19_200, 38_400, 115_200] as const
export type Speed = (typeof SPEEDS)[number]

const CHUNK = 1_024
const PATIENCE = 10_000

type Kept = Info & { speed: Speed }

/** A receipt printer on a serial line of this device. `serial` is navigator.serial, undefined where there is none. */
export function createSerial(
  serial: Serial | undefined,
  store: Store,
  patience = PATIENCE,
): Port & { speed: () => Speed; setSpeed: (speed: Speed) => void } {
  const read = () => store.read() as Kept | null
  const speed = () => SPEEDS.find((one) => one === read()?.speed) ?? SPEEDS[0]
  let wanted: Speed | null = null

  async function paired(): Promise<SerialPort> {
    if (!serial) throw new PrintFault('unsupported')
    const kept = read()
    if (kept === null) throw new PrintFault('unpaired')
    // Lines that are no USB say nothing of themselves: the browser remembers which was allowed.
    const found = (await serial.getPorts()).find((port) => {
      const { usbVendorId, usbProductId } = port.getInfo()
      return usbVendorId === kept.usbVendorId && usbProductId === kept.usbProductId
    })
    if (!found) throw new PrintFault('absent')
    return found
  }

  return {
    supported: serial !== undefined,
    isPaired: () => read() !== null,
    speed: () => wanted ?? speed(),
    setSpeed(next) {
      wanted = next
      const kept = read()
      if (kept) store.write({ ...kept, speed: next } satisfies Kept)
    },
    async pair() {
      if (!serial) throw new PrintFault('unsupported')
      try {
        const { usbVendorId, usbProductId } = (await serial.requestPort()).getInfo()
        store.write({ usbVendorId, usbProductId, speed: wanted ?? speed() } satisfies Kept)
      } catch (error) {
        const left = error instanceof Error && error.name === 'NotFoundError'
        throw left ? new PrintFault('cancelled') : faultOf(error)
      }
    },
    async write(bytes) {
      try {
        await send(await paired(), bytes, speed(), patience)
      } catch (error) {
        throw faultOf(error)
      }
    },
  }
}

async function send(port: SerialPort, bytes: Uint8Array, baudRate: Speed, patience: number): Promise<void> {
  await port.open({ baudRate })
  try {
    const writer = port.writable?.getWriter()
    if (!writer) throw new PrintFault('failed')
    try {
      for (let at = 0; at < bytes.length; at += CHUNK)
        await limited(writer.write(bytes.slice(at, at + CHUNK)), patience)
      // Closing waits until everything has gone out.
      await limited(writer.close(), patience)
    } catch (error) {
      void writer.abort(error).catch(() => undefined)
      throw error
    } finally {
      writer.releaseLock()
    }
  } finally {
    await port.close().catch(() => undefined)
  }
}
