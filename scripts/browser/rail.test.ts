import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, type } from './till.ts'

const on = stage(openTill)

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Billet SNCF' })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-describedby'))

/** What was recorded of the tickets of the SNCF's terminal. */
async function recorded(): Promise<unknown[]> {
  const rows = await on.db.sql`
    SELECT r.product, r.travel_class AS class, r.passengers, r.fare_c AS "fareC", s.total_c AS "totalC"
      FROM sncf_sale r JOIN sale s ON s.id = r.sale_id ORDER BY r.external_ref`
  return [...rows]
}

/** Exact cash in one press; the status and the number that the server answered. */
async function sell(page: Page): Promise<[number, string]> {
  const answer = page.waitForResponse((r) => r.url().endsWith('/api/sales'))
  await page.keyboard.press('F8')
  const said = await answer
  return [said.status(), ((await said.json()) as { number: string }).number]
}

describe('an SNCF ticket whose price only its terminal knows', () => {
  it('asks the printed price by keyboard alone, and says beside the field what to type', async () => {
    const { page } = on.till
    await type(page, 'billet sncf')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    await type(page, 'TK-90001')
    await page.keyboard.press('Enter')
    await dialog(page).getByText('Tapez le prix imprimé sur le billet').waitFor()
    await dialog(page).getByText('Tapez le numéro du terminal SNCF.').waitFor()
    await inspect(page, 'rail-price-asked')
    // The focus is in the first field that is wrong: the price.
    expect(await focused(page)).toMatch(/-error$/)
    await type(page, '23,4')
    await page.keyboard.press('Tab')
    await type(page, 'SNCF n°1')
    await page.keyboard.press('Enter')
    await dialog(page).getByText('Tapez seulement des lettres sans accent').waitFor()
    await page.keyboard.press('Control+a')
    await type(page, 'SNCF-1')
    await dialog(page)
      .getByRole('button', { name: /Voyageur.*un de moins/ })
      .click()
    await dialog(page).getByLabel('Prix imprimé').press('Enter')
    // The fault of the travellers describes their group, and the focus is in the first of its figures.
    const travellers = dialog(page).getByRole('group', { name: 'Voyageurs' })
    const fault = await travellers.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${fault}"]`).textContent()).toBe('Mettez au moins un voyageur.')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    expect(await travellers.locator('input:focus').count()).toBe(1)
    await inspect(page, 'rail-nobody')
    await page.keyboard.press('ArrowUp')
    await dialog(page).getByRole('button', { name: 'Ajouter 23,40 €' }).waitFor()
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    await basket(page).getByText('1 voyageur, prix imprimé').waitFor()
    await inspect(page, 'rail-in-basket')
  }, 60_000)

  it('survives a reload and is corrected in place, for three travellers', async () => {
    const { page } = on.till
    await page.reload()
    await basket(page).getByText('1 voyageur, prix imprimé').waitFor()
    expect(await basket(page).getByText('23,40 €').count()).toBeGreaterThan(0)
    await page.keyboard.press('F4')
    await page.keyboard.press('Enter')
    await basket(page).getByRole('button', { name: 'Modifier le billet' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const price = dialog(page).getByLabel('Prix imprimé')
    await price.waitFor()
    expect(await price.inputValue()).toBe('23,40')
    await price.fill('100')
    await dialog(page)
      .getByRole('button', { name: /Voyageur.*un de plus/ })
      .click()
    await dialog(page)
      .getByRole('button', { name: /Voyageur.*un de plus/ })
      .click()
    await price.focus()
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    await basket(page).getByText('3 voyageurs, prix imprimé').waitFor()
    expect(await basket(page).getByRole('listitem').count()).toBe(1)
  }, 60_000)

  it('is sold at that price, to the cent', async () => {
    const { page } = on.till
    expect(await sell(page)).toEqual([201, 'B1-2026-000001'])
    expect(await recorded()).toEqual([
      { product: 'TER', class: '2', passengers: 3, fareC: 10_000, totalC: 10_000 },
    ])
    await page.keyboard.press('Escape')
  }, 60_000)

  it('is the Tire-Bouchon’s too, in 1st class', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+7')
    await dialog(page).getByRole('button', { name: 'Ajouter 9,00 €' }).waitFor()
    expect(await dialog(page).getByLabel('Prix imprimé').count()).toBe(0)
    await type(page, 'TK-90002')
    await dialog(page).getByLabel('Classe').selectOption('1')
    await dialog(page).getByLabel('Prix imprimé').fill('50.50')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await sell(page)).toEqual([201, 'B1-2026-000002'])
    expect((await recorded())[1]).toEqual({
      product: 'TIRE_BOUCHON',
      class: '1',
      passengers: 1,
      fareC: 5_050,
      totalC: 5_050,
    })
    await page.keyboard.press('Escape')
  }, 60_000)

  it('whose number was sold already is corrected where it is refused', async () => {
    const { page } = on.till
    await type(page, 'billet sncf')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    await type(page, 'TK-90001')
    await page.keyboard.press('Tab')
    await type(page, '12')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    await page.keyboard.press('F8')
    await basket(page).getByText('Ce billet SNCF est déjà enregistré.').waitFor()
    await basket(page).getByRole('button', { name: 'Modifier le billet' }).click()
    await dialog(page).getByLabel('Numéro du billet').fill('TK-90003')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await sell(page)).toEqual([201, 'B1-2026-000003'])
    await page.keyboard.press('Escape')
  }, 60_000)

  it('keeps what is typed, and says why, when another tab has emptied the basket', async () => {
    const { page, context } = on.till
    await type(page, 'billet sncf')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    await type(page, 'TK-90004')
    await page.keyboard.press('Tab')
    await type(page, '12')
    await page.keyboard.press('Enter')
    await dialog(page).waitFor({ state: 'hidden' })
    await basket(page).getByRole('button', { name: 'Modifier le billet' }).click()
    await dialog(page).getByLabel('Prix imprimé').fill('13')
    const other = await context.newPage()
    await other.goto('/api/nothing')
    await other.evaluate(() => {
      for (const key of Object.keys(localStorage))
        if (key.startsWith('guichet.basket.')) localStorage.removeItem(key)
    })
    await other.close()
    await page.getByText('Panier vide').waitFor()
    await dialog(page).getByRole('button', { name: 'Modifier, 13,00 €' }).click()
    await dialog(page).getByText('Ce billet n’est plus dans le panier').waitFor()
    expect(await dialog(page).getByLabel('Prix imprimé').inputValue()).toBe('13')
    await inspect(page, 'rail-gone')
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    expect(await recorded()).toHaveLength(3)
    expect(on.till.faults).toEqual([])
  }, 60_000)
})
