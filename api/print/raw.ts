import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { AppError } from '../shared/errors.ts'
import { isOfficeAddress, type PrinterFault } from '../shared/printer.ts'

/** ms: to be answered; to read some of what is sent; to hang up once all is read, which not every printer does. */
export type Patience = { connect: number; read: number; goodbye: number }
const PATIENCE: Patience = { connect: 3_000, read: 8_000, goodbye: 1_500 }

type Place = { host: string; port: number }

/** The last paper of each printer: it takes one call at a time, and tills may share it. */
const lines = new Map<string, Promise<void>>()

/**
 * Sends bytes to a printer that listens on the network, and ends when it has taken them. Throws `printer_failed` with
 * its `reason`. Never inside a transaction: a printer without paper takes seconds to say nothing.
 */
export function sendRaw({ host, port }: Place, bytes: Uint8Array, patience = PATIENCE): Promise<void> {
  const key = `${host}:${port}`
  const before = lines.get(key) ?? Promise.resolve()
  const sent = before.catch(() => undefined).then(() => sendNow({ host, port }, bytes, patience))
  lines.set(key, sent)
  const done = () => lines.get(key) === sent && lines.delete(key)
  sent.then(done, done)
  return sent
}

const failed = (reason: PrinterFault) => new AppError('printer_failed', { reason })

async function sendNow({ host, port }: Place, bytes: Uint8Array, patience: Patience): Promise<void> {
  const address = await addressOf(host)
  const socket = connect({ host: address, port })
  // What a printer says of itself is not asked for; unread, it would hide that it hangs up.
  socket.resume()
  let saying = true
  const fault = new Promise<never>((_, reject) => {
    socket.on('error', (error) => reject(failed(faultOf(error))))
    socket.on('end', () => saying && reject(failed('broken')))
  })
  // It may come when nobody waits for it any more.
  fault.catch(() => undefined)
  try {
    await within(patience.connect, 'unreachable', fault, (done) => socket.once('connect', done))
    // Piece by piece: a long paper may take longer than a printer may be silent.
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.subarray(at, at + CHUNK)
      await within(patience.read, 'silent', fault, (done) => socket.write(piece, () => done()))
    }
    saying = false
    await Promise.race([fault, goodbye(socket, patience.goodbye)])
  } finally {
    socket.destroy()
  }
}

/** How much is written before the printer must have taken some of it. */
const CHUNK = 16 * 1024

/** A name is looked up at each paper, and must lead to the office's own network, whatever it led to when it was set. */
async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return officeAddress(host)
  const found = await lookup(host).catch(() => null)
  if (found === null) throw failed('unreachable')
  return officeAddress(found.address)
}

function officeAddress(address: string): string {
  if (!isOfficeAddress(address)) throw failed('address')
  return address
}

/** Waits for what `begin` begins; a fault of the line, or `ms` without it, is a printer that failed. */
async function within(
  ms: number,
  late: PrinterFault,
  fault: Promise<never>,
  begin: (done: () => void) => void,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(late)), ms)
  })
  try {
    await Promise.race([new Promise<void>(begin), fault, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_DESTROYED'])

function faultOf({ code }: NodeJS.ErrnoException): PrinterFault {
  if (code === 'ECONNREFUSED') return 'refused'
  return BROKEN.has(code ?? '') ? 'broken' : 'unreachable'
}

/**
 * Says that all is said. A printer that hangs up orderly has taken everything; one that says nothing has it at least
 * in its memory; one that breaks the line, which is a fault, has lost the rest.
 */
function goodbye(socket: Socket, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    socket.once('close', (broken) => {
      clearTimeout(timer)
      if (!broken) resolve()
    })
    socket.end()
  })
}
