import type { Db, Tx } from '../../db/index.ts'
import { indexCatalog, type Catalog, type CatalogIndex } from '../shared/catalog.ts'
import type { LegalForm } from '../shared/legal-form.ts'
import type { RegieTerms } from '../shared/regie.ts'
import { indexTerms, type RawTerms, type Terms } from './terms.ts'

/** A cash point with what a receipt and a ledger entry say of it and of its site. */
export type RegisterRow = {
  id: string
  code: string
  name: string
  siteId: string
  kind: 'COUNTER' | 'WEB' | 'SCHOOL' | 'OFFICE'
  closedAt: string | null
  siteCode: string
  siteName: string
  siteAddress: string
  siteCity: string
  cashAccount: string
}

export type SiteRow = { id: string; code: string; name: string; address: string; city: string }

/** The legal entity, as documents print it; amounts in cents. */
export type OfficeRow = {
  name: string
  address: string
  postcode: string
  city: string
  siret: string
  vatNumber: string | null
  vatMention: string | null
  phone: string | null
  email: string | null
  zone: string
  demo: boolean
  targetC: number
  targetExcludes: string[]
  cashCeilingC: number
  cashCeilingNonResidentC: number
  noteFromC: number
  /** A correction of so much is approved by PIN. */
  correctionApprovalC: number
  /** Days until a cheque has cleared. */
  chequeClearingDays: number
  /** A gift card or a credit note pays until the end of the month, so many months later. */
  voucherMonths: number
  legalForm: LegalForm
}

/** Everything a sale reads that is not contended: one value for each version of the catalogue. */
export type Books = {
  index: CatalogIndex
  terms: Terms
  registers: ReadonlyMap<string, RegisterRow>
  sites: readonly SiteRow[]
  /** Tiles of each register, in order. */
  favourites: Readonly<Record<string, string[]>>
  /** Every version of the act of the régie: what may be taken in (fiscal.md 3.2). */
  regies: readonly RegieTerms[]
  /** Null until Guichet is set up. */
  office: OfficeRow | null
}

type RawBooks = {
  catalog: Catalog
  terms: RawTerms
  registers: RegisterRow[]
  sites: SiteRow[]
  favourites: Record<string, string[]>
  regies: RegieTerms[]
  office: OfficeRow | null
}

