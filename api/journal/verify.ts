import { createHash } from 'node:crypto'
import type { Journal } from '../../db/schema/journal.ts'
import type { Db, Tx } from '../../db/index.ts'
import { anchorFaults } from './anchor.ts'
import { cashFaults } from './verify-cash.ts'
import { closureFaults } from './verify-closure.ts'
import { invoiceFaults } from './verify-invoice.ts'
import { tellsOfValues, unrecordedValues, valueFaults } from './verify-values.ts'
import { readKeys, type Check } from './verify-key.ts'
import { unrecorded } from './verify-orphan.ts'
import {
  GENESIS,
  missing,
  moveOnto,
  readPayload,
  unlike,
  wrongHead,
  type Chain,
  type Fault,
  type Row,
  type Tail,
  type Wrong,
} from './verify-record.ts'
import { saleFaults } from './verify-sale.ts'

export type ChainReport = {
  register: string
  journal: Journal
  /** Records walked: up to the fault when there is one. */
  count: number
  lastHash: string
  /** The first fault of the chain; null when it is whole. */
  fault: Fault | null
}

export type Verification = { chains: ChainReport[]; records: number; faults: Fault[] }

export type VerifyOptions = {
  /** Ids of the journal keys known outside the database. */
  trusted?: ReadonlySet<string> | null
  /** Lines of the anchor file, read before. */
  anchors?: readonly string[]
  /** Records read at a time. */
  page?: number
  onChain?: (chain: ChainReport) => void
  /** Waited for after each page, with the records walked so far: whoever verifies may do something else, or give up. */
  onPage?: (records: number) => void | Promise<void>
}

/**
 * Walks every chain of every register in one snapshot, in pieces, so that memory does not grow with the years: numbers
 * without a gap, each record's hash from its text, its link to the one before, its signature, its perpetual totals,
 * the head against the last record, each ticket (T) against the rows of its sale, and each count of cash (P) against
 * its movement and its shift, each closure (G) against its row and the documents of its days. Then looks for sales, movements of cash and closed shifts that no record tells of.
 * Faults come by chain, the first of each.
 *
 * Cutting a tail off a chain, its head and every row that speaks of it leaves no trace in the database itself: what was
 * anchored outside of it (`anchors`) tells.
 */
export async function verifyJournals(db: Db, options: VerifyOptions = {}): Promise<Verification> {
  const result: Verification = { chains: [], records: 0, faults: [] }
  await db.sql.begin('ISOLATION LEVEL REPEATABLE READ READ ONLY', async (sql) => {
    const check = await readKeys(sql, options.trusted ?? null)
    for (const chain of await chainsOf(sql)) {
      const walked = (count: number) => options.onPage?.(result.records + count)
      const report = await walk(sql, chain, check, options.page ?? 500, walked)
      result.chains.push(report)
      result.records += report.count
      if (report.fault) result.faults.push(report.fault)
      options.onChain?.(report)
    }
    const known = new Set(result.faults.map(place))
    const others = [
      ...(await unrecorded(sql)),
      ...(await unrecordedValues(sql)),
      ...(await anchorFaults(sql, options.anchors ?? [], check)),
    ]
    result.faults.push(...others.filter((fault) => !known.has(place(fault))))
  })
  return result
}

const place = (fault: Fault) => `${fault.register}/${fault.journal}/${fault.seq}`

async function chainsOf(sql: Tx['sql']): Promise<Chain[]> {
  const rows = await sql<{ registerId: string; journal: Journal; code: string | null }[]>`
    SELECT c.register_id AS "registerId", c.journal, r.code
      FROM (SELECT register_id, journal FROM journal_head
             UNION SELECT DISTINCT register_id, journal FROM journal_record) c
      LEFT JOIN register r ON r.id = c.register_id
     ORDER BY r.code NULLS LAST, c.register_id, c.journal`
  return rows.map((row) => ({ ...row, register: row.code ?? row.registerId }))
}

/** Chains whose records have rows of their own to be compared with. */
const FAULTS: Partial<Record<Journal, typeof saleFaults>> = {
  G: closureFaults,
  I: invoiceFaults,
  P: paidFaults,
  T: saleFaults,
}

/** P tells of drawers, by their shifts, and of what left them for the bank or the accountant. */
async function paidFaults(
  ...[sql, registerId, rows]: Parameters<typeof cashFaults>
): Promise<Map<number, string>> {
  const values = rows.filter(tellsOfValues)
  const [cash, left] = [
    await cashFaults(
      sql,
      registerId,
      rows.filter((row) => !tellsOfValues(row)),
    ),
    values.length > 0 ? await valueFaults(sql, registerId, values) : [],
  ]
  return new Map([...cash, ...left])
}

