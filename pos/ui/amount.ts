/** Keys of the number pad: figures, the comma, and one step back. */
export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | ',' | 'back'

/**
 * The amount as it stands after a key: at most seven figures and two decimals, one comma, no leading zeros. A key
 * that would make it wrong leaves it as it was.
 */
export function pressKey(text: string, key: PadKey): string {
  if (key === 'back') return text.slice(0, -1)
  if (key === ',') return text.includes(',') ? text : `${text === '' ? '0' : text},`
  const [whole = '', part] = text.split(',')
  if (part !== undefined) return part.length < 2 ? text + key : text
  if (whole === '0') return key
  return whole.length < 7 ? text + key : text
}

/** A whole number of at most `length` figures after a key of the pad; the comma does nothing. */
export function pressDigit(text: string, key: PadKey, length: number): string {
  if (key === 'back') return text.slice(0, -1)
  return key === ',' || text.length >= length ? text : text + key
}
