import { Socket } from 'node:net'

/** Where a database may be reached, as postgres.js reads it from a connection string. */
type Places = { host: readonly string[]; port: readonly number[]; path?: string | false | undefined }

/**
 * How much may wait to be sent before a connection counts as full. A full one gets one statement for each answer of the
 * database, and Node's own mark, 16 kB, is less than one batch of sales.
 */
const HIGH_WATER = 1 << 20

/**
 * Opens the sockets of a pool, for postgres.js, trying the hosts in turn. What is written in one go, before
 * another callback of the event loop has its turn, is sent together: a transaction's statements in one packet, not in
 * one each. Under TLS the driver writes to a socket of its own on top of this one, and neither holds.
 */
export function sockets(): (places: Places) => Socket & { host: string; port: number } {
  let turn = 0
  return ({ host, port, path }) => {
    const socket = new Socket({ writableHighWaterMark: HIGH_WATER } as object)
    // The end of a long batch must not wait for the database to acknowledge its beginning.
    socket.setNoDelay(true)
    const nth = turn++ % host.length
    const place = { host: host[nth] ?? 'localhost', port: port[nth] ?? 5432 }
    // Not at once: an error that comes at once would find no listener, which the driver adds when it has the socket.
    setImmediate(() => {
      try {
        if (path) socket.connect(path)
        else socket.connect(place)
        // Not before: to connect gives a socket the common `write` back.
        together(socket)
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
    return Object.assign(socket, place)
  }
}

/** Holds back what is written until the code that writes it is done. */
function together(socket: Socket): void {
  const write = socket.write
  socket.write = function (this: Socket, ...args: Parameters<typeof write>) {
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    return write.apply(this, args)
  } as typeof write
}
