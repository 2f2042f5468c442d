import type { Db, Tx } from '../../db/index.ts'
import type { Held, VersementPart } from '../shared/regie.ts'
import type { Day, Instant } from '../shared/time.ts'

/** Cash of a site by the books, in cents: floats are in no account, and so in none of these. */
export type SiteCash = {
  siteId: string
  site: string
  siteCode: string
  cashAccount: string
  /** All drawers; of which those of open shifts. */
  drawersC: number
  openC: number
  safeC: number
}

/** The moment that is read of: entries of later days are left out, for what is written down afterwards. */
export type Moment = { now: Instant; today: Day }

/** What is held by where it is, and the cash site by site. */
export type Holding = { sites: SiteCash[]; held: Held }

/**
 * What the books say is held at this moment (fiscal.md 3.2: double entry that shows cash and values at any moment): cash in
 * the drawers (531) and the safes (580), cheques, chèques-vacances and card slips that wait for the bank, the account at the
 * Treasury. One statement, so that it is of one moment. Versements that are prepared are still there.
 */
export async function readHolding(reader: Db | Tx, { now, today }: Moment): Promise<Holding> {
  const [row] = await reader.sql<Holding[]>`
    WITH leg AS MATERIALIZED (
           SELECT e.site_id, l.account, h.id IS NOT NULL AS open, sum(l.amount_c)::bigint AS n
             FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
             LEFT JOIN shift h ON h.id = e.shift_id AND (h.closed_at IS NULL OR h.closed_at > ${now}::timestamptz)
            WHERE e.day <= ${today}::date AND (l.account IN ('580', '5112', '5115', '5116', '515')
               OR l.account IN (SELECT cash_account FROM site))
            GROUP BY 1, 2, 3),
         place AS (
           SELECT p.id AS "siteId", p.name AS site, p.code AS "siteCode", p.cash_account AS "cashAccount", p.position,
                  coalesce(sum(n) FILTER (WHERE g.account = p.cash_account), 0)::bigint AS "drawersC",
                  coalesce(sum(n) FILTER (WHERE g.account = p.cash_account AND g.open), 0)::bigint AS "openC",
                  coalesce(sum(n) FILTER (WHERE g.account = '580'), 0)::bigint AS "safeC"
             FROM site p LEFT JOIN leg g ON g.site_id = p.id
            GROUP BY p.id)
    SELECT coalesce((SELECT json_agg(json_build_object(
             'siteId', "siteId", 'site', site, 'siteCode', "siteCode", 'cashAccount', "cashAccount",
             'drawersC', "drawersC", 'openC', "openC", 'safeC', "safeC") ORDER BY position, site) FROM place), '[]') AS sites,
           json_build_object(
             'drawersC', (SELECT coalesce(sum("drawersC"), 0) FROM place),
             'safeC', (SELECT coalesce(sum("safeC"), 0) FROM place),
             'chequesC', coalesce(sum(n) FILTER (WHERE account = '5112'), 0),
             'ancvC', coalesce(sum(n) FILTER (WHERE account = '5116'), 0),
             'cardsC', coalesce(sum(n) FILTER (WHERE account = '5115'), 0),
             'treasuryC', coalesce(sum(n) FILTER (WHERE account = '515'), 0)) AS held
      FROM leg`
  return row ?? { sites: [], held: { drawersC: 0, safeC: 0, chequesC: 0, ancvC: 0, cardsC: 0, treasuryC: 0 } }
}

/** A place that a versement may take from, and how much of it is there and on no slip yet. */
export type Source = Omit<VersementPart, 'amountC'> & { availableC: number }

/**
 * Where a versement may take from: the safe of each site, its drawers as far as no shift is open on them, and, for a régie
 * with an account at the Treasury, what stands on that. What slips that have not left yet take is gone already.
 */
export function sourcesOf(
  { sites, held }: Holding,
  prepared: readonly VersementPart[],
  hasTreasury: boolean,
): Source[] {
  const onSlips = (place: string, siteId: string | null) =>
    prepared.reduce((sum, p) => (p.place === place && p.siteId === siteId ? sum + p.amountC : sum), 0)
  const sources: Source[] = sites.flatMap(({ siteId, site, cashAccount, safeC, drawersC, openC }) => [
    { place: 'SAFE' as const, siteId, site, account: '580', availableC: safeC - onSlips('SAFE', siteId) },
    {
      place: 'DRAWERS' as const,
      siteId,
      site,
      account: cashAccount,
      availableC: drawersC - openC - onSlips('DRAWERS', siteId),
    },
  ])
  if (hasTreasury) {
    const availableC = held.treasuryC - onSlips('TREASURY', null)
    sources.push({ place: 'TREASURY', siteId: null, site: null, account: '515', availableC })
  }
  return sources
}

/** Parts of the slips that are prepared and have not left. */
export async function preparedParts(reader: Db | Tx): Promise<VersementPart[]> {
  const rows = await reader.sql<{ parts: VersementPart[] }[]>`
    SELECT parts FROM versement WHERE status = 'PREPARED'`
  return rows.flatMap((row) => row.parts)
}
