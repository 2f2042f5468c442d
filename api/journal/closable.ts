import type { Db, Tx } from '../../db/index.ts'
import type { ClosureKind } from '../../db/schema/journal.ts'
import { local, plusDays, type Day, type Instant } from '../shared/time.ts'
import type { ClosedUntil, Life } from './closure-due.ts'

/** A register that is closed day after day, or the office, which adds them up. */
export type Closable = {
  registerId: string
  code: string
  kind: 'COUNTER' | 'WEB' | 'OFFICE'
  life: Life
  until: ClosedUntil
  /** First month of the financial year. */
  yearMonth: number
}

type RegisterRow = {
  registerId: string
  code: string
  kind: Closable['kind']
  openedAt: Instant
  closedAt: Instant | null
  yearMonth: number
}

const NOTHING: ClosedUntil = { D: null, M: null, Y: null }

/** Every register whose days are closed, in order of code, also those that are gone; then the office. */
export async function readClosable(reader: Db | Tx): Promise<Closable[]> {
  const rows = await reader.sql<RegisterRow[]>`
    SELECT r.id AS "registerId", r.code, r.kind, r.opened_at AS "openedAt", r.closed_at AS "closedAt",
           o.year_start_month AS "yearMonth"
      FROM register r JOIN office o ON o.id = 1
     WHERE r.kind IN ('COUNTER', 'WEB')
        OR r.id = (SELECT id FROM register WHERE kind = 'OFFICE' ORDER BY opened_at, id LIMIT 1)
     ORDER BY r.kind = 'OFFICE', r.code`
  const until = await readUntil(
    reader,
    rows.map(({ registerId }) => registerId),
  )
  const days = rows.map((row) => local(row.openedAt).day)
  const first = days.reduce((least, day) => (day < least ? day : least), days[0] as Day)
  return rows.map(({ openedAt, closedAt, ...row }) => ({
    ...row,
    life: {
      first: row.kind === 'OFFICE' ? first : local(openedAt).day,
      last: closedAt === null || row.kind === 'OFFICE' ? null : local(closedAt).day,
    },
    until: until.get(row.registerId) ?? NOTHING,
  }))
}

async function readUntil(reader: Db | Tx, registerIds: readonly string[]): Promise<Map<string, ClosedUntil>> {
  // One look into the primary key for each register and kind, however many closures there are.
  const rows = await reader.sql<{ registerId: string; kind: ClosureKind; toDay: Day }[]>`
    SELECT r.id AS "registerId", k.kind, c.to_day AS "toDay"
      FROM unnest(${registerIds as string[]}::text[]) AS r(id) CROSS JOIN (VALUES ('D'), ('M'), ('Y')) AS k(kind)
      CROSS JOIN LATERAL (SELECT to_day FROM closure WHERE register_id = r.id AND kind = k.kind
                           ORDER BY from_day DESC LIMIT 1) c`
  const until = new Map<string, ClosedUntil>()
  for (const { registerId, kind, toDay } of rows)
    until.set(registerId, { ...(until.get(registerId) ?? NOTHING), [kind]: toDay })
  return until
}

/** How far a register is closed. */
export async function closedUntil(tx: Tx, registerId: string): Promise<ClosedUntil> {
  return (await readUntil(tx, [registerId])).get(registerId) ?? NOTHING
}

/**
 * The first day that the office cannot close yet: today, or the first one that a register which is there on it has not
 * closed itself.
 */
export async function officeHorizon(tx: Tx, office: Closable, today: Day): Promise<Day> {
  let horizon = today
  for (const { registerId, life, until } of await readClosable(tx)) {
    if (registerId === office.registerId) continue
    if (life.last !== null && until.D !== null && until.D >= life.last) continue
    const open = until.D === null ? life.first : plusDays(until.D, 1)
    if (open < horizon) horizon = open
  }
  return horizon
}
