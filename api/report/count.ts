import type { Family } from '../shared/catalog.ts'
import { cents } from '../shared/money.ts'
import { OWN, type Dimension, type Figures, type ReportFilter } from '../shared/report.ts'
import { plusDays, type Day } from '../shared/time.ts'
import { firstFrom, settled, type Book } from './book.ts'
import type { Sold, SoldLine } from './sold.ts'

/** A question put to the book: the filter, and the families that the target leaves out when it asks for the target. */
export type Asked = ReportFilter & { excludes: ReadonlySet<Family> }

/** Sums under way; `last` counts a sale of several lines once. */
type Tally = {
  grossC: number
  ownHtC: number
  commissionC: number
  tickets: number
  sales: number
  last: Sold | null
}

export function newTally(): Tally {
  return { grossC: 0, ownHtC: 0, commissionC: 0, tickets: 0, sales: 0, last: null }
}

/** Adds a line: what takes a sale back has negative amounts, so everything simply adds up (fiscal.md 2.4). */
export function count(tally: Tally, sale: Sold, line: SoldLine): void {
  tally.grossC += line.grossC
  tally.ownHtC += line.ownHtC
  tally.commissionC += line.commissionC
  tally.tickets += line.tickets
  if (tally.last === sale) return
  tally.last = sale
  tally.sales += sale.counts
}

export function figuresOf({ grossC, ownHtC, commissionC, tickets, sales }: Tally): Figures {
  return { grossC: cents(grossC), ownHtC: cents(ownHtC), commissionC: cents(commissionC), tickets, sales }
}

export function noFigures(): Figures {
  return figuresOf(newTally())
}

/** Goes through the lines that a question is about, oldest first. The one place that says what a filter means. */
export function eachLine(book: Book, asked: Asked, see: (sale: Sold, line: SoldLine) => void): void {
  const { sales } = book
  const end = firstFrom(book, plusDays(asked.to, 1))
  for (let i = firstFrom(book, asked.from); i < end; i++) {
    const sale = sales[i] as Sold
    if (!isOfSale(sale, asked)) continue
    for (const line of sale.lines) if (isOfLine(line, asked)) see(sale, line)
  }
}

export function isOfSale(sale: Sold, asked: Asked): boolean {
  return (
    (asked.siteId === undefined || sale.siteId === asked.siteId) &&
    (asked.channel === undefined || sale.channel === asked.channel) &&
    (asked.staffId === undefined || sale.staffId === asked.staffId)
  )
}

export function isOfLine(line: SoldLine, asked: Asked): boolean {
  return (
    (asked.family === undefined || line.family === asked.family) &&
    (asked.productId === undefined || line.productId === asked.productId) &&
    (asked.providerId === undefined || (line.providerId ?? OWN) === asked.providerId) &&
    !(asked.target === true && asked.excludes.has(line.family))
  )
}

/** The figures of a question. */
export function countAll(book: Book, asked: Asked): Figures {
  return countBy(book, asked, []).total
}

const KEY: Record<Dimension, (sale: Sold, line: SoldLine) => string> = {
  month: (sale) => sale.day.slice(0, 7),
  family: (_, line) => line.family,
  provider: (_, line) => line.providerId ?? OWN,
  product: (_, line) => line.productId,
  site: (sale) => sale.siteId,
  channel: (sale) => sale.channel,
  agent: (sale) => sale.staffId,
}

export type Counted = { total: Figures; by: Map<Dimension, Map<string, Figures>> }

/**
 * The figures of a question, whole and by each value of some dimensions. Days that are over were counted before; the last
 * one that sold something is counted each time. A sale is of one day, so that the two simply add up.
 */
export function countBy(book: Book, asked: Asked, dimensions: readonly Dimension[]): Counted {
  const last = book.sales.at(-1)?.day
  if (last === undefined || asked.to < last) return kept(book, asked, dimensions)
  const over = plusDays(last, -1)
  const fresh = counted(book, { ...asked, from: asked.from > last ? asked.from : last }, dimensions)
  return asked.from > over ? fresh : added(kept(book, { ...asked, to: over }, dimensions), fresh)
}

function kept(book: Book, asked: Asked, dimensions: readonly Dimension[]): Counted {
  const key = keyOf('count', asked, dimensions)
  return settled(book, key, asked.to, () => counted(book, asked, dimensions))
}

/** What tells questions apart. */
function keyOf(what: string, { excludes, ...filter }: Asked, dimensions: readonly Dimension[]): string {
  const { from, to, family, providerId, productId, siteId, channel, staffId, target } = filter
  const narrowed = [from, to, family, providerId, productId, siteId, channel, staffId, target]
  return JSON.stringify([what, narrowed, [...excludes].sort(), dimensions])
}

function counted(book: Book, asked: Asked, dimensions: readonly Dimension[]): Counted {
  const total = newTally()
  const parts = dimensions.map((dimension) => ({
    dimension,
    key: KEY[dimension],
    tallies: new Map<string, Tally>(),
  }))
  eachLine(book, asked, (sale, line) => {
    count(total, sale, line)
    for (const { key, tallies } of parts) {
      const of = key(sale, line)
      let tally = tallies.get(of)
      if (!tally) tallies.set(of, (tally = newTally()))
      count(tally, sale, line)
    }
  })
  const by = parts.map(({ dimension, tallies }): [Dimension, Map<string, Figures>] => [
    dimension,
    new Map([...tallies].map(([key, tally]) => [key, figuresOf(tally)])),
  ])
  return { total: figuresOf(total), by: new Map(by) }
}

function added(a: Counted, b: Counted): Counted {
  const by = [...a.by].map(([dimension, some]): [Dimension, Map<string, Figures>] => {
    const sums = new Map(some)
    for (const [key, more] of b.by.get(dimension) ?? [])
      sums.set(key, plus(sums.get(key) ?? noFigures(), more))
    return [dimension, sums]
  })
  return { total: plus(a.total, b.total), by: new Map(by) }
}

function plus(a: Figures, b: Figures): Figures {
  return {
    grossC: cents(a.grossC + b.grossC),
    ownHtC: cents(a.ownHtC + b.ownHtC),
    commissionC: cents(a.commissionC + b.commissionC),
    tickets: a.tickets + b.tickets,
    sales: a.sales + b.sales,
  }
}

/** What was sold on each day that sold something. */
export function byDay(book: Book, asked: Asked): ReadonlyMap<Day, number> {
  const last = book.sales.at(-1)?.day
  const count = (question: Asked) => {
    const days = new Map<Day, number>()
    eachLine(book, question, ({ day }, { grossC }) => days.set(day, (days.get(day) ?? 0) + grossC))
    return days
  }
  const keep = (question: Asked) =>
    settled(book, keyOf('days', question, []), question.to, () => count(question))
  if (last === undefined || asked.to < last) return keep(asked)
  const over = plusDays(last, -1)
  const fresh = count({ ...asked, from: asked.from > last ? asked.from : last })
  return asked.from > over ? fresh : new Map([...keep({ ...asked, to: over }), ...fresh])
}
