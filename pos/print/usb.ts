import { faultOf, limited, PrintFault } from './fault.ts'
import type { Port, Store } from './port.ts'

/** What of WebUSB a printer needs (wicg.github.io/webusb); TypeScript does not know it. */
type Endpoint = { endpointNumber: number; direction: 'in' | 'out'; type: string }
type Alternate = { interfaceClass: number; endpoints: Endpoint[] }
type Interface = { interfaceNumber: number; alternate: Alternate; alternates: Alternate[] }
export type UsbDevice = {
  vendorId: number
  productId: number
  serialNumber?: string
  productName?: string
  opened: boolean
  configuration: { interfaces: Interface[] } | null
  configurations: { configurationValue: number }[]
  open: () => Promise<void>
  close: () => Promise<void>
  selectConfiguration: (value: number) => Promise<void>
  claimInterface: (n: number) => Promise<void>
  transferOut: (endpoint: number, data: BufferSource) => Promise<{ status: string; bytesWritten: number }>
}
export type Usb = {
  getDevices: () => Promise<UsbDevice[]>
  requestDevice: (options: { filters: object[] }) => Promise<UsbDevice>
}

/** Class of printers, of a device or of one of its interfaces. */
const PRINTER = 7
const CHUNK = 8 * 1024
const PATIENCE = 10_000

type Kept = { vendorId: number; productId: number; serialNumber: string | null }

/** A receipt printer on a USB socket of this device. `usb` is navigator.usb, undefined where there is none. */
export function createUsb(usb: Usb | undefined, store: Store, patience = PATIENCE): Port {
  async function paired(): Promise<UsbDevice> {
    if (!usb) throw new PrintFault('unsupported')
    const kept = store.read() as Kept | null
    if (kept === null) throw new PrintFault('unpaired')
    const found = (await usb.getDevices()).find(
      (d) =>
        d.vendorId === kept.vendorId &&
        d.productId === kept.productId &&
        (kept.serialNumber === null || (d.serialNumber ?? null) === kept.serialNumber),
    )
    if (!found) throw new PrintFault('absent')
    return found
  }

  return {
    supported: usb !== undefined,
    isPaired: () => store.read() !== null,
    async pair() {
      if (!usb) throw new PrintFault('unsupported')
      try {
        const { vendorId, productId, serialNumber } = await usb.requestDevice({
          filters: [{ classCode: PRINTER }],
        })
        store.write({ vendorId, productId, serialNumber: serialNumber || null } satisfies Kept)
      } catch (error) {
        const left = error instanceof Error && error.name === 'NotFoundError'
        throw left ? new PrintFault('cancelled') : faultOf(error)
      }
    },
    async write(bytes) {
      try {
        const device = await paired()
        await send(device, bytes, patience)
      } catch (error) {
        throw faultOf(error)
      }
    },
  }
}

async function send(device: UsbDevice, bytes: Uint8Array, patience: number): Promise<void> {
  if (!device.opened) await device.open()
  try {
    const first = device.configurations[0]
    if (device.configuration === null && first) await device.selectConfiguration(first.configurationValue)
    const { number, endpoint } = outOf(device)
    await device.claimInterface(number)
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.slice(at, at + CHUNK)
      const { status, bytesWritten } = await limited(device.transferOut(endpoint, piece), patience)
      if (status !== 'ok' || bytesWritten !== piece.length) throw new PrintFault('failed')
    }
  } finally {
    // Closed after each paper, so that another window of this device may print too.
    await device.close().catch(() => undefined)
  }
}

/** Where the bytes go: the bulk endpoint of the printer's interface. */
function outOf(device: UsbDevice): { number: number; endpoint: number } {
  const interfaces = device.configuration?.interfaces ?? []
  const printers = interfaces.filter((i) => i.alternate.interfaceClass === PRINTER)
  for (const { interfaceNumber, alternate } of printers) {
    const out = alternate.endpoints.find((e) => e.direction === 'out' && e.type === 'bulk')
    if (out) return { number: interfaceNumber, endpoint: out.endpointNumber }
  }
  throw new PrintFault('failed')
}
