import type postgres from 'postgres'
import type { Given } from '../../db/given-type.ts'

/** Tickets of one sale: two adults and two children on the boat, paid by card. */
export const TICKETS_A_SALE = 4
/** Sales of one past departure, which left with 40 of its 48 seats taken. */
const SALES_A_SESSION = 10
const SEATS = 48

/** How many sales, on how many registers, over how many days until today. */
export type Model = { sales: number; registers: number; days: number }

/** A table that grows with sales: its rows of the sale to copy, and what differs from one sale to the next. */
export type StoredTable = {
  name: string
  of: string
  order: string
  /** A column more that numbers the row within the sale. */
  more?: string
  changed: Record<string, string>
}

/** An id that sorts by `n`, below those of today: figures of base 16 are letters of ours. */
const idOf = (prefix: string, n: string) =>
  `'${prefix}_00' || lpad(to_hex(${n}), 8, '0') || left(md5((${n})::text), 16)`

const AT = `(now() - interval '1 day' * ($days - $days::float8 * i.n / $sales))`
const DAY = `${AT}::date`
const SALE = idOf('sal', 'i.n')
const ORDER = idOf('ord', 'i.n')
const BOOKING = idOf('bok', 'i.n')
const ITEM = `i.n * ${TICKETS_A_SALE} + i.k`
const SEQ = `(i.n / $registers + 2)::int`
const NUMBER = `r.code || '-2000-' || lpad(${SEQ}::text, 6, '0')`
const HASH = (seq: string) => `encode(sha256((r.code || ${seq})::bytea), 'hex')`

/** The tables, the large ones first. */
export const STORED_TABLES: readonly StoredTable[] = [
  {
    name: 'journal_record',
    of: `x.journal = 'T' AND x.subject = $sale`,
    order: 'x.seq',
    changed: {
      register_id: 'r.id',
      seq: SEQ,
      subject: SALE,
      recorded_at: AT,
      business_day: DAY,
      prev_hash: `CASE WHEN i.n < $registers THEN r.hash ELSE ${HASH(`${SEQ} - 1`)} END`,
      hash: HASH(SEQ),
    },
  },
  {
    name: 'ticket',
    of: 'x.sale_id = $sale',
    order: 'x.id',
    changed: {
      id: idOf('tkt', ITEM),
      unit_item_id: idOf('uit', ITEM),
      booking_id: BOOKING,
      sale_id: SALE,
      // One to one on 32 bits, and looks like chance.
      short_code: `translate(lpad(to_hex((${ITEM}) * 2654435761 % 4294967296), 8, '0'), '01abcdef', 'GHAKCDEF')`,
      valid_from: DAY,
      valid_to: DAY,
    },
  },
  {
    name: 'ledger_leg',
    of: 'x.event_id IN (SELECT id FROM ledger_event WHERE sale_id = $sale)',
    order: 'x.event_id, x.n',
    more: ', dense_rank() OVER (ORDER BY x.event_id) - 1 AS e',
    changed: { event_id: idOf('led', 'i.n * 2 + t.e') },
  },
  {
    name: 'unit_item',
    of: 'x.booking_id IN (SELECT booking_id FROM ticket WHERE sale_id = $sale)',
    order: 'x.id',
    changed: { id: idOf('uit', ITEM), booking_id: BOOKING },
  },
  {
    name: 'sale_line',
    of: 'x.sale_id = $sale',
    order: 'x.n',
    changed: { sale_id: SALE, booking_id: BOOKING, service_day: DAY, service_at: AT },
  },
  {
    name: 'sale',
    of: 'x.id = $sale',
    order: 'x.id',
    changed: {
      id: SALE,
      order_id: ORDER,
      register_id: 'r.id',
      shift_id: 'r.shift',
      seq: SEQ,
      number: NUMBER,
      business_day: DAY,
      at: AT,
    },
  },
  {
    name: 'ledger_event',
    of: 'x.sale_id = $sale',
    order: 'x.id',
    changed: {
      id: idOf('led', 'i.n * 2 + i.k'),
      sale_id: SALE,
      shift_id: 'r.shift',
      piece: NUMBER,
      day: DAY,
      register_id: 'r.id',
    },
  },
  {
    name: 'booking',
    of: 'x.id IN (SELECT booking_id FROM ticket WHERE sale_id = $sale)',
    order: 'x.id',
    changed: { id: BOOKING, order_id: ORDER, confirmed_at: AT, created: AT },
  },
  {
    name: 'booking_seat',
    of: 'x.booking_id IN (SELECT booking_id FROM ticket WHERE sale_id = $sale)',
    order: 'x.n',
    changed: {
      booking_id: BOOKING,
      session_id: idOf('ses', `i.n / ${SALES_A_SESSION}`),
      counter_id: idOf('cnt', `i.n / ${SALES_A_SESSION}`),
    },
  },
  {
    name: 'order',
    of: 'x.id IN (SELECT order_id FROM sale WHERE id = $sale)',
    order: 'x.id',
    changed: { id: ORDER, register_id: 'r.id', created: AT },
  },
  { name: 'tender', of: 'x.sale_id = $sale', order: 'x.n', changed: { sale_id: SALE } },
]

const filled = (text: string, { sales, registers, days }: Model) =>
  text
    .replaceAll('$sales', String(sales))
    .replaceAll('$registers', String(registers))
    .replaceAll('$days', String(days))

/** The statement that writes a table's rows of all sales, sale by sale. */
export async function fillStatement(
  sql: postgres.Sql | postgres.ReservedSql,
  { name, changed }: StoredTable,
  model: Model,
): Promise<string> {
  const columns = await sql<{ name: string }[]>`
    SELECT attname AS name FROM pg_attribute
     WHERE attrelid = ${`public."${name}"`}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`
  const [row] = await sql.unsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM bench."${name}"`)
  const rows = row?.n ?? 0
  if (rows === 0) throw new Error(`the sale to copy has no row in ${name}`)
  const values = columns.map((c) => changed[c.name] ?? `t."${c.name}"`)
  return filled(
    `INSERT INTO "${name}" (${columns.map((c) => `"${c.name}"`).join(', ')})
     SELECT ${values.join(', ')}
       FROM (SELECT i / ${rows} AS n, (i % ${rows})::int AS k FROM generate_series(0, $sales::bigint * ${rows} - 1) i) i
       JOIN bench."${name}" t ON t.k = i.k
       JOIN bench.register r ON r.i = i.n % $registers`,
    model,
  )
}

/** The departures that those sales were for, each with its counter. */
export function pastSessions({ boat }: Given, model: Model): string[] {
  const last = Math.ceil(model.sales / SALES_A_SESSION) - 1
  const n = { text: 'g.n', taken: `least(${SALES_A_SESSION}, ${model.sales} - g.n * ${SALES_A_SESSION})` }
  const starts = `date_trunc('hour', now()) - interval '1 day' * ($days - $days::float8 * g.n / ${last + 1})`
  return [
    `INSERT INTO counter (id, capacity, taken, held)
     SELECT ${idOf('cnt', n.text)}, ${SEATS}, ${n.taken} * ${TICKETS_A_SALE}, 0 FROM generate_series(0, ${last}) g(n)`,
    `INSERT INTO session (id, product_id, option_id, leg, day, starts_at, ends_at, cutoff_at, counter_id)
     SELECT ${idOf('ses', n.text)}, '${boat.product}', '${boat.option}', 0, (${starts})::date, ${starts},
            ${starts} + interval '3 hours', ${starts}, ${idOf('cnt', n.text)}
       FROM generate_series(0, ${last}) g(n)`,
  ].map((text) => filled(text, model))
}
