import { request } from 'node:http'
import { connect } from 'node:net'

/** What a request answered, however odd the request was. */
export type Reply = { status: number; type: string; body: string }

export type Odd = {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Sends a request as it is: neither the path nor the body is put right on the way. */
export function send(url: string, odd: Odd): Promise<Reply> {
  const { hostname, port } = new URL(url)
  const body = odd.body === undefined ? undefined : Buffer.from(odd.body)
  const isChunked = odd.headers?.['transfer-encoding'] !== undefined
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        path: odd.path,
        method: odd.method ?? 'POST',
        agent: false,
        headers: { ...(body && !isChunked ? { 'content-length': String(body.length) } : {}), ...odd.headers },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Sends bytes that are not even HTTP as it should be, and reads what comes back. */
export function sendBytes(url: string, bytes: string | Buffer): Promise<Reply> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.setTimeout(5_000, () => socket.destroy())
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? ''
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), type, body })
    })
    socket.write(bytes)
    socket.end()
  })
}
