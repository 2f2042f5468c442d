import type { Tx } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'
import { CORE_DIGEST, CORE_VERSION } from './digest.ts'
import { EVENT, eventEntry } from './event.ts'
import { append, lockHeads, type Signer } from './journal.ts'
import { officeRegister } from './office.ts'

/**
 * Writes VERSION_STARTED on the office's register when the fiscal core is not the one that started last: another
 * version, or another digest of its sources. Of several processes that start together one writes it. Returns whether
 * this one did. Nothing happens before there is an office.
 */
export async function noteVersion(tx: Tx, keys: Signer, at: Instant): Promise<boolean> {
  const registerId = await officeRegister(tx)
  if (registerId === null) return false
  const heads = await lockHeads(tx, [{ registerId, journal: 'L' }])
  const last = await lastVersion(tx, registerId)
  if (last?.version === CORE_VERSION && last.coreDigest === CORE_DIGEST) return false
  const detail = {
    version: CORE_VERSION,
    coreDigest: CORE_DIGEST,
    ...(last ? { beforeVersion: last.version, beforeDigest: last.coreDigest } : {}),
  }
  const event = { registerId, code: EVENT.VERSION_STARTED, operator: '-', detail, at }
  await append(tx, heads, keys, [eventEntry(event)])
  return true
}

type Version = { version: string; coreDigest: string }

/** What the last VERSION_STARTED of the register says; canonical text has this member in one way only. */
async function lastVersion(tx: Tx, registerId: string): Promise<Version | null> {
  const [row] = await tx.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record
     WHERE register_id = ${registerId} AND journal = 'L'
       AND strpos(payload, ${`"code":"${EVENT.VERSION_STARTED}"`}) > 0
     ORDER BY seq DESC LIMIT 1`
  return row ? (JSON.parse(row.payload) as { detail: Version }).detail : null
}
