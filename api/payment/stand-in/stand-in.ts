import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { transaction, type Db } from '../../../db/index.ts'
import type { SimulatedAct } from '../../shared/payment.ts'
import type { Instant } from '../../shared/time.ts'
import { routeOf, type Fields } from './answer.ts'
import { openMemory, type Happened, type Memory } from './memory.ts'
import { connect, gesture } from './reader.ts'
import { keepEvents, tellDue, type Telling } from './tell.ts'
import { invalid, Refusal } from './type.ts'

export type StandInSettings = {
  db: Db
  clock: () => Instant
  secretKey: string
  webhookSecret: string
}

/** A provider of payments of our own, which speaks Stripe's interface over HTTP on this machine alone. */
export type StandIn = {
  address: string
  secretKey: string
  webhookSecret: string
  /** What a visitor, or the network, does to a reader; false when it has no such reader, or asks for no card. */
  act: (readerId: string, act: SimulatedAct) => Promise<boolean>
  /** The office listens there: it is told what happens. */
  tell: (url: string) => void
  /** How what happens from now on is told, and how many of the next requests are done and never answered. */
  behave: (how: { telling?: Telling; cut?: number }) => void
  /** Tells now what is due; how many events the office took. */
  tellNow: () => Promise<number>
  stop: () => Promise<void>
}

/** A lost answer in the demonstration: the provider is not heard for so many requests. */
const DEMO_CUT = 4
const TELL_EVERY_MS = 1_000

export async function startStandIn(settings: StandInSettings): Promise<StandIn> {
  const { db, clock, secretKey, webhookSecret } = settings
  let telling: Telling = 'now'
  let cut = 0
  let url: string | null = null
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<unknown> = Promise.resolve()
  const tellNow = async () => (url === null ? 0 : tellDue({ db, clock, secret: webhookSecret }, url))

  /** One thing after the other: what was told first arrives first. */
  const tellSoon = () => {
    underWay = underWay.then(tellNow).catch(() => 0)
    return underWay
  }

  async function change<T>(work: (memory: Memory) => Promise<T>, how: Telling = telling): Promise<T> {
    const happened: Happened[] = []
    const done = await transaction(db, async (tx) => {
      const memory = await openMemory(tx, clock(), (what) => happened.push(what))
      const answer = await work(memory)
      await keepEvents(tx, happened, how, memory.now)
      return answer
    })
    if (happened.length > 0) void tellSoon()
    return done
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answerTo(request, secretKey, change)
    if (cut > 0) {
      cut -= 1
      return void request.socket.destroy()
    }
    response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': 'req_simulated' })
    response.end(JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    secretKey,
    webhookSecret,
    async act(readerId, act) {
      try {
        if (act === 'offline' || act === 'online') await change((memory) => connect(memory, readerId, act))
        else if (act !== 'cut') await change((memory) => gesture(memory, readerId, act))
        else {
          await change((memory) => gesture(memory, readerId, 'present'), 'never')
          cut = DEMO_CUT
        }
        return true
      } catch (error) {
        if (error instanceof Refusal) return false
        throw error
      }
    },
    tell(where) {
      url = where
      clearInterval(timer)
      timer = setInterval(() => void tellSoon(), TELL_EVERY_MS)
      timer.unref()
    },
    behave(how) {
      telling = how.telling ?? telling
      cut = how.cut ?? cut
    },
    tellNow: async () => {
      await underWay
      return tellNow()
    },
    async stop() {
      clearInterval(timer)
      url = null
      await underWay
      await closed(server)
    },
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
}

type Change = <T>(work: (memory: Memory) => Promise<T>) => Promise<T>
type Reply = { status: number; body: object }

/** Answers a request as Stripe would: only with the key; once for each idempotency key, whose content never changes. */
async function answerTo(request: IncomingMessage, secretKey: string, change: Change): Promise<Reply> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const text = await textOf(request)
  if (request.headers.authorization !== `Bearer ${secretKey}`)
    return refused(invalid(undefined, 'Invalid API Key provided', 401))
  const route = routeOf(request.method ?? '', pathname)
  if (!route) return refused(invalid(undefined, `Unrecognized request URL (${pathname}).`, 404))
  const fields: Fields = new Map(new URLSearchParams(request.method === 'GET' ? search : text))
  const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
  const asked = createHash('sha256').update(`${pathname}\n${text}`).digest('hex')
  return change(async (memory) => {
    const known = typeof key === 'string' ? await memory.answered(key) : null
    if (known && known.asked !== asked)
      return refused(
        new Refusal(
          400,
          'idempotency_error',
          undefined,
          'Keys for idempotent requests can only be used with the same parameters they were first used with.',
        ),
      )
    if (known) return { status: known.status, body: known.body }
    const reply = await route.handler(memory, route.id, fields).then(
      (body): Reply => ({ status: 200, body }),
      (error: unknown) => {
        if (error instanceof Refusal) return refused(error)
        throw error
      },
    )
    if (typeof key === 'string') await memory.answer(key, { asked, ...reply })
    return reply
  })
}

const refused = ({ status, body }: Refusal): Reply => ({ status, body: { error: body } })

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
