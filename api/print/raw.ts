import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { AppError } from '../shared/errors.ts'
import { isOfficeAddress, type PrinterFault } from '../shared/printer.ts'

/**
 * ms: for all of it until the paper begins to be read; for the papers before; for the name to be looked up, and again to be answered; to say how it is,
 * which not every printer does; to read some of what is sent; to hang up once all is read, which not every printer does.
 */
export type Patience = {
  whole: number
  wait: number
  connect: number
  status: number
  read: number
  goodbye: number
}
/**
 * A till waits 15 s for an answer: of a printer that does not read, it is told before it gives up. A long paper that is
 * read takes its time; the till asks again.
 */
const PATIENCE: Patience = {
  whole: 11_000,
  wait: 5_000,
  connect: 3_000,
  status: 400,
  read: 5_000,
  goodbye: 1_500,
}

/** Papers that may wait for a printer behind the one that it takes. */
const MOST_WAITING = 5

type Place = { host: string; port: number }

/**
 * What is under way to each printer from this process, and the end of it: it takes one call at a time, and tills may
 * share it. Another process has a line of its own: two that print on one printer may call it at once, and the later
 * call waits at the printer or is refused by it.
 */
const lines = new Map<string, { calls: number; end: Promise<void> }>()

/**
 * Sends bytes to a printer that listens on the network, and ends when they are handed over: when the printer hangs up
 * orderly it has read them, otherwise they are in its memory or on their way, and that is all that is known. Before, it
 * is asked how it is; one without paper or with its lid open is sent nothing, one that does not answer is taken to be
 * well. Throws `printer_failed` with its `reason`. Never inside a transaction: a printer takes seconds to say nothing.
 */
export function sendRaw({ host, port }: Place, bytes: Uint8Array, patience = PATIENCE): Promise<void> {
  const key = `${host}:${port}`
  const line = lines.get(key) ?? { calls: 0, end: Promise.resolve() }
  if (line.calls > MOST_WAITING) return Promise.reject(failed('busy'))
  lines.set(key, line)
  line.calls += 1
  const leave = () => {
    line.calls -= 1
    if (line.calls === 0) lines.delete(key)
  }
  const end = performance.now() + patience.whole
  return new Promise((resolve, reject) => {
    let dropped = false
    const timer = setTimeout(() => {
      dropped = true
      leave()
      reject(failed('busy'))
    }, patience.wait)
    line.end = line.end.then(async () => {
      if (dropped) return
      clearTimeout(timer)
      await sendNow({ host, port }, bytes, patience, end).finally(leave).then(resolve, reject)
    })
  })
}

const failed = (reason: PrinterFault) => new AppError('printer_failed', { reason })

/** Sends at once; `end` is the moment (of `performance`) by which the printer reads. */
async function sendNow(
  { host, port }: Place,
  bytes: Uint8Array,
  patience: Patience,
  end: number,
): Promise<void> {
  const left = (ms: number) => Math.max(0, Math.min(ms, end - performance.now()))
  const address = await within(left(patience.connect), 'unreachable', addressOf(host))
  const socket = connect({ host: address, port })
  // Unread, what a printer says of itself would hide that it hangs up.
  socket.resume()
  let saying = true
  const fault = new Promise<never>((_, reject) => {
    socket.on('error', (error) => reject(failed(faultOf(error))))
    socket.on('end', () => saying && reject(failed('broken')))
  })
  // It may come when nobody waits for it any more.
  fault.catch(() => undefined)
  const said = (ms: number, late: PrinterFault, begin: (done: () => void) => void) =>
    within(ms, late, Promise.race([new Promise<void>(begin), fault]))
  try {
    await said(left(patience.connect), 'unreachable', (done) => socket.once('connect', done))
    await Promise.race([refuseUnready(socket, left(patience.status)), fault])
    // Piece by piece: a long paper may take longer than a printer may be silent.
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const piece = bytes.subarray(at, at + CHUNK)
      await said(at === 0 ? left(patience.read) : patience.read, 'silent', (done) =>
        socket.write(piece, () => done()),
      )
    }
    saying = false
    await Promise.race([fault, goodbye(socket, patience.goodbye)])
  } finally {
    socket.destroy()
  }
}

/** How much is written before this machine's own memory for the line must have taken it. */
const CHUNK = 16 * 1024

/** What DLE EOT asks for, and the bits of the answers that say no. */
const PRINTER = { n: 1, offline: 0x08 }
const PAPER = { n: 4, ended: 0x60 }

/** Asks a printer whether it is ready and has paper; one that does not answer the first is not asked more. */
async function refuseUnready(socket: Socket, ms: number): Promise<void> {
  const printer = await status(socket, PRINTER.n, ms)
  if (printer === null) return
  const paper = await status(socket, PAPER.n, ms)
  if (paper !== null && (paper & PAPER.ended) === PAPER.ended) throw failed('paper')
  if ((printer & PRINTER.offline) !== 0) throw failed('offline')
}

/** One byte of status, answered at once whatever the printer is doing (ESC/POS, DLE EOT n); null when none comes. */
function status(socket: Socket, n: number, ms: number): Promise<number | null> {
  return new Promise((resolve) => {
    const heard = (bytes: Buffer) => {
      // Its fixed bits tell it from what some printers say unasked.
      const answer = bytes.find((byte) => (byte & 0x93) === 0x12)
      if (answer !== undefined) end(answer)
    }
    const end = (answer: number | null) => {
      clearTimeout(timer)
      socket.off('data', heard)
      resolve(answer)
    }
    const timer = setTimeout(() => end(null), ms)
    socket.on('data', heard)
    socket.write(Uint8Array.of(0x10, 0x04, n))
  })
}

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

/** Waits for `work`; `ms` without it is a printer that failed. */
async function within<T>(ms: number, late: PrinterFault, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(late)), ms)
  })
  try {
    return await Promise.race([work, tooLate])
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
