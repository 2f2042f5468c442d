import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import type { Tx } from '../../db/index.ts'
import { registerKeys } from '../journal/keys.ts'
import { keyFingerprint } from '../journal/verify-key.ts'

type Row = { register: string; journal: string; seq: number; payload: string; hash: string }

/** A key of the forger's own, with its row among those of the office. */
async function ownKey(sql: Tx['sql']): Promise<{ id: string; sign: (digest: Buffer) => string }> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }) as string
  const key = createPrivateKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const id = keyFingerprint(publicKey)
  await registerKeys({ sql } as Tx, [{ id, purpose: 'JOURNAL', algorithm: 'ES256', publicKey }])
  return {
    id,
    sign: (digest) => sign('sha256', digest, { key, dsaEncoding: 'ieee-p1363' }).toString('base64'),
  }
}

/**
 * As a superuser: changes the text of one record, makes every hash again that follows from it, in all journals and in
 * every column that names one, and signs every chain under a key of its own. Nothing within the database contradicts it.
 */
export async function signAllAgain(
  sql: Tx['sql'],
  of: { register: string; journal: string; seq: number },
  change: (payload: string) => string,
): Promise<void> {
  const key = await ownKey(sql)
  const records = await sql<Row[]>`
    SELECT register_id AS register, journal, seq, payload, hash FROM journal_record`
  const isIt = (r: Row) => r.register === of.register && r.journal === of.journal && r.seq === of.seq
  const texts = new Map(records.map((r) => [r.hash, isIt(r) ? change(r.payload) : r.payload]))
  const made = new Map<string, string>()
  // Hashes name hashes, and never in a circle: deepest first.
  const again = (hash: string): string => {
    const known = made.get(hash)
    if (known !== undefined) return known
    const text = (texts.get(hash) ?? '').replace(/[0-9a-f]{64}/g, (named) =>
      named !== hash && texts.has(named) ? again(named) : named,
    )
    const now = createHash('sha256').update(text).digest('hex')
    texts.set(hash, text)
    made.set(hash, now)
    return now
  }
  for (const { hash } of records) again(hash)
  for (const { register, journal, seq, hash } of records) {
    const now = made.get(hash) ?? ''
    await sql`
      UPDATE journal_record
         SET payload = ${texts.get(hash) ?? ''}, hash = ${now}, key_id = ${key.id},
             signature = ${key.sign(Buffer.from(now, 'hex'))}
       WHERE register_id = ${register} AND journal = ${journal} AND seq = ${seq}`
  }
  await renameHashes(sql, made)
}

/** Every column that holds a hash of a record says its new one. */
async function renameHashes(sql: Tx['sql'], made: ReadonlyMap<string, string>): Promise<void> {
  const columns = await sql<{ table: string; column: string; type: string }[]>`
    SELECT quote_ident(table_name) AS table, quote_ident(column_name) AS column, data_type AS type
      FROM information_schema.columns
     WHERE table_schema = 'public' AND (column_name LIKE '%hash%' OR table_name = 'closure' AND data_type = 'jsonb')
       AND (table_name, column_name) <> ('journal_record', 'hash')`
  const moved = [...made].filter(([old, now]) => old !== now)
  for (const { table, column, type } of columns) {
    for (const [old, now] of moved) {
      await sql.unsafe(
        `UPDATE ${table} SET ${column} = replace(${column}::text, $1, $2)::${type} WHERE strpos(${column}::text, $1) > 0`,
        [old, now],
      )
    }
  }
}
