import type { Page } from 'playwright-core'
import type { Db } from '../../db/index.ts'
import { type } from './till.ts'

/** Sells at the till what the words find, exact cash. */
export async function sellAt(page: Page, words: string): Promise<void> {
  const done = page.getByRole('region', { name: 'encaissé' })
  await page.keyboard.press('Escape')
  await type(page, words)
  await page.keyboard.press('Enter')
  await page
    .getByRole('complementary', { name: 'Panier' })
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
export async function soldOf(db: Db): Promise<{ target: number; all: number; lines: number }> {
  const [row] = await db.sql<{ target: number; all: number; lines: number }[]>`
    SELECT coalesce(sum(total_c) FILTER (WHERE family <> 'BOUTIQUE'), 0)::int AS target,
           coalesce(sum(total_c), 0)::int AS all, count(*)::int AS lines FROM sale_line`
  return row ?? { target: 0, all: 0, lines: 0 }
}
