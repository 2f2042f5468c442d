import type { Journal } from '../../db/schema/journal.ts'
import type { Instant } from '../shared/time.ts'
import { canonical, type Canonical } from './canonical.ts'

/** What was done to a chain. */
export type Fault = {
  /** Code of the register; its id when it is not there any more. */
  register: string
  journal: Journal
  /** Place of the record in its chain; the next one expected when nothing stands there. */
  seq: number
  what: 'altered' | 'inserted' | 'removed' | 'reordered'
  detail: string
}

/** A record as it is stored, with what its signed text says. */
export type Row = {
  seq: number
  docType: string
  subject: string
  recordedAt: Instant
  businessDay: string
  payload: string
  prevHash: string
  hash: string
  signature: string
  keyId: string
}

export type Chain = { registerId: string; register: string; code: string | null; journal: Journal }
export type Totals = { signedC: number; absC: number; ownC: number; thirdC: number; voucherC: number }
export type Tail = Totals & { seq: number; hash: string; at: Instant | null }
export type Payload = { readonly [key: string]: Canonical }
export type Wrong = Pick<Fault, 'what' | 'detail'>

/** What the first record of a chain names as the one before. */
export const GENESIS = '0'.repeat(64)

/** A value of a record for people. */
export function shown(value: Canonical | undefined): string {
  return value === null || value === undefined ? 'empty' : typeof value === 'object' ? '…' : String(value)
}

export function missing(from: number, to: number): string {
  return to > from ? `records ${from} to ${to} are missing` : `record ${from} is missing`
}

export function readPayload(text: string): Payload | null {
  try {
    const says = JSON.parse(text) as Payload
    return canonical(says) === text ? says : null
  } catch {
    return null
  }
}

/** What the columns of a record say that its signed text does not; null when they agree. */
export function unlike(row: Row, says: Payload, digest: Buffer, chain: Chain): string | null {
  if (digest.toString('hex') !== row.hash) return 'its text does not give its hash'
  const pairs: [string, Canonical, Canonical | undefined][] = [
    ['previous hash', row.prevHash, says.prev],
    ['register', chain.registerId, says.registerId],
    ['journal', chain.journal, says.journal],
    ['subject', row.subject, says.subject],
    ['document type', row.docType, says.docType],
    ['time', row.recordedAt, says.at],
    ['business day', row.businessDay, says.businessDate],
  ]
  if (typeof says.register === 'string' && chain.code !== null) {
    pairs.push(['code of the register', chain.code, says.register])
  }
  // Not its number: a record at another place may have been moved there, which is told apart later.
  const found = pairs.find(([, column, text]) => column !== text)
  return found ? `its ${found[0]} is ${shown(found[1])}, its text says ${shown(found[2])}` : null
}

/** Checks what runs along the chain (number, time, perpetual totals) and moves the tail onto the record. */
export function moveOnto(tail: Tail, row: Row, says: Payload): Wrong | null {
  if (says.seq !== row.seq) {
    return { what: 'reordered', detail: `it stands at ${row.seq}, its text says ${shown(says.seq)}` }
  }
  if (tail.at !== null && row.recordedAt < tail.at) {
    return { what: 'altered', detail: `its time ${row.recordedAt} is before that of the record before it` }
  }
  const sums = (says.journal === 'T' ? says.totals : undefined) as Record<string, number> | undefined
  tail.ownC += sums?.ownTtcC ?? 0
  tail.thirdC += sums?.thirdTtcC ?? 0
  tail.voucherC += sums?.voucherTtcC ?? 0
  tail.signedC += sums?.grandTtcC ?? 0
  tail.absC += Math.abs(sums?.grandTtcC ?? 0)
  const gt = says.gt as { signedC?: number; absC?: number } | undefined
  if (gt?.signedC !== tail.signedC || gt.absC !== tail.absC) {
    return {
      what: 'altered',
      detail: `perpetual totals ${gt?.signedC}/${gt?.absC}, not ${tail.signedC}/${tail.absC}`,
    }
  }
  tail.seq = row.seq
  tail.hash = row.hash
  tail.at = row.recordedAt
  return null
}

/** The head against the end of the records. */
export function wrongHead(head: Tail | null, tail: Tail): Wrong | null {
  if (!head) return { what: 'removed', detail: 'the head of the chain is missing' }
  if (head.seq > tail.seq) return { what: 'removed', detail: missing(tail.seq + 1, head.seq) }
  if (head.seq < tail.seq) return { what: 'altered', detail: `the head was moved back to ${head.seq}` }
  const fields = ['hash', 'at', 'signedC', 'absC', 'ownC', 'thirdC', 'voucherC'] as const
  const field = fields.find((name) => head[name] !== tail[name])
  if (!field) return null
  return { what: 'altered', detail: `the head's ${field} is ${head[field]}, the records give ${tail[field]}` }
}
