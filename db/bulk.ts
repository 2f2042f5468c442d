import { getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

/** Rows for one table, as its insert type names their columns. */
export type BulkWrite = { table: PgTable; rows: readonly object[] }

type Column = { key: string; name: string; type: string }
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
  }))
  columnsOfTables.set(table, all)
  return all
}

/**
 * One INSERT … SELECT for each table, all in one statement: all but the last stand in a WITH, which PostgreSQL runs to
 * its end. In the list of a SELECT, lists advance together row by row; in FROM, each would first be written to a table.
 */
function textOf(tables: readonly PgTable[]): string {
  let n = 0
  const inserts = tables.map((table) => {
    const columns = columnsOf(table)
    const lists = columns.map(({ type }) => {
      n += 1
      return type === 'jsonb' ? `unnest($${n}::text[])::jsonb` : `unnest($${n}::${type}[])`
    })
    const names = columns.map(({ name }) => `"${name}"`)
    return `INSERT INTO "${getTableConfig(table).name}" (${names.join(', ')}) SELECT ${lists.join(', ')}`
  })
  const parts = inserts.slice(0, -1).map((insert, i) => `w${i} AS (${insert})`)
  const last = inserts.at(-1) ?? ''
  return parts.length === 0 ? last : `WITH ${parts.join(', ')} ${last}`
}

const TO_ESCAPE = /["\\]/
const EACH_TO_ESCAPE = /["\\]/g

/**
 * A column of rows as PostgreSQL writes a list. postgres.js passes a text on as it is, and its own serializer, which
 * looks at each value's type, was a tenth of a sale.
 */
function listOf(rows: readonly object[], { key, type }: Column): string {
  let list = '{'
  let comma = ''
  for (const row of rows) {
    const value = (row as Record<string, unknown>)[key]
    list += comma
    comma = ','
    if (value === null || value === undefined) list += 'NULL'
    else if (type === 'jsonb') list += quoted(JSON.stringify(value))
    else if (typeof value === 'number' || typeof value === 'boolean') list += value
    else list += quoted(value as string)
  }
  return `${list}}`
}

function quoted(text: string): string {
  return `"${TO_ESCAPE.test(text) ? text.replace(EACH_TO_ESCAPE, '\\$&') : text}"`
}

const texts = new Map<string, string>()

/** The statement that inserts the rows of all tables, and one list a column for its parameters. */
export function bulkStatement(writes: readonly BulkWrite[]): { text: string; lists: string[] } {
  const shape = writes.map(({ table }) => getTableName(table)).join()
  let text = texts.get(shape)
  if (text === undefined) {
    text = textOf(writes.map(({ table }) => table))
    texts.set(shape, text)
  }
  return { text, lists: writes.flatMap(({ table, rows }) => columnsOf(table).map((c) => listOf(rows, c))) }
}
