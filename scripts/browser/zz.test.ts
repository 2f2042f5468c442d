import { it } from 'vitest'
import { keep } from './look.ts'
import { openTill, stage } from './stage.ts'
import { setTheme, SIZES, type, withoutContact } from './till.ts'

const on = stage(openTill)

it('looks', async () => {
  const { page } = on.till
  const all = async (name: string) => {
    for (const size of ['till', 'tablet', 'phone'] as const) {
      await page.setViewportSize(SIZES[size])
      for (const theme of ['light', 'dark', 'sun'] as const) {
        if (size === 'tablet' && theme !== 'light') continue
        await setTheme(page, theme as never)
        await keep(page, `${name}-${size}-${theme}`)
      }
    }
    await page.setViewportSize(SIZES.till)
    await setTheme(page, 'light')
  }
  await type(page, 'golfe 2a1e')
  await all('search')
  await page.keyboard.press('Enter')
  await page.getByText('3 places gardées').waitFor()
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('Alt+v')
  await all('sell')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+n')
  await page.getByText('Note imprimée').waitFor()
  await keep(page, 'note-sent')
  await page.keyboard.press('F9')
  await withoutContact(page)
  await page.getByText('Reste à payer').waitFor()
  await all('pay')
  await page.keyboard.press('@')
  await page.getByLabel('Mobile ou e-mail').fill('0639981234')
  await page.keyboard.press('Enter')
  await page.keyboard.press('m')
  await page.getByText('Le ticket par e-mail demande').waitFor()
  await all('mail')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.setViewportSize(SIZES.phone)
  await page.reload()
  await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
  await page.locator('[data-bar] [aria-haspopup]').click()
  await page.getByRole('dialog').waitFor()
  await keep(page, 'sheet-phone')
}, 120_000)
