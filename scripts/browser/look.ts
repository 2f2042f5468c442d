import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { FULL } from '../../api/proof/size.ts'
import { overflow, violations } from './axe.ts'
import { setTheme, SIZES } from './till.ts'

/** Where pictures go when somebody wants to look: PICTURES=folder. */
const PICTURES = process.env.PICTURES
if (PICTURES) mkdirSync(PICTURES, { recursive: true })

/** Keeps a picture of the screen at its present size. */
export async function keep(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

/** Pictures of the screen as it is, at every size, for whoever wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  for (const size of ['till', 'tablet', 'phone'] as const) {
    await page.setViewportSize(SIZES[size])
    await keep(page, `${name}-${size}`)
  }
  await page.setViewportSize(SIZES.till)
}

/** What axe looks at: each size in each theme in a full proof, each size and each theme once otherwise. */
const toAxe = (size: string, theme: 'light' | 'dark') =>
  size !== 'tablet' && (FULL || (size === 'till') === (theme === 'light'))

/**
 * The screen as it is, at three sizes, light and dark: nothing overflows, and axe, for which a tablet is a small till,
 * finds nothing.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const problems: string[] = []
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme)
      await keep(page, `${name}-${size}-${theme}`)
      if (toAxe(size, theme)) problems.push(...(await violations(page)).map((v) => `${size} ${theme}: ${v}`))
    }
    const wide = await overflow(page)
    if (wide > 0) problems.push(`${size}: ${wide} px too wide`)
  }
  await page.setViewportSize(SIZES.till)
  await setTheme(page, 'light')
  expect(problems).toEqual([])
}
