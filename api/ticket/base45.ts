/** The alphabet of RFC 9285: exactly the characters of a QR code's alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Base45 text of some bytes (RFC 9285): three characters for two bytes, two for a last single one. */
export function encode45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const pair = i + 1 < bytes.length
    const value = pair ? (bytes[i] ?? 0) * 256 + (bytes[i + 1] ?? 0) : (bytes[i] ?? 0)
    text += ALPHABET.charAt(value % 45) + ALPHABET.charAt(Math.floor(value / 45) % 45)
    if (pair) text += ALPHABET.charAt(Math.floor(value / 2025))
  }
  return text
}

/** The bytes behind a base45 text; null on a foreign character, a lone last character or a group that overflows. */
export function decode45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const group = Array.from(text.slice(i, i + 3), (char) => ALPHABET.indexOf(char))
    if (group.includes(-1)) return null
    const value = (group[0] ?? 0) + (group[1] ?? 0) * 45 + (group[2] ?? 0) * 2025
    if (value > (group.length === 3 ? 0xffff : 0xff)) return null
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
