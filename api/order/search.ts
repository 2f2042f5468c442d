import type { Call, Db } from '../../db/index.ts'
import type { Lookup } from '../shared/lookup.ts'
import type { Day, Instant } from '../shared/time.ts'
import type { Match } from './find-form.ts'

/** An order that answers; `text` is what of it does. */
export type Hit = { orderId: string; at: Instant; by: Match; text: string }

export type Within = {
  day: Day | null
  registerId: string | null
  after: { at: Instant; orderId: string } | null
  limit: number
}

/** What is looked for, the signed code already verified. */
export type Wanted = Lookup & { ticketId: string | null; today: Day; blank: boolean }

type Sql = Db['sql']
/** A piece of a statement. */
type Part = Call

/** Of those who have a name, so many of the newest: nobody reads further, and a short name is a tenth of the town. */
const MOST_NAMED = 500
/** Among so many of the newest a first name alone is looked for: three busy years. */
const LATELY = 100_000

/** Asks each index that the text may stand in; each answer is short, newest first. */
export async function search(db: Db, wanted: Wanted, within: Within): Promise<Hit[]> {
  const { sql } = db
  if (wanted.blank) return dayHits(sql, within)
  const found = await Promise.all([
    wanted.ticketId ? ticketHits(sql, sql`t.id = ${wanted.ticketId}`, within) : [],
    wanted.shortCode ? ticketHits(sql, sql`t.short_code = ${wanted.shortCode}`, within) : [],
    numberHits(sql, wanted, within),
    wanted.refs.length > 0 ? railHits(sql, wanted.refs, within) : [],
    wanted.phone
      ? customerHits(sql, 'PHONE', sql`c.phone`, startsWith(sql, sql`c.phone`, wanted.phone), within)
      : [],
    wanted.email
      ? customerHits(sql, 'EMAIL', sql`c.email`, startsWith(sql, sql`c.email`, wanted.email), within)
      : [],
    wanted.name ? nameHits(sql, wanted.name, within) : [],
  ])
  return found.flat()
}

/** How the column begins, for an index of text_pattern_ops whatever plan the statement has. */
const startsWith = (sql: Sql, column: Part, start: string): Part =>
  sql`(${column} ~>=~ ${start} AND ${column} ~<~ ${`${start}\u{10ffff}`})`

/** The sales `s` that are asked for, gathered by order, and the page of them. */
function page(sql: Sql, { day, registerId, after, limit }: Within): { where: Part; rest: Part } {
  return {
    where: sql`${day ? sql`AND s.business_day = ${day}::date` : sql``}
               ${registerId ? sql`AND s.register_id = ${registerId}` : sql``}`,
    rest: sql`GROUP BY s.order_id
              ${after ? sql`HAVING (max(s.at), s.order_id) < (${after.at}::timestamptz, ${after.orderId})` : sql``}
              ORDER BY max(s.at) DESC, s.order_id DESC LIMIT ${limit}`,
  }
}

function hits(sql: Sql, by: Match, text: Part, from: Part, within: Within): Promise<Hit[]> {
  const { where, rest } = page(sql, within)
  return sql<Hit[]>`
    SELECT s.order_id AS "orderId", max(s.at) AS at, ${by}::text AS by, coalesce(min(${text}), '') AS text
      FROM ${from} ${where} ${rest}`
}

const dayHits = (sql: Sql, within: Within) =>
  hits(sql, 'DAY', sql`s.business_day::text`, sql`sale s WHERE true`, within)

const ticketHits = (sql: Sql, named: Part, within: Within) =>
  hits(sql, 'TICKET', sql`t.short_code`, sql`ticket t JOIN sale s ON s.id = t.sale_id WHERE ${named}`, within)

/** The bare end of a number is this year's, of the register asked for or of any. */
async function numberHits(sql: Sql, wanted: Wanted, within: Within): Promise<Hit[]> {
  const numbers = wanted.number ? [wanted.number] : []
  if (wanted.bareNumber !== null) {
    const registers = await sql<{ code: string }[]>`SELECT code FROM register`
    const end = `${wanted.today.slice(0, 4)}-${String(wanted.bareNumber).padStart(6, '0')}`
    numbers.push(...registers.map(({ code }) => `${code}-${end}`))
  }
  if (numbers.length === 0) return []
  return hits(sql, 'NUMBER', sql`s.number`, sql`sale s WHERE s.number = ANY(${numbers}::text[])`, within)
}

/** References are unique on their terminal, of which there are few: their names are read first, one step each. */
function railHits(sql: Sql, refs: readonly string[], within: Within): Promise<Hit[]> {
  const from = sql`(
      WITH RECURSIVE machine (name) AS (
        (SELECT terminal FROM sncf_sale ORDER BY terminal LIMIT 1)
        UNION ALL
        SELECT (SELECT terminal FROM sncf_sale WHERE terminal > machine.name ORDER BY terminal LIMIT 1)
          FROM machine WHERE machine.name IS NOT NULL)
      SELECT r.sale_id, r.external_ref FROM machine
        JOIN sncf_sale r ON r.terminal = machine.name AND r.external_ref = ANY(${refs as string[]}::text[])
    ) r JOIN sale s ON s.id = r.sale_id WHERE true`
  return hits(sql, 'SNCF', sql`r.external_ref`, from, within)
}

function customerHits(
  sql: Sql,
  by: Match,
  text: Part,
  who: Part,
  within: Within,
  among: Part = sql`customer`,
): Promise<Hit[]> {
  const named =
    within.day !== null
      ? sql`${among} c`
      : sql`(SELECT * FROM ${among} c WHERE ${who} ORDER BY c.id DESC LIMIT ${MOST_NAMED}) c`
  const from = sql`${named} JOIN "order" o ON o.customer_id = c.id JOIN sale s ON s.order_id = o.id WHERE ${who}`
  return hits(sql, by, text, from, within)
}

/** "le goff", "le goff ma", "maïwenn le goff": last name first in the key, whichever way round it was typed. */
async function nameHits(sql: Sql, name: string, within: Within): Promise<Hit[]> {
  const words = name.split(' ').slice(0, 5)
  const turned = words.map((_, i) => ({
    start: words.slice(i).join(' '),
    rest: words.slice(0, i).join(' '),
  }))
  const who = turned
    .map(({ start, rest }) => {
      const first = startsWith(sql, sql`c.name_key`, start)
      return rest === '' ? first : sql`(${first} AND position(${` ${rest}`}::text IN c.name_key) > 0)`
    })
    .reduce((all, one) => sql`${all} OR ${one}`)
  const text = sql`concat_ws(' ', c.first_name, c.last_name)`
  const first = customerHits(sql, 'NAME', text, sql`(${who})`, within)
  if (name.length < 3) return first
  // A first name alone stands inside the key, where no index begins: of the newest visitors only. Always asked, so that
  // each page is the newest of both.
  const inside = sql`(position(${` ${name}`}::text IN c.name_key) > 0)`
  const lately = sql`(SELECT * FROM customer ORDER BY id DESC LIMIT ${LATELY})`
  const found = await Promise.all([first, customerHits(sql, 'NAME', text, inside, within, lately)])
  return found.flat()
}
