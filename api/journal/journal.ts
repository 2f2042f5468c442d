import { createHash } from 'node:crypto'
import { journalRecord, type Journal } from '../../db/schema/journal.ts'
import type { BulkWrite } from '../../db/bulk.ts'
import { bulkAll, callAll, into, type Call, type Tx } from '../../db/index.ts'
import type { Day, Instant } from '../shared/time.ts'
import { joined, members, type Canonical, type Member } from './canonical.ts'
import { CORE_DIGEST, SOFTWARE } from './digest.ts'

/** What the journal needs of a key: it never sees the others. */
export type Signer = {
  journal: { id: string; sign: (hash: Buffer) => string }
}

export type HeadKey = { registerId: string; journal: Journal }

/** The end of a chain while it is locked; `chain` moves it in memory, `headAdvance` in the database. */
export type Head = HeadKey & {
  lastSeq: number
  lastHash: string
  lastAt: Instant | null
  signedC: number
  absC: number
  ownC: number
  thirdC: number
  voucherC: number
  /** On the T chain: the last day that was closed. */
  closedDay: Day | null
}

/** Locked heads by `register/journal`. */
export type Heads = Map<string, Head>

export type Entry = HeadKey & {
  docType: string
  /** Id of what it is about. */
  subject: string
  at: Instant
  businessDay: Day
  payload: { readonly [key: string]: Canonical }
  /** More of the payload, written down before the chain was locked (`members`). */
  written?: readonly Member[]
  /** Recorded amounts including tax: they move the perpetual totals. */
  amounts?: { ownC: number; thirdC: number; voucherC: number }
}

export type SealedRecord = typeof journalRecord.$inferInsert
/** Numbered, chained and hashed; what is left is to sign its hash, which no later record depends on. */
export type ChainedRecord = Omit<SealedRecord, 'signature' | 'keyId'>

const SOFTWARE_SEALED = { ...SOFTWARE, coreDigest: CORE_DIGEST }
const keyOf = (key: HeadKey) => `${key.registerId}/${key.journal}`

/** The head of a chain among those locked; throws when it was not locked, since nothing may be numbered then. */
export function headOf(heads: Heads, key: HeadKey): Head {
  const head = heads.get(keyOf(key))
  if (!head) throw new Error(`the chain ${keyOf(key)} is not locked`)
  return head
}

/**
 * Locks the heads of the chains in order of (register, journal), making those that do not exist. Whoever holds a
 * head is the only writer of its chain until commit. Lock counters first, heads after: everybody's order.
 */
export async function lockHeads(tx: Tx, keys: readonly HeadKey[]): Promise<Heads> {
  const unique = [...new Map(keys.map((k) => [keyOf(k), k])).values()]
  unique.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const rows = await tx.sql`
    SELECT register_id, journal, last_seq, last_hash, last_at, signed_c, abs_c, own_c, third_c, voucher_c, closed_day
      FROM journal_lock(${unique.map((k) => k.registerId)}::text[], ${unique.map((k) => k.journal)}::text[])`
  return new Map(
    rows.map((r) => [
      `${r.register_id}/${r.journal}`,
      {
        registerId: r.register_id,
        journal: r.journal,
        lastSeq: r.last_seq,
        lastHash: r.last_hash,
        lastAt: r.last_at,
        signedC: r.signed_c,
        absC: r.abs_c,
        ownC: r.own_c,
        thirdC: r.third_c,
        voucherC: r.voucher_c,
        closedDay: r.closed_day,
      },
    ]),
  )
}

/**
 * Numbers, chains and hashes one entry on its locked head (fiscal.md 1.6). Pure but for the head, which moves.
 * `payload` is given its chain (register and journal), what it is about, the sequence number, the previous hash, the time, the perpetual totals and the software.
 * The recorded time never decreases along a chain, whatever the machine's clock does.
 */
export function chain(heads: Heads, entry: Entry): ChainedRecord {
  const head = headOf(heads, entry)
  const at = head.lastAt !== null && head.lastAt > entry.at ? head.lastAt : entry.at
  const seq = head.lastSeq + 1
  const amounts = entry.amounts ?? { ownC: 0, thirdC: 0, voucherC: 0 }
  const totalC = amounts.ownC + amounts.thirdC + amounts.voucherC
  const gt = { signedC: head.signedC + totalC, absC: head.absC + Math.abs(totalC) }
  const late = members({
    ...entry.payload,
    docType: entry.docType,
    subject: entry.subject,
    registerId: entry.registerId,
    journal: entry.journal,
    seq,
    prev: head.lastHash,
    at,
    tz: 'Europe/Paris',
    businessDate: entry.businessDay,
    gt,
    software: SOFTWARE_SEALED,
  })
  const payload = joined(entry.written ? [...entry.written, ...late] : late)
  const hash = createHash('sha256').update(payload).digest('hex')
  const record: ChainedRecord = {
    registerId: entry.registerId,
    journal: entry.journal,
    seq,
    docType: entry.docType,
    subject: entry.subject,
    recordedAt: at,
    businessDay: entry.businessDay,
    payload,
    prevHash: head.lastHash,
    hash,
  }
  head.lastSeq = seq
  head.lastHash = hash
  head.lastAt = at
  head.signedC = gt.signedC
  head.absC = gt.absC
  head.ownC += amounts.ownC
  head.thirdC += amounts.thirdC
  head.voucherC += amounts.voucherC
  return record
}

/** Signs a chained record. */
export function sealed({ journal }: Signer, record: ChainedRecord): SealedRecord {
  return { ...record, signature: journal.sign(Buffer.from(record.hash, 'hex')), keyId: journal.id }
}

/** Sealed records, for a caller that writes them with its own rows and then moves their heads, in one transaction. */
export function recordRows(records: readonly SealedRecord[]): BulkWrite {
  return into(journalRecord, records)
}

/**
 * The call that moves the heads onto the records written before, to stand in a SELECT; null for no records. The database
 * refuses a head that would not follow its records.
 */
export function headAdvance(tx: Tx, heads: Heads, records: readonly ChainedRecord[]): Call | null {
  const moved = [...new Set(records.map((r) => `${r.registerId}/${r.journal}`))].map(
    (k) => heads.get(k) as Head,
  )
  if (moved.length === 0) return null
  return tx.sql`journal_advance(
      ${moved.map((h) => h.registerId)}::text[], ${moved.map((h) => h.journal)}::text[],
      ${moved.map((h) => h.lastSeq)}::int[], ${moved.map((h) => h.lastHash)}::text[],
      ${moved.map((h) => h.lastAt)}::timestamptz[],
      ${moved.map((h) => h.signedC)}::bigint[], ${moved.map((h) => h.absC)}::bigint[],
      ${moved.map((h) => h.ownC)}::bigint[], ${moved.map((h) => h.thirdC)}::bigint[],
      ${moved.map((h) => h.voucherC)}::bigint[])`
}

/** Chains and signs entries in order on locked heads and writes them: for commands that write few records. */
export async function append(
  tx: Tx,
  heads: Heads,
  keys: Signer,
  entries: readonly Entry[],
): Promise<SealedRecord[]> {
  const records = entries.map((entry) => sealed(keys, chain(heads, entry)))
  await Promise.all([bulkAll(tx, [recordRows(records)]), callAll(tx, [headAdvance(tx, heads, records)])])
  return records
}
