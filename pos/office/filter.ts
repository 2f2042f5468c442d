import { CHANNELS, FAMILIES } from '../../api/shared/catalog.ts'
import type { Dimension, ReportFilter } from '../../api/shared/report.ts'
import { type Day, instantOf, local, plusDays, toDay, weekday } from '../../api/shared/time.ts'

/** The spans that one asks for by a word; `dates` is typed. */
export const PERIODS = ['today', 'yesterday', 'week', 'month', 'year', 'lastYear', 'dates'] as const
export type Period = (typeof PERIODS)[number]

/** What the address says: words and ids as text, each of them optional. */
export type Params = Record<string, string | string[] | undefined>

export type Asked = { period: Period; filter: ReportFilter }

const yearOf = (day: Day) => day.slice(0, 4)
const lastOfMonth = (day: Day): Day => {
  const next = plusDays(`${day.slice(0, 7)}-28` as Day, 4)
  return plusDays(`${next.slice(0, 7)}-01` as Day, -1)
}

/** The days of a period, both included, as of today; a week begins on Monday. */
export function spanOf(period: Exclude<Period, 'dates'>, today: Day): { from: Day; to: Day } {
  const monday = plusDays(today, 1 - weekday(today))
  const last = Number(yearOf(today)) - 1
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: plusDays(today, -1), to: plusDays(today, -1) }
    case 'week':
      return { from: monday, to: plusDays(monday, 6) }
    case 'month':
      return { from: `${today.slice(0, 7)}-01` as Day, to: lastOfMonth(today) }
    case 'year':
      return { from: `${yearOf(today)}-01-01` as Day, to: `${yearOf(today)}-12-31` as Day }
    case 'lastYear':
      return { from: `${last}-01-01` as Day, to: `${last}-12-31` as Day }
  }
}

/** A civil date of the address, or the one given when it is not a date. */
export function dayOr(text: unknown, otherwise: Day): Day {
  try {
    return toDay(String(text))
  } catch {
    return otherwise
  }
}

/** An end before its beginning is that day alone. */
function ordered(from: Day, end: string | undefined): { from: Day; to: Day } {
  const to = dayOr(end, from)
  return { from, to: to < from ? from : to }
}

/** True when what was read at a moment (ms) was read after a day had ended in a zone. */
export function isOver(day: Day, readAt: number | null, zone: string): boolean {
  return readAt !== null && local(instantOf(readAt), zone).day > day
}

const IDS = ['providerId', 'productId', 'siteId', 'staffId'] as const

/** Reads the filters of an address; what is not understood is left out, so that an old link still opens. */
export function readParams(params: Params, today: Day): Asked {
  const text = (key: string) => (typeof params[key] === 'string' ? params[key] : undefined)
  const named = PERIODS.find((one) => one === text('period'))
  const period = named ?? (text('from') ? 'dates' : 'year')
  const span = period === 'dates' ? ordered(dayOr(text('from'), today), text('to')) : spanOf(period, today)
  const filter: ReportFilter = { ...span }
  const family = FAMILIES.find((one) => one === text('family'))
  const channel = CHANNELS.find((one) => one === text('channel'))
  if (family) filter.family = family
  if (channel) filter.channel = channel
  for (const id of IDS) {
    const value = text(id)
    if (value) filter[id] = value
  }
  if (text('target') === 'true') filter.target = true
  return { period, filter }
}

/** Filters as an address or a question to the server carries them. */
export function queryOf(filter: ReportFilter): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [key, value] of Object.entries(filter)) if (value !== undefined) out[key] = String(value)
  return out
}

const KEY: Record<Exclude<Dimension, 'month'>, keyof ReportFilter> = {
  family: 'family',
  provider: 'providerId',
  product: 'productId',
  site: 'siteId',
  channel: 'channel',
  agent: 'staffId',
}

/** The same question, narrowed to one value of a dimension; a month (2026-08) by its days. */
export function narrowed(filter: ReportFilter, by: Dimension, key: string): ReportFilter {
  if (by !== 'month') return { ...filter, [KEY[by]]: key }
  const first = dayOr(`${key}-01`, filter.from)
  const last = lastOfMonth(first)
  return {
    ...filter,
    from: first > filter.from ? first : filter.from,
    to: last < filter.to ? last : filter.to,
  }
}

/** Where the rows behind a figure are. */
export const rowsHref = (filter: ReportFilter) => `/office/sales?${new URLSearchParams(queryOf(filter))}`

export type FileKind = 'csv' | 'xlsx'

/** Files: the rows that a filter finds, its figures by a dimension, the sheet of a day, the report of a session. */
export const rowsFile = (filter: ReportFilter) => (kind: FileKind) =>
  `/api/reports/rows.${kind}?${new URLSearchParams(queryOf(filter))}`
export const figuresFile = (by: Dimension, filter: ReportFilter) => (kind: FileKind) =>
  `/api/reports/figures.${kind}?${new URLSearchParams({ by, ...queryOf(filter) })}`
export const dayFile = (day: Day, siteId: string) => (kind: FileKind) =>
  `/api/reports/day.${kind}?${new URLSearchParams({ day, ...(siteId ? { siteId } : {}) })}`
export const shiftFile = (id: string) => (kind: FileKind) => `/api/reports/shifts/${id}/report.${kind}`
