import { permit, type Ctx } from '../context.ts'
import type { Dimension, Figures, FiguresAnswer, ReportFilter, Split } from '../shared/report.ts'
import { soldBook } from './book.ts'
import { countBy, noFigures, type Asked, type Counted } from './count.ts'
import { fillOf, type Fill } from './fill.ts'
import { labelOf, loadNames, officeAim, type Names, type OfficeAim } from './names.ts'
import { monthAfterYear, spanBefore } from './span.ts'

/**
 * Figures of a filter split by a dimension, beside those of the same days a year before (fiscal.md 2.4). The parts add
 * up to the total; sales do not where one sale has lines in several parts. Throws `not_set_up`.
 */
export async function readFigures(ctx: Ctx, by: Dimension, filter: ReportFilter): Promise<FiguresAnswer> {
  permit(ctx.actor, 'report.read')
  const [office, names, fill] = await Promise.all([
    officeAim(ctx.db),
    loadNames(ctx.db),
    by === 'provider' || by === 'product' ? fillOf(ctx.db, filter, ctx.now) : null,
  ])
  const earlier = beforeOf(filter)
  const book = await soldBook(ctx.db, earlier.from)
  const now = countBy(book, askedOf(filter, office), [by])
  const before = countBy(book, askedOf(earlier, office), [by])
  return {
    splits: splitsOf(by, { now, before, names, office, fill }),
    total: now.total,
    totalBefore: before.total,
  }
}

export function askedOf(filter: ReportFilter, office: OfficeAim): Asked {
  return { ...filter, excludes: new Set(office.targetExcludes) }
}

/** The same question a year before; of whole months, of those months whole. */
export function beforeOf<F extends ReportFilter>(filter: F): F {
  return { ...filter, ...spanBefore(filter) }
}

export type Compared = {
  now: Counted
  before: Counted
  names: Names
  office: OfficeAim
  fill: Fill | null
}

/** Every value that sold something now or a year before: months in their order, the others the largest first. */
export function splitsOf(by: Dimension, { now, before, names, office, fill }: Compared): Split[] {
  const nowBy: ReadonlyMap<string, Figures> = now.by.get(by) ?? new Map()
  const earlier = [...(before.by.get(by) ?? [])]
  const beforeBy = new Map(
    earlier.map(([key, figures]) => [by === 'month' ? monthAfterYear(key) : key, figures]),
  )
  const splits = [...new Set([...nowBy.keys(), ...beforeBy.keys()])].map(
    (key): Split => ({
      key,
      label: labelOf(names, office, by, key),
      now: nowBy.get(key) ?? noFigures(),
      before: beforeBy.get(key) ?? noFigures(),
      fill: by === 'provider' || by === 'product' ? (fill?.[by].get(key) ?? null) : null,
    }),
  )
  const order = (a: Split, b: Split) => b.now.grossC - a.now.grossC || b.before.grossC - a.before.grossC
  return splits.sort((a, b) => (by === 'month' ? 0 : order(a, b)) || (a.key < b.key ? -1 : 1))
}
