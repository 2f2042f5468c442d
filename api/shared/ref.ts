/** How many characters a number may have that a paper carries: an SNCF ticket and its terminal, a slip or a cheque. */
export const RAIL_REF_MOST = 32
export const TENDER_REF_MOST = 24

/** Letters, digits, spaces, / and -: a number as it is printed on a paper, never a sentence nor a name. */
export const REF_SIGNS = /^[A-Za-z0-9/ -]+$/

/** Why such a number is refused: nothing was typed, it is too long, it has other signs. */
export type RefFault = 'empty' | 'long' | 'signs'
/** A payment's may also look like the number of the card that paid. */
export type TenderRefFault = RefFault | 'card'

/**
 * True for 13 to 19 digits, however they are grouped, whose last one is the check digit of Luhn. One other number in
 * ten has it too: this tells what looks like a card, not what is one.
 */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ /-]/g, '')
  if (!/^\d{13,19}$/.test(digits)) return false
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((total, d, i) => total + (i % 2 === 0 ? d : d * 2 > 9 ? d * 2 - 9 : d * 2), 0)
  return sum % 10 === 0
}

/** Why a number cannot be sealed with a sale; null when it can. The till asks before it sends, the server decides. */
function refuseRef(typed: string, most: number): RefFault | null {
  const text = typed.trim()
  if (text === '') return 'empty'
  if (!REF_SIGNS.test(text)) return 'signs'
  return text.length > most ? 'long' : null
}

/** Of an SNCF ticket and its terminal. Its digits may be those of a card: no card is at hand where it is copied. */
export const refuseRailRef = (typed: string): RefFault | null => refuseRef(typed, RAIL_REF_MOST)

/** Of a slip or a cheque, typed beside the card that pays. */
export function refuseTenderRef(typed: string): TenderRefFault | null {
  return refuseRef(typed, TENDER_REF_MOST) ?? (isCardNumber(typed.trim()) ? 'card' : null)
}
