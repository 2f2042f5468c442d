/**
 * The tills and the visitors: a process that sends requests over kept-alive connections and times the answers. Bare
 * sockets and bodies cut from a mould, because what it costs is taken from the server on a small machine.
 */
import { coupleBasket, familyBasket } from '../../api/sale/given-sale.ts'
import { newId } from '../../api/shared/id.ts'
import type { Given } from '../../db/given-type.ts'
import { openLine, type Line } from './line.ts'

/** Sales of an office, or pages read in turn. */
export type Asked =
  | {
      what: 'sales'
      cookie: string
      office: Given
      /** One session and one register instead of all. */
      hot: boolean
      /** Three lines and a split tender; or the family's, a fare and a tender more. */
      basket: 'couple' | 'family'
    }
  | { what: 'pages'; paths: readonly string[]; cookie?: string }

export type LoadOrder = Asked & {
  url: string
  clients: number
  seconds: number
  /** Requests a second, sent on time whatever the answers; null sends the next as soon as one is answered. */
  rate: number | null
}

/** Latencies in milliseconds, sorted; `cpu` in microseconds. */
export type LoadResult = { count: number; seconds: number; latencies: number[]; cpu: number }

/** Requests one after the other, ready to be written on a line. */
function makeRequests(order: LoadOrder): () => string {
  const { host } = new URL(order.url)
  if (order.what === 'sales') return makeSales(order, host, order.url)
  const cookie = order.cookie ? `Cookie: ${order.cookie}\r\n` : ''
  const requests = order.paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${cookie}\r\n`)
  let n = 0
  return () => requests[n++ % requests.length] ?? ''
}

/** Baskets with the places of their fresh ids left open. */
function makeSales(order: Extract<Asked, { what: 'sales' }>, host: string, origin: string): () => string {
  const { sessions, registers } = order.office
  const head = `POST /api/sales HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nCookie: ${order.cookie}\r\nContent-Type: application/json\r\nContent-Length: `
  const moulds = new Map<number, string[]>()
  return () => {
    const session = order.hot ? 0 : Math.floor(Math.random() * sessions.length)
    const register = order.hot ? 0 : Math.floor(Math.random() * registers.length)
    const key = session * registers.length + register
    let mould = moulds.get(key)
    if (!mould) {
      const make = order.basket === 'family' ? familyBasket : coupleBasket
      const basket = make(order.office, { session, register, goods: register })
      const text = JSON.stringify(basket).replace(basket.id, '\0').replace(basket.orderId, '\0')
      mould = text.replace(basket.id.slice(4), '\0').split('\0')
      moulds.set(key, mould)
    }
    const id = newId('sale')
    const body = `${mould[0]}${id}${mould[1]}${newId('order')}${mould[2]}${id.slice(4)}${mould[3]}`
    return `${head}${body.length}\r\n\r\n${body}`
  }
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const status = order.what === 'sales' ? 201 : 200
  const lines = await Promise.all(Array.from({ length: order.clients }, () => openLine(order.url, status)))
  const next = makeRequests(order)
  const latencies: number[] = []
  const timed = async (line: Line) => {
    const begin = performance.now()
    await line.send(next())
    latencies.push(performance.now() - begin)
  }
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const end = begin + order.seconds * 1000
  if (order.rate === null) {
    await Promise.all(
      lines.map(async (line) => {
        while (performance.now() < end) await timed(line)
      }),
    )
  } else await paced(order.rate * order.seconds, 1000 / order.rate, lines, timed)
  const seconds = (performance.now() - begin) / 1000
  const { user, system } = process.cpuUsage(cpu)
  for (const line of lines) line.close()
  return {
    count: latencies.length,
    seconds,
    latencies: latencies.sort((a, b) => a - b),
    cpu: user + system,
  }
}

async function paced(count: number, ms: number, lines: Line[], timed: (line: Line) => Promise<void>) {
  const free = [...lines]
  const sent: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    // The one that rested longest: the server closes connections that are silent for five seconds.
    const line = free.shift()
    if (!line) throw new Error('every line still waits for its answer: the server does not keep up')
    sent.push(timed(line).then(() => void free.push(line)))
    await new Promise((resolve) => setTimeout(resolve, ms))
  }
  await Promise.all(sent)
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
