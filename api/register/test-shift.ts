import { expect } from 'vitest'
import type { Db, Tx } from '../../db/index.ts'
import { register } from '../../db/schema/office.ts'
import { sale, tender } from '../../db/schema/sale.ts'
import { ctxOf, type TestOffice } from '../auth/test-office.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import type { Means } from '../shared/tender.ts'
import { toInstant, type Day } from '../shared/time.ts'
import { drawerOf } from './drawer-sum.ts'
import type { CloseInput, OpenInput } from './form.ts'
import { shiftRow } from './read.ts'

/** Half past midnight in Carnac, still the evening before in UTC: the business day is the office's. */
export const NOW = toInstant('2026-08-12T22:30:00.000Z')

let made = 0

/** A register of its own for a test. */
export async function givenRegister(db: Db, office: TestOffice): Promise<{ id: string; code: string }> {
  const place = { id: newId('register'), code: `T${++made}` }
  const { siteId } = office
  await db.orm.insert(register).values({ ...place, name: 'Bourg', siteId, kind: 'COUNTER', openedAt: NOW })
  return place
}

/** The office's agent at the counter. */
export function agentCtx(db: Db, office: TestOffice, now = NOW): Ctx {
  return ctxOf(db, office.keys, office.agent, now)
}

/** A float of 150.00. */
export function float(registerId: string, more: Partial<OpenInput> = {}): OpenInput {
  const pieces = { '5000': 2, '1000': 3, '2000': 1 }
  return { id: newId('shift'), registerId, floatC: 15_000, pieces, ...more }
}

export function count(countedC: number, gapReason?: CloseInput['gapReason']): CloseInput {
  return { countedC, pieces: {}, gapReason }
}

/** A sale as `sell` would leave it, as far as a drawer goes. */
export async function sold(
  on: Db | Tx,
  shift: { id: string; registerId: string },
  paid: { means: Means; amountC: number; tenderedC?: number; ref?: string }[],
  docType: 'SALE' | 'CANCEL' = 'SALE',
): Promise<string> {
  const id = newId('sale')
  const n = ++made
  const totalC = cents(paid.reduce((sum, t) => sum + t.amountC, 0))
  await on.orm.insert(sale).values({
    id,
    orderId: newId('order'),
    registerId: shift.registerId,
    shiftId: shift.id,
    staffId: newId('staff'),
    channel: 'COUNTER',
    docType,
    seq: n,
    number: `T-${n}`,
    businessDay: '2026-08-13' as Day,
    at: NOW,
    totalC,
    ownC: totalC,
    thirdC: cents(0),
    voucherC: cents(0),
    changeC: cents(paid.reduce((sum, t) => sum + (t.tenderedC ?? t.amountC) - t.amountC, 0)),
    digest: 'test',
  })
  const rows = paid.map((t, i) => ({
    saleId: id,
    n: i + 1,
    means: t.means,
    amountC: cents(t.amountC),
    tenderedC: t.tenderedC === undefined ? null : cents(t.tenderedC),
    ref: t.ref ?? null,
  }))
  await on.orm.insert(tender).values(rows)
  return id
}

/** Payloads of a register's journal, in order. */
export async function records(db: Db, registerId: string, journal: 'P' | 'L') {
  const rows = await db.sql<{ payload: string }[]>`
    SELECT payload FROM journal_record WHERE register_id = ${registerId} AND journal = ${journal} ORDER BY seq`
  return rows.map((row) => JSON.parse(row.payload))
}

/** What a refused command throws. */
export function refusal(code: string, data: Record<string, unknown> = {}) {
  return expect.objectContaining({ code, data: expect.objectContaining(data) })
}

/** A closing that finds exactly what was expected of every means: for tests that are about something else. */
export async function exactCount(db: Db, shiftId: string): Promise<CloseInput> {
  const { floatC } = await shiftRow(db, shiftId)
  const tendered = await db.sql<{ saleId: string; n: number; means: Means; amountC: number }[]>`
    SELECT t.sale_id AS "saleId", t.n, t.means, t.amount_c AS "amountC"
      FROM tender t JOIN sale s ON s.id = t.sale_id WHERE s.shift_id = ${shiftId}`
  const sum = (means: Means) => tendered.reduce((c, t) => c + (t.means === means ? t.amountC : 0), 0)
  const seen = tendered
    .filter((t) => t.means === 'CHEQUE' && t.amountC > 0)
    .map(({ saleId, n }) => ({ saleId, n }))
  return {
    countedC: await drawerOf(db, { id: shiftId, floatC }),
    pieces: {},
    cardC: sum('CB'),
    cheques: { seen, unknown: [] },
    // Faces that come to the sum as closely as faces can.
    ancv: { '1000': Math.floor((sum('ANCV_P') % 5_000) / 1_000), '5000': Math.floor(sum('ANCV_P') / 5_000) },
  }
}
