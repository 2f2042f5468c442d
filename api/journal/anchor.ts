import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../db/index.ts'
import type { Journal } from '../../db/schema/journal.ts'
import type { Instant } from '../shared/time.ts'
import { canonical } from './canonical.ts'
import { CORE_VERSION } from './digest.ts'
import type { Signer } from './journal.ts'
import type { Check } from './verify-key.ts'
import type { Fault } from './verify-record.ts'

/** The end of a chain at some moment: code of its register, journal, number and hash of its last record. */
export type AnchoredHead = { register: string; journal: Journal; seq: number; hash: string }

/**
 * The ends of all chains at one moment, signed by the journal's key. Kept outside the database: who cuts tails off
 * there, puts an old copy back or signs everything again with another key can change no anchor that somebody else has.
 */
export type Anchor = { at: Instant; core: string; heads: AnchoredHead[]; keyId: string; signature: string }

/** The ends of all chains, by code of register and journal. */
export async function readHeads(reader: Db | Tx): Promise<AnchoredHead[]> {
  return reader.sql<AnchoredHead[]>`
    SELECT r.code AS register, h.journal, h.last_seq AS seq, h.last_hash AS hash
      FROM journal_head h JOIN register r ON r.id = h.register_id
     WHERE h.last_seq > 0 ORDER BY r.code, h.journal`
}

const digestOf = ({ at, core, heads }: Pick<Anchor, 'at' | 'core' | 'heads'>) =>
  createHash('sha256')
    .update(canonical({ at, core, heads: heads.map((head) => ({ ...head })) }))
    .digest()

/** Signs the ends of the chains as they were read at `at`. */
export function anchorOf({ journal }: Signer, at: Instant, heads: AnchoredHead[]): Anchor {
  const anchor = { at, core: CORE_VERSION, heads }
  return { ...anchor, keyId: journal.id, signature: journal.sign(digestOf(anchor)) }
}

/** Reads one line of an anchor file; null when it is none. */
export function parseAnchor(line: string): Anchor | null {
  try {
    const { at, core, heads, keyId, signature } = JSON.parse(line) as Anchor
    const isHead = (head: AnchoredHead) =>
      typeof head?.register === 'string' && Number.isSafeInteger(head.seq) && typeof head.hash === 'string'
    const isText = [at, core, keyId, signature].every((text) => typeof text === 'string')
    if (!isText || !Array.isArray(heads) || !heads.every(isHead)) return null
    return { at, core, heads, keyId, signature }
  } catch {
    return null
  }
}

/** Whether an anchor shows the last closure of every register: then nothing has to be anchored. */
export function showsClosures(anchor: Anchor | null, heads: readonly AnchoredHead[]): boolean {
  const shown = new Map(anchor?.heads.map((head) => [`${head.register}/${head.journal}`, head.hash]))
  return heads.every((head) => head.journal !== 'G' || shown.get(`${head.register}/G`) === head.hash)
}

/** Anchored heads in one question. */
const PACE = 2_000

type Wanted = AnchoredHead & { at: Instant }

/**
 * The first anchor, in the order of the file, that the chains do not bear out: its own signature, then each record that
 * it names, which must be there with that hash. One fault for each chain, at the first record that is not as it was.
 * `lines` are those of the file, read before the snapshot that `sql` sees.
 */
export async function anchorFaults(sql: Tx['sql'], lines: readonly string[], check: Check): Promise<Fault[]> {
  const faults = new Map<string, Fault>()
  const wanted = new Map<string, Wanted>()
  for (const [i, line] of lines.entries()) {
    const anchor = parseAnchor(line)
    // A line that a crash cut short says nothing; who can spoil one can take it away as well.
    if (!anchor) continue
    const wrong = check(anchor.keyId, digestOf(anchor), anchor.signature)
    if (wrong !== null && !faults.has('file')) {
      const detail = `line ${i + 1} of the anchor file (${anchor.at}): ${wrong}`
      faults.set('file', { register: '-', journal: 'G', seq: 0, what: 'altered', detail })
    }
    for (const head of anchor.heads) {
      // The same end is anchored day after day on a register that sells nothing.
      const key = `${head.register}/${head.journal}/${head.seq}/${head.hash}`
      if (!wanted.has(key)) wanted.set(key, { ...head, at: anchor.at })
    }
  }
  const all = [...wanted.values()]
  for (let i = 0; i < all.length; i += PACE)
    for (const fault of await unborne(sql, all.slice(i, i + PACE)))
      if (!faults.has(`${fault.register}/${fault.journal}`))
        faults.set(`${fault.register}/${fault.journal}`, fault)
  return [...faults.values()]
}

/** Anchored ends that the chains do not have, in their order. */
async function unborne(sql: Tx['sql'], wanted: readonly Wanted[]): Promise<Fault[]> {
  const found = await sql<{ hash: string | null }[]>`
    SELECT j.hash
      FROM unnest(${wanted.map((w) => w.register)}::text[], ${wanted.map((w) => w.journal)}::text[],
                  ${wanted.map((w) => w.seq)}::int[]) WITH ORDINALITY AS k(register, journal, seq, i)
      LEFT JOIN register r ON r.code = k.register
      LEFT JOIN journal_record j ON j.register_id = r.id AND j.journal = k.journal AND j.seq = k.seq
     ORDER BY k.i`
  return wanted.flatMap(({ register, journal, seq, hash, at }, i): Fault[] => {
    const has = found[i]?.hash ?? null
    if (has === hash) return []
    const what = has === null ? 'removed' : 'altered'
    const is = has === null ? 'the record is missing' : 'the record has another hash'
    return [{ register, journal, seq, what, detail: `${is}; the anchor of ${at} names ${hash}` }]
  })
}
