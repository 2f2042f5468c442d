import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Found = { violations: { id: string; help: string; nodes: { target: unknown[]; html: string }[] }[] }

/** What WCAG 2.2 A and AA finds wrong on the page as it is now: rule and element, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script element: the page's own security policy stays in force.
  await page.evaluate(SOURCE)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: Document, options: object) => Promise<Found> }
    }
    return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  })
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.html.slice(0, 120)}`))
}

/** Elements wider than the window, at the given size: there must be none. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
