const UNITS = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
]
const TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
]

/** From 0 to 99; `ends`: nothing follows that would take the s of quatre-vingts. */
function underHundred(n: number, ends: boolean): string {
  if (n < 20) return UNITS[n] ?? ''
  const tens = Math.floor(n / 10)
  // Soixante-dix and quatre-vingt-dix go on to nineteen.
  const rest = n - (tens === 7 || tens === 9 ? tens - 1 : tens) * 10
  const ten = TENS[tens] ?? ''
  if (rest === 0) return tens === 8 && ends ? 'quatre-vingts' : ten
  const joint = (rest === 1 || rest === 11) && tens < 8 ? ' et ' : '-'
  return `${ten}${joint}${UNITS[rest]}`
}

function underThousand(n: number, ends: boolean): string {
  const hundreds = Math.floor(n / 100)
  const rest = n % 100
  if (hundreds === 0) return underHundred(n, ends)
  const words = hundreds === 1 ? 'cent' : `${UNITS[hundreds]} cent${rest === 0 && ends ? 's' : ''}`
  return rest === 0 ? words : `${words} ${underHundred(rest, ends)}`
}

/**
 * A whole number in French letters, up to 999 999 999: 71 "soixante et onze", 80 "quatre-vingts", 81 "quatre-vingt-un",
 * 200 "deux cents", 201 "deux cent un", 1 000 "mille", 80 000 "quatre-vingt mille". Throws a RangeError beyond.
 */
export function inLetters(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 999_999_999) throw new RangeError(`not a number to spell: ${n}`)
  const parts: string[] = []
  const millions = Math.floor(n / 1_000_000)
  const thousands = Math.floor((n % 1_000_000) / 1_000)
  const rest = n % 1_000
  // Million is a noun: cent and vingt keep their s before it; mille is not.
  if (millions > 0) parts.push(`${underThousand(millions, true)} ${millions > 1 ? 'millions' : 'million'}`)
  if (thousands > 0) parts.push(thousands === 1 ? 'mille' : `${underThousand(thousands, false)} mille`)
  if (rest > 0 || n === 0) parts.push(underThousand(rest, true))
  return parts.join(' ')
}

/** An amount as slips write it: "mille deux cent trente-quatre euros et cinquante centimes". Negative ones have none. */
export function eurosInLetters(amountC: number): string {
  const euros = Math.floor(amountC / 100)
  const cents = amountC % 100
  const centimes = `${inLetters(cents)} ${cents > 1 ? 'centimes' : 'centime'}`
  if (euros === 0 && cents > 0) return centimes
  const noun = euros > 1 ? 'euros' : 'euro'
  const whole =
    euros > 0 && euros % 1_000_000 === 0 ? `${inLetters(euros)} d’euros` : `${inLetters(euros)} ${noun}`
  return cents === 0 ? whole : `${whole} et ${centimes}`
}
