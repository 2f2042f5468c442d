import { randomBytes } from 'node:crypto'
import type { Tx } from '../../../db/index.ts'
import { msOf, type Instant } from '../../shared/time.ts'
import { invalid, type Charge, type Intent, type Reader, type Refund, type Thing } from './type.ts'

type Kept = { intent: Intent; refund: Refund; reader: Reader }

/** Readers that stand on a desk of their own, so that a demonstration has some. */
const READERS = ['tmr_simulated_1', 'tmr_simulated_2', 'tmr_simulated_3']
/** One at a time, whatever process asks: any number that nobody else takes. */
const LOCK = 7_204_213

/**
 * The memory of the simulated provider within one transaction: in the office's own database, so that it survives a
 * restart and is one for all processes.
 */
export type Memory = {
  now: Instant
  read: <K extends keyof Kept>(kind: K, id: string) => Promise<Kept[K]>
  list: <K extends keyof Kept>(kind: K) => Promise<Kept[K][]>
  write: <K extends keyof Kept>(kind: K, thing: Kept[K]) => Promise<void>
  /** Something happened, to be told. */
  happened: (type: string, object: Thing) => void
  /** What was answered under a key; null when it is new. */
  answered: (key: string) => Promise<Answered | null>
  answer: (key: string, answer: Answered) => Promise<void>
}

export type Answered = { asked: string; status: number; body: object }
export type Happened = { type: string; object: Thing }

export async function openMemory(tx: Tx, now: Instant, happened: (what: Happened) => void): Promise<Memory> {
  await tx.sql`SELECT pg_advisory_xact_lock(${LOCK})`
  const body = async <T>(kind: string, id: string): Promise<T | null> => {
    const [row] = await tx.sql<{ body: T }[]>`SELECT body FROM stand_in WHERE kind = ${kind} AND id = ${id}`
    return row?.body ?? null
  }
  const keep = async (kind: string, id: string, value: object) => {
    await tx.sql`
      INSERT INTO stand_in (kind, id, body) VALUES (${kind}, ${id}, ${JSON.stringify(value)}::text::jsonb)
      ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body`
  }
  return {
    now,
    async read(kind, id) {
      const found = (await body<never>(kind, id)) ?? (kind === 'reader' ? newReader(id) : null)
      if (!found) throw invalid('resource_missing', `No such ${kind}: '${id}'`, 404)
      return found as never
    },
    async list(kind) {
      const rows = await tx.sql<{ body: never }[]>`SELECT body FROM stand_in WHERE kind = ${kind} ORDER BY id`
      const kept = rows.map((row) => row.body as { id: string })
      const missing = kind === 'reader' ? READERS.filter((id) => !kept.some((one) => one.id === id)) : []
      return [...kept, ...missing.map(newReader)].sort((a, b) =>
        (a?.id ?? '') < (b?.id ?? '') ? -1 : 1,
      ) as never
    },
    write: (kind, thing) => keep(kind, thing.id, thing),
    happened: (type, object) => happened({ type, object }),
    answered: (key) => body('answer', key),
    answer: (key, value) => keep('answer', key, value),
  }
}

function newReader(id: string): Reader | null {
  const n = READERS.indexOf(id) + 1
  if (n === 0) return null
  return {
    id,
    object: 'terminal.reader',
    label: `Lecteur simulé ${n}`,
    location: 'tml_simulated',
    device_type: 'simulated_wisepos_e',
    serial_number: `SIMULATED-${n}`,
    status: 'online',
    livemode: false,
    metadata: {},
    action: null,
  }
}

export const newThingId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`
export const secondsOf = (now: Instant): number => Math.floor(msOf(now) / 1_000)

export function newCharge(intent: Intent): Charge {
  return {
    id: newThingId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_refunded: 0,
    payment_intent: intent.id,
    status: 'succeeded',
    payment_method_details: {
      type: 'card_present',
      card_present: {
        brand: 'visa',
        last4: '9969',
        receipt: { authorization_code: randomBytes(3).toString('hex').toUpperCase() },
      },
    },
  }
}