/** One chain, from its first record to its head, or to its first fault. */
async function walk(
  sql: Tx['sql'],
  chain: Chain,
  check: Check,
  page: number,
  walked: (count: number) => void | Promise<void>,
): Promise<ChainReport> {
  const none = { signedC: 0, absC: 0, ownC: 0, thirdC: 0, voucherC: 0 }
  const tail: Tail = { seq: 0, hash: GENESIS, at: null, ...none }
  const report = { register: chain.register, journal: chain.journal, count: 0, lastHash: GENESIS }
  const fault = (seq: number, wrong: Wrong): ChainReport => ({
    ...report,
    fault: { register: chain.register, journal: chain.journal, seq, ...wrong },
  })
  const head = await readHead(sql, chain)
  for (let after: number | null = null; ; ) {
    const rows: Row[] = await readPage(sql, chain, after, page)
    const differences = await FAULTS[chain.journal]?.(sql, chain.registerId, rows)
    for (const row of rows) {
      const difference = differences?.get(row.seq)
      const wrong = await wrongOf(sql, chain, tail, row, check, head)
      if (wrong?.what === 'altered' && difference) wrong.detail += `; ${difference}`
      if (wrong) return fault(Math.min(row.seq, tail.seq + 1), wrong)
      if (difference) return fault(row.seq, { what: 'altered', detail: difference })
      report.count += 1
      report.lastHash = row.hash
    }
    await walked(report.count)
    const last = rows.at(-1)
    if (!last || rows.length < page) break
    after = last.seq
  }
  const wrong = wrongHead(head, tail)
  return wrong ? fault(wrong.what === 'removed' ? tail.seq + 1 : tail.seq, wrong) : { ...report, fault: null }
}

/** The records that follow `after`; from the very first, whatever its number, when that is null. */
async function readPage(sql: Tx['sql'], chain: Chain, after: number | null, page: number): Promise<Row[]> {
  return sql<Row[]>`
    SELECT seq, doc_type AS "docType", subject, recorded_at AS "recordedAt", business_day AS "businessDay",
           payload, prev_hash AS "prevHash", hash, signature, key_id AS "keyId"
      FROM journal_record
     WHERE register_id = ${chain.registerId} AND journal = ${chain.journal}
       ${after === null ? sql`` : sql`AND seq > ${after}`}
     ORDER BY seq LIMIT ${page}`
}

/** What is wrong with the record that stands next; null when it is whole, and then `tail` has moved onto it. */
async function wrongOf(
  sql: Tx['sql'],
  chain: Chain,
  tail: Tail,
  row: Row,
  check: Check,
  head: Tail | null,
): Promise<Wrong | null> {
  const digest = createHash('sha256').update(row.payload).digest()
  const says = readPayload(row.payload)
  const forged = says === null ? 'its text is not canonical' : unlike(row, says, digest, chain)
  const unsigned = forged ?? check(row.keyId, digest, row.signature)
  const isNext = row.seq === tail.seq + 1 && row.prevHash === tail.hash
  if (unsigned === null && says && isNext) return moveOnto(tail, row, says)
  // The record that truly follows is the one that names the hash before it, wherever it stands now.
  const follower = await followerOf(sql, chain, tail.hash, row.seq)
  if (unsigned !== null) {
    if (follower !== null) {
      return { what: 'inserted', detail: `${unsigned}; the record that follows stands at ${follower}` }
    }
    if (head && row.seq > head.seq)
      return { what: 'inserted', detail: `it stands after the head; ${unsigned}` }
    return row.seq > tail.seq + 1
      ? { what: 'removed', detail: missing(tail.seq + 1, row.seq - 1) }
      : { what: 'altered', detail: unsigned }
  }
  if (follower !== null) {
    const twice = await twinOf(sql, chain, row)
    return twice === null
      ? { what: 'reordered', detail: `a record out of its place; the one that follows stands at ${follower}` }
      : { what: 'inserted', detail: `a copy of the record at ${twice}` }
  }
  return { what: 'removed', detail: missing(tail.seq + 1, Math.max(row.seq, Number(says?.seq)) - 1) }
}

async function followerOf(sql: Tx['sql'], chain: Chain, hash: string, not: number): Promise<number | null> {
  const [row] = await sql<{ seq: number }[]>`
    SELECT seq FROM journal_record
     WHERE register_id = ${chain.registerId} AND journal = ${chain.journal} AND prev_hash = ${hash} AND seq <> ${not}
     ORDER BY seq LIMIT 1`
  return row?.seq ?? null
}

async function twinOf(sql: Tx['sql'], chain: Chain, row: Row): Promise<number | null> {
  const [twin] = await sql<{ seq: number }[]>`
    SELECT seq FROM journal_record
     WHERE register_id = ${chain.registerId} AND journal = ${chain.journal} AND hash = ${row.hash} AND seq <> ${row.seq}
     LIMIT 1`
  return twin?.seq ?? null
}

async function readHead(sql: Tx['sql'], chain: Chain): Promise<Tail | null> {
  const [head] = await sql<Tail[]>`
    SELECT last_seq AS seq, last_hash AS hash, last_at AS at, signed_c AS "signedC", abs_c AS "absC", own_c AS "ownC",
           third_c AS "thirdC", voucher_c AS "voucherC"
      FROM journal_head WHERE register_id = ${chain.registerId} AND journal = ${chain.journal}`
  return head ?? null
}
