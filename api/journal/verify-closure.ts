import type { Tx } from '../../db/index.ts'
import type { ClosureKind } from '../../db/schema/journal.ts'
import { local, plusDays, toDay, type Day, type Instant } from '../shared/time.ts'
import { canonical, type Canonical } from './canonical.ts'
import { monthStart, type Due } from './closure-due.ts'
import { NO_PERPETUAL, type ClosureRow, type Perpetual } from './closure-figures.ts'
import {
  COLUMNS,
  daysOfOffice,
  daysOfRegister,
  figuresOf,
  perpetualOf,
  sealingsOf,
} from './closure-source.ts'
import { closurePayload, type Sealing } from './closure.ts'
import { readPayload, shown, type Payload, type Row } from './verify-record.ts'

type Register = { code: string; kind: string; openedAt: Instant }

/**
 * What the closures of a page of G records say otherwise than their signed text, by number: the row of the closure; its
 * figures, counted again from the documents of its days (of a month from its days, of a year from its months, of the
 * office from its registers); the perpetual totals, which rise by what the period took; the days, of which none lacks.
 */
export async function closureFaults(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const faults = new Map<number, string>()
  const [register] = await sql<Register[]>`
    SELECT code, kind, opened_at AS "openedAt" FROM register WHERE id = ${registerId}`
  const read = rows.flatMap((row) => {
    const says = readPayload(row.payload)
    const due = says && periodOf(says)
    if (due) return [{ row, says, due }]
    faults.set(row.seq, 'its period is none')
    return []
  })
  const [first] = read
  if (!register || !first) return faults
  const place = { registerId, seq: first.row.seq }
  const dues = read.map(({ due }) => due)
  const days = await (register.kind === 'OFFICE' ? daysOfOffice : daysOfRegister)(sql, place, dues)
  const sealings = await sealingsOf(sql, place, dues, days)
  const stored = await storedClosures(sql, registerId, rows)
  const before = await closuresBefore(sql, registerId, first.row.seq)
  for (const [i, { row, says }] of read.entries()) {
    const sealing = sealings[i] as Sealing
    const found =
      rowFault(stored.get(row.seq), row, says, register) ??
      periodFault(before, sealing.due, register) ??
      unlikePayload('its figures', closurePayload(register.code, row.seq, sealing), says) ??
      perpetualFault(before.D?.perpetual ?? NO_PERPETUAL, sealing)
    if (found !== null) faults.set(row.seq, found)
    before[sealing.due.kind] = { to: sealing.due.to, perpetual: sealing.perpetual }
  }
  return faults
}

/** The period that a record names; null when that is none. */
function periodOf({ kind, from, to }: Payload): Due | null {
  if (kind !== 'D' && kind !== 'M' && kind !== 'Y') return null
  try {
    return { kind, from: toDay(shown(from)), to: toDay(shown(to)) }
  } catch {
    return null
  }
}

async function storedClosures(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, ClosureRow>> {
  const found = await sql<ClosureRow[]>`
    SELECT ${sql.unsafe(COLUMNS)} FROM closure
     WHERE register_id = ${registerId} AND seq = ANY(${rows.map((row) => row.seq)}::int[])`
  return new Map(found.map((row) => [row.seq, row]))
}

type Before = Partial<Record<ClosureKind, { to: Day; perpetual: Perpetual }>>

/** The last closure of each kind before a place in the chain. */
async function closuresBefore(sql: Tx['sql'], registerId: string, seq: number): Promise<Before> {
  const rows = await sql<ClosureRow[]>`
    SELECT DISTINCT ON (kind) ${sql.unsafe(COLUMNS)} FROM closure
     WHERE register_id = ${registerId} AND seq < ${seq} ORDER BY kind, from_day DESC`
  return Object.fromEntries(rows.map((row) => [row.kind, { to: row.toDay, perpetual: perpetualOf(row) }]))
}

function rowFault(
  row: ClosureRow | undefined,
  record: Row,
  says: Payload,
  { code }: Register,
): string | null {
  if (!row) return `the closure ${shown(says.kind)} of ${shown(says.from)} is missing`
  if (row.at !== record.recordedAt) return `closure: at is ${row.at}, the record says ${record.recordedAt}`
  const due: Due = { kind: row.kind, from: row.fromDay, to: row.toDay }
  const payload = closurePayload(code, row.seq, {
    due,
    figures: figuresOf(row),
    perpetual: perpetualOf(row),
  })
  return unlikePayload('closure', payload, says)
}

function unlikePayload(name: string, payload: Payload, says: Payload): string | null {
  for (const [field, value] of Object.entries(payload)) {
    const signed = says[field]
    if (canonical(value) === canonical(signed ?? null)) continue
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const inner = unlikePayload(`${name}: ${field}`, value as Payload, (signed ?? {}) as Payload)
      if (inner !== null) return inner
    }
    return `${name}: ${field} is ${told(value)}, the record says ${told(signed)}`
  }
  return null
}

const told = (value: Canonical | undefined) =>
  value !== null && typeof value === 'object' ? canonical(value) : shown(value)

/** Days, months and years follow one another; the first begins with the register. */
function periodFault(before: Before, { kind, from, to }: Due, { openedAt }: Register): string | null {
  const last = before[kind]
  if (last) {
    const next = plusDays(last.to, 1)
    return from === next ? null : `the closure of ${next} to ${plusDays(from, -1)} is missing`
  }
  const opened = local(openedAt).day
  const first = kind === 'M' ? monthStart(opened) : opened
  if (kind === 'Y' ? from <= first && first <= to : from <= first) return null
  return `the closures from ${first} to ${plusDays(from, -1)} are missing`
}

function perpetualFault(before: Perpetual, { due, figures, perpetual }: Sealing): string | null {
  if (due.kind !== 'D') return null
  const signedC = before.perpetualSignedC + figures.netC
  const absC = before.perpetualAbsC + figures.grossC - figures.returnsC
  if (perpetual.perpetualSignedC === signedC && perpetual.perpetualAbsC === absC) return null
  const is = `${perpetual.perpetualSignedC}/${perpetual.perpetualAbsC}`
  return `perpetual totals ${is}, those before and the day give ${signedC}/${absC}`
}
