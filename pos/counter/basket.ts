import { indexCatalog, type Catalog, type CatalogIndex, type Option } from '../../api/shared/catalog.ts'
import type { DiscountAsked } from '../../api/shared/discount.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { newId } from '../../api/shared/id.ts'
import { cents, type Cents } from '../../api/shared/money.ts'
import type { RailClass, RailProduct } from '../../api/shared/rail.ts'
import type { TypedTender } from '../../api/shared/tender.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import type { Departure } from '../answers.ts'
import type { Charge } from './charging.ts'
import { noVisitor, type SentVisitor, type Visitor } from './visitor.ts'

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

export type Chosen = { amountC: number }

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
  /** What is put on each gift card of an amount of one's own choice. */
  voucher?: Chosen
  /** Of each person, where the product asks for them, by the unit that they are counted in (id). */
  names: Record<string, string[]>
  /** What is taken off the price of some of the units. */
  discounts: DiscountAsked[]
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
    voucher?: Chosen
    names?: string[]
    discounts?: DiscountAsked[]
  }[]
  tenders: TypedTender[]
  expected: { totalC: number; changeC: number }
  receipt?: ReceiptChoice
} & SentVisitor

/** Seats of a line that the server keeps. */
export type Held = Pick<Line, 'key' | 'sessions' | 'units'>

export type Basket = {
  saleId: string
  orderId: string
  lines: Line[]
  /** Who it is for, as far as they said. */
  visitor: Visitor
  /** What was already put, so that a reload does not forget a card that was charged. */
  tenders: TypedTender[]
  /** The receipt that was chosen; null while nobody chose, and it is what is due. */
  receipt: ReceiptChoice | null
  /** Until when the server keeps the seats of the order (ms); null while it keeps none. */
  heldUntil: number | null
  /** The lines that it keeps them for, as it last answered: what was put since is not held yet. */
  held: Held[]
  /** The sale that was sent and not answered: until it is, the basket does not change. */
  sent: SaleDraft | null
  /** The card that the reader asks for: until it has ended, the basket does not change. */
  charge: Charge | null
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
  return {
    ...newIds(),
    lines: [],
    visitor: noVisitor(),
    tenders: [],
    receipt: null,
    heldUntil: null,
    held: [],
    sent: null,
    charge: null,
    sentBy: null,
    spent: null,
  }
}

/** A new sale and its order: what one id stands for, no other basket may ever be sent under. */
export function newIds(): Pick<Basket, 'saleId' | 'orderId'> {
  return { saleId: newId('sale'), orderId: newId('order') }
}

/** A line of the basket as it is made: nothing named, nothing taken off, nothing refused. */
export function newLine(
  line: Pick<Line, 'key' | 'optionId' | 'sessions' | 'units' | 'external' | 'voucher'>,
): Line {
  return { ...line, names: {}, discounts: [], refusal: null }
}

/**
 * The names of a line's people in the order of its units, as the tickets will be. A unit that counts more or fewer than
 * were named gives none: nobody knows who came or left before they are asked again.
 */
export function namesOf({ units, names }: Pick<Line, 'units' | 'names'>): string[] {
  return units.flatMap(({ unitId, qty }) => {
    const given = names[unitId] ?? []
    return given.length === qty ? given : []
  })
}

/** What is still taken off once the units are others: never off more of them than there are. */
export function discountsLeft(
  discounts: readonly DiscountAsked[],
  units: readonly { unitId: string; qty: number }[],
): DiscountAsked[] {
  const left = new Map(units.map((u) => [u.unitId, u.qty]))
  return discounts.flatMap((asked) => {
    const qty = Math.min(asked.qty, left.get(asked.unitId) ?? 0)
    left.set(asked.unitId, (left.get(asked.unitId) ?? 0) - qty)
    return qty > 0 ? [{ ...asked, qty }] : []
  })
}

/**
 * The same option for the same sessions is the same line; each external ticket is a line of its own, and so are gift
 * cards of each amount that was chosen.
 */
export function keyOf(
  optionId: string,
  sessionIds: readonly string[],
  external?: External | null,
  voucher?: Chosen,
): string {
  const apart = external ? [`${external.terminal}/${external.ref}`] : voucher ? [`${voucher.amountC}`] : []
  return [optionId, ...sessionIds, ...apart].join(' ')
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
    ...(line.voucher ? { voucher: { ...line.voucher } } : {}),
    ...(namesOf(line).length > 0 ? { names: namesOf(line) } : {}),
    ...(line.discounts.length > 0 ? { discounts: line.discounts.map((d) => ({ ...d })) } : {}),
  }))
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
export function oneTender(means: 'CASH' | 'CB', totalC: number, ref?: string): TypedTender[] {
  if (totalC === 0) return []
  return means === 'CASH'
    ? [{ means, amountC: cents(totalC), tenderedC: cents(totalC) }]
    : [{ means, amountC: cents(totalC), ref }]
}

/** Index of a catalogue that may not have come yet. */
export function indexOf(catalog: Catalog | null): CatalogIndex {
  return indexCatalog(catalog ?? { version: 0, products: [], seasons: [], vatRates: [], discounts: [] })
}
