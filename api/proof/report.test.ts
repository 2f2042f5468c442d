import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Db } from '../../db/index.ts'
import type { Actor } from '../context.ts'
import { readDashboard } from '../report/dashboard.ts'
import { readFigures } from '../report/figures.ts'
import { readRows } from '../report/rows.ts'
import { tampered } from '../report/tampered.ts'
import { DIMENSIONS, OWN, type Figures, type ReportFilter } from '../shared/report.ts'
import { CHANNELS, FAMILIES } from '../shared/catalog.ts'
import { plusDays, toDay, toInstant, type Day } from '../shared/time.ts'
import { figures, sized } from './size.ts'
import { twoYears, type Years } from './years.ts'

let db: TestDb
let years: Years

const SALES = sized(260, 2_000)
const FILTERS = sized(20, 100)
const END = toInstant('2026-11-24T15:00:00.000Z')

beforeAll(async () => {
  db = await testDb()
  years = await twoYears(db, SALES)
  await unfoldJournal()
}, 600_000)

afterAll(() => db.close())

const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}
const ctxOn = (on: Db) => ({ db: on, keys: years.keys, actor: manager, now: END, requestId: 'proof' })

type Sums = Omit<Figures, 'sales'> & { sales: number }

/** The lines of the signed journal, taken out of its very text once, with nothing of the reports' own. */
async function unfoldJournal(): Promise<void> {
  const { sql } = db.owner()
  await sql`
    CREATE TABLE said AS
    SELECT j.subject, (p->>'businessDate')::date AS day, p->'site'->>'code' AS site, p->'operator'->>'code' AS operator,
           l->>'sku' AS sku, l->>'kind' AS kind, l->'principal'->>'code' AS principal, l->>'fare' AS fare,
           (l->>'qty')::int AS qty, (l->>'totalTtcC')::int AS total, (l->>'htC')::int AS ht,
           (l->'commission'->>'htC')::int AS commission
      FROM (SELECT subject, payload::jsonb AS p FROM journal_record WHERE journal = 'T' OFFSET 0) j,
           LATERAL jsonb_array_elements(p->'lines') l
     WHERE p->>'docType' = 'SALE'`
  await sql`GRANT SELECT ON said TO guichet_app`
}

/** What the journal says of a filter. */
async function journalSays(on: Db, f: ReportFilter): Promise<Sums> {
  const excluded = f.target ? years.excludes : []
  const [row] = await on.sql<Sums[]>`
    SELECT coalesce(sum(total), 0)::int AS "grossC", coalesce(sum(ht) FILTER (WHERE kind = 'OWN'), 0)::int AS "ownHtC",
           coalesce(sum(commission), 0)::int AS "commissionC",
           coalesce(sum(qty) FILTER (WHERE fare IS NOT NULL), 0)::int AS tickets, count(DISTINCT subject)::int AS sales
      FROM said
     WHERE day BETWEEN ${f.from}::date AND ${f.to}::date
       AND (${f.siteId ?? null}::text IS NULL OR site = (SELECT code FROM site WHERE id = ${f.siteId ?? ''}))
       AND (${f.staffId ?? null}::text IS NULL OR operator = (SELECT code FROM staff WHERE id = ${f.staffId ?? ''}))
       AND (${f.productId ?? null}::text IS NULL OR sku = (SELECT code FROM product WHERE id = ${f.productId ?? ''}))
       AND (${f.providerId ?? null}::text IS NULL
            OR coalesce(principal, 'own')
               = coalesce((SELECT code FROM provider WHERE id = ${f.providerId ?? ''}), 'own'))
       AND (${f.family ?? null}::text IS NULL
            OR sku IN (SELECT code FROM product WHERE family = ${f.family ?? ''}))
       AND ${f.channel ?? 'COUNTER'} = 'COUNTER'
       AND sku NOT IN (SELECT code FROM product WHERE family = ANY(${excluded}::text[]))`
  return row as Sums
}

/** The same days a year before, by PostgreSQL's calendar: whole months for whole months, else the same civil days. */
async function yearBefore(on: Db, f: ReportFilter): Promise<ReportFilter> {
  const [row] = await on.sql<{ from: Day; to: Day }[]>`
    SELECT (f - interval '1 year')::date AS from,
           CASE WHEN extract(day FROM f) = 1 AND extract(day FROM t + 1) = 1
                THEN (date_trunc('month', t) - interval '11 months')::date - 1
                ELSE (t - interval '1 year')::date END AS to
      FROM (SELECT ${f.from}::date AS f, ${f.to}::date AS t) d`
  return { ...f, ...row }
}

