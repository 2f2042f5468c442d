import { createHash } from 'node:crypto'
import { encode32, PREFIX, type Id, type Kind } from '../../api/shared/id.ts'

/**
 * The identifier of a thing of the demonstration, the same whenever it is seeded: made from its name instead of
 * chance. `ms` puts its time first, so that sessions and counters stay sorted as rows made later.
 */
export function seedId<K extends Kind>(kind: K, key: string, ms?: number): Id<K> {
  const bytes = createHash('sha256').update(`${kind} ${key}`).digest().subarray(0, 16)
  if (ms !== undefined) bytes.writeUIntBE(ms, 0, 6)
  return `${PREFIX[kind]}_${encode32(bytes)}`
}

/** An EAN-13 of the range kept for use inside a shop (200…), with its check digit. */
export function ean13(article: number): string {
  const body = `200${String(article).padStart(9, '0')}`
  const sum = Array.from(body, Number).reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 1 : 3), 0)
  return body + String((10 - (sum % 10)) % 10)
}

/** An IBAN that passes the check of ISO 7064 but belongs to no bank (00000 00000). */
export function demoIban(account: number): string {
  const bban = `0000000000${String(account).padStart(11, '0')}00`
  // Letters count as figures from 10 on: FR is 15 27, and 00 holds the place of the check digits.
  const rest = BigInt(`${bban}152700`) % 97n
  return `FR${String(98n - rest).padStart(2, '0')}${bban}`
}
