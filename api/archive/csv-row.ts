import type { Canonical } from '../journal/canonical.ts'
import { canonical } from '../journal/canonical.ts'
import { local, type Instant } from '../shared/time.ts'
import type { Column, ColumnKind, Table } from './columns.ts'

/** A record beside what chains and signs it. */
export type Enveloped = {
  register: string
  seq: number
  hash: string
  prev: string
  signature: string
  keyId: string
  payload: string
}

type Payload = { readonly [key: string]: Canonical }

const MARK = '\ufeff'
const LINE = '\r\n'
/** What a spreadsheet would take for a formula: written behind an apostrophe, it is text. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r|]/

/** First line of a CSV file: a mark that says UTF-8, and the names of its columns. */
export function csvHead({ columns }: Table): string {
  return MARK + columns.map(({ name }) => textCell(name)).join(';') + LINE
}

/** The rows of one record in a CSV file: one, or one for each item of the file's list. */
export function csvRows(table: Table, record: Enveloped, says: Payload): string[] {
  const items = table.each === null ? [says] : listOf(at(says, table.each))
  return items.map((item) => table.columns.map((column) => cell(column, record, says, item)).join(';') + LINE)
}

function cell({ path, kind }: Column, record: Enveloped, says: Payload, item: Payload): string {
  if (path.startsWith('@')) return cellOf(record[path.slice(1) as keyof Enveloped], kind)
  return cellOf(path.startsWith('.') ? at(item, path.slice(1)) : at(says, path), kind)
}

function cellOf(value: Canonical | undefined, kind: ColumnKind): string {
  if (value === null || value === undefined) return ''
  if (kind === 'json') return textCell(canonical(value))
  if (typeof value === 'number') {
    return kind === 'euros' || kind === 'rate' ? (value / 100).toFixed(2).replace('.', ',') : String(value)
  }
  if (typeof value !== 'string') return textCell(canonical(value))
  if (kind === 'local') {
    const { day, seconds } = local(value as Instant)
    return `${day} ${seconds}`
  }
  return textCell(value)
}

/** One row is one line, whatever a label holds. */
function textCell(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ')
  const safe = FORMULA.test(line) ? `'${line}` : line
  return /[;"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The value at a dotted path; undefined where there is none. */
function at(from: Canonical | undefined, path: string): Canonical | undefined {
  let value: Canonical | undefined = from
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    value = (value as Payload)[key]
  }
  return value
}

const listOf = (value: Canonical | undefined): Payload[] => (Array.isArray(value) ? (value as Payload[]) : [])
