import { step } from '../step.ts'
import { demonstration } from './demonstration.ts'
import { table, type Target } from './figures.ts'
import { lighthouse } from './lighthouse.ts'
import { machineLine } from './machine.ts'
import type { Part } from './part.ts'

/** Pages of the shop: its home, and a product with a calendar. */
const PAGES = ['/', '/activites/golfe-du-morbihan-tour-des-iles']

/** What is asked of each mark: the first goal, and the whole hundred. */
const MARKS = [
  ['performance', 'performance', 95],
  ['accessibility', 'accessibility', 100],
  ['bestPractices', 'best practices', 100],
  ['seo', 'SEO', 100],
] as const

/** Lighthouse's marks of the shop as a slow phone sees it; the worst page counts. */
export const shopPart: Part = async (yard) => {
  const { url } = await demonstration(yard)
  const machine = machineLine()
  // Where a page moved to is what visitors see.
  const pages = await Promise.all(PAGES.map(async (path) => (await fetch(`${url}${path}`)).url))
  const marks = await step('Lighthouse', () => lighthouse(pages, yard.plan.quick ? 1 : 3))
  const targets: Target[] = MARKS.map(([key, name, first]) => ({
    what: `shop, Lighthouse mobile: ${name}`,
    value: Math.min(...marks.map((m) => m[key])),
    unit: '',
    first,
    goal: 100,
    atLeast: true,
  }))
  return {
    title: 'The shop on a phone',
    lines: [
      machine,
      '',
      ...table(
        ['page', ...MARKS.map(([, name]) => name), 'JavaScript kB'],
        marks.map((m) => [
          new URL(m.url).pathname,
          ...MARKS.map(([key]) => m[key]),
          (m.scriptBytes / 1000).toFixed(1),
        ]),
      ),
    ],
    targets,
  }
}
