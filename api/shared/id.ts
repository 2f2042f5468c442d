/** Identifiers are `prefix_` + 26 characters of Crockford base32: 48 bits of time, 80 bits of chance, sortable. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** The closed table of prefixes: one word of the trade each. */
export const PREFIX = {
  accountPayment: 'acp',
  agreement: 'agr',
  archive: 'arc',
  audit: 'aud',
  booking: 'bok',
  buyer: 'buy',
  counter: 'cnt',
  customer: 'cus',
  discount: 'dsc',
  invoice: 'inv',
  ledgerEvent: 'led',
  mail: 'mai',
  movement: 'mov',
  option: 'opt',
  order: 'ord',
  outbox: 'out',
  product: 'prd',
  payment: 'pay',
  provider: 'prv',
  quote: 'quo',
  refundDue: 'rfd',
  regieActor: 'rga',
  handover: 'hov',
  register: 'reg',
  remittance: 'rem',
  rule: 'rul',
  sale: 'sal',
  scan: 'scn',
  season: 'sea',
  session: 'ses',
  shift: 'shf',
  sncfMemo: 'snm',
  site: 'sit',
  staff: 'stf',
  tariff: 'trf',
  ticket: 'tkt',
  unit: 'uni',
  unitItem: 'uit',
  versement: 'ver',
  voucher: 'vch',
} as const

export type Kind = keyof typeof PREFIX
export type Id<K extends Kind = Kind> = string & { readonly __kind?: K }

let lastMs = 0
let lastTail = new Uint8Array(10)

/** 16 bytes: time in ms (48 bits), then chance; ids made in the same ms by one process keep their order. */
function sortableBytes(ms: number): Uint8Array {
  if (ms === lastMs) {
    for (let i = 9; i >= 0; i--) {
      const next = ((lastTail[i] ?? 0) + 1) & 0xff
      lastTail[i] = next
      if (next !== 0) break
    }
  } else {
    lastMs = ms
    lastTail = crypto.getRandomValues(new Uint8Array(10))
  }
  const bytes = new Uint8Array(16)
  for (let i = 5, t = ms; i >= 0; i--, t = Math.floor(t / 256)) bytes[i] = t % 256
  bytes.set(lastTail, 6)
  return bytes
}

/** 26 characters of base32 for 16 bytes. */
export function encode32(bytes: Uint8Array): string {
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      out += ALPHABET[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? out + ALPHABET[(value << (5 - bits)) & 31] : out
}

/** The 16 bytes behind 26 characters; throws a RangeError on a foreign character. */
export function decode32(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let bits = 0
  let value = 0
  let at = 0
  for (const char of text) {
    const digit = ALPHABET.indexOf(char)
    if (digit < 0) throw new RangeError('not a base32 identifier')
    value = ((value << 5) | digit) & 0xffff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      if (at < bytes.length) bytes[at++] = (value >>> bits) & 0xff
    }
  }
  return bytes
}

/** A new identifier; `ms` is the time it sorts by (default: the device's clock, which is enough for order). */
export function newId<K extends Kind>(kind: K, ms: number = Date.now()): Id<K> {
  return `${PREFIX[kind]}_${encode32(sortableBytes(ms))}`
}

const TAIL = /^_[0-9a-hjkmnp-tv-z]{26}$/

/** True when `text` is an identifier of that kind, as a client may make one. */
export function isId(kind: Kind, text: string): boolean {
  return text.startsWith(PREFIX[kind]) && TAIL.test(text.slice(PREFIX[kind].length))
}
