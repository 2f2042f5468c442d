import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** A key that signs journal records: ES256 (ECDSA P-256 over SHA-256), as the fiscal archive names it. */
export type JournalKey = {
  id: string
  publicPem: string
  sign: (hash: Buffer) => string
}
/** A key that signs ticket codes: Ed25519, numbered from 1 because the number travels in 93 bytes. */
export type TicketKey = {
  id: number
  publicKey: KeyObject
  publicPem: string
  sign: (body: Uint8Array) => Buffer
}

/** The office's signing keys. The last of each kind signs; the older ones still verify and re-draw old tickets. */
export type Keyring = {
  journal: JournalKey
  /** The journal key before the last, which announces it; null while there was only one. */
  former: JournalKey | null
  ticket: TicketKey
  ticketKeys: ReadonlyMap<number, TicketKey>
  all: { id: string; purpose: 'JOURNAL' | 'TICKET'; algorithm: 'ES256' | 'Ed25519'; publicKey: string }[]
}

/** The number of a ticket key is one byte of its codes. */
const MOST_TICKET_KEYS = 255

const KeyFile = z.object({
  format: z.literal('guichet-keys-1'),
  journal: z.array(z.string()).min(1),
  ticket: z.array(z.string()).min(1).max(MOST_TICKET_KEYS),
})

/** Reads the keys from a file, making it (mode 0600) when `create` is set. Throws with a clear message otherwise. */
export function loadKeyring(path: string, options: { create: boolean }): Keyring {
  if (options.create && !existsSync(path)) makeKeyFile(path)
  return keyringOf(readKeyFile(path))
}

function readKeyFile(path: string): z.infer<typeof KeyFile> {
  if (!existsSync(path))
    throw new Error(`SIGNING_KEY_FILE: no file at ${path}; npm run keys -- ${path} makes one`)
  const parsed = KeyFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`SIGNING_KEY_FILE: ${path} is not a Guichet key file`)
  return parsed.data
}

/** Makes a key file with one key of each kind, mode 0600, and its folder. Throws when there is a file already. */
export function makeKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path))
    throw new Error(`SIGNING_KEY_FILE: there is a file at ${path} already; it is left as it is`)
  writeFileSync(path, JSON.stringify(newKeyFile(), null, 2), { mode: 0o600, flag: 'wx' })
  chmodSync(path, 0o600)
}

/**
 * Adds a new key of each kind behind those of a file: from the next start on they sign, and the older ones still verify
 * and draw old tickets again. The file is replaced in one step. Throws when there is none, or no room for a ticket key.
 */
export function rotateKeyFile(path: string): void {
  const file = readKeyFile(path)
  if (file.ticket.length >= MOST_TICKET_KEYS)
    throw new Error(`SIGNING_KEY_FILE: ${path} has ${MOST_TICKET_KEYS} ticket keys, the most there can be`)
  const next = newKeyFile()
  const longer = {
    ...file,
    journal: [...file.journal, ...next.journal],
    ticket: [...file.ticket, ...next.ticket],
  }
  const beside = `${path}.new`
  writeFileSync(beside, JSON.stringify(longer, null, 2), { mode: 0o600 })
  chmodSync(beside, 0o600)
  renameSync(beside, path)
}

/** Keys for one process only: tests and benchmarks. */
export function temporaryKeyring(): Keyring {
  return keyringOf(newKeyFile())
}

function newKeyFile(): z.infer<typeof KeyFile> {
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string
  return {
    format: 'guichet-keys-1',
    journal: [pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ticket: [pem(generateKeyPairSync('ed25519').privateKey)],
  }
}

function keyringOf(file: z.infer<typeof KeyFile>): Keyring {
  const journals = file.journal.map(journalKey)
  const tickets = file.ticket.map((pem, i) => ticketKey(pem, i + 1))
  return {
    journal: journals.at(-1) as JournalKey,
    former: journals.at(-2) ?? null,
    ticket: tickets.at(-1) as TicketKey,
    ticketKeys: new Map(tickets.map((k) => [k.id, k])),
    all: [
      ...journals.map(
        (k) => ({ id: k.id, purpose: 'JOURNAL', algorithm: 'ES256', publicKey: k.publicPem }) as const,
      ),
      ...tickets.map(
        (k) =>
          ({
            id: `T${k.id}-${fingerprint(k.publicPem)}`,
            purpose: 'TICKET',
            algorithm: 'Ed25519',
            publicKey: k.publicPem,
          }) as const,
      ),
    ],
  }
}

function fingerprint(publicPem: string): string {
  return createHash('sha256').update(publicPem).digest('hex').slice(0, 16)
}

function publicPemOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string
}

function journalKey(pem: string): JournalKey {
  const key = createPrivateKey(pem)
  const publicPem = publicPemOf(key)
  const es256 = { key, dsaEncoding: 'ieee-p1363' as const }
  return {
    id: fingerprint(publicPem),
    publicPem,
    sign: (hash) => sign('sha256', hash, es256).toString('base64'),
  }
}

function ticketKey(pem: string, id: number): TicketKey {
  const key = createPrivateKey(pem)
  return {
    id,
    publicKey: createPublicKey(key),
    publicPem: publicPemOf(key),
    sign: (body) => sign(null, body, key),
  }
}
