/** No I L O U 0 1, and of B 8, S 5, Z 2 only the figure: what is read aloud or copied by hand stays itself. */
export const SHORT = '23456789ACDEFGHJKMNPQRTVWXY'
export const MEANT: Readonly<Record<string, string>> = { B: '8', S: '5', Z: '2', U: 'V' }

/** Characters of base45 for the 93 bytes of a signed ticket code: QR version 6 at level M holds 154. */
export const SIGNED_LENGTH = 140

/** A ticket's code for people, in whatever case and grouping it was typed, look-alikes forgiven; null when it is none. */
export function toShortCode(text: string): string | null {
  const short = text
    .trim()
    .toUpperCase()
    .replace(/[\s.·-]/g, '')
    .replace(/[BSZU]/g, (char) => MEANT[char] ?? char)
  return short.length === 8 && [...short].every((char) => SHORT.includes(char)) ? short : null
}

/** A signed code as a scanner read it; some drop the space that a base45 text may begin with. Null when it is none. */
export function toSignedCode(text: string): string | null {
  const plain = text.trim().toUpperCase()
  const fits = plain.length === SIGNED_LENGTH || plain.length === SIGNED_LENGTH - 1
  return fits ? plain.padStart(SIGNED_LENGTH) : null
}
