import {
  indexCatalog,
  type Catalog,
  type CatalogIndex,
  type Option,
  type Product,
} from '../../api/shared/catalog.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { newId } from '../../api/shared/id.ts'
import { cents, sumCents, type Cents } from '../../api/shared/money.ts'
import {
  NotOnSale,
  priceBasket,
  seatsOf,
  type PricedBasket,
  type PricedLine,
} from '../../api/shared/price.ts'
import type { RailClass, RailProduct } from '../../api/shared/rail.ts'
import type { TenderInput } from '../../api/shared/tender.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'

/** A ticket that another terminal printed (SNCF), as it is recorded. */
export type External = {
  terminal: string
  ref: string
  product: RailProduct
  origin: string
  destination: string
  travelClass: RailClass
  travelDay: string | null
  passengers: number
  /** The price that it printed, all travellers together; the catalogue's when absent. */
  fareC?: number
}

export type LineSession = { id: string; day: string; time: string; leg: number; counterId: string }

/** Why the server refused a line, until the agent has answered it. */
export type LineRefusal = {
  code: ErrorCode
  left: number | null
  /** The line's total before the price changed. */
  wasC: Cents | null
  reason: string | null
  next: Departure[]
}

/** Units of one option for its sessions; it becomes one booking. */
export type Line = {
  key: string
  optionId: string
  sessions: LineSession[]
  units: { unitId: string; qty: number }[]
  external: External | null
  refusal: LineRefusal | null
}

/** What the till sends; the same text again when the answer was lost. */
export type SaleDraft = {
  id: string
  orderId: string
  registerId: string
  shiftId: string
  lines: {
    optionId: string
    sessionIds: string[]
    units: { unitId: string; qty: number }[]
    external?: External
  }[]
  tenders: TenderInput[]
  expected: { totalC: number; changeC: number }
}

export type Basket = {
  saleId: string
  orderId: string
  lines: Line[]
  /** What was already put, so that a reload does not forget a card that was charged. */
  tenders: TenderInput[]
  /** Until when the server keeps the seats of the order (ms); null while it keeps none. */
  heldUntil: number | null
  /** The sale that was sent and not answered: until it is, the basket does not change. */
  sent: SaleDraft | null
  /** The agent who sent it (id): another one decides whether to send it again. */
  sentBy: string | null
  /**
   * These lines were sold already, elsewhere, perhaps under a number we know: the ids are new, and the agent says
   * whether this is another sale before anything is sent.
   */
  spent: { number: string | null } | null
}

/** A new basket: its ids are made now, so that a retry is the same sale. */
export function emptyBasket(): Basket {
  return { ...newIds(), lines: [], tenders: [], heldUntil: null, sent: null, sentBy: null, spent: null }
}

/** A new sale and its order: what one id stands for, no other basket may ever be sent under. */
export function newIds(): Pick<Basket, 'saleId' | 'orderId'> {
  return { saleId: newId('sale'), orderId: newId('order') }
}

/** The same option for the same sessions is the same line; each external ticket is a line of its own. */
export function keyOf(optionId: string, sessionIds: readonly string[], external?: External | null): string {
  return [optionId, ...sessionIds, ...(external ? [`${external.terminal}/${external.ref}`] : [])].join(' ')
}

export function toSession(d: Departure): LineSession {
  return { id: d.id, day: d.day, time: d.time, leg: d.leg, counterId: d.counterId }
}

/** Units with one of them set to a number, in the order of the catalogue; those at zero are left out. */
export function withQty(
  option: Option,
  units: readonly { unitId: string; qty: number }[],
  unitId: string,
  qty: number,
): { unitId: string; qty: number }[] {
  return option.units
    .map((u) => ({
      unitId: u.id,
      qty: u.id === unitId ? qty : (units.find((x) => x.unitId === u.id)?.qty ?? 0),
    }))
    .filter((u) => u.qty > 0)
}

/** The lines as the API takes them. */
export function toLines(lines: readonly Line[]): SaleDraft['lines'] {
  return lines.map((line) => ({
    optionId: line.optionId,
    sessionIds: line.sessions.map((s) => s.id),
    units: line.units.map((u) => ({ ...u })),
    ...(line.external ? { external: { ...line.external } } : {}),
  }))
}

export type LineView = {
  line: Line
  product: Product
  option: Option
  priced: PricedLine[]
  totalC: Cents
  seats: number
}
export type Group = { name: string; third: boolean; lines: LineView[] }
export type BasketView = {
  price: PricedBasket
  views: LineView[]
  groups: Group[]
  /** Articles, as the basket's title counts them. */
  articles: number
  tickets: number
  seats: number
}

