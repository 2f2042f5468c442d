import postgres from 'postgres'
import { adoptKeys } from '../../api/journal/keys.ts'
import { loadKeyring } from '../../api/keyring.ts'
import { agentOf, boatBasket } from '../../api/sale/given-sale.ts'
import { saleRequest, sell } from '../../api/sale/sale.ts'
import { instantOf } from '../../api/shared/time.ts'
import type { Given } from '../../db/given-type.ts'
import { connect, disconnect, transaction } from '../../db/index.ts'
import { step } from '../step.ts'
import { STORED_TABLES, TICKETS_A_SALE, fillStatement, pastSessions, type Model } from './stored-rows.ts'

/** What is there after the load, and what it took. */
export type Stored = { tickets: number; sales: number; bytes: number; seconds: number }

/**
 * Gives an office of the bench the past of one that has sold so many tickets: a real sale is made on every register, and
 * what the first of them wrote is written again with other ids, straight into the tables, as the owner. Proportions and
 * widths are therefore those of real rows, also when the schema grows a column. The chains' heads stand on their last
 * records, so that the next real sale goes on from there; what was filled in is not signed.
 */
export async function fill(url: string, keys: string, office: Given, tickets: number): Promise<Stored> {
  const begin = performance.now()
  const saleId = await sellOnce(url, keys, office)
  const sql = postgres(url, { max: 4, onnotice: () => {} })
  try {
    const sales = Math.ceil(tickets / TICKETS_A_SALE)
    const model: Model = { sales, registers: office.registers.length, days: 730 }
    await makeModel(sql, office, saleId, model)
    const indexes = await dropIndexes(sql)
    await step(`  ${(sales * TICKETS_A_SALE).toLocaleString('en')} tickets`, () =>
      loadTables(sql, model, indexes),
    )
    await moveHeads(sql)
    await sql`DROP SCHEMA bench CASCADE`
    await sql`CHECKPOINT`
    const [row] = await sql`
      SELECT pg_database_size(current_database()) AS bytes, (SELECT count(*) FROM ticket) AS tickets,
             (SELECT count(*) FROM sale) AS sales`
    return {
      tickets: Number(row?.tickets),
      sales: Number(row?.sales),
      bytes: Number(row?.bytes),
      seconds: (performance.now() - begin) / 1000,
    }
  } finally {
    await sql.end()
  }
}

/** A family of four on every register; the id of the first register's sale. */
async function sellOnce(url: string, keyFile: string, office: Given): Promise<string> {
  const db = connect(url, { max: 2 })
  const keys = loadKeyring(keyFile, { create: true })
  try {
    const now = () => instantOf(Date.now())
    await transaction(db, (tx) => adoptKeys(tx, keys, now()))
    const requests = office.registers.map((_, register) => {
      const basket = boatBasket(office, { register, adults: 2 })
      const totalC = 2 * 2_800 + 2 * 1_500
      return saleRequest(agentOf(office), {
        ...basket,
        lines: basket.lines.map((l) => ({
          ...l,
          units: [...l.units, { unitId: office.boat.child, qty: 2 }],
        })),
        tenders: [{ means: 'CB', amountC: totalC, ref: '004512' }],
        expected: { totalC, changeC: 0 },
      })
    })
    const outcomes = await sell({ db, keys, now }, requests)
    for (const outcome of outcomes) if (!outcome.ok) throw outcome.error
    return requests[0]?.input.id ?? ''
  } finally {
    await disconnect(db)
  }
}

/** The rows to copy, numbered, and the registers, in a schema of their own that goes after the load. */
async function makeModel(sql: postgres.Sql, office: Given, saleId: string, model: Model): Promise<void> {
  await sql`CREATE SCHEMA bench`
  await sql`
    CREATE TABLE bench.register AS
    SELECT k.i - 1 AS i, k.id, k.shift, r.code, h.last_hash AS hash
      FROM unnest(${office.registers}::text[], ${office.shifts}::text[]) WITH ORDINALITY AS k(id, shift, i)
      JOIN register r ON r.id = k.id JOIN journal_head h ON h.register_id = k.id AND h.journal = 'T'`
  for (const table of STORED_TABLES) {
    await sql.unsafe(
      `CREATE TABLE bench."${table.name}" AS
       SELECT x.*, (row_number() OVER (ORDER BY ${table.order}) - 1)::int AS k ${table.more ?? ''}
         FROM "${table.name}" x WHERE ${table.of}`.replaceAll('$sale', `'${saleId}'`),
    )
  }
  await sql.unsafe(
    `ANALYZE ${['register', ...STORED_TABLES.map((t) => t.name)].map((t) => `bench."${t}"`).join(', ')}`,
  )
  for (const statement of pastSessions(office, model)) await sql.unsafe(statement)
  await sql`ANALYZE session, counter`
}

type Index = { table: string; drop: string; make: string }

/** Takes the indexes of the tables away: made anew over all rows, they cost a third. How to make them again. */
async function dropIndexes(sql: postgres.Sql): Promise<Index[]> {
  const names = STORED_TABLES.map((t) => t.name)
  const indexes = await sql<Index[]>`
    SELECT c.relname AS table,
           CASE WHEN k.conname IS NULL THEN format('DROP INDEX %I', x.relname)
                ELSE format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname) END AS drop,
           CASE WHEN k.conname IS NULL THEN pg_get_indexdef(x.oid)
                ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
           END AS make
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u')
     WHERE c.relname = ANY(${names}) AND c.relnamespace = 'public'::regnamespace`
  for (const index of indexes) await sql.unsafe(index.drop)
  return [...indexes]
}

/** Two tables at a time, the large ones first: rows, then indexes, then the marks that a quiet night would leave. */
async function loadTables(sql: postgres.Sql, model: Model, indexes: readonly Index[]): Promise<void> {
  const waiting = [...STORED_TABLES]
  const lane = async () => {
    const one = await sql.reserve()
    await one`SET maintenance_work_mem = '512MB'`
    await one`SET max_parallel_maintenance_workers = 0`
    await one`SET synchronous_commit = off`
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      const { name } = table
      await one.unsafe(`ALTER TABLE "${name}" DISABLE TRIGGER USER`)
      await one.unsafe(await fillStatement(one, table, model))
      for (const index of indexes) if (index.table === name) await one.unsafe(index.make)
      await one.unsafe(`ALTER TABLE "${name}" ENABLE TRIGGER USER`)
      await one.unsafe(`VACUUM (ANALYZE) "${name}"`)
    }
    one.release()
  }
  await Promise.all([lane(), lane()])
}

/** The chains go on from what was filled in. */
async function moveHeads(sql: postgres.Sql): Promise<void> {
  await sql`
    UPDATE journal_head h
       SET last_seq = d.seq, last_hash = d.hash, signed_c = d.total, abs_c = d.total, third_c = d.total
      FROM (SELECT DISTINCT ON (j.register_id) j.register_id, j.seq, j.hash, j.seq::bigint * s.total_c AS total
              FROM journal_record j CROSS JOIN (SELECT total_c FROM bench.sale LIMIT 1) s
             WHERE j.journal = 'T' ORDER BY j.register_id, j.seq DESC) d
     WHERE h.register_id = d.register_id AND h.journal = 'T'`
}
