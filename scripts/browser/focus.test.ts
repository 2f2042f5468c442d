import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openTill, stage } from './stage.ts'
import { SIZES, basket, type } from './till.ts'

const on = stage(openTill)

const search = (page: Page) => page.getByRole('textbox', { name: 'Chercher ou saisir une vente' })
const focused = (page: Page) =>
  page.evaluate(() => {
    const { tagName, id, dataset } = document.activeElement as HTMLElement
    return 'line' in dataset ? 'a line' : id || tagName
  })

/** What a scanner types into the field that has the focus, all at once. */
async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.insertText(code)
  await page.evaluate(
    (keys) => {
      for (const key of keys)
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
        )
    },
    [...code, 'Enter'],
  )
}

it('a code scanned while a figure has the focus is no figure', async () => {
  const { page } = on.till
  await page.keyboard.press('Alt+2')
  await basket(page)
    .getByText(/Topoguide/)
    .waitFor()
  const figure = basket(page).getByRole('textbox').first()
  await figure.click()
  await figure.fill('3')
  await scan(page, '0000000000000')
  await page.getByText('0000000000000').first().waitFor()
  expect(await focused(page)).toBe('counter-search')
  await basket(page).getByText('3 ×').first().waitFor()
  await page.keyboard.press('Escape')
})

it('a line that is removed hands the focus on, whatever removed it', async () => {
  const { page } = on.till
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Escape')
  const remove = basket(page).getByRole('button', { name: /^Retirer/ })
  await remove.first().waitFor()
  for (const next of ['a line', 'counter-search']) {
    const lines = await remove.count()
    await remove.first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => remove.count()).toBe(lines - 1)
    await expect.poll(() => focused(page)).toBe(next)
  }
})

it('the last one that is counted off takes its line with it, and the focus goes on', async () => {
  const { page } = on.till
  await page.keyboard.press('Alt+2')
  const less = basket(page).getByRole('button', { name: /un de moins/ })
  await less.focus()
  await page.keyboard.press('Enter')
  await basket(page).getByText('Panier vide').waitFor()
  await expect.poll(() => focused(page)).toBe('counter-search')
})

it('a departure that is opened from a search takes fares next, and says which it does not have', async () => {
  const { page } = on.till
  await search(page).focus()
  await type(page, 'golfe')
  await page.locator('[data-row]').first().click()
  await expect.poll(() => search(page).inputValue()).toBe('')
  await search(page).focus()
  await type(page, '2z')
  await page.keyboard.press('Enter')
  await page.getByText('Ce départ n’a pas ce tarif').waitFor()
  await basket(page).getByText('Panier vide').waitFor()
  await type(page, '2a1e')
  await basket(page).getByText('3 places gardées').waitFor()
  await page.keyboard.press('Enter')
  await basket(page)
    .getByRole('button', { name: /^Retirer/ })
    .first()
    .click()
  await basket(page).getByText('Panier vide').waitFor()
})

it('the basket’s sheet gives the focus back to what opened it', async () => {
  const { page } = on.till
  await page.setViewportSize(SIZES.phone)
  await page.reload()
  // A favourite is there once the catalogue is.
  await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
  await page.keyboard.press('Alt+2')
  const total = page.locator('[data-bar] [aria-haspopup]')
  await total.click()
  await page.getByRole('dialog', { name: 'Panier' }).waitFor()
  // What it lies over cannot be reached.
  expect(await page.getByRole('banner').evaluate((el) => el.closest('[inert]') !== null)).toBe(true)
  await basket(page)
    .getByRole('button', { name: /^Fermer/ })
    .click()
  await expect.poll(() => total.evaluate((el) => el === document.activeElement)).toBe(true)
  expect(await page.locator('[inert]').count()).toBe(0)
  expect(on.till.faults).toEqual([])
})