/**
 * Prices the basket and groups it by principal: third parties in the order they came, the office's own last, so that
 * blocks A and B of the receipt are already there. A line that is not on sale counts for nothing until it is removed.
 */
export function viewBasket(
  index: CatalogIndex,
  lines: readonly Line[],
  today: Day,
  officeName: string,
): BasketView {
  const known = lines.filter((line) => index.options.has(line.optionId))
  const { price, sold } = priceKnown(index, known, today)
  const views = known.map((line): LineView => {
    const priced = price.lines.filter((l) => sold[l.basketLine] === line)
    const found = index.options.get(line.optionId)
    if (!found) throw new RangeError(`unknown option ${line.optionId}`)
    return {
      line,
      product: found.product,
      option: found.option,
      priced,
      totalC: sumCents(priced.map((l) => l.totalC)),
      seats:
        line.sessions.length > 0
          ? seatsOf(index, { optionId: line.optionId, sessionIds: [], units: line.units })
          : 0,
    }
  })
  const count = (of: LineView[]) => of.reduce((n, v) => n + v.line.units.reduce((m, u) => m + u.qty, 0), 0)
  return {
    price,
    views,
    groups: groupByPrincipal(views, officeName),
    articles: count(views),
    tickets: count(views.filter((v) => v.product.kind === 'SESSION' || v.product.kind === 'OPEN')),
    seats: views.reduce((n, v) => n + v.seats, 0),
  }
}

function priceKnown(
  index: CatalogIndex,
  lines: readonly Line[],
  today: Day,
): { price: PricedBasket; sold: Line[] } {
  let sold = [...lines]
  for (;;) {
    try {
      const price = priceBasket(
        index,
        sold.map((l) => ({
          optionId: l.optionId,
          sessionIds: l.sessions.map((s) => s.id),
          units: l.units,
          ...(l.external ? { external: l.external } : {}),
        })),
        { channel: 'COUNTER', saleDay: today, dayOf: (_, i) => (sold[i]?.sessions[0]?.day ?? today) as Day },
      )
      return { price, sold }
    } catch (error) {
      if (!(error instanceof NotOnSale)) throw error
      sold = sold.filter((_, i) => i !== error.basketLine)
    }
  }
}

function groupByPrincipal(views: readonly LineView[], officeName: string): Group[] {
  const groups: Group[] = []
  for (const view of views) {
    const third = view.product.saleMode === 'MANDATE'
    const name = third ? (view.product.providerName ?? '') : officeName
    let group = groups.find((g) => g.third === third && g.name === name)
    if (!group) {
      group = { name, third, lines: [] }
      groups.push(group)
    }
    group.lines.push(view)
  }
  return groups.sort((a, b) => Number(b.third) - Number(a.third))
}

/** Totals of lines by key under a catalogue, to see which lines another catalogue changes. */
export function totalsByKey(index: CatalogIndex, lines: readonly Line[], today: Day): Map<string, Cents> {
  return new Map(viewBasket(index, lines, today, '').views.map((v) => [v.line.key, v.totalC]))
}

export type ServerLine = { line: number; left?: number; unitC?: number; reason?: string; next?: Departure[] }

/** Reads which lines a refusal is about. */
export function refusedLines(data: Record<string, unknown>): ServerLine[] {
  if (!Array.isArray(data.lines)) return []
  return data.lines.filter(
    (l): l is ServerLine => typeof l === 'object' && l !== null && Number.isInteger(l.line),
  )
}

export function refusalOf(code: ErrorCode, line: ServerLine, wasC: Cents | null): LineRefusal {
  return {
    code,
    left: line.left ?? null,
    wasC: code === 'price_changed' ? wasC : null,
    reason: line.reason ?? null,
    next: (line.next ?? []).slice(0, 2),
  }
}

/** The tenders of a sale paid at once by one means: exact cash, or the card. */
export function oneTender(means: 'CASH' | 'CB', totalC: number, ref?: string): TenderInput[] {
  if (totalC === 0) return []
  return means === 'CASH'
    ? [{ means, amountC: cents(totalC), tenderedC: cents(totalC) }]
    : [{ means, amountC: cents(totalC), ref }]
}

/** Index of a catalogue that may not have come yet. */
export function indexOf(catalog: Catalog | null): CatalogIndex {
  return indexCatalog(catalog ?? { version: 0, products: [], seasons: [], vatRates: [], discounts: [] })
}
