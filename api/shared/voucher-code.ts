import { MEANT, SHORT } from './short-code.ts'

export const VOUCHER_CODE_LENGTH = 12

/** What stands before the code in the square of a card, so that a scanner knows it from a ticket and from an article. */
const MARK = 'CADEAU-'

/** A voucher's code, in whatever case and grouping it was typed or scanned, look-alikes forgiven; null when it is none. */
export function toVoucherCode(text: string): string | null {
  const plain = text.trim().toUpperCase()
  const code = (plain.startsWith(MARK) ? plain.slice(MARK.length) : plain)
    .replace(/[\s.·-]/g, '')
    .replace(/[BSZU]/g, (char) => MEANT[char] ?? char)
  return code.length === VOUCHER_CODE_LENGTH && [...code].every((char) => SHORT.includes(char)) ? code : null
}

/** True of what was read off the square of a card, whose code is read by `toVoucherCode`. */
export function isVoucherMark(text: string): boolean {
  return text.trim().toUpperCase().startsWith(MARK) && toVoucherCode(text) !== null
}

/** What the square of a card says. */
export const voucherMark = (code: string): string => MARK + code

/** As it is printed, in groups of four: K7Q4 M2XD 9FHP. */
export const printedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ')

/** All that papers and the journal say of it: its last four characters. */
export const codeEnd = (code: string): string => code.slice(-4)
