import type { Tx } from '../../db/index.ts'

type PublicKey = {
  id: string
  purpose: 'JOURNAL' | 'TICKET'
  algorithm: 'ES256' | 'Ed25519'
  publicKey: string
}

/** Publishes the public half of each key, once: what they signed stays verifiable with the application off. */
export async function registerKeys(tx: Tx, keys: readonly PublicKey[]): Promise<void> {
  await tx.sql`
    INSERT INTO signing_key (id, purpose, algorithm, public_key)
    SELECT * FROM unnest(${keys.map((k) => k.id)}::text[], ${keys.map((k) => k.purpose)}::text[],
                         ${keys.map((k) => k.algorithm)}::text[], ${keys.map((k) => k.publicKey)}::text[])
    ON CONFLICT (id) DO NOTHING`
}
