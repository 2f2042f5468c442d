/** An IBAN without spaces, in capitals; null when its form or its check digits (ISO 13616, mod 97) are wrong. */
export function readIban(typed: string): string | null {
  const iban = typed.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null
  // A French one is 27 long: a figure left out is told before the bank tells it.
  if (iban.startsWith('FR') && iban.length !== 27) return null
  let rest = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of String(parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1 ? iban : null
}
