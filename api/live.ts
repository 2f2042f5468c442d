import type { Db, Tx } from '../db/index.ts'
import type { Counter } from './seat/seat.ts'

/** What travels between processes and to the screens. Advisory: nothing is decided upon it. */
export type LiveEvent =
  | { event: 'seats'; data: Counter[] }
  | { event: 'turnover'; data: Record<string, never> }
  /** Sent by the trigger that moves the catalogue's version. */
  | { event: 'catalog'; data: Record<string, never> }
  /** A shift was opened or closed on this register. Ids alone: whoever shows it asks again. */
  | { event: 'shift'; data: ShiftIds }
  /** A charge on the reader of this register went on. */
  | { event: 'payment'; data: PaymentIds }
  /** This process heard nothing for a while: its screens ask for all again. Never travels between processes. */
  | { event: 'back'; data: Record<string, never> }

export type ShiftIds = { registerId: string; shiftId: string }
export type PaymentIds = { registerId: string; orderId: string }

export type Live = {
  /** Tells every process, this one included, soon and together with what else changes. */
  seats: (counters: readonly Counter[]) => void
  turnover: () => void
  /** Called for each event; returns how to stop. */
  subscribe: (listener: (event: LiveEvent) => void) => () => void
  stop: () => Promise<void>
}

const CHANNEL = 'guichet_live'
/** NOTIFY serialises commits, so it is sent apart from the sale, and at most so often. */
const GATHER_MS = 40
/** PostgreSQL refuses payloads of 8000 bytes; a counter takes about 100. */
const COUNTERS_A_MESSAGE = 60

/** Tells every screen, once this transaction is committed, that a shift was opened or closed. */
export async function tellShift(tx: Tx, { registerId, shiftId }: ShiftIds): Promise<void> {
  const event: LiveEvent = { event: 'shift', data: { registerId, shiftId } }
  await tx.sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(event)})`
}

/** Tells every screen, once this transaction is committed, that a payment went on. */
export async function tellPayment(tx: Tx, { registerId, orderId }: PaymentIds): Promise<void> {
  const event: LiveEvent = { event: 'payment', data: { registerId, orderId } }
  await tx.sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(event)})`
}

/** Live seats and turnover across processes, by LISTEN/NOTIFY. */
export async function createLive(db: Db): Promise<Live> {
  const listeners = new Set<(event: LiveEvent) => void>()
  const pending = new Map<string, Counter>()
  let turnover = false
  let timer: NodeJS.Timeout | null = null
  const hear = (event: LiveEvent) => {
    for (const listener of listeners) listener(event)
  }
  let heard = false
  // The driver listens again by itself when its connection was lost; what was sent meanwhile reached nobody here.
  const listening = await db.sql.listen(
    CHANNEL,
    (text) => hear(JSON.parse(text) as LiveEvent),
    () => {
      if (heard) hear({ event: 'back', data: {} })
      heard = true
    },
  )
  const send = (event: LiveEvent) =>
    db.sql.notify(CHANNEL, JSON.stringify(event)).catch(() => {
      // The database is away: the screens ask again when it is back.
    })
  const flush = () => {
    timer = null
    const counters = [...pending.values()]
    pending.clear()
    for (let i = 0; i < counters.length; i += COUNTERS_A_MESSAGE) {
      void send({ event: 'seats', data: counters.slice(i, i + COUNTERS_A_MESSAGE) })
    }
    if (turnover) void send({ event: 'turnover', data: {} })
    turnover = false
  }
  const soon = () => {
    timer ??= setTimeout(flush, GATHER_MS)
  }
  return {
    seats: (counters) => {
      for (const { id, capacity, taken, held } of counters) pending.set(id, { id, capacity, taken, held })
      if (pending.size > 0) soon()
    },
    turnover: () => {
      turnover = true
      soon()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {
      if (timer) clearTimeout(timer)
      await listening.unlisten().catch(() => {})
    },
  }
}
