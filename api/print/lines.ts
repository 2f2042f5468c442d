import type { PaperColumns } from '../shared/printer.ts'
import type { Slip, SlipRow } from '../shared/slip.ts'

/** A line of a slip as a receipt printer sets it: `high` and `wide` double the size of its characters. */
export type PaperLine = { text: string; bold?: boolean; high?: boolean; wide?: boolean; center?: boolean }
export type PaperPiece = PaperLine | { qr: string }

/** Rules are made of these; the first is solid on the printer's code page. */
export const SOLID = '─'
const DASH = '-'

/** Cuts a text into lines of at most `width` characters, at spaces where there are some. */
export function wrap(text: string, width: number): string[] {
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

/** Left and right on one line; a left part that is too long continues, the amount stands on its last line. */
function pair(left: string, right: string, columns: number, indent = 0): string[] {
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

const solid = (columns: number): PaperLine => ({ text: SOLID.repeat(columns) })

/** Twice as wide where it fits in one line, else only twice as high. */
function figure(text: string, columns: number): PaperLine[] {
  const wide = text.length <= columns / 2
  return wrap(text, columns).map((line) => ({ text: line, bold: true, high: true, wide, center: true }))
}

function rowLines(row: SlipRow, columns: number): PaperPiece[] {
  const set = (texts: string[], style: Omit<PaperLine, 'text'> = {}): PaperLine[] =>
    texts.map((text) => ({ text, ...style }))
  switch (row.kind) {
    case 'title':
      return set(wrap(row.text, columns), { bold: true, high: true, center: true })
    case 'text':
      return set(wrap(row.text, columns), { bold: row.bold, center: row.center })
    case 'code':
      return set(wrap(row.text, columns), { bold: true, center: true })
    case 'pair':
      return set(pair(row.left, row.right, columns, row.indent ? 2 : 0), { bold: row.bold })
    case 'heading':
      return [solid(columns), ...set(wrap(row.text, columns), { bold: true })]
    case 'table': {
      const [head = '', ...rows] = [row.head, ...row.rows].map((cells) => tableLine(cells, columns))
      return [
        ...set([head], { bold: true }),
        ...set(rows),
        ...set([tableLine(row.foot, columns)], { bold: true }),
      ]
    }
    case 'total':
      return [
        solid(columns),
        ...set(pair(row.left, row.right, columns), { bold: true, high: true }),
        solid(columns),
      ]
    case 'box':
      return [
        ...set(wrap(`*** ${row.text} ***`, columns), { bold: true, high: true, center: true }),
        ...(row.note ? set(wrap(row.note, columns), { center: true }) : []),
      ]
    case 'dashes':
      return set([DASH.repeat(columns)])
    case 'gap':
      return set([''])
    case 'figure':
      return figure(row.text, columns)
    case 'qr':
      return [{ qr: row.text }]
  }
}

/** A slip in lines of so many characters; `plain` gives each text in characters that the paper has. */
export function slipLines(slip: Slip, columns: PaperColumns, plain: (text: string) => string): PaperPiece[] {
  return slip.flatMap((row) => rowLines(plainRow(row, plain), columns))
}

/** The same row in other characters: before it is cut into lines, since some take two letters. */
function plainRow(row: SlipRow, plain: (text: string) => string): SlipRow {
  switch (row.kind) {
    case 'pair':
    case 'total':
      return { ...row, left: plain(row.left), right: plain(row.right) }
    case 'table':
      return {
        ...row,
        head: row.head.map(plain),
        rows: row.rows.map((cells) => cells.map(plain)),
        foot: row.foot.map(plain),
      }
    case 'box':
      return { ...row, text: plain(row.text), note: row.note && plain(row.note) }
    case 'dashes':
    case 'gap':
    case 'qr':
      return row
    default:
      return { ...row, text: plain(row.text) }
  }
}
