import type { Tx } from '../../db/index.ts'
import type { Journal } from '../../db/schema/journal.ts'
import { GENESIS } from '../journal/verify-record.ts'
import type { Enveloped } from './csv-row.ts'
import type { Period } from './period.ts'

/** Perpetual totals of a chain, in cents. */
type Perpetual = { signedC: number; absC: number; ownC: number; thirdC: number; voucherC: number }

/** The piece of a chain that an archive holds: what stands before it, where it begins and ends. */
export type Segment = {
  register: string
  registerId: string
  journal: Journal
  /** The record before the first one: number 0 and 64 zeros at the beginning of the chain. */
  anchor: { seq: number; hash: string } & Perpetual
  /** First and last number; null when the chain has nothing in the period. */
  first: number | null
  last: number | null
  count: number
  lastHash: string
}

type Found = {
  register: string
  registerId: string
  journal: Journal
  first: number | null
  last: number | null
  before: number
}

/**
 * The pieces of all chains that a period needs, each without a hole: from its first record dated in the period to its
 * last one. A chain that has none is anchored where it stands.
 */
export async function segmentsOf(sql: Tx['sql'], { from, to }: Period): Promise<Segment[]> {
  const found = await sql<Found[]>`
    SELECT coalesce(g.code, r.register_id) AS register, r.register_id AS "registerId", r.journal,
           min(r.seq) FILTER (WHERE r.business_day BETWEEN ${from} AND ${to}) AS first,
           max(r.seq) FILTER (WHERE r.business_day BETWEEN ${from} AND ${to}) AS last,
           coalesce(max(r.seq) FILTER (WHERE r.business_day < ${from}), 0)::int AS before
      FROM journal_record r LEFT JOIN register g ON g.id = r.register_id
     GROUP BY g.code, r.register_id, r.journal
     ORDER BY 1, 2, 3`
  const segments: Segment[] = []
  for (const one of found) segments.push(await segmentOf(sql, one))
  return segments
}

async function segmentOf(sql: Tx['sql'], found: Found): Promise<Segment> {
  const { register, registerId, journal, first, last } = found
  const before = first === null ? found.before : first - 1
  const [ends] = await sql<{ anchor: string | null; payload: string | null; lastHash: string | null }[]>`
    SELECT max(hash) FILTER (WHERE seq = ${before}) AS anchor, max(payload) FILTER (WHERE seq = ${before}) AS payload,
           max(hash) FILTER (WHERE seq = ${last ?? before}) AS "lastHash"
      FROM journal_record
     WHERE register_id = ${registerId} AND journal = ${journal} AND seq IN (${before}, ${last ?? before})`
  const hash = ends?.anchor ?? GENESIS
  return {
    register,
    registerId,
    journal,
    anchor: { seq: before, hash, ...(await perpetualOf(sql, found, before, ends?.payload ?? null)) },
    first,
    last,
    count: first === null || last === null ? 0 : last - first + 1,
    lastHash: ends?.lastHash ?? hash,
  }
}

/** Perpetual totals after a record: its own word for the two that it signs, the sum of the sales for their split. */
async function perpetualOf(
  sql: Tx['sql'],
  { registerId, journal }: Found,
  seq: number,
  payload: string | null,
): Promise<Perpetual> {
  const gt = payload === null ? null : (JSON.parse(payload) as { gt?: { signedC: number; absC: number } }).gt
  const total = { signedC: gt?.signedC ?? 0, absC: gt?.absC ?? 0 }
  if (journal !== 'T' || seq === 0) return { ...total, ownC: 0, thirdC: 0, voucherC: 0 }
  const [split] = await sql<Pick<Perpetual, 'ownC' | 'thirdC' | 'voucherC'>[]>`
    SELECT coalesce(sum(own_c), 0) AS "ownC", coalesce(sum(third_c), 0) AS "thirdC",
           coalesce(sum(voucher_c), 0) AS "voucherC"
      FROM sale WHERE register_id = ${registerId} AND seq <= ${seq}`
  return { ...total, ownC: split?.ownC ?? 0, thirdC: split?.thirdC ?? 0, voucherC: split?.voucherC ?? 0 }
}

/** Records read at a time: their text is some kilobytes each, and the process sells meanwhile. */
const PAGE = 200

/** The records of a segment in order, a page at a time. */
export async function* pagesOf(sql: Tx['sql'], segment: Segment): AsyncGenerator<Enveloped[]> {
  const { registerId, journal, register, first, last } = segment
  if (first === null || last === null) return
  for (let after = first - 1; after < last; after += PAGE) {
    yield await sql<Enveloped[]>`
      SELECT ${register}::text AS register, seq, hash, prev_hash AS prev, signature, key_id AS "keyId", payload
        FROM journal_record
       WHERE register_id = ${registerId} AND journal = ${journal}
         AND seq > ${after} AND seq <= ${Math.min(after + PAGE, last)}
       ORDER BY seq`
  }
}
