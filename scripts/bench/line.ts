import { connect, type Socket } from 'node:net'

/** A kept-alive connection with one request under way at a time. */
export type Line = { send: (request: string) => Promise<void>; close: () => void }

const HEADER_END = Buffer.from('\r\n\r\n')

/** Opens a connection whose requests are to be answered with `status`; `send` throws when one is not. */
export async function openLine(url: string, status: number): Promise<Line> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed))
  let chunks: Buffer[] = []
  let received = 0
  /** Bytes of the whole answer, once its headers have come. */
  let whole = Number.POSITIVE_INFINITY
  let isGood = false
  let settle: { done: () => void; failed: (error: Error) => void } | null = null
  socket.on('error', (error) => settle?.failed(error))
  socket.on('close', () => settle?.failed(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    received += chunk.length
    if (whole === Number.POSITIVE_INFINITY) {
      const all = chunks.length === 1 ? chunk : Buffer.concat(chunks)
      const end = all.indexOf(HEADER_END)
      if (end < 0) return
      const headers = all.toString('latin1', 0, end)
      const length = Number(/content-length: (\d+)/i.exec(headers)?.[1])
      if (!(length >= 0)) return settle?.failed(new Error(`no content-length in: ${headers}`))
      whole = end + 4 + length
      isGood = headers.startsWith(`HTTP/1.1 ${status}`)
    }
    if (received < whole) return
    const answer = chunks
    chunks = []
    received = 0
    whole = Number.POSITIVE_INFINITY
    if (isGood) settle?.done()
    else settle?.failed(new Error(`a request was answered ${Buffer.concat(answer).toString()}`))
  })
  return {
    send: (request) =>
      new Promise((done, failed) => {
        if (socket.destroyed) return failed(new Error('the server closed the connection'))
        settle = { done, failed }
        socket.write(request)
      }),
    close: () => {
      settle = null
      socket.destroy()
    },
  }
}
