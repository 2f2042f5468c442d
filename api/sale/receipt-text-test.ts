import { receiptRows, type Row } from './receipt-layout.ts'
import type { ReceiptView } from './receipt-type.ts'

/** Cuts a text into lines of at most `width` characters, at spaces where there are some. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const next = line ? `${line} ${word}` : word
    if (next.length <= width) {
      line = next
      continue
    }
    if (line) lines.push(line)
    line = word
    while (line.length > width) {
      lines.push(line.slice(0, width))
      line = line.slice(width)
    }
  }
  return [...lines, line]
}

function center(text: string, columns: number): string[] {
  return wrap(text, columns).map((line) => ' '.repeat(Math.floor((columns - line.length) / 2)) + line)
}

/** Left and right on one line; a left part that is too long continues, the amount stands on its last line. */
function pair(left: string, right: string, columns: number, indent: number): string[] {
  const lines = wrap(left, columns - indent - right.length - 1)
  const last = lines.pop() ?? ''
  const pad = ' '.repeat(indent)
  return [...lines.map((line) => pad + line), (pad + last).padEnd(columns - right.length) + right]
}

function tableLine(cells: string[], columns: number): string {
  const width = Math.floor(columns / 4)
  const [first = '', ...figures] = cells
  const right = figures.map((cell) => cell.padStart(width)).join('')
  return first.slice(0, columns - right.length).padEnd(columns - right.length) + right
}

function rowLines(row: Row, columns: number): string[] {
  switch (row.kind) {
    case 'title':
    case 'code':
      return center(row.text, columns)
    case 'text':
      return row.center ? center(row.text, columns) : wrap(row.text, columns)
    case 'pair':
      return pair(row.left, row.right, columns, row.indent ? 2 : 0)
    case 'heading':
      return ['-'.repeat(columns), ...wrap(row.text, columns)]
    case 'table':
      return [row.head, ...row.rows, row.foot].map((cells) => tableLine(cells, columns))
    case 'total':
      return ['='.repeat(columns), ...pair(row.left, row.right, columns, 0), '='.repeat(columns)]
    case 'box':
      return [...center(`*** ${row.text} ***`, columns), ...(row.note ? center(row.note, columns) : [])]
    case 'dashes':
      return ['-'.repeat(columns)]
    case 'gap':
      return ['']
  }
}

/** For tests: the receipt as plain text, 48 columns (80 mm printers) or 42, no line longer; no-break spaces are plain ones. */
export function receiptText(view: ReceiptView, columns: 48 | 42): string {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ').trimEnd()
  return receiptRows(view)
    .flatMap((row) => rowLines(row, columns))
    .map(plain)
    .join('\n')
}
