import { afterEach, describe, expect, test, vi } from 'vitest'
import { createServer, type AddressInfo } from 'node:net'
import { isPrinterHost } from '../shared/printer.ts'
import { PrinterInput } from './form.ts'
import { givenPrinter, type FakePrinter, type Manner } from './given-printer.ts'
import { sendRaw } from './raw.ts'

const QUICK = { whole: 20_000, wait: 5_000, connect: 1_000, status: 300, read: 300, goodbye: 200 }
/** Calls for a name that never end. */
const names = vi.hoisted(() => ({ asked: 0 }))
vi.mock('node:dns/promises', async (original) => {
  const real = await original<typeof import('node:dns/promises')>()
  const lookup = (host: string) => {
    if (host !== 'never-answered') return real.lookup(host)
    names.asked += 1
    return new Promise(() => undefined)
  }
  return { ...real, lookup }
})

const failed = (reason: string) => expect.objectContaining({ code: 'printer_failed', data: { reason } })
/** More than what two machines keep for each other while nobody reads. */
const LONG = Buffer.alloc(24 * 1024 * 1024, 0x41)

let printers: FakePrinter[] = []
const printer = async (manner?: Manner) => {
  const made = await givenPrinter(manner)
  printers.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(printers.map((one) => one.close()))
  printers = []
})

describe('a printer on the network', () => {
  test('gets every byte, in order', async () => {
    const to = await printer()
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251))
    await sendRaw(to, bytes, QUICK)
    expect(to.paper().equals(bytes)).toBe(true)
  })

  test('need not hang up to have printed', async () => {
    const to = await printer('stays')
    await sendRaw(to, Buffer.from('one'), QUICK)
    expect(to.paper().toString()).toBe('one')
  })

  test('takes one paper at a time, those that wait in their order, also after one that failed', async () => {
    const to = await printer()
    const letters = ['a', 'b', 'c', 'd']
    await Promise.all(letters.map((letter) => sendRaw(to, Buffer.alloc(50_000, letter), QUICK)))
    expect(to.calls.map((call) => `${call.length} ${String.fromCharCode(call[0] ?? 0)}`)).toEqual(
      letters.map((letter) => `50000 ${letter}`),
    )
    to.manner = 'breaks'
    await expect(sendRaw(to, LONG, QUICK)).rejects.toEqual(failed('broken'))
    to.manner = 'prints'
    await sendRaw(to, Buffer.from('e'), QUICK)
    expect(to.calls.at(-1)?.toString()).toBe('e')
  })

  test('that says that it has no paper, or is open, is sent nothing', async () => {
    const to = await printer('paperless')
    await expect(sendRaw(to, Buffer.from('one'), QUICK)).rejects.toEqual(failed('paper'))
    to.manner = 'open'
    await expect(sendRaw(to, Buffer.from('two'), QUICK)).rejects.toEqual(failed('offline'))
    expect(to.paper().length).toBe(0)
    to.manner = 'prints'
    await sendRaw(to, Buffer.from('three'), QUICK)
    expect(to.paper().toString()).toBe('three')
  })

  test('that never says how it is prints all the same', async () => {
    const to = await printer('mute')
    await sendRaw(to, Buffer.from('one'), QUICK)
    expect(to.paper().toString()).toBe('one')
  })

  test('is asked in the words of its maker, one by one', async () => {
    const heard: string[] = []
    const server = createServer((socket) => {
      socket.on('data', (bytes) => {
        heard.push(bytes.toString('hex'))
        // What it says unasked, of its four bytes, is no answer.
        if (bytes[0] === 0x10) socket.write(Buffer.of(0x14, 0x00, 0x00, 0x0f, bytes[2] === 4 ? 0x1e : 0x12))
      })
      socket.on('end', () => socket.end())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    // Near its end, a roll still prints.
    await sendRaw({ host: '127.0.0.1', port }, Buffer.from('paper'), { ...QUICK, status: 5_000 })
    expect(heard).toEqual(['100401', '100404', Buffer.from('paper').toString('hex')])
    server.close()
  })

  test('has at most five papers waiting, and none for longer than it may wait', async () => {
    const to = await printer('silent')
    const slow = { ...QUICK, status: 100, read: 700, wait: 200 }
    const all = Array.from({ length: 8 }, () => sendRaw(to, LONG, slow))
    const ends = await Promise.allSettled(all)
    const reasons = ends.map((end) => (end.status === 'rejected' ? end.reason.data.reason : 'printed'))
    expect(reasons).toEqual(['silent', ...Array(7).fill('busy')])
    // Those that were dropped are never sent, and leave nothing behind.
    to.manner = 'prints'
    await sendRaw(to, Buffer.from('next'), QUICK)
    expect(to.calls.map(String)).toEqual(['next'])
    const six = Array.from({ length: 6 }, (_, i) => sendRaw(to, Buffer.from(`${i}`), QUICK))
    await expect(sendRaw(to, Buffer.from('7'), QUICK)).rejects.toEqual(failed('busy'))
    await Promise.all(six)
    expect(to.calls.map(String)).toEqual(['next', '0', '1', '2', '3', '4', '5'])
  })

  test('whose name nobody answers for is given up', async () => {
    const to = { host: 'never-answered', port: 9100 }
    await expect(sendRaw(to, Buffer.from('x'), { ...QUICK, connect: 50 })).rejects.toEqual(
      failed('unreachable'),
    )
    expect(names.asked).toBe(1)
  })

  test('that is not there refuses', async () => {
    const gone = await printer()
    await gone.close()
    printers = []
    await expect(sendRaw(gone, Buffer.from('x'), QUICK)).rejects.toEqual(failed('refused'))
  })

  test('that takes the call and reads nothing is given up', async () => {
    const to = await printer('silent')
    await expect(sendRaw(to, LONG, QUICK)).rejects.toEqual(failed('silent'))
  })

  test('that reads a long paper slowly has it whole, however long it takes', async () => {
    const to = await printer('slow')
    const paper = LONG.subarray(0, LONG.length / 4)
    await sendRaw(to, paper, { ...QUICK, read: 5_000, whole: 600, goodbye: 5_000 })
    expect(to.paper().length).toBe(paper.length)
  })

  test('that has not begun to read in time is given up', async () => {
    const to = await printer('silent')
    const began = { ...QUICK, status: 3_600_000, whole: 600 }
    await expect(sendRaw(to, LONG, began)).rejects.toEqual(failed('silent'))
  })

  test('that hangs up in the middle has not printed', async () => {
    const to = await printer('breaks')
    await expect(sendRaw(to, LONG, QUICK)).rejects.toEqual(failed('broken'))
    await expect(sendRaw(to, Buffer.from('short'), QUICK)).rejects.toEqual(failed('broken'))
  })

  test('whose name is unknown, or leads out of the office, is not called', async () => {
    await expect(
      sendRaw({ host: 'no-such-printer-here', port: 9100 }, Buffer.from('x'), QUICK),
    ).rejects.toEqual(failed('unreachable'))
    await expect(sendRaw({ host: '93.184.216.34', port: 9100 }, Buffer.from('x'), QUICK)).rejects.toEqual(
      failed('address'),
    )
  })
})

