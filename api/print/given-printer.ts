import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { RAW_PORTS } from '../shared/printer.ts'

/** For tests: how a printer behaves once it is called. */
export type Manner =
  /** Says that it is well, takes everything and hangs up, as it should. */
  | 'prints'
  /** The same, but never says how it is. */
  | 'mute'
  /** Says that it has no paper. */
  | 'paperless'
  /** Says that it does not print: its lid is open. */
  | 'open'
  /** Takes everything and never hangs up. */
  | 'stays'
  /** Reads a piece, and rests before it reads more, as one whose paper is long. */
  | 'slow'
  /** Takes the call and reads nothing, as one without paper. */
  | 'silent'
  /** Breaks the line at the first bytes. */
  | 'breaks'

export type FakePrinter = {
  host: '127.0.0.1'
  port: number
  /** Calls that it took, whatever it did with them. */
  taken: number
  /** What each call brought, in order. */
  calls: Buffer[]
  /** All of it. */
  paper: () => Buffer
  manner: Manner
  close: () => Promise<void>
}

/** For tests: a printer on the network of this machine, on a port where printers may be. */
export async function givenPrinter(manner: Manner = 'prints'): Promise<FakePrinter> {
  const open = new Set<Socket>()
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    take(printer, socket)
  })
  const printer: FakePrinter = {
    host: '127.0.0.1',
    port: await listen(server),
    taken: 0,
    calls: [],
    paper: () => Buffer.concat(printer.calls),
    manner,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return printer
}

/** ms that a slow printer rests. */
const REST = 10

function take(printer: FakePrinter, socket: Socket): void {
  printer.taken += 1
  if (printer.manner === 'silent') return
  const call = printer.calls.push(Buffer.alloc(0)) - 1
  socket.on('data', (bytes) => {
    printer.calls[call] = asked(
      printer,
      socket,
      Buffer.concat([printer.calls[call] ?? Buffer.alloc(0), bytes]),
    )
    if (printer.manner === 'breaks') socket.resetAndDestroy()
    if (printer.manner === 'slow') {
      socket.pause()
      setTimeout(() => socket.resume(), REST)
    }
  })
  socket.on('end', () => printer.manner !== 'stays' && socket.end())
  socket.resume()
}

/** Answers what is asked before a paper (DLE EOT n), which never comes onto it; what is left is the paper. */
function asked({ manner }: FakePrinter, socket: Socket, bytes: Buffer): Buffer {
  let left = bytes
  for (; left.length >= 3 && left[0] === 0x10 && left[1] === 0x04; left = left.subarray(3)) {
    const no = manner === 'paperless' || manner === 'open'
    const answer = left[2] === 1 ? (no ? 0x1a : 0x12) : manner === 'paperless' ? 0x72 : 0x12
    if (manner !== 'mute' && manner !== 'breaks') socket.write(Buffer.of(answer))
  }
  return left
}

/** The first port of a printer that nobody has: other tests run beside this one. */
async function listen(server: Server): Promise<number> {
  for (let i = 0; i < 60; i++) {
    const port = RAW_PORTS.from + Math.floor(Math.random() * (RAW_PORTS.to - RAW_PORTS.from + 1))
    const got = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
    })
    if (got) return (server.address() as AddressInfo).port
  }
  throw new Error('no free port for a printer')
}