/** What the ledger can tell of a filter: it knows days, sites, families and principals, not products nor people. */
async function ledgerSays(on: Db, f: ReportFilter): Promise<Pick<Sums, 'grossC' | 'ownHtC' | 'commissionC'>> {
  const excluded = f.target ? years.excludes : []
  const [row] = await on.sql<Pick<Sums, 'grossC' | 'ownHtC' | 'commissionC'>[]>`
    SELECT coalesce(-sum(l.amount_c) FILTER (WHERE e.kind = 'sale' AND l.account ~ '^(467|706|707|44571)'), 0)::int AS "grossC",
           coalesce(-sum(l.amount_c) FILTER (WHERE l.account ~ '^(706|707)'), 0)::int AS "ownHtC",
           coalesce(-sum(l.amount_c) FILTER (WHERE l.account LIKE '7082%'), 0)::int AS "commissionC"
      FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
     WHERE e.day BETWEEN ${f.from}::date AND ${f.to}::date AND l.family IS NOT NULL
       AND (${f.siteId ?? null}::text IS NULL OR e.site_id = ${f.siteId ?? null})
       AND (${f.family ?? null}::text IS NULL OR l.family = ${f.family ?? null})
       AND l.family <> ALL(${excluded}::text[])`
  return row as Pick<Sums, 'grossC' | 'ownHtC' | 'commissionC'>
}

const isTheLedgers = (f: ReportFilter) =>
  !f.productId && !f.providerId && !f.staffId && f.channel !== 'ONLINE'

function filters(): fc.Arbitrary<ReportFilter> {
  const one = <T>(of: readonly T[]) => fc.constantFrom(...of)
  const day = fc.integer({ min: 0, max: 700 }).map((n) => plusDays('2025-01-01' as Day, n))
  return fc
    .record({
      from: day,
      days: fc.constantFrom(0, 6, 30, 90, 365, 720),
      months: fc.boolean(),
      family: one(FAMILIES),
      providerId: one([OWN, ...years.providers]),
      productId: one(years.products),
      siteId: one(years.sites),
      channel: one(CHANNELS.slice(0, 2)),
      staffId: one(years.staff),
      target: one([true]),
      // Most of the others leave little: each keeps a few of them.
      keep: fc.subarray(['family', 'providerId', 'productId', 'siteId', 'channel', 'staffId', 'target'], {
        maxLength: 3,
      }),
    })
    .map(({ from, days, months, keep, ...narrow }) => ({
      ...(months ? wholeMonths : (span: Span) => span)({ from: toDay(from), to: plusDays(from, days) }),
      ...Object.fromEntries(
        Object.entries(narrow).filter(([key, value]) => keep.includes(key) && value !== undefined),
      ),
    }))
}

type Span = Pick<ReportFilter, 'from' | 'to'>

/** From the first of the month of one day to the last of the month of another. */
function wholeMonths({ from, to }: Span): Span {
  const next = plusDays(toDay(`${to.slice(0, 7)}-28`), 4)
  return { from: toDay(`${from.slice(0, 7)}-01`), to: plusDays(toDay(`${next.slice(0, 7)}-01`), -1) }
}

const moneyOf = ({ grossC, ownHtC, commissionC }: Sums) => ({ grossC, ownHtC, commissionC })