/** One statement, so that everything comes from one snapshot even while the catalogue is being edited. */
const BOOKS = `
WITH tariffs AS (
  SELECT unit_id, json_agg(json_build_object(
    'id', id, 'seasonId', season_id, 'channel', channel, 'validFrom', valid_from, 'validTo', valid_to,
    'priceC', price_c) ORDER BY id) AS list
  FROM tariff
  -- A register that was offline may still bring yesterday's sale, never one of last year's tariffs.
  WHERE valid_to IS NULL OR valid_to >= current_date - 400
  GROUP BY unit_id
), units AS (
  SELECT u.option_id, json_agg(json_build_object(
    'id', u.id, 'code', u.code, 'type', u.type, 'short', u.short, 'name', u.name, 'minAge', u.min_age,
    'maxAge', u.max_age, 'seats', u.seats, 'admits', u.admits, 'proof', u.proof,
    'tariffs', coalesce(t.list, '[]')) ORDER BY u.position, u.id) AS list
  FROM unit u LEFT JOIN tariffs t ON t.unit_id = u.id
  GROUP BY u.option_id
), options AS (
  SELECT o.product_id, json_agg(json_build_object(
    'id', o.id, 'code', o.code, 'name', o.name, 'take', o.take, 'legs', o.legs, 'isDefault', o.is_default,
    'maxUnits', o.max_units, 'units', coalesce(u.list, '[]')) ORDER BY o.position, o.id) AS list
  FROM option o LEFT JOIN units u ON u.option_id = o.id
  GROUP BY o.product_id
), products AS (
  SELECT json_agg(json_build_object(
    'id', p.id, 'code', p.code, 'slug', p.slug, 'family', p.family, 'kind', p.kind, 'saleMode', p.sale_mode,
    'providerId', p.provider_id, 'providerName', v.name, 'vatCode', p.vat_code, 'text', p.text, 'art', p.art,
    'durationMinutes', p.duration_minutes, 'checkinMinutes', p.checkin_minutes,
    'meetingPoint', p.meeting_point, 'place', p.place, 'languages', p.languages, 'minAge', p.min_age,
    'wheelchair', p.wheelchair, 'dogs', p.dogs, 'asksNames', p.asks_names, 'withdrawal', p.withdrawal, 'validityDays', p.validity_days,
    'counterId', p.counter_id, 'barcode', p.barcode, 'channels', p.channels,
    'options', coalesce(o.list, '[]')) ORDER BY p.position, p.id) AS list
  FROM product p
  LEFT JOIN provider v ON v.id = p.provider_id
  LEFT JOIN options o ON o.product_id = p.id
  WHERE p.status = 'LIVE'
), commissions AS (
  SELECT agreement_id, json_agg(json_build_object(
    'productId', product_id, 'channel', channel, 'rateBp', rate_bp, 'fixedC', fixed_c) ORDER BY id) AS list
  FROM commission GROUP BY agreement_id
)
SELECT
  json_build_object(
    'version', (SELECT version FROM catalog_version WHERE id = 1),
    'products', coalesce((SELECT list FROM products), '[]'),
    'seasons', coalesce((SELECT json_agg(json_build_object(
      'id', id, 'code', code, 'name', name, 'periods', periods) ORDER BY id) FROM season), '[]'),
    'vatRates', coalesce((SELECT json_agg(json_build_object(
      'code', code, 'rateBp', rate_bp, 'exemptCode', exempt_code, 'label', label, 'validFrom', valid_from,
      'validTo', valid_to) ORDER BY code, valid_from) FROM vat_rate), '[]'),
    'discounts', coalesce((SELECT json_agg(json_build_object(
      'id', id, 'code', code, 'name', name, 'kind', kind, 'most', most, 'roles', roles, 'reasons', reasons,
      'families', families, 'onBehalf', on_behalf) ORDER BY position, code) FROM discount WHERE active), '[]')
    ) AS catalog,
  json_build_object(
    'providers', coalesce((SELECT json_agg(json_build_object(
      'id', id, 'code', code, 'name', name, 'siret', siret, 'account', account, 'vatStatus', vat_status,
      'phone', phone) ORDER BY id) FROM provider), '[]'),
    'agreements', coalesce((SELECT json_agg(json_build_object(
      'id', a.id, 'providerId', a.provider_id, 'version', a.version, 'mode', a.mode, 'signedOn', a.signed_on,
      'validFrom', a.valid_from, 'validTo', a.valid_to, 'base', a.commission_base,
      'invoicingMandate', a.invoicing_mandate, 'cancellation', a.cancellation, 'commissions', coalesce(c.list, '[]'))
      ORDER BY a.provider_id, a.version DESC)
      FROM agreement a LEFT JOIN commissions c ON c.agreement_id = a.id), '[]'),
    'products', coalesce((SELECT json_agg(json_build_object(
      'id', id, 'account', account, 'isShow', is_show, 'cutoffMinutes', cutoff_minutes) ORDER BY id)
      FROM product WHERE status = 'LIVE'), '[]')) AS terms,
  coalesce((SELECT json_agg(json_build_object(
    'id', r.id, 'code', r.code, 'name', r.name, 'siteId', r.site_id, 'kind', r.kind, 'closedAt', r.closed_at,
    'siteCode', s.code, 'siteName', s.name, 'siteAddress', s.address, 'siteCity', s.city,
    'cashAccount', s.cash_account) ORDER BY s.position, r.code)
    FROM register r JOIN site s ON s.id = r.site_id), '[]') AS registers,
  coalesce((SELECT json_agg(json_build_object(
    'id', id, 'code', code, 'name', name, 'address', address, 'city', city) ORDER BY position, id)
    FROM site), '[]') AS sites,
  coalesce((SELECT json_object_agg(register_id, list) FROM (
    SELECT register_id, json_agg(unit_id ORDER BY position) AS list FROM favourite GROUP BY register_id) f),
    '{}') AS favourites,
  coalesce((SELECT json_agg(json_build_object(
    'version', version, 'validFrom', valid_from, 'validTo', valid_to, 'siteIds', site_ids, 'families', families,
    'kinds', kinds, 'means', means) ORDER BY version) FROM regie), '[]') AS regies,
  (SELECT json_build_object(
    'name', name, 'address', address, 'postcode', postcode, 'city', city, 'siret', siret,
    'vatNumber', vat_number, 'vatMention', vat_mention, 'phone', phone, 'email', email, 'zone', zone,
    'demo', demo, 'targetC', target_c, 'targetExcludes', target_excludes, 'cashCeilingC', cash_ceiling_c,
    'cashCeilingNonResidentC', cash_ceiling_non_resident_c, 'noteFromC', note_from_c,
    'correctionApprovalC', correction_approval_c, 'chequeClearingDays', cheque_clearing_days,
    'voucherMonths', voucher_months, 'legalForm', legal_form)
    FROM office WHERE id = 1) AS office`

/** Reads everything afresh, in one snapshot: some milliseconds. */
export async function loadBooks(reader: Db | Tx): Promise<Books> {
  const [raw] = await reader.sql.unsafe<RawBooks[]>(BOOKS, [], { prepare: true })
  if (!raw) throw new Error('the catalogue has no version row')
  return {
    index: indexCatalog(raw.catalog),
    terms: indexTerms(raw.terms),
    registers: new Map(raw.registers.map((r) => [r.id, r])),
    sites: raw.sites,
    favourites: raw.favourites,
    regies: raw.regies,
    office: raw.office,
  }
}

/** The catalogue's version now: one row, prepared. */
export async function catalogVersionOf(reader: Db | Tx): Promise<number> {
  const [row] = await reader.sql<{ version: number }[]>`SELECT version FROM catalog_version WHERE id = 1`
  if (!row) throw new Error('the catalogue has no version row')
  return row.version
}

/** One copy for each pool of connections. A transaction shares its pool's options, so it finds the same copy. */
const copies = new WeakMap<object, Books>()

function copyKey(reader: Db | Tx): object {
  return (reader.sql as Db['sql']).options
}

/** The copy of this process when it is of `version`, which the caller has just read; else read again on `reader`. */
async function booksAt(reader: Db | Tx, version: number): Promise<Books> {
  const copy = copies.get(copyKey(reader))
  if (copy && copy.index.catalog.version === version) return copy
  const books = await loadBooks(reader)
  copies.set(copyKey(reader), books)
  return books
}

/**
 * Everything a sale reads of the catalogue, for the core of the sale, which reads `version` in its own transaction.
 * Never from a transaction that itself changes the catalogue: its copy would outlive a rollback.
 */
export function booksFor(tx: Tx, version: number): Promise<Books> {
  return booksAt(tx, version)
}

/** The same outside a transaction: costs one tiny query when nothing has changed. */
export async function cachedBooks(db: Db): Promise<Books> {
  return booksAt(db, await catalogVersionOf(db))
}
