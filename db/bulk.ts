import { getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, PgCustomColumn, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'

/** Rows for one table, as its insert type names their columns. */
export type BulkWrite = {
  table: PgTable
  rows: readonly object[]
  /** What to do with a row that is there already (`ON CONFLICT …`); it is refused otherwise. */
  conflict?: string
}

/** How a column's values are written: numbers and the like as they are, texts in quotes, JSON apart. */
type Kind = 'plain' | 'text' | 'jsonb' | 'json text'
type Column = { key: string; name: string; type: string; kind: Kind }
const columnsOfTables = new WeakMap<PgTable, Column[]>()

/** Every column that a row gives: all but generated ones and `created`. */
function columnsOf(table: PgTable): Column[] {
  const known = columnsOfTables.get(table)
  if (known) return known
  const config = getTableConfig(table)
  const columns = config.columns.filter((c) => !c.generated && !c.generatedIdentity && !c.hasDefault)
  const defaulted = config.columns.filter(
    (c) => !c.generatedIdentity && c.hasDefault && c.defaultFn === undefined,
  )
  const keyOf = new Map(Object.entries(table).map(([key, column]) => [column, key]))
  const all = [...columns, ...defaulted.filter((c) => c.name !== 'created')].map((c) => ({
    key: keyOf.get(c) ?? c.name,
    name: c.keyAsName ? toSnakeCase(c.name) : c.name,
    type: c.getSQLType(),
    kind: kindOf(c),
  }))
  columnsOfTables.set(table, all)
  return all
}

/** Types whose values PostgreSQL reads in a list without quotes. */
const PLAIN = /^(integer|bigint|boolean|date|timestamptz)/

function kindOf(column: PgColumn): Kind {
  const type = column.getSQLType()
  if (type === 'jsonb') return 'jsonb'
  if (type === 'text' && column instanceof PgCustomColumn) return 'json text'
  return PLAIN.test(type) ? 'plain' : 'text'
}

/**
 * One INSERT … SELECT for each table, all in one statement: all but the last stand in a WITH, which PostgreSQL runs to
 * its end. In the list of a SELECT, lists advance together row by row; in FROM, each would first be written to a table.
 */
function textOf(writes: readonly BulkWrite[]): string {
  let n = 0
  const inserts = writes.map(({ table, conflict = '' }) => {
    const columns = columnsOf(table)
    const lists = columns.map(({ type, kind }) => {
      n += 1
      if (kind === 'text' || kind === 'plain') return `unnest($${n}::${type}[])`
      return `unnest(string_to_array($${n}::text, E'\\x1f', E'\\x1a'))::${type}`
    })
    const names = columns.map(({ name }) => `"${name}"`)
    return `INSERT INTO "${getTableConfig(table).name}" (${names.join(', ')}) SELECT ${lists.join(', ')} ${conflict}`
  })
  const parts = inserts.slice(0, -1).map((insert, i) => `w${i} AS (${insert})`)
  const last = inserts.at(-1) ?? ''
  return parts.length === 0 ? last : `WITH ${parts.join(', ')} ${last}`
}

const TO_ESCAPE = /["\\]/
const EACH_TO_ESCAPE = /["\\]/g

/** Between the texts of a list of JSON, and for one that is null: control characters, which JSON always escapes. */
const BETWEEN = '\x1f'
const NONE = '\x1a'

/**
 * A column of rows as PostgreSQL reads a list. postgres.js passes a text on as it is, and its own serializer, which
 * looks at each value's type, was a tenth of a sale.
 */
function listOf(rows: readonly object[], { key, kind }: Column): string {
  const values = rows.map((row) => (row as Record<string, unknown>)[key])
  if (kind === 'plain') return `{${values.map((v) => (v ?? 'NULL') as string | number).join()}}`
  if (kind === 'jsonb') return values.map((v) => (v == null ? NONE : JSON.stringify(v))).join(BETWEEN)
  if (kind === 'json text') return values.join(BETWEEN)
  return values.includes(null) || values.includes(undefined)
    ? `{${values.map((v) => (v == null ? 'NULL' : quoted(v as string))).join()}}`
    : allQuoted(values as string[])
}

/** Looks for what must be escaped once for the whole list: looking into each text costs more than joining them. */
function allQuoted(texts: string[]): string {
  if (texts.length === 0) return '{}'
  if (TO_ESCAPE.test(texts.join(''))) return `{${texts.map(quoted).join()}}`
  return `{"${texts.join('","')}"}`
}

function quoted(text: string): string {
  return `"${TO_ESCAPE.test(text) ? text.replace(EACH_TO_ESCAPE, '\\$&') : text}"`
}

const texts = new Map<string, string>()

/** An insert into one or several tables: its text, one list a column, and how many rows there are. */
export type BulkStatement = { text: string; lists: readonly string[]; count: number }

/** The statement that inserts the rows of all tables. */
export function bulkStatement(writes: readonly BulkWrite[]): BulkStatement {
  const shape = writes.map(({ table, conflict = '' }) => getTableName(table) + conflict).join()
  let text = texts.get(shape)
  if (text === undefined) {
    text = textOf(writes)
    texts.set(shape, text)
  }
  const lists = writes.flatMap(({ table, rows }) => columnsOf(table).map((c) => listOf(rows, c)))
  return { text, lists, count: writes.reduce((sum, { rows }) => sum + rows.length, 0) }
}
