/**
 * The tills: a process that sends sales over kept-alive connections and times the answers. Bare sockets and bodies
 * cut from a mould, because what it costs is taken from the server on a small machine.
 */
import { connect, type Socket } from 'node:net'
import { coupleBasket, familyBasket } from '../../api/sale/given-sale.ts'
import { newId } from '../../api/shared/id.ts'
import type { Given } from '../../db/given-type.ts'

export type LoadOrder = {
  url: string
  cookie: string
  office: Given
  clients: number
  seconds: number
  /** One session and one register instead of all. */
  hot: boolean
  /** Three lines and a split tender; or the family's, a fare and a tender more. */
  basket: 'couple' | 'family'
  /** Sales a second, sent on time whatever the answers; null sends the next as soon as one is answered. */
  rate: number | null
}

/** Latencies in milliseconds, sorted; `cpu` in microseconds. */
export type LoadResult = { sales: number; seconds: number; latencies: number[]; cpu: number }

type Till = { send: (body: string) => Promise<void>; close: () => void }

const HEADER_END = Buffer.from('\r\n\r\n')

/** One kept-alive connection with one sale under way at a time; throws when the answer is not 201. */
async function openTill(order: LoadOrder): Promise<Till> {
  const { hostname, port, host } = new URL(order.url)
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed))
  const head = `POST /api/sales HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${order.url}\r\nCookie: ${order.cookie}\r\nContent-Type: application/json\r\nContent-Length: `
  let received: Buffer = Buffer.alloc(0)
  let settle: { done: () => void; failed: (error: Error) => void } | null = null
  socket.on('error', (error) => settle?.failed(error))
  socket.on('close', () => settle?.failed(new Error('the server closed the connection')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf(HEADER_END)
    if (end < 0) return
    const headers = received.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(headers)?.[1])
    if (!(length >= 0)) return settle?.failed(new Error(`no content-length in: ${headers}`))
    if (received.length < end + 4 + length) return
    const body = received
    received = Buffer.alloc(0)
    if (headers.startsWith('HTTP/1.1 201')) settle?.done()
    else settle?.failed(new Error(`a sale was answered ${body.toString()}`))
  })
  return {
    send: (body) =>
      new Promise((done, failed) => {
        if (socket.destroyed) return failed(new Error('the server closed the connection'))
        settle = { done, failed }
        socket.write(`${head}${body.length}\r\n\r\n${body}`)
      }),
    close: () => {
      settle = null
      socket.destroy()
    },
  }
}

/** The basket with the places of its fresh ids left open. */
function makeMould(order: LoadOrder): () => string {
  const { sessions, registers } = order.office
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
    return `${mould[0]}${id}${mould[1]}${newId('order')}${mould[2]}${id.slice(4)}${mould[3]}`
  }
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const tills = await Promise.all(Array.from({ length: order.clients }, () => openTill(order)))
  const next = makeMould(order)
  const latencies: number[] = []
  const timed = async (till: Till) => {
    const begin = performance.now()
    await till.send(next())
    latencies.push(performance.now() - begin)
  }
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const end = begin + order.seconds * 1000
  if (order.rate === null) {
    await Promise.all(
      tills.map(async (till) => {
        while (performance.now() < end) await timed(till)
      }),
    )
  } else await paced(order.rate * order.seconds, 1000 / order.rate, tills, timed)
  const seconds = (performance.now() - begin) / 1000
  const { user, system } = process.cpuUsage(cpu)
  for (const till of tills) till.close()
  return {
    sales: latencies.length,
    seconds,
    latencies: latencies.sort((a, b) => a - b),
    cpu: user + system,
  }
}

async function paced(count: number, ms: number, tills: Till[], timed: (till: Till) => Promise<void>) {
  const free = [...tills]
  const sent: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    // The one that rested longest: the server closes connections that are silent for five seconds.
    const till = free.shift()
    if (!till) throw new Error('every till still waits for its answer: the server does not keep up')
    sent.push(timed(till).then(() => void free.push(till)))
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
