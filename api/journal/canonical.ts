/** What may stand in a journal payload: integers, NFC text, booleans, null, lists and objects of them. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical }

/**
 * The one text of a payload: UTF-8 JSON, keys sorted by code point, no white space, integers only, NFC strings (a
 * subset of RFC 8785). The hash is taken over it, so it must never change for a given value. Throws a RangeError for
 * what it does not take: floats, undefined, text that is not NFC.
 */
export function canonical(value: Canonical): string {
  if (value === null) return 'null'
  if (typeof value === 'string') {
    // ASCII is NFC, has no half characters, and is most of what is sealed.
    if (ASCII.test(value)) return JSON.stringify(value)
    if (value.normalize('NFC') !== value) throw new RangeError('canonical text must be NFC')
    // What PostgreSQL stores would differ from what was hashed.
    if (HALF_CHARACTER.test(value)) throw new RangeError('canonical text must be UTF-8: half a character')
    return JSON.stringify(value)
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`canonical numbers are integers: ${value}`)
    return String(value === 0 ? 0 : value)
  }
  if (Array.isArray(value)) return `[${value.map((item: Canonical) => canonical(item)).join(',')}]`
  if (typeof value !== 'object') throw new RangeError(`not canonical: ${typeof value}`)
  const object = value as { readonly [key: string]: Canonical }
  let text = ''
  for (const { key, prefix } of orderOf(Object.keys(object))) {
    text += (text === '' ? '{' : ',') + prefix + canonical(object[key] as Canonical)
  }
  return text === '' ? '{}' : `${text}}`
}

/** One member of an object as it stands in its text: `"key":value`. */
export type Member = { readonly key: string; readonly text: string }

/**
 * The members of an object, each in its canonical form. What is known early may be written down early, and joined with
 * the rest when that is known. Throws as `canonical` does.
 */
export function members(object: { readonly [key: string]: Canonical }): Member[] {
  return orderOf(Object.keys(object)).map(({ key, prefix }) => ({
    key,
    text: prefix + canonical(object[key] as Canonical),
  }))
}

/** The canonical text of an object with these members, in whatever order. Throws a RangeError when one is there twice. */
export function joined(all: readonly Member[]): string {
  const sorted = [...all].sort((a, b) => byCodePoint(a.key, b.key))
  const twice = sorted.find(({ key }, i) => key === sorted[i - 1]?.key)
  if (twice) throw new RangeError(`an object names ${twice.key} once`)
  return `{${sorted.map(({ text }) => text).join(',')}}`
}

type Ordered = readonly { key: string; prefix: string }[]

/** Payloads have a few dozen shapes, sealed thousands of times: each is sorted and written once. */
const orders = new Map<string, Ordered>()
const MAX_ORDERS = 500

/** The keys in order of code points, each as it is written before its value. */
function orderOf(keys: string[]): Ordered {
  const shape = keys.join('\0')
  const known = orders.get(shape)
  // No key that is kept holds the separator, so one that does is told by the number of keys.
  if (known?.length === keys.length) return known
  const order = keys.sort(byCodePoint).map((key) => ({ key, prefix: `${JSON.stringify(key)}:` }))
  if (orders.size >= MAX_ORDERS) orders.clear()
  if (keys.every((key) => ASCII.test(key))) orders.set(shape, order)
  return order
}

/** A surrogate without its other half: no UTF-8 can hold it. */
const HALF_CHARACTER = /\p{Surrogate}/u

/** Keys of the payload are ASCII: then the order of UTF-16 units is the order of code points. */
const ASCII = /^[\x20-\x7e]*$/

/** Order by code point; equal to the default order of UTF-16 units for the keys we use, and right beyond them. */
function byCodePoint(a: string, b: string): number {
  if (ASCII.test(a) && ASCII.test(b)) return a < b ? -1 : a > b ? 1 : 0
  const left = Array.from(a, (c) => c.codePointAt(0) ?? 0)
  const right = Array.from(b, (c) => c.codePointAt(0) ?? 0)
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