describe('whatever was sold in two years', () => {
  it('figures of any filter equal the signed journal, the ledger where it knows, and the rows behind them', async () => {
    let withLedger = 0
    let notNothing = 0
    let notNothingBefore = 0
    let rowsSeen = 0
    await fc.assert(
      fc.asyncProperty(filters(), fc.constantFrom(...DIMENSIONS), async (filter, by) => {
        const { splits, total, totalBefore } = await readFigures(ctxOn(db), by, filter)
        expect(total).toEqual(await journalSays(db, filter))
        expect(totalBefore).toEqual(await journalSays(db, await yearBefore(db, filter)))
        if (isTheLedgers(filter)) {
          expect(moneyOf(total)).toEqual(await ledgerSays(db, filter))
          withLedger += 1
        }
        for (const [when, whole] of [
          ['now', total],
          ['before', totalBefore],
        ] as const) {
          for (const figure of ['grossC', 'ownHtC', 'commissionC', 'tickets'] as const)
            expect(splits.reduce((sum, s) => sum + s[when][figure], 0)).toBe(whole[figure])
        }
        const rows = []
        let after: string | null = null
        do {
          const page: Awaited<ReturnType<typeof readRows>> = await readRows(ctxOn(db), filter, {
            limit: sized(97, 500),
            ...(after ? { after } : {}),
          })
          expect(page.total).toEqual(total)
          rows.push(...page.rows)
          after = page.next
        } while (after !== null)
        expect(rows.reduce((sum, r) => sum + r.totalC, 0)).toBe(total.grossC)
        expect(rows.reduce((sum, r) => sum + r.commissionC, 0)).toBe(total.commissionC)
        expect(new Set(rows.map((r) => `${r.saleId} ${r.n}`)).size).toBe(rows.length)
        rowsSeen += rows.length
        notNothing += total.sales > 0 ? 1 : 0
        notNothingBefore += totalBefore.sales > 0 ? 1 : 0
      }),
      { numRuns: FILTERS },
    )
    expect(notNothing).toBeGreaterThan(FILTERS / 10)
    expect(notNothingBefore).toBeGreaterThan(0)
    expect(withLedger).toBeGreaterThan(0)
    figures(
      `${years.sold} sales of two years: ${FILTERS} filters equal the journal (${notNothing} of them not empty), ` +
        `as does the year before (${notNothingBefore} not empty), ${withLedger} the ledger, ${rowsSeen} rows behind them`,
    )
  }, 600_000)

  it('every value of every dimension opens exactly what it counted', async () => {
    const whole = { from: '2026-01-01' as Day, to: '2026-12-31' as Day }
    const narrowed = {
      family: 'family',
      provider: 'providerId',
      product: 'productId',
      site: 'siteId',
      agent: 'staffId',
    } as const
    for (const [by, field] of Object.entries(narrowed)) {
      const { splits } = await readFigures(ctxOn(db), by as keyof typeof narrowed, whole)
      expect(splits.length).toBeGreaterThan(1)
      for (const { key, now } of splits)
        expect(now, `${by} ${key}`).toEqual(await journalSays(db, { ...whole, [field]: key }))
    }
  }, 120_000)

  it('the dashboard equals the journal: the year, the same day before, the whole year before, all families', async () => {
    const seen = await readDashboard(ctxOn(db))
    const target = { target: true }
    expect(seen.done).toEqual(await journalSays(db, { from: toDay('2026-01-01'), to: seen.to, ...target }))
    expect(seen.sameDayBefore).toEqual(
      await journalSays(db, { from: toDay('2025-01-01'), to: toDay('2025-11-24'), ...target }),
    )
    expect(seen.wholeBefore).toEqual(
      await journalSays(db, { from: toDay('2025-01-01'), to: toDay('2025-12-31'), ...target }),
    )
    expect(seen.all).toEqual(await journalSays(db, { from: toDay('2026-01-01'), to: seen.to }))
    expect(moneyOf(seen.done)).toEqual(
      await ledgerSays(db, { from: toDay('2026-01-01'), to: seen.to, ...target }),
    )
    expect(seen.curve.at(-1)?.grossC).toBe(seen.done.grossC)
    expect(seen.curveBefore.at(-1)?.grossC).toBe(seen.wholeBefore.grossC)
    expect(seen.done.grossC).toBeGreaterThan(0)
    expect(seen.all.grossC).toBeGreaterThan(seen.done.grossC)
  })

  it('a row that somebody altered shows: journal and ledger no longer agree with it', async () => {
    const whole = { from: '2025-01-01' as Day, to: '2026-12-31' as Day }
    const compare = async (on: Db) => ({
      seen: moneyOf((await readFigures(ctxOn(on), 'family', whole)).total),
      journal: moneyOf(await journalSays(on, whole)),
      ledger: await ledgerSays(on, whole),
    })
    // Within the transaction of whoever altered it, which is the only one to see it; a copy of the book of its own.
    const look = async (on: Db) => {
      let seen: Awaited<ReturnType<typeof compare>> | undefined
      await on.sql.begin('', async (sql) => (seen = await compare({ ...on, sql } as unknown as Db)))
      return seen as Awaited<ReturnType<typeof compare>>
    }
    const owner = db.owner()
    const honest = await tampered(owner, () => Promise.resolve(), look)
    expect(honest.seen).toEqual(honest.journal)
    expect(honest.seen).toEqual(honest.ledger)
    const altered = await tampered(
      owner,
      (sql) => sql`
        UPDATE sale_line SET commission_c = commission_c - 1
         WHERE ctid = (SELECT ctid FROM sale_line WHERE commission_c > 0 LIMIT 1)`,
      look,
    )
    expect(altered.seen.commissionC).toBe(altered.journal.commissionC - 1)
    expect(altered.ledger).toEqual(altered.journal)
  })
})