describe('the address of a printer', () => {
  test('is one of the office’s own network, or a bare name', () => {
    for (const host of [
      '10.0.0.4',
      '192.168.1.40',
      '172.16.0.1',
      '172.31.255.255',
      '127.0.0.1',
      '::1',
      'fd12::7',
    ])
      expect(isPrinterHost(host), host).toBe(true)
    for (const host of ['caisse-1', 'imprimante.local', 'localhost'])
      expect(isPrinterHost(host), host).toBe(true)
  })

  test('is nothing else, however it is written', () => {
    for (const host of [
      '8.8.8.8',
      '169.254.169.254',
      '172.32.0.1',
      '0.0.0.0',
      '255.255.255.255',
      '10.0.0.300',
      '010.0.0.1',
      '10.1',
      '2130706433',
      '0x7f000001',
      '::',
      '::ffff:8.8.8.8',
      'fe80::1',
      '2001:db8::1',
      'printer.example',
      'a.b.local',
      'evil.com',
      'http://10.0.0.4',
      '10.0.0.4/x',
      '10.0.0.4:22',
      'user@caisse',
      ' ',
      '',
      'x',
    ])
      expect(isPrinterHost(host), host).toBe(false)
  })

  test('has a port where printers listen, and no other', () => {
    const set = (port: unknown) =>
      PrinterInput.safeParse({ printer: { kind: 'NETWORK', columns: 48, host: '10.0.0.4', port } }).success
    expect([9100, 9101, 9199].map(set)).toEqual([true, true, true])
    expect([22, 80, 5432, 9099, 9200, 65536, 9100.5, '9100'].map(set)).toEqual(Array(8).fill(false))
    const other = { printer: { kind: 'USB', columns: 42, host: '10.0.0.4' } }
    expect(PrinterInput.safeParse(other).success).toBe(false)
  })
})
