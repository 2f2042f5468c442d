/** PC858 (multilingual with the euro), bytes 0x80 to 0xff: it has every letter of French and Breton but œ. */
const PC858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■'

/** The number of PC858 in ESC t. */
export const PAGE = 19

const BYTES = new Map([...PC858].map((char, i) => [char, 0x80 + i]))

/** What the page lacks, as a typist would write it. */
const INSTEAD: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2026': '...',
  '\u2022': '·',
  œ: 'oe',
  Œ: 'OE',
  '№': 'nº',
}

/**
 * A text in characters that the printer has, one byte each: what it lacks is written otherwise, without its accent, or
 * as a question mark. Of control characters nothing is left: a name cannot give the printer an order.
 */
export function paperText(text: string): string {
  return [...text.normalize('NFC')].map(paperChar).join('')
}

function paperChar(char: string): string {
  // The soft hyphen has a byte, which some printers print.
  if (char === '\u00ad') return ''
  if (/^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u.test(char)) return ' '
  if ((char >= ' ' && char <= '~') || BYTES.has(char)) return char
  const instead = INSTEAD[char]
  if (instead !== undefined) return instead
  const bare = char.normalize('NFKD').replace(/\p{M}/gu, '')
  return /^[ -~]+$/.test(bare) ? bare : '?'
}

/** The bytes of a text that `paperText` gave. */
export function pageBytes(text: string): number[] {
  return [...text].map((char) =>
    char >= ' ' && char <= '~' ? char.charCodeAt(0) : (BYTES.get(char) ?? 0x3f),
  )
}
