import type { Channel, Family } from './catalog.ts'
import type { Cents } from './money.ts'
import type { Means } from './tender.ts'
import type { Day, Instant } from './time.ts'

/** What the figures of a period may be split by. */
export const DIMENSIONS = ['month', 'family', 'provider', 'product', 'site', 'channel', 'agent'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** The key of what the office sells itself, where figures are split or narrowed by provider. */
export const OWN = 'own'

/** Which sales: those of a span of civil days, both ends included, narrowed by whatever is given. */
export type ReportFilter = {
  from: Day
  to: Day
  family?: Family
  providerId?: string
  productId?: string
  siteId?: string
  channel?: Channel
  staffId?: string
  /** True: only what counts toward the office's target (its `targetExcludes` are left out). */
  target?: boolean
}

/**
 * Figures of some sale lines, in cents (fiscal.md 2.4). `grossC` is the volume, tax included, whoever it belongs to;
 * `ownHtC` what the office sold itself before tax; `commissionC` what it earned on others' before tax. The office's
 * own revenue is the sum of the two.
 */
export type Figures = { grossC: Cents; ownHtC: Cents; commissionC: Cents; tickets: number; sales: number }

/** One value of a dimension with its figures, and those of the same span a year before. */
export type Split = { key: string; label: string; now: Figures; before: Figures; fill: number | null }

/** Days and sums since the 1st of January, for a curve; only days on which something was sold. */
export type Curve = { day: Day; grossC: Cents }[]

/** Where the year will end: the most probable sum and the bounds of an interval that holds it four times in five. */
export type Forecast = {
  grossC: Cents
  lowC: Cents
  highC: Cents
  curve: { day: Day; grossC: Cents; lowC: Cents; highC: Cents }[]
}

/** The year against its target. All of it counts only what the target counts, `all` and `rail` apart. */
export type Dashboard = {
  year: number
  /** Up to and including: today, or the 31st of December of a year that is over. */
  to: Day
  targetC: Cents
  targetExcludes: Family[]
  done: Figures
  /** A year before, up to the same civil day, and its whole. */
  sameDayBefore: Figures
  wholeBefore: Figures
  /** Every family: the office's own revenue is that of all it sells. */
  all: Figures
  /** This week, Monday to Sunday: what must be sold so that the year reaches its target along last year's curve. */
  week: { from: Day; to: Day; neededC: Cents; doneC: Cents; days: number }
  /** Null while nothing tells how a year goes. */
  forecast: Forecast | null
  curve: Curve
  curveBefore: Curve
  by: Record<Dimension, Split[]>
  /** SNCF tickets paid on the SNCF's own terminal: a memo, tied to `sncf_sale` and not to the ledger. */
  railElsewhereC: Cents
  /** When it was worked out. */
  at: Instant
}

/** One sold line, as the list behind a figure shows it. */
export type ReportRow = {
  saleId: string
  orderId: string
  n: number
  number: string
  at: Instant
  day: Day
  site: string
  register: string
  channel: Channel
  agent: string
  provider: string | null
  product: string
  fare: string | null
  family: Family
  serviceDay: Day | null
  qty: number
  discountC: Cents
  totalC: Cents
  ownHtC: Cents
  vatC: Cents
  commissionC: Cents
}

/** A page of rows, newest first, with what all of them add up to. `next` asks for the page after. */
export type ReportRows = { rows: ReportRow[]; total: Figures; next: string | null }

/** Figures split by a dimension (GET /reports/figures); a key narrows the next question, a month by its days. */
export type FiguresAnswer = { splits: Split[]; total: Figures; totalBefore: Figures }

/** What a means of payment brought; cash is net of the change given back. */
export type MeansTotal = { means: Means; count: number; amountC: Cents }

/** A shift among others, by the day it was opened. Expected, counted and gap are null while it is open. */
export type ShiftLine = {
  id: string
  registerId: string
  register: string
  siteId: string
  site: string
  day: Day
  openedAt: Instant
  openedBy: string
  closedAt: Instant | null
  closedBy: string | null
  floatC: Cents
  expectedC: Cents | null
  countedC: Cents | null
  gapC: Cents | null
  gapReason: string | null
  sales: number
  totalC: Cents
}

/** What one shift did, at the moment of asking: a reading, which closes nothing. */
export type ShiftReport = ShiftLine & {
  reading: true
  byMeans: MeansTotal[]
  /** What its sales put in the drawer; `drawerC` adds the float: what the drawer should hold. */
  cashC: Cents
  drawerC: Cents
  /** Pieces by face value in cents, as they were counted; empty when the sum was typed. */
  floatPieces: Record<string, number>
  countedPieces: Record<string, number>
  firstNumber: string | null
  lastNumber: string | null
  tickets: number
  discountC: Cents
  /** Lines taken out of baskets (L chain) and duplicates of receipts (C chain) of its register, while it was open. */
  removedLines: number
  copies: number
  at: Instant
}

/** Everything sold on a civil day, at one site or all of them: a reading, which closes nothing. */
export type DaySheet = {
  reading: true
  day: Day
  siteId: string | null
  sales: number
  tickets: number
  grossC: Cents
  discountC: Cents
  byMeans: MeansTotal[]
  byFamily: { family: Family; tickets: number; grossC: Cents }[]
  /** Third parties, the SNCF among them: the money that is theirs, and what the office earned on it before tax. */
  byPrincipal: { providerId: string; name: string; tickets: number; grossC: Cents; commissionC: Cents }[]
  /** What the office sold itself; without a rate, the reason for none. */
  ownVat: { rateBp: number | null; exemptCode: string | null; htC: Cents; vatC: Cents; ttcC: Cents }[]
  /** SNCF tickets recorded: what was paid in our drawers, and on the SNCF's own terminal. */
  sncf: { tickets: number; drawerC: Cents; terminalC: Cents }
  /** Shifts opened on the day, and those that sold on it. */
  shifts: ShiftLine[]
  at: Instant
}
