import type { CatalogIndex, Option, Product } from '../../api/shared/catalog.ts'
import { sumCents, type Cents } from '../../api/shared/money.ts'
import {
  NotOnSale,
  priceBasket,
  seatsOf,
  type PricedBasket,
  type PricedLine,
} from '../../api/shared/price.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Line } from './basket.ts'

export type LineView = {
  line: Line
  product: Product
  option: Option
  priced: PricedLine[]
  totalC: Cents
  seats: number
  /** Whose names are asked for: those who take a seat, of a product that asks. */
  people: number
}
export type Group = { name: string; third: boolean; lines: LineView[] }
export type BasketView = {
  price: PricedBasket
  views: LineView[]
  groups: Group[]
  /** Lines whose option has left the catalogue: nothing is known of them but that they must be taken out. */
  gone: Line[]
  /** Articles, as the basket's title counts them. */
  articles: number
  tickets: number
  seats: number
  /** What was taken off, in cents. */
  discountC: Cents
}

/**
 * Prices the basket and groups it by principal: third parties in the order they came, the office's own last, so that
 * blocks A and B of the receipt are already there. A line that has no price today counts for nothing.
 */
export function viewBasket(
  index: CatalogIndex,
  lines: readonly Line[],
  today: Day,
  officeName: string,
): BasketView {
  const known = lines.filter((line) => index.options.has(line.optionId))
  const isRead = index.catalog.version > 0
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
      people: found.product.asksNames ? peopleOf(found.option, line) : 0,
    }
  })
  const count = (of: LineView[]) => of.reduce((n, v) => n + v.line.units.reduce((m, u) => m + u.qty, 0), 0)
  return {
    price,
    views,
    groups: groupByPrincipal(views, officeName),
    gone: isRead ? lines.filter((line) => !known.includes(line)) : [],
    articles: count(views),
    tickets: count(views.filter((v) => v.product.kind === 'SESSION' || v.product.kind === 'OPEN')),
    seats: views.reduce((n, v) => n + v.seats, 0),
    discountC: sumCents(price.lines.map((l) => l.discountC)),
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
          ...(l.voucher ? { voucher: l.voucher } : {}),
          discounts: l.discounts,
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

/** Those of a line who take a seat: a dog and a bicycle have no name on a list. */
export function peopleOf(option: Option, line: Pick<Line, 'units'>): number {
  return line.units.reduce((n, u) => n + (option.units.find((x) => x.id === u.unitId)?.seats ? u.qty : 0), 0)
}
