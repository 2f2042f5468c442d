import type { Page } from 'playwright-core'
import type { Db } from '../../db/index.ts'
import { basket, type } from './till.ts'

/** Sells at the till what the words find, exact cash. */
export async function sellByWords(page: Page, words: string): Promise<void> {
  const done = page.getByRole('region', { name: 'encaissé' })
  await page.keyboard.press('Escape')
  await type(page, words)
  await page.keyboard.press('Enter')
  await basket(page)
    .getByText(words.startsWith('golfe') ? /gardées? encore/ : 'Topoguide')
    .first()
    .waitFor()
  await page.keyboard.press('F8')
  const noContact = page.getByRole('button', { name: /^Continuer sans/ })
  await noContact.or(done).first().waitFor()
  if (await noContact.isVisible()) await page.keyboard.press('Enter')
  await done.waitFor()
}

/** What the target counts and what everything came to, in cents, from the rows of the sales. */
export async function sumsOf(db: Db): Promise<{ target: number; all: number; lines: number }> {
  const [row] = await db.sql<{ target: number; all: number; lines: number }[]>`
    SELECT coalesce(sum(total_c) FILTER (WHERE family <> 'BOUTIQUE'), 0)::int AS target,
           coalesce(sum(total_c), 0)::int AS all, count(*)::int AS lines FROM sale_line`
  return row ?? { target: 0, all: 0, lines: 0 }
}

/** An amount as the dashboard says it, and as sheets and lists do. */
export const euros = (c: number) => `${Math.trunc(c / 100)}\u00a0€`
export const exactly = (c: number) => `${(c / 100).toFixed(2).replace('.', ',')}\u00a0€`

/** The office's navigation, and the year against its target. */
export const nav = (page: Page) => page.getByRole('navigation', { name: 'Bureau' })
export const goalOf = (page: Page) => page.getByRole('region', { name: 'Où en sommes-nous' })

/** Goes by the Tab key alone to what has this label or these words. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const at = await page.evaluate(() => {
      const el = document.activeElement
      const label = el instanceof HTMLInputElement ? el.labels?.[0]?.textContent : el?.textContent
      return label?.trim() ?? ''
    })
    if (at === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to ${name}`)
}
