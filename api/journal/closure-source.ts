import type { Tx } from '../../db/index.ts'
import type { ClosureKind } from '../../db/schema/journal.ts'
import { cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'
import type { Closable } from './closable.ts'
import type { Due } from './closure-due.ts'
import {
  NO_FIGURES,
  NO_PERPETUAL,
  perpetualAfter,
  readDays,
  sumOf,
  type ClosureRow,
  type Figures,
  type Perpetual,
} from './closure-figures.ts'
import type { ClosedPart, Sealing } from './closure.ts'

/** What a day closes with. */
export type DaySource = { figures: Figures; perpetual: Perpetual; parts?: readonly ClosedPart[] }

/** A place in the G chain of a register: that of the first closure to be made. */
export type Place = { registerId: string; seq: number }

/** A closure by what it sums up. */
type Made = { kind: ClosureKind; fromDay: Day; toDay: Day; figures: Figures; perpetual: Perpetual }

/** Figures and perpetual totals of the days that are due on a register, from its documents. */
export async function daysOfRegister(
  sql: Tx['sql'],
  { registerId }: Pick<Closable, 'registerId'>,
  dues: readonly Due[],
): Promise<Map<Day, DaySource>> {
  const days = daysIn(dues)
  const [first, last] = [days[0], days.at(-1)]
  const sources = new Map<Day, DaySource>()
  if (!first || !last) return sources
  const [before] = await sql<ClosureRow[]>`
    SELECT ${sql.unsafe(COLUMNS)} FROM closure WHERE register_id = ${registerId} AND kind = 'D' AND from_day < ${first}::date
     ORDER BY from_day DESC LIMIT 1`
  const found = await readDays(sql, registerId, first, last)
  let perpetual: Perpetual = before ? perpetualOf(before) : NO_PERPETUAL
  let lastHash = before?.lastHash ?? null
  for (const day of days) {
    const { signedC, absC, ...figures } = found.get(day) ?? { ...NO_FIGURES, signedC: null, absC: null }
    lastHash = figures.lastHash ?? lastHash
    perpetual = perpetualAfter(perpetual, { ...figures, signedC, absC })
    sources.set(day, { figures: { ...figures, lastHash }, perpetual })
  }
  return sources
}

const daysIn = (dues: readonly Due[]) =>
  dues.flatMap(({ kind, to }) => (kind === 'D' ? [to] : [])).sort((a, b) => (a < b ? -1 : 1))

type PartRow = ClosureRow & { code: string; hash: string }

/** The days that are due on the office: each the sum of what its registers closed, with the hashes of their records. */
export async function daysOfOffice(
  sql: Tx['sql'],
  _office: Pick<Closable, 'registerId'>,
  dues: readonly Due[],
): Promise<Map<Day, DaySource>> {
  const days = daysIn(dues)
  const [first, last] = [days[0], days.at(-1)]
  const sources = new Map<Day, DaySource>()
  if (!first || !last) return sources
  const rows = await sql<PartRow[]>`
    SELECT ${sql.unsafe(COLUMNS)}, code, hash
      FROM (SELECT c.*, r.code, j.hash FROM closure c JOIN register r ON r.id = c.register_id
              JOIN journal_record j ON j.register_id = c.register_id AND j.journal = 'G' AND j.seq = c.seq
             WHERE c.kind = 'D' AND r.kind IN ('COUNTER', 'WEB') AND c.from_day BETWEEN ${first}::date AND ${last}::date) c
     ORDER BY from_day, code`
  // A register that is gone keeps its totals in those of the office.
  const earlier = await sql<ClosureRow[]>`
    SELECT DISTINCT ON (register_id) ${sql.unsafe(COLUMNS)} FROM closure
     WHERE kind = 'D' AND from_day < ${first}::date
       AND register_id IN (SELECT id FROM register WHERE kind IN ('COUNTER', 'WEB'))
     ORDER BY register_id, from_day DESC`
  const latest = new Map(earlier.map((row) => [row.registerId, perpetualOf(row)]))
  const byDay = new Map<Day, PartRow[]>()
  for (const row of rows) byDay.set(row.fromDay, [...(byDay.get(row.fromDay) ?? []), row])
  for (const day of days) {
    const closed = byDay.get(day) ?? []
    for (const row of closed) latest.set(row.registerId, perpetualOf(row))
    sources.set(day, {
      figures: { ...sumOf(closed.map(figuresOf)), firstNumber: null, lastNumber: null, lastHash: null },
      perpetual: totalOf([...latest.values()]),
      parts: closed.map(({ code, seq, hash }) => ({ register: code, n: seq, hash })),
    })
  }
  return sources
}

/** What is due, with what it closes with: days from their source, a month the sum of its days, a year that of its months. */
export async function sealingsOf(
  sql: Tx['sql'],
  { registerId, seq }: Place,
  dues: readonly Due[],
  days: ReadonlyMap<Day, DaySource>,
): Promise<Sealing[]> {
  const made = await earlierParts(sql, { registerId, seq }, dues)
  return dues.map((due) => {
    const source: DaySource = due.kind === 'D' ? (days.get(due.to) as DaySource) : summed(made, due)
    made.push({ kind: due.kind, fromDay: due.from, toDay: due.to, ...source })
    return { due, ...source }
  })
}

/** Closures that were made before and that months and years among those due add up. */
async function earlierParts(
  sql: Tx['sql'],
  { registerId, seq }: Place,
  dues: readonly Due[],
): Promise<Made[]> {
  const startOf = (kind: ClosureKind) => dues.find((due) => due.kind === kind)?.from ?? null
  const rows = await sql<ClosureRow[]>`
    SELECT ${sql.unsafe(COLUMNS)} FROM closure
     WHERE register_id = ${registerId} AND seq < ${seq}
       AND ((kind = 'D' AND from_day >= ${startOf('M')}::date) OR (kind = 'M' AND from_day >= ${startOf('Y')}::date)
            OR (kind = 'D' AND from_day = (SELECT max(from_day) FROM closure
                                             WHERE register_id = ${registerId} AND kind = 'D' AND seq < ${seq})))
     ORDER BY from_day`
  return rows.map((row) => ({
    kind: row.kind,
    fromDay: row.fromDay,
    toDay: row.toDay,
    figures: figuresOf(row),
    perpetual: perpetualOf(row),
  }))
}

function summed(made: readonly Made[], { kind, from, to }: Due): DaySource {
  const part = kind === 'M' ? 'D' : 'M'
  const parts = made.filter((one) => one.kind === part && one.fromDay >= from && one.toDay <= to)
  const last = made.findLast((one) => one.kind === 'D')
  return { figures: sumOf(parts.map((one) => one.figures)), perpetual: last?.perpetual ?? NO_PERPETUAL }
}

/** The perpetual totals of several registers together. */
export function totalOf(all: readonly Perpetual[]): Perpetual {
  const sum = (name: keyof Perpetual) => cents(all.reduce((total, one) => total + one[name], 0))
  return {
    perpetualSignedC: sum('perpetualSignedC'),
    perpetualAbsC: sum('perpetualAbsC'),
    perpetualOwnC: sum('perpetualOwnC'),
    perpetualThirdC: sum('perpetualThirdC'),
    perpetualVoucherC: sum('perpetualVoucherC'),
  }
}

const FIGURES = Object.keys(NO_FIGURES) as (keyof Figures)[]
const PERPETUAL = Object.keys(NO_PERPETUAL) as (keyof Perpetual)[]

const picked = <T extends object, K extends keyof T>(from: T, names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>

export const figuresOf = (row: ClosureRow): Figures => picked(row, FIGURES)
export const perpetualOf = (row: ClosureRow): Perpetual => picked(row, PERPETUAL)

/** The columns of a closure by their names in TypeScript. */
export const COLUMNS = ['registerId', 'kind', 'fromDay', 'toDay', 'seq', 'at', ...FIGURES, ...PERPETUAL]
  .map((name) => `${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)} AS "${name}"`)
  .join(', ')
