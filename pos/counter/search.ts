import type { Option, Product, UnitType } from '../../api/shared/catalog.ts'
import { plain } from '../../api/shared/plain.ts'

/** What was typed, understood: words of a product, an hour, fares, and a number of pieces. */
export type Query = {
  words: string[]
  /** HH:MM */
  time: string | null
  /** Letters of fares with their number: `2a1e`. */
  party: { short: string; qty: number }[]
  /** A lone small number: pieces of an article. */
  count: number | null
}

/** True when nothing that was typed can be looked for: no letter, no figure. */
export function isBlank(query: Query): boolean {
  return query.words.length + query.party.length === 0 && query.time === null && query.count === null
}

const TIME = /^([01]?\d|2[0-3])(?:[h:]([0-5]\d)?|([0-5]\d))$/
const PARTY = /^(?!\d{1,2}h$)(?:\d{1,2}[a-z])+$/

/** A title as it is searched: plain words, one space between them. */
export function fold(text: string): string {
  return plain(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Reads a whole sale as it is spoken: `golfe 1430 2a 1e`, `golfe 14h30 2a1e`, `3 carte postale`. */
export function parseQuery(text: string): Query {
  const query: Query = { words: [], time: null, party: [], count: null }
  const lower = text.toLowerCase().trim()
  if (lower === '') return query
  for (const token of lower.split(/\s+/)) {
    const time = TIME.exec(token)
    if (PARTY.test(token)) addParty(query, token)
    else if (time && query.time === null && !/^\d{1,2}$/.test(token)) {
      query.time = `${(time[1] ?? '').padStart(2, '0')}:${time[2] ?? time[3] ?? '00'}`
    } else if (/^\d{1,2}$/.test(token) && query.count === null) query.count = Number(token)
    else query.words.push(...fold(token).split(' ').filter(Boolean))
  }
  return query
}

function addParty(query: Query, token: string): void {
  for (const [, qty = '0', short = ''] of token.matchAll(/(\d{1,2})([a-z])/g)) {
    const same = query.party.find((p) => p.short === short)
    if (same) same.qty = Number(qty)
    else query.party.push({ short, qty: Number(qty) })
  }
}

/** Edits between two short words, at most `limit` of them (then `limit + 1`); a swap of neighbours counts one. */
export function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    before = last
    last = row
  }
  return Math.min(last[b.length] ?? limit + 1, limit + 1)
}

/** How well a typed word fits a word of a name: 0 not at all, 100 the same. */
export function fit(typed: string, word: string): number {
  if (word === typed) return 100
  if (word.startsWith(typed)) return 80
  if (typed.length >= 3 && word.includes(typed)) return 50
  const limit = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0
  if (limit === 0 || word[0] !== typed[0]) return 0
  // The word may be half typed: its beginning is compared too, a letter shorter or longer.
  for (const length of [word.length, typed.length, typed.length - 1, typed.length + 1]) {
    const off = edits(typed, word.slice(0, length), limit)
    if (off <= limit) return 40 - off * 5
  }
  return 0
}

type Entry = { product: Product; strong: string[]; weak: string[] }

/** The searchable words of a catalogue. Build once a version. */
export function indexWords(products: readonly Product[]): Entry[] {
  return products.map((product) => ({
    product,
    strong: fold(`${product.text.fr.title} ${product.barcode ?? ''}`).split(' '),
    weak: fold(
      [
        product.code,
        product.providerName,
        product.place,
        product.meetingPoint,
        ...product.options.flatMap((o) => [o.name.fr, ...o.units.map((u) => u.name.fr)]),
      ].join(' '),
    ).split(' '),
  }))
}

/** Products that fit every word, best first; accents and a typo are forgiven. */
export function searchProducts(entries: readonly Entry[], words: readonly string[]): Product[] {
  if (words.length === 0) return []
  const found: { product: Product; score: number; i: number }[] = []
  entries.forEach((entry, i) => {
    let score = 0
    for (const typed of words) {
      const strong = Math.max(0, ...entry.strong.map((word) => fit(typed, word)))
      const weak = Math.max(0, ...entry.weak.map((word) => fit(typed, word)))
      const best = Math.max(strong * 3, weak)
      if (best === 0) return
      score += best
    }
    found.push({ product: entry.product, score, i })
  })
  return found.sort((a, b) => b.score - a.score || a.i - b.i).map((f) => f.product)
}

/** The units of an option that a party names by their letters; null when a letter names none. */
export function partyUnits(option: Option, party: Query['party']): { unitId: string; qty: number }[] | null {
  const units: { unitId: string; qty: number }[] = []
  for (const { short, qty } of party) {
    const unit = option.units.find((u) => u.short.toLowerCase() === short)
    if (!unit) return null
    units.push({ unitId: unit.id, qty })
  }
  return units
}

/** The article a scanner read, by its barcode. */
export function byBarcode(products: readonly Product[], code: string): Product | undefined {
  return products.find((p) => p.barcode !== null && p.barcode === code)
}

/** One adult, two, two with a child, two with two; of the fares that the option has. */
export function presets(option: Option): { label: string; units: { unitId: string; qty: number }[] }[] {
  const of = (type: UnitType) => option.units.find((u) => u.type === type)
  const adult = of('ADULT')
  const child = of('CHILD') ?? of('YOUTH')
  const first = adult ?? option.units[0]
  // "2 U" says nothing of who comes: fares that are not persons have their steppers alone.
  if (!first || first.type === 'OTHER' || first.type === 'FAMILY') return []
  const parties: [number, number][] =
    child && adult
      ? [
          [1, 0],
          [2, 0],
          [2, 1],
          [2, 2],
        ]
      : [
          [1, 0],
          [2, 0],
          [3, 0],
          [4, 0],
        ]
  return parties.map(([adults, children]) => {
    const units = [{ unitId: first.id, qty: adults }]
    if (child && children > 0) units.push({ unitId: child.id, qty: children })
    const letters = [`${adults} ${first.short.toUpperCase()}`]
    if (child && children > 0) letters.push(`${children} ${child.short.toUpperCase()}`)
    return { label: letters.join(' '), units }
  })
}
