/** True when digits satisfy Luhn's sum, as SIREN (9) and SIRET (14) numbers do (INSEE; La Poste's own apart). */
export function isLuhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const twice = i % 2 === 1 ? digit * 2 : digit
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/** A SIRET as it is typed, spaces taken out; null when it is not one. */
export function toSiret(text: string): string | null {
  const plain = text.replace(/[\s.]/g, '')
  return plain.length === 14 && isLuhn(plain) ? plain : null
}

/** The French VAT number of a company: FR, two digits made from its SIREN, the SIREN (CGI ann. II, art. 242 nonies A). */
export function frenchVat(siret: string): string {
  const siren = siret.slice(0, 9)
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`
}
