import type { Head, Kind, Value } from './sheet.ts'

/** Excel in France reads UTF-8 when a mark says so, and semicolons between columns since the comma is in its numbers. */
const MARK = '\ufeff'
const BETWEEN = ';'
const LINE = '\r\n'

/** What a spreadsheet would take for a formula: written behind an apostrophe, it is text (CSV injection). */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r|]/

/** A CSV file, piece by piece: its first line has the titles. */
export async function* csvOf(
  heads: readonly Head[],
  pieces: AsyncIterable<readonly Value[][]>,
): AsyncGenerator<string> {
  yield MARK + lineOf(heads.map(({ title }) => textCell(title)))
  for await (const rows of pieces) {
    yield rows.map((row) => lineOf(row.map((value, i) => cellOf(value, heads[i]?.kind ?? 'text')))).join('')
  }
}

const lineOf = (cells: readonly string[]) => cells.join(BETWEEN) + LINE

/** One value as text: 1234,50 for cents, 13/08/2026, 13/08/2026 14:07, 81,5 % for a share. */
export function cellOf(value: Value, kind: Kind): string {
  if (value === null) return ''
  if (typeof value === 'number') {
    if (kind === 'euros') return (value / 100).toFixed(2).replace('.', ',')
    if (kind === 'share') return `${(value * 100).toFixed(1).replace('.', ',')} %`
    return String(value)
  }
  if (kind === 'day') return frenchDay(value)
  if (kind === 'moment') return `${frenchDay(value.slice(0, 10))} ${value.slice(11)}`
  return textCell(value)
}

const frenchDay = (day: string) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
