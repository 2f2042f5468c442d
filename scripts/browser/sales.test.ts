import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { euros, exactly, goalOf, sellByWords, sumsOf } from './desk.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, SIZES, signIn, type Device } from './till.ts'

const on = stage(openTill)
let manager: Device
const sell = (words: string) => sellByWords(on.till.page, words)
const sold = () => sumsOf(on.db)

beforeAll(async () => {
  await sell('golfe 2a1e')
  await sell('topoguide')
  await sell('golfe 1e')
  manager = await device(on.browser, on.office.url, TEST_NOW)
  await signIn(manager.page, 'soizic@guichet.example')
  await manager.page.getByRole('link', { name: 'Bureau' }).click()
  await manager.page.getByRole('link', { name: 'Ventes' }).click()
}, 120_000)
afterAll(() => manager?.context.close())

describe('the rows behind the figures', () => {
  it('are filtered by the address, add up, and are the file that is downloaded', async () => {
    const { page } = manager
    const rows = page.getByRole('region', { name: 'Lignes vendues' }).getByRole('row')
    const { all, lines } = await sold()
    await expect.poll(() => rows.count()).toBe(lines + 1)
    const sums = await page.getByLabel('Totaux').textContent()
    expect(sums?.replaceAll('\u00a0', ' ')).toContain(exactly(all).replace('\u00a0', ' '))
    await page.getByLabel('Période').selectOption('Aujourd’hui')
    await page.getByLabel('Famille').selectOption('Boutique')
    await expect.poll(() => rows.count()).toBe(2)
    expect(new URL(page.url()).search).toContain('family=BOUTIQUE')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV' }).click()
    const csv = readFileSync((await (await download).path()) ?? '', 'utf8')
    expect(csv.trim().split(/\r?\n/)).toHaveLength(2)
    expect(csv).toContain('Topoguide')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Excel' }).click()
    const excel = await saved
    expect(excel.suggestedFilename()).toMatch(/^ventes-.*\.xlsx$/)
    expect(
      readFileSync((await excel.path()) ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    await page.route('**/rows.xlsx?*', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: '{"code":"too_many_rows"}',
      }),
    )
    await page.getByRole('button', { name: 'Excel' }).click()
    await page.getByRole('alert').getByText('Trop de lignes pour un fichier Excel. Prenez le CSV').waitFor()
    await page.unroute('**/rows.xlsx?*')
    await page.reload()
    await expect.poll(() => rows.count()).toBe(2)
    await inspect(page, 'sales')
    await page.getByLabel('Famille').selectOption('Thalasso')
    await page.getByText('Aucune vente ne répond à ces filtres').waitFor()
    await page.getByRole('button', { name: 'Tout effacer' }).click()
    await expect.poll(() => rows.count()).toBe(lines + 1)
  }, 120_000)

  it('say the fare of a row whole, and lead to its order', async () => {
    const { page } = manager
    const rows = page.getByRole('region', { name: 'Lignes vendues' }).getByRole('row')
    for (const size of [SIZES.till, SIZES.tablet, SIZES.phone]) {
      await page.setViewportSize(size)
      const fare = rows.filter({ hasText: 'Golfe du Morbihan' }).first().getByText('Enfant', { exact: true })
      expect(await fare.evaluate((el) => el.scrollWidth <= el.clientWidth + 1)).toBe(true)
    }
    await page.setViewportSize(SIZES.till)
    const number = rows.nth(1).getByRole('link')
    const said = (await number.textContent()) ?? 'none'
    await number.click()
    await page
      .getByRole('heading', { name: new RegExp(said) })
      .first()
      .waitFor()
    expect(new URL(page.url()).pathname).toMatch(/\/orders\/ord_/)
    await page.goBack()
    await rows.nth(1).waitFor()
  }, 60_000)

  it('stay under the hand while others sell, and are not asked for again once their days are over', async () => {
    const { page } = manager
    const asked: string[] = []
    page.on('request', (r) => void (r.url().includes('/api/reports/rows?') && asked.push(r.url())))
    /** Marks a link as the one that has the focus; true as long as it is that very one. */
    const hold = (link: Locator) =>
      link.evaluate((el: HTMLElement) => {
        el.dataset.held = 'yes'
        el.focus()
      })
    const isHeld = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.held === 'yes')
    const rows = page.getByRole('region', { name: 'Lignes vendues' }).getByRole('row')
    await hold(rows.nth(1).getByRole('link'))
    const before = await rows.count()
    await sell('golfe 1a')
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(before + 1)
    expect(await isHeld()).toBe(true)

    await page.getByRole('link', { name: 'Commandes' }).click()
    const orders = page.getByRole('main').getByRole('listitem')
    await orders.first().waitFor()
    const known = await orders.count()
    await hold(orders.first().getByRole('link'))
    await sell('golfe 1e')
    await expect.poll(() => orders.count(), { timeout: 10_000 }).toBe(known + 1)
    expect(await isHeld()).toBe(true)

    await page.goto('/pos/office/sales?period=yesterday')
    await page.getByText('Aucune vente ne répond à ces filtres').waitFor()
    asked.length = 0
    // Another page of the same office hears of the sale: so did this one.
    const open = await page.context().newPage()
    await open.goto('/pos/office')
    await goalOf(open).waitFor()
    await sell('golfe 1a')
    const { target } = await sold()
    await goalOf(open)
      .getByRole('link', { name: euros(target), exact: true })
      .waitFor()
    await open.close()
    expect(asked).toEqual([])
    await page.goto('/pos/office/sales')
    await rows.nth(1).waitFor()
  }, 120_000)

  it('came to the screen without a fault', () => {
    expect(manager.faults).toEqual([])
  })
})
