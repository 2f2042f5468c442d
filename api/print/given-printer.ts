import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { RAW_PORTS } from '../shared/printer.ts'

/** For tests: how a printer behaves once it is called. */
export type Manner =
  /** Takes everything and hangs up, as it should. */
  | 'prints'
  /** Takes everything and never hangs up. */
  | 'stays'
  /** Takes the call and reads nothing, as one without paper. */
  | 'silent'
  /** Breaks the line at the first bytes. */
  | 'breaks'

export type FakePrinter = {
  host: '127.0.0.1'
  port: number
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

function take(printer: FakePrinter, socket: Socket): void {
  if (printer.manner === 'silent') return
  const call = printer.calls.push(Buffer.alloc(0)) - 1
  socket.on('data', (bytes) => {
    printer.calls[call] = Buffer.concat([printer.calls[call] ?? Buffer.alloc(0), bytes])
    if (printer.manner === 'breaks') socket.resetAndDestroy()
  })
  socket.on('end', () => printer.manner === 'prints' && socket.end())
  socket.resume()
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
