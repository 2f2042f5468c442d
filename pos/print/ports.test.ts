import { describe, expect, test } from 'vitest'
import { PrintFault } from './fault.ts'
import type { Store } from './port.ts'
import { createSerial, type Serial, type SerialPort } from './serial.ts'
import { createUsb, type Usb, type UsbDevice } from './usb.ts'

const QUICK = 50
const error = (name: string) => Object.assign(new Error(name), { name })
const fault = (why: string) => expect.objectContaining({ name: 'PrintFault', why })
const BYTES = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251)

/** What a device keeps; `text` is what is in its storage. */
function memory(): Store & { text: string | null } {
  const store = {
    text: null as string | null,
    read: () => (store.text === null ? null : JSON.parse(store.text)),
    write: (value: unknown) => {
      store.text = JSON.stringify(value)
    },
  }
  return store
}

/** A printer as WebUSB shows it: nothing works before it is open, configured and claimed. */
function fakeUsb(over: { held?: boolean; silent?: boolean; serialNumber?: string; className?: number } = {}) {
  const paper: number[] = []
  const log: string[] = []
  let claimed = false
  const device: UsbDevice = {
    vendorId: 0x04b8,
    productId: 0x0e28,
    serialNumber: over.serialNumber ?? 'A1',
    opened: false,
    configuration: null,
    configurations: [{ configurationValue: 1 }],
    async open() {
      if (device.opened) throw error('InvalidStateError')
      device.opened = true
      log.push('open')
    },
    async close() {
      device.opened = false
      device.configuration = null
      claimed = false
      log.push('close')
    },
    async selectConfiguration(value) {
      if (!device.opened) throw error('InvalidStateError')
      const alternate = (interfaceClass: number, endpoints: UsbEndpoint[]) => ({ interfaceClass, endpoints })
      type UsbEndpoint = { endpointNumber: number; direction: 'in' | 'out'; type: string }
      const hid = alternate(3, [{ endpointNumber: 9, direction: 'out', type: 'interrupt' }])
      const out = alternate(over.className ?? 7, [
        { endpointNumber: 2, direction: 'in', type: 'bulk' },
        { endpointNumber: 1, direction: 'out', type: 'bulk' },
      ])
      device.configuration = {
        interfaces: [hid, out].map((one, i) => ({ interfaceNumber: i, alternate: one, alternates: [one] })),
      }
      log.push(`configuration ${value}`)
    },
    async claimInterface(n) {
      if (!device.configuration) throw error('InvalidStateError')
      if (over.held) throw error('SecurityError')
      claimed = n === 1
    },
    transferOut(endpoint, data) {
      if (!claimed || endpoint !== 1) return Promise.reject(error('NotFoundError'))
      if (over.silent) return new Promise(() => undefined)
      const bytes = new Uint8Array(data as ArrayBuffer)
      paper.push(...bytes)
      return Promise.resolve({ status: 'ok', bytesWritten: bytes.length })
    },
  }
  const plugged = { device: device as UsbDevice | null }
  const usb: Usb = {
    getDevices: async () => (plugged.device ? [plugged.device] : []),
    requestDevice: async ({ filters }) => {
      if (!plugged.device || filters.length === 0) throw error('NotFoundError')
      return plugged.device
    },
  }
  return { usb, paper, log, plugged }
}

describe('a printer on a USB socket', () => {
  test('is chosen once, found again after a reload, and gets every byte', async () => {
    const store = memory()
    const { usb, paper, log } = fakeUsb()
    const before = createUsb(usb, store, QUICK)
    await expect(before.write(BYTES)).rejects.toEqual(fault('unpaired'))
    await before.pair()
    const after = createUsb(usb, store, QUICK)
    expect(after.isPaired()).toBe(true)
    await after.write(BYTES)
    await after.write(BYTES.slice(0, 3))
    expect(paper).toEqual([...BYTES, ...BYTES.slice(0, 3)])
    // It is let go after each paper.
    expect(log).toEqual(['open', 'configuration 1', 'close', 'open', 'configuration 1', 'close'])
  })

  test('that is another one of the same make is not taken for it', async () => {
    const store = memory()
    const { usb, plugged } = fakeUsb()
    await createUsb(usb, store, QUICK).pair()
    plugged.device = { ...(plugged.device as UsbDevice), serialNumber: 'B2' }
    await expect(createUsb(usb, store, QUICK).write(BYTES)).rejects.toEqual(fault('absent'))
    plugged.device = null
    await expect(createUsb(usb, store, QUICK).write(BYTES)).rejects.toEqual(fault('absent'))
  })

  test('says what is wrong', async () => {
    const tried = async (over: Parameters<typeof fakeUsb>[0]) => {
      const { usb, log } = fakeUsb(over)
      const port = createUsb(usb, memory(), QUICK)
      await port.pair()
      const why = await port.write(BYTES).then(
        () => 'printed',
        (e: PrintFault) => e.why,
      )
      expect(log.at(-1)).toBe('close')
      return why
    }
    expect(await tried({ held: true })).toBe('held')
    expect(await tried({ silent: true })).toBe('silent')
    expect(await tried({ className: 255 })).toBe('failed')
    const none = createUsb(undefined, memory(), QUICK)
    expect(none.supported).toBe(false)
    await expect(none.pair()).rejects.toEqual(fault('unsupported'))
    const { usb, plugged } = fakeUsb()
    plugged.device = null
    await expect(createUsb(usb, memory(), QUICK).pair()).rejects.toEqual(fault('cancelled'))
  })
})

/** A line as Web Serial shows it: no stream before it is open, none while another has it. */
function fakeSerial(over: { silent?: boolean; held?: boolean } = {}) {
  const paper: number[] = []
  const speeds: number[] = []
  let open = false
  const port: SerialPort = {
    writable: null,
    getInfo: () => ({ usbVendorId: 0x067b, usbProductId: 0x2303 }),
    async open({ baudRate }) {
      if (open || over.held) throw error('InvalidStateError')
      open = true
      speeds.push(baudRate)
      port.writable = new WritableStream<Uint8Array>({
        write: (bytes) => (over.silent ? new Promise(() => undefined) : void paper.push(...bytes)),
      })
    },
    async close() {
      open = false
      port.writable = null
    },
  }
  const serial: Serial = { getPorts: async () => [port], requestPort: async () => port }
  return { serial, paper, speeds, isOpen: () => open }
}

describe('a printer on a serial line', () => {
  test('is chosen once with its speed, found again after a reload, and gets every byte', async () => {
    const store = memory()
    const { serial, paper, speeds, isOpen } = fakeSerial()
    const before = createSerial(serial, store, QUICK)
    await expect(before.write(BYTES)).rejects.toEqual(fault('unpaired'))
    before.setSpeed(38_400)
    await before.pair()
    const after = createSerial(serial, store, QUICK)
    expect(after.speed()).toBe(38_400)
    await after.write(BYTES)
    after.setSpeed(9_600)
    await after.write(BYTES)
    expect(paper).toEqual([...BYTES, ...BYTES])
    expect(speeds).toEqual([38_400, 9_600])
    expect(isOpen()).toBe(false)
  })

  test('says what is wrong', async () => {
    for (const [over, why] of [
      [{ held: true }, 'held'],
      [{ silent: true }, 'silent'],
    ] as const) {
      const { serial } = fakeSerial(over)
      const port = createSerial(serial, memory(), QUICK)
      await port.pair()
      await expect(port.write(BYTES)).rejects.toEqual(fault(why))
    }
    await expect(createSerial(undefined, memory(), QUICK).write(BYTES)).rejects.toEqual(fault('unsupported'))
  })
})
