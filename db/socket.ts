import { Socket } from 'node:net'

/** Where a database may be reached, as postgres.js reads it from a connection string. */
type Places = { host: readonly string[]; port: readonly number[]; path?: string | false | undefined }

/**
 * How much may wait to be sent before a connection counts as full. A full one gets one statement for each answer of the
 * database, and Node's own mark, 16 kB, is less than one batch of sales.
 */
const HIGH_WATER = 1 << 20

/**
 * Opens the sockets of a pool, for postgres.js, trying the hosts in turn. What is written in one turn of the event loop
 * is sent together: a transaction's statements follow each other in one packet, not in one each. Under TLS the driver
 * writes to a socket of its own on top of this one, and neither holds.
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
      } catch (error) {
        socket.destroy(error as Error)
      }
    })
    together(socket)
    return Object.assign(socket, place)
  }
}

/** Holds back what is written until the turn of the event loop ends. */
function together(socket: Socket): void {
  const write = socket.write
  socket.write = function (this: Socket, ...args: Parameters<typeof write>) {
    if (socket.writableCorked === 0) {
      socket.cork()
      setImmediate(() => socket.uncork())
    }
    return write.apply(this, args)
  } as typeof write
}
