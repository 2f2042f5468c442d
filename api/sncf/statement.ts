import { bulk, transaction, type Db, type Tx } from '../../db/index.ts'
import { sncfStatement } from '../../db/schema/sncf.ts'
import { audited } from '../audit.ts'
import { cachedBooks, type Books } from '../catalog/catalog.ts'
import { agreementOn, commissionOf, type ProviderTerms } from '../catalog/terms.ts'
import { permit, type Ctx } from '../context.ts'
import { post } from '../ledger/ledger.ts'
import { vatAccount } from '../ledger/sale-legs.ts'
import { lockDesk } from '../regie/office.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { applyRate, cents, roundHalfUp, sumCents } from '../shared/money.ts'
import { local, msOf, plusDays, toDay, type Day } from '../shared/time.ts'
import { railDays } from './days.ts'
import type { MonthAnswer, Statement } from './form.ts'

/** First and last day of a month: 2026-08. */
export function monthSpan(month: string): { from: Day; to: Day } {
  const from = toDay(`${month}-01`)
  const next = plusDays(from, 31).slice(0, 7)
  return { from, to: plusDays(toDay(`${next}-01`), -1) }
}

/** A statement with what its freezing books: the commission on what the terminal was paid for is in no sale. */
type Drafted = Statement & { memoCommissionC: number; vatRateBp: number; agreementVersion: number | null }

/** Who the tickets are sold for: the principal of what another's terminal issues. */
const railProvider = ({ index, terms }: Books): ProviderTerms | null => {
  const product = [...index.products.values()].find((p) => p.kind === 'EXTERNAL' && p.providerId !== null)
  return terms.providers.get(product?.providerId ?? '') ?? null
}

/**
 * The month of the SNCF: what was sold, by where it was paid; the office's commission under the agreement, its VAT
 * rounded once (fiscal.md 2.6); what is owed. What was paid on the SNCF's own terminal is there already: only its
 * commission is settled. Figures of a settled month are those that were written.
 */
async function draft(reader: Db | Tx, books: Books, month: string, today: Day): Promise<Drafted> {
  const { from, to } = monthSpan(month)
  const provider = railProvider(books)
  const [row] = await reader.sql<{ drawerC: number; commissionC: number; tickets: number }[]>`
    SELECT coalesce(sum(l.total_c), 0)::int AS "drawerC", coalesce(sum(l.commission_c), 0)::int AS "commissionC",
           coalesce(sum(l.qty), 0)::int AS tickets
      FROM sale_line l JOIN sale s ON s.id = l.sale_id JOIN register r ON r.id = s.register_id AND r.kind <> 'SCHOOL'
     WHERE l.kind = 'SNCF' AND s.business_day BETWEEN ${from}::date AND ${to}::date`
  const memos = await memosOf(reader, from, to)
  const memoCommissionC = sumCents(memos.map((memo) => memo.sign * memoCommission(books, provider, memo)))
  const terminalC = sumCents(memos.map((memo) => memo.sign * memo.fareC))
  const drawerC = row?.drawerC ?? 0
  const commissionC = (row?.commissionC ?? 0) + memoCommissionC
  const agreement = provider && agreementOn(books.terms, provider.id, to)
  const vatRateBp = books.office?.vatNumber ? rateOn(books, to) : 0
  const vatC = applyRate(commissionC, vatRateBp)
  return {
    month,
    number: null,
    settled: false,
    over: today > to,
    provider: provider?.name ?? null,
    rateBp:
      agreement?.commissions.find((c) => c.productId === null)?.rateBp ??
      agreement?.commissions[0]?.rateBp ??
      null,
    grossC: drawerC + terminalC,
    drawerC,
    terminalC,
    tickets: (row?.tickets ?? 0) + memos.reduce((sum, memo) => sum + memo.sign * memo.passengers, 0),
    commissionC,
    vatC,
    netDueC: drawerC - commissionC - vatC,
    memoCommissionC,
    vatRateBp,
    agreementVersion: agreement?.version ?? null,
  }
}

type Memo = { productId: string; day: Day; soldOn: Day; fareC: number; passengers: number; sign: 1 | -1 }

/** Tickets paid on the terminal in these days, and those cancelled there in these days. */
async function memosOf(reader: Db | Tx, from: Day, to: Day): Promise<Memo[]> {
  const rows = await reader.sql<Memo[]>`
    SELECT * FROM (
      SELECT m.product_id AS "productId", (x.sold_at AT TIME ZONE o.zone)::date AS day,
             (x.sold_at AT TIME ZONE o.zone)::date AS "soldOn", x.fare_c AS "fareC", x.passengers, 1 AS sign
        FROM sncf_memo m JOIN sncf_sale x ON x.sale_id = m.id CROSS JOIN office o
      UNION ALL
      SELECT m.product_id, (m.cancelled_at AT TIME ZONE o.zone)::date, (x.sold_at AT TIME ZONE o.zone)::date, x.fare_c,
             x.passengers, -1
        FROM sncf_memo m JOIN sncf_sale x ON x.sale_id = m.id CROSS JOIN office o WHERE m.cancelled_at IS NOT NULL) k
     WHERE day BETWEEN ${from}::date AND ${to}::date`
  return [...rows]
}

