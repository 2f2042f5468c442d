import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import type { Tx } from '../../db/index.ts'

/** Says whether a signature over a digest is good under the key of that id; null when it is, else what is wrong. */
export type Check = (keyId: string, digest: Buffer, signature: string) => string | null

/** The id that a public key must have: it is made from the key, so that another key under an old id is seen. */
export function keyFingerprint(publicPem: string): string {
  return createHash('sha256').update(publicPem).digest('hex').slice(0, 16)
}

/**
 * Reads the public keys of the journal. `trusted` are the ids known outside the database (the key file): without them
 * somebody who rewrites a whole chain under a key of his own could not be told from the office.
 */
export async function readKeys(sql: Tx['sql'], trusted: ReadonlySet<string> | null): Promise<Check> {
  const rows = await sql<{ id: string; publicKey: string }[]>`
    SELECT id, public_key AS "publicKey" FROM signing_key WHERE purpose = 'JOURNAL'`
  const keys = new Map<string, KeyObject | string>()
  for (const { id, publicKey } of rows) {
    if (keyFingerprint(publicKey) !== id) keys.set(id, `the public key stored as ${id} is another one`)
    else if (trusted && !trusted.has(id)) keys.set(id, `the key ${id} is not one of the office's key file`)
    else keys.set(id, createPublicKey(publicKey))
  }
  return (keyId, digest, signature) => {
    const key = keys.get(keyId)
    if (key === undefined) return `it names the key ${keyId}, which is unknown`
    if (typeof key === 'string') return key
    // As the keyring signs: ES256 over the digest, r and s side by side.
    const bytes = Buffer.from(signature, 'base64')
    const isGood = verify('sha256', digest, { key, dsaEncoding: 'ieee-p1363' }, bytes)
    return isGood ? null : 'its signature is not that of its text'
  }
}
