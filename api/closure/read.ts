import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import type { ClosedRegister, ClosureLine, ClosureMonth, ClosureSheet } from '../shared/closure.ts'
import { AppError } from '../shared/errors.ts'
import { local, plusDays, type Day, type Instant } from '../shared/time.ts'
import type { ClosurePath, MonthQuery } from './form.ts'

type Register = ClosedRegister & { openedAt: Instant; closedAt: Instant | null }

const LINE = `c.kind, c.from_day AS "from", c.to_day AS "to", c.seq AS n, c.at, c.ticket_count AS tickets, c.net_c AS "netC",
  c.own_c AS "ownC", c.third_c AS "thirdC", c.voucher_c AS "voucherC", c.perpetual_signed_c AS "perpetualSignedC"`

/** Registers that are closed, the office first, then by site and code. */
async function readRegisters(db: Db): Promise<Register[]> {
  return db.sql<Register[]>`
    SELECT r.id, r.code, r.name, s.name AS site, r.kind, r.opened_at AS "openedAt", r.closed_at AS "closedAt"
      FROM register r JOIN site s ON s.id = r.site_id
     WHERE r.kind IN ('COUNTER', 'WEB', 'OFFICE') ORDER BY r.kind <> 'OFFICE', s.position, r.code`
}

/**
 * A month of a register, or of the office, day by day up to today, with the closure of each day that has one, of the
 * month, and of the year that ends with it. Throws `not_found`, `not_set_up`.
 */
export async function readMonth(ctx: Ctx, { registerId, month }: MonthQuery): Promise<ClosureMonth> {
  permit(ctx.actor, 'closure.read')
  const registers = await readRegisters(ctx.db)
  const [office] = registers
  if (!office) throw new AppError('not_set_up')
  const register = registers.find(({ id }) => id === (registerId ?? office.id))
  if (!register) throw new AppError('not_found')
  const first = `${month}-01` as Day
  const last = plusDays(`${plusDays(first, 31).slice(0, 7)}-01` as Day, -1)
  const lines = await ctx.db.sql<ClosureLine[]>`
    SELECT ${ctx.db.sql.unsafe(LINE)} FROM closure c
     WHERE c.register_id = ${register.id} AND c.to_day BETWEEN ${first}::date AND ${last}::date ORDER BY c.seq`
  const isOffice = register.kind === 'OFFICE'
  const lives = isOffice ? registers : [register]
  const opened = lives
    .map(({ openedAt }) => local(openedAt).day)
    .reduce((least, day) => (day < least ? day : least))
  const today = local(ctx.now).day
  const gone = !isOffice && register.closedAt ? local(register.closedAt).day : today
  const end = [last, today, gone].reduce((least, day) => (day < least ? day : least))
  const byDay = new Map(lines.flatMap((line) => (line.kind === 'D' ? [[line.from, line]] : [])))
  const days: ClosureMonth['days'] = []
  for (let day = first < opened ? opened : first; day <= end; day = plusDays(day, 1))
    days.push({ day, closure: byDay.get(day) ?? null })
  return {
    registerId: register.id,
    registers: registers.map(({ openedAt: _opened, closedAt: _closed, ...one }) => one),
    month,
    first: opened,
    days,
    wholes: lines.filter(({ kind }) => kind !== 'D'),
  }
}

type Read = Omit<ClosureSheet, 'register' | 'office' | 'third' | 'parts' | 'letters' | 'software'> &
  Omit<ClosedRegister, 'kind'> &
  ClosureSheet['office'] & {
    officeName: string
    site: string
    registerKind: ClosedRegister['kind']
    third: { code: string; ttcC: number }[]
    signature: string
    payload: string
  }

/** A closure with everything it says and what seals it. Throws `not_found`. */
export async function readClosure(ctx: Ctx, { id, kind, from }: ClosurePath): Promise<ClosureSheet> {
  permit(ctx.actor, 'closure.read')
  const [row] = await ctx.db.sql<Read[]>`
    SELECT ${ctx.db.sql.unsafe(LINE)}, r.id, r.code, r.name, s.name AS site, r.kind AS "registerKind",
           o.name AS "officeName", o.address || ', ' || o.postcode || ' ' || o.city AS address, o.siret, o.demo, o.zone,
           c.cancel_count AS cancels, c.refund_count AS refunds, c.fix_count AS fixes, c.copy_count AS copies,
           c.first_number AS "firstNumber", c.last_number AS "lastNumber", c.last_hash AS "lastHash",
           c.gross_c AS "grossC", c.returns_c AS "returnsC", c.vat, c.third, c.payments,
           c.perpetual_abs_c AS "perpetualAbsC", c.perpetual_own_c AS "perpetualOwnC",
           c.perpetual_third_c AS "perpetualThirdC", c.perpetual_voucher_c AS "perpetualVoucherC",
           j.hash, j.prev_hash AS "prevHash", j.signature, j.payload
      FROM closure c JOIN register r ON r.id = c.register_id JOIN site s ON s.id = r.site_id
      JOIN journal_record j ON j.register_id = c.register_id AND j.journal = 'G' AND j.seq = c.seq
     CROSS JOIN office o
     WHERE c.register_id = ${id} AND c.kind = ${kind} AND c.from_day = ${from}::date`
  if (!row) throw new AppError('not_found')
  const names = await ctx.db.sql<{ code: string; name: string }[]>`
    SELECT code, name FROM provider WHERE code = ANY(${row.third.map(({ code }) => code)}::text[])`
  const nameOf = new Map(names.map(({ code, name }) => [code, name]))
  const sealed = JSON.parse(row.payload) as Pick<ClosureSheet, 'software'> & {
    parts?: ClosureSheet['parts']
    software: { version: string; coreDigest: string }
  }
  const { officeName, registerKind, signature, payload: _, address, siret, demo, zone, ...of } = row
  const { id: registerId, code, name, site, ...figures } = of
  return {
    ...figures,
    register: { id: registerId, code, name, site, kind: registerKind },
    office: { name: officeName, address, siret, demo, zone },
    third: row.third.map((one) => ({ ...one, name: nameOf.get(one.code) ?? one.code })),
    parts: sealed.parts ?? [],
    letters: [2, 6, 12, 18].map((i) => signature[i]).join(' '),
    software: { version: sealed.software.version, coreDigest: sealed.software.coreDigest },
  }
}
