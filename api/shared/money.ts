/** Money is an integer number of euro cents; rates are integer basis points (20 % = 2000). No floats anywhere. */
export type Cents = number & { readonly __cents: true }

/** Brands an integer as cents. Throws a RangeError when the value is not a safe integer. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer amount of cents: ${value}`)
  return (value === 0 ? 0 : value) as Cents
}

/** Sum of amounts, in cents. */
export function sumCents(values: Iterable<number>): Cents {
  let sum = 0
  for (const value of values) sum += value
  return cents(sum)
}

/**
 * Integer division rounded half up, away from zero on a tie for negatives so that a refund mirrors its sale.
 * Exact for safe integers; the largest product, an amount by a rate, is a thousandth of what is safe.
 */
export function roundHalfUp(numerator: number, denominator: number): number {
  const negative = numerator < 0
  const n = Math.abs(numerator)
  const quotient = Math.floor(n / denominator)
  const rest = n - quotient * denominator
  const rounded = rest * 2 >= denominator ? quotient + 1 : quotient
  return negative ? -rounded || 0 : rounded
}

/** `base × rateBp / 10000`, in cents, rounded half up once. */
export function applyRate(base: number, rateBp: number): Cents {
  return cents(roundHalfUp(base * rateBp, 10_000))
}

/** VAT contained in an amount that includes it, in cents: round_half_up(TTC × r / (10000 + r)). */
export function vatIncluded(ttc: number, rateBp: number): Cents {
  return cents(roundHalfUp(ttc * rateBp, 10_000 + rateBp))
}

/**
 * Splits `total` over `weights` so that the parts sum to it exactly: largest remainder, a tie goes to the larger
 * weight, then to the lower index. Where this stands in the rounding of a sale: ARCHITECTURE.md, "Money".
 */
export function prorate(total: number, weights: readonly number[]): Cents[] {
  const all = weights.reduce((a, b) => a + b, 0)
  if (all === 0) return weights.map((_, i) => cents(i === 0 ? total : 0))
  const sign = total < 0 ? -1 : 1
  const size = Math.abs(total)
  const parts = weights.map((w, i) => {
    const exact = size * w
    const floor = Math.floor(exact / all)
    return { i, w, floor, rest: exact - floor * all }
  })
  let left = size - parts.reduce((a, p) => a + p.floor, 0)
  for (const part of [...parts].sort((a, b) => b.rest - a.rest || b.w - a.w || a.i - b.i)) {
    if (left <= 0) break
    part.floor += 1
    left -= 1
  }
  return parts.map((p) => cents(sign * p.floor))
}

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', useGrouping: true })

/** "1 234,50 €" with no-break spaces and U+2212 as the minus sign (see `typographic`). */
export function formatEuros(amount: number, locale = 'fr'): string {
  const format =
    locale === 'fr' ? euros : new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
  return typographic(format.format(amount / 100))
}

/** The font lacks U+202F: narrow no-break spaces become U+00A0, and a hyphen before a figure becomes U+2212. */
export function typographic(text: string): string {
  return text.replaceAll('\u202f', '\u00a0').replace(/^-/, '\u2212')
}

/** Reads an amount typed as spoken (`50`, `50,5`, `50.50`, `1 234,50`) into cents; null when it is not one. */
export function parseEuros(text: string): Cents | null {
  const plain = text.replace(/[\s\u00a0\u202f€]/g, '').replace(',', '.')
  if (!/^\d{1,7}(\.\d{0,2})?$/.test(plain)) return null
  const [whole = '0', part = ''] = plain.split('.')
  return cents(Number(whole) * 100 + Number(part.padEnd(2, '0')))
}