/** Under the agreement of the day it was sold; one that was cancelled keeps it where the agreement says so. */
function memoCommission(books: Books, provider: ProviderTerms | null, memo: Memo): number {
  if (!provider) return 0
  const terms = commissionOf(books.terms, memo.productId, provider.id, 'COUNTER', memo.soldOn)
  if (!terms) return 0
  const reverses = agreementOn(books.terms, provider.id, memo.soldOn)?.cancellation.reversesCommission ?? true
  if (memo.sign < 0 && !reverses) return 0
  const vat = books.index.catalog.vatRates.find(
    (r) => r.code === books.index.products.get(memo.productId)?.vatCode,
  )
  const base =
    terms.base === 'PROVIDER_HT' ? roundHalfUp(memo.fareC * 10_000, 10_000 + (vat?.rateBp ?? 0)) : memo.fareC
  return applyRate(base, terms.rateBp) + terms.fixedC
}

const rateOn = ({ index }: Books, day: Day): number =>
  index.catalog.vatRates.find(
    (r) => r.code === 'NORMAL' && r.validFrom <= day && (r.validTo === null || day <= r.validTo),
  )?.rateBp ?? 0

async function settledOf(reader: Db | Tx, month: string): Promise<Partial<Statement> | null> {
  const [row] = await reader.sql<Partial<Statement>[]>`
    SELECT number, true AS settled, gross_c AS "grossC", drawer_c AS "drawerC", terminal_c AS "terminalC", tickets,
           commission_c AS "commissionC", vat_c AS "vatC", net_due_c AS "netDueC"
      FROM sncf_statement WHERE month = ${monthSpan(month).from}::date`
  return row ?? null
}

/** What is shown of it. */
function shown(drafted: Drafted): Statement {
  const { memoCommissionC: _m, vatRateBp: _v, agreementVersion: _a, ...statement } = drafted
  return statement
}

/** The statement of a month: as it was settled, or as it stands. */
export async function readStatement(ctx: Ctx, month: string): Promise<Statement> {
  permit(ctx.actor, 'regie.read')
  const books = await cachedBooks(ctx.db)
  if (!books.office) throw new AppError('not_set_up')
  const drafted = await draft(ctx.db, books, month, local(ctx.now, books.office.zone).day)
  return { ...shown(drafted), ...(await settledOf(ctx.db, month)) }
}

/** A month of the SNCF: each terminal day by day against its reports, and the statement. */
export async function readMonth(ctx: Ctx, month: string): Promise<MonthAnswer> {
  permit(ctx.actor, 'regie.read')
  const statement = await readStatement(ctx, month)
  const [office] = await ctx.db.sql<{ zone: string }[]>`SELECT zone FROM office`
  const zone = office?.zone ?? 'Europe/Paris'
  const days = await railDays(ctx.db, { ...monthSpan(month), zone })
  const terminals = await ctx.db.sql<
    { terminal: string }[]
  >`SELECT DISTINCT terminal FROM sncf_sale ORDER BY 1`
  return {
    month,
    today: local(ctx.now, zone).day,
    days,
    statement,
    unchecked: days.filter((d) => d.check === null || d.changed).length,
    gaps: days.filter(
      (d) => d.check !== null && (d.check.gapC !== 0 || d.check.reportCount !== d.check.posCount),
    ).length,
    terminals: terminals.map((t) => t.terminal),
  }
}

/**
 * Settles a month that is over, once: its figures are written, and the VAT of the commission, with the commission on what
 * was paid on the terminal, goes to the books, so that 467SNCF owes exactly what the statement says. Again, it
 * answers what was written. Throws `already_done` (OPEN) while the month lasts.
 */
export async function settleMonth(ctx: Ctx, month: string): Promise<Statement> {
  const actor = permit(ctx.actor, 'sncf.check')
  const books = await cachedBooks(ctx.db)
  const provider = railProvider(books)
  await transaction(ctx.db, async (tx) => {
    const { place, today } = await lockDesk(tx, ctx)
    if (await settledOf(tx, month)) return
    const drafted = await draft(tx, books, month, today)
    if (!drafted.over) throw new AppError('already_done', { status: 'OPEN' })
    const { grossC, drawerC, terminalC, tickets, commissionC, vatC, netDueC, agreementVersion } = drafted
    const { from, to } = monthSpan(month)
    const number = `SNCF-${month}`
    const sums = { grossC, drawerC, terminalC, commissionC, vatC, netDueC }
    await bulk(tx, sncfStatement, [
      {
        month: from,
        number,
        grossC: cents(grossC),
        drawerC: cents(drawerC),
        terminalC: cents(terminalC),
        tickets,
        commissionC: cents(commissionC),
        vatC: cents(vatC),
        netDueC: cents(netDueC),
        agreementVersion,
        staffId: actor.staffId,
        at: ctx.now,
      },
    ])
    if (provider && (drafted.memoCommissionC !== 0 || vatC !== 0)) {
      const principal = { account: provider.account, aux: `F${provider.code}`, family: 'RAIL' as const }
      await post(tx, [
        {
          id: newId('ledgerEvent', msOf(ctx.now)),
          kind: 'sncf_statement',
          saleId: null,
          shiftId: null,
          piece: number,
          day: to,
          siteId: place.siteId,
          registerId: place.id,
          legs: [
            { ...principal, amountC: drafted.memoCommissionC + vatC },
            { account: '7082', amountC: -drafted.memoCommissionC, family: 'RAIL' },
            { account: vatAccount(drafted.vatRateBp), amountC: -vatC },
          ],
        },
      ])
    }
    await audited(tx, ctx, { action: 'sncf.settle', subject: number, detail: sums })
  })
  return readStatement(ctx, month)
}
