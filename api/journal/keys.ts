import type { Tx } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'
import { EVENT, eventEntry } from './event.ts'
import { append, lockHeads, type Signer } from './journal.ts'
import { officeRegister } from './office.ts'

export type PublicKey = {
  id: string
  purpose: 'JOURNAL' | 'TICKET'
  algorithm: 'ES256' | 'Ed25519'
  publicKey: string
}

/** Two processes that start together with different files: one adopts its keys, the other is refused. */
const LOCK = 7_204_202

/**
 * Publishes the public half of each key, once: what they signed stays verifiable with the application off. Returns
 * the keys that were not known before.
 */
export async function registerKeys(tx: Tx, keys: readonly PublicKey[]): Promise<PublicKey[]> {
  const rows = await tx.sql<{ id: string }[]>`
    INSERT INTO signing_key (id, purpose, algorithm, public_key)
    SELECT * FROM unnest(${keys.map((k) => k.id)}::text[], ${keys.map((k) => k.purpose)}::text[],
                         ${keys.map((k) => k.algorithm)}::text[], ${keys.map((k) => k.publicKey)}::text[])
    ON CONFLICT (id) DO NOTHING RETURNING id`
  const added = new Set(rows.map((row) => row.id))
  return keys.filter((key) => added.has(key.id))
}

/**
 * Ties the keys of a file to the database at the start of a process: publishes the new ones, and tells of them on the
 * office's register. Throws with a message for people when the file belongs to another
 * database: a ticket key's number is another key here, or none of its journal keys ever signed here.
 */
export async function adoptKeys(tx: Tx, keys: Keys, at: Instant): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(${LOCK})`
  const known = await tx.sql<
    { id: string; purpose: PublicKey['purpose'] }[]
  >`SELECT id, purpose FROM signing_key`
  const reason = stranger(known, keys.all)
  if (reason) {
    throw new Error(
      `SIGNING_KEY_FILE: this file is not the one of this database: ${reason}. Start with the file that the office has used so far; new keys are added to it, after the others.`,
    )
  }
  await registerKeys(tx, keys.all)
  await noteKeys(tx, keys, at)
}

/** The keys of a process: `former` is the journal key before the last, where there is one. */
type Keys = Signer & { former?: Signer['journal'] | null; all: readonly PublicKey[] }

/**
 * Writes KEY_ADDED on the office's register for each key of the file that no event tells of yet, also for those that
 * were published before there was an office. Nothing happens before there is one. A journal key that takes over from one
 * that is told already is announced by it: KEY_ROTATED, signed by the key before, so that each key of an old archive
 * leads to the next.
 */
export async function noteKeys(tx: Tx, keys: Keys, at: Instant): Promise<void> {
  const registerId = await officeRegister(tx)
  if (registerId === null) return
  const heads = await lockHeads(tx, [{ registerId, journal: 'L' }])
  const told = await toldKeys(tx, registerId)
  const untold = keys.all.filter((key) => !told.has(key.id))
  if (untold.length === 0) return
  const { former } = keys
  const announcer = former && told.has(former.id) && !told.has(keys.journal.id) ? former : null
  const entries = untold.map(({ id, purpose, algorithm }) => {
    const isNext = announcer !== null && id === keys.journal.id
    return eventEntry({
      registerId,
      code: isNext ? EVENT.KEY_ROTATED : EVENT.KEY_ADDED,
      operator: '-',
      detail: { key: id, purpose, algorithm, ...(isNext ? { before: announcer.id } : {}) },
      at,
    })
  })
  await append(tx, heads, announcer ? { journal: announcer } : keys, entries)
}

/** Ids of the keys that the event log of the office tells of; canonical text has this member in one way only. */
async function toldKeys(tx: Tx, registerId: string): Promise<Set<string>> {
  const rows = await tx.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record
     WHERE register_id = ${registerId} AND journal = 'L'
       AND (strpos(payload, ${`"code":"${EVENT.KEY_ADDED}"`}) > 0
            OR strpos(payload, ${`"code":"${EVENT.KEY_ROTATED}"`}) > 0)`
  return new Set(rows.map((row) => (JSON.parse(row.payload) as { detail: { key: string } }).detail.key))
}

/** Why these keys are not those of the database; null when they may be. */
function stranger(
  known: readonly { id: string; purpose: PublicKey['purpose'] }[],
  keys: readonly PublicKey[],
): string | null {
  // A ticket key is called T<number>-<fingerprint>; the number is what travels in the codes.
  const numberOf = (id: string) => id.split('-')[0]
  const tickets = new Map(known.filter((k) => k.purpose === 'TICKET').map((k) => [numberOf(k.id), k.id]))
  for (const { id, purpose } of keys) {
    const other = purpose === 'TICKET' ? tickets.get(numberOf(id)) : undefined
    if (other !== undefined && other !== id) return `its ticket key ${id} is known here as ${other}`
  }
  const journals = known.filter((k) => k.purpose === 'JOURNAL')
  const isKnown = journals.some((k) => keys.some((key) => key.id === k.id))
  return journals.length > 0 && !isKnown ? 'none of its journal keys is known here' : null
}
