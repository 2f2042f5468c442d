import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { euros, exactly, goalOf, nav, sellByWords, sumsOf, tabTo } from './desk.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, SIZES, signIn, type, type Device } from './till.ts'

const on = stage(openTill)
let manager: Device

beforeAll(async () => {
  await sell('golfe 2a1e')
  await sell('topoguide')
  manager = await device(on.browser, on.office.url, TEST_NOW)
  await signIn(manager.page, 'soizic@guichet.example')
  await manager.page.getByRole('link', { name: 'Bureau' }).click()
  await manager.page.getByRole('region', { name: 'Par famille' }).waitFor()
}, 120_000)
afterAll(() => manager?.context.close())

const sell = (words: string) => sellByWords(on.till.page, words)
const sold = () => sumsOf(on.db)

describe('the year against its target', () => {
  it('shows what was sold, in figures, in the bar and in the curve', async () => {
    const { page } = manager
    const { target } = await sold()
    expect(target).toBeGreaterThan(0)
    await goalOf(page)
      .getByRole('link', { name: euros(target), exact: true })
      .waitFor()
    const bar = await goalOf(page).getByRole('img').getAttribute('aria-label')
    expect(bar).toContain(`${euros(target)} faits sur 320\u00a0000\u00a0€`)
    const curve = page.getByRole('img', { name: /^Courbe du cumul/ })
    expect(await curve.getAttribute('aria-label')).toContain(`${euros(target)} en 2026`)
    await inspect(page, 'dashboard')
  }, 120_000)

  it('follows a sale made at a till, without a press', async () => {
    const { page } = manager
    const before = (await sold()).target
    await sell('golfe 1a')
    const after = (await sold()).target
    expect(after).toBeGreaterThan(before)
    await goalOf(page)
      .getByRole('link', { name: euros(after), exact: true })
      .waitFor()
  }, 60_000)

  it('opens the table of a chart, and its rows from a figure', async () => {
    const { page } = manager
    await page.getByRole('button', { name: /les chiffres.*Cumul/ }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('row').count()).toBe(13)
    await inspect(page, 'dashboard-table')
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Par famille' }).getByRole('link', { name: 'Bateaux' }).click()
    await page.getByRole('heading', { name: /^Ventes/ }).waitFor()
    expect(await page.getByLabel('Famille').inputValue()).toBe('BOAT')
    const boats = page.getByRole('region', { name: 'Lignes vendues' }).getByRole('row')
    await expect.poll(() => boats.count()).toBeGreaterThan(1)
    for (const text of (await boats.allTextContents()).slice(1)) expect(text).toContain('Golfe du Morbihan')
  }, 90_000)

  it('a year without any sale is not led to; asked for, it has its axis, its target and nothing to compare', async () => {
    const { page } = manager
    await nav(page).getByRole('link', { name: 'Objectif' }).click()
    await goalOf(page).waitFor()
    expect(await page.getByRole('link', { name: /^Voir 20/ }).count()).toBe(0)
    await page.goto('/pos/office?year=2025')
    await page.getByRole('heading', { name: /Objectif 2025/ }).waitFor()
    await page.getByText('Aucune vente en 2025').waitFor()
    await page.getByText('objectif 320\u00a0000\u00a0€').waitFor()
    await inspect(page, 'dashboard-empty')
    await page.getByRole('link', { name: 'Voir 2026' }).click()
    await page.getByRole('heading', { name: /Objectif 2026/ }).waitFor()
  }, 90_000)

  it('keeps its figures when the server does not answer, says of when they are, and comes back', async () => {
    const { page } = manager
    await page.route('**/api/reports/dashboard*', (route) => route.abort())
    await sell('golfe 1e')
    await page.getByText(/chiffres de \d\d:\d\d/).waitFor()
    await goalOf(page).getByText('sur 320\u00a0000\u00a0€').waitFor()
    await page.unroute('**/api/reports/dashboard*')
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await goalOf(page)
      .getByRole('link', { name: euros((await sold()).target), exact: true })
      .waitFor()
  }, 60_000)
})

describe('readings on paper', () => {
  it('the day sheet says what was sold and by which means, and a session what its drawer should hold', async () => {
    const { page } = manager
    const { all } = await sold()
    await nav(page).getByRole('link', { name: 'Journée' }).click()
    const means = page.getByRole('region', { name: 'Encaissements' })
    await means.getByRole('row', { name: /Espèces/ }).waitFor()
    expect(await means.getByRole('row', { name: /Espèces/ }).textContent()).toContain(exactly(all))
    await inspect(page, 'day-sheet')
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV' }).click()
    const csv = readFileSync((await (await saved).path()) ?? '', 'utf8')
    expect(csv).toContain('Encaissements;Espèces;')
    await page.getByRole('region', { name: 'Par famille' }).getByRole('link', { name: 'Boutique' }).click()
    await page.getByRole('heading', { name: /^Ventes/ }).waitFor()
    expect(new URL(page.url()).search).toBe('?from=2026-08-13&to=2026-08-13&family=BOUTIQUE')
    await nav(page).getByRole('link', { name: 'Sessions' }).click()
    await page.getByRole('row', { name: /Maïwenn/ }).waitFor()
    await inspect(page, 'shifts')
    await page
      .getByRole('row', { name: /Maïwenn/ })
      .getByRole('link')
      .click()
    const drawer = page.getByRole('region', { name: 'Tiroir' })
    expect(await drawer.getByRole('row', { name: /Dans le tiroir/ }).textContent()).toContain(
      exactly(all + 15_000),
    )
    await inspect(page, 'shift-report')
    await page.setViewportSize(SIZES.phone)
    const seen = async (row: RegExp) => {
      const box = await page.getByRole('row', { name: row }).getByRole('cell').last().boundingBox()
      return box !== null && box.x + box.width <= SIZES.phone.width
    }
    expect(await seen(/Dans le tiroir/)).toBe(true)
    await page.goBack()
    await page.getByRole('row', { name: /^Bourg/ }).waitFor()
    expect(
      await page
        .getByRole('columnheader')
        .allInnerTexts()
        .then((all) => all.filter(Boolean)),
    ).toEqual(['Caisse', 'Ouverture', 'Volume TTC', 'Écart'])
    expect(await seen(/^Bourg/)).toBe(true)
    await page.goForward()
    await drawer.waitFor()
    await page.setViewportSize(SIZES.till)
  }, 120_000)

  it('are printed without the navigation nor what is pressed', async () => {
    const { page } = manager
    await page.emulateMedia({ media: 'print' })
    expect(await nav(page).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Imprimer' }).isVisible()).toBe(false)
    expect(await page.getByRole('region', { name: 'Tiroir' }).isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
  }, 30_000)
})

describe('by keyboard alone', () => {
  it('the target is changed, a family more counts, and the figures follow', async () => {
    const { page } = manager
    await tabTo(page, 'Réglages')
    await page.keyboard.press('Enter')
    await page.getByLabel('Montant à atteindre').waitFor()
    await tabTo(page, 'Montant à atteindre')
    await page.keyboard.press('Control+a')
    await type(page, 'beaucoup')
    await page.keyboard.press('Enter')
    await page.getByText('Tapez un montant, comme 320000.').waitFor()
    await page.keyboard.press('Control+a')
    await type(page, '1000')
    await tabTo(page, 'Boutique')
    await page.keyboard.press('Space')
    await inspect(page, 'target')
    await tabTo(page, 'Enregistrer')
    await page.keyboard.press('Enter')
    await page.getByText(/^Enregistré/).waitFor()
    await page.keyboard.press('Shift+Tab')
    await nav(page).getByRole('link', { name: 'Objectif' }).focus()
    await page.keyboard.press('Enter')
    await goalOf(page)
      .getByText(/^sur 1\s000/)
      .waitFor()
    await goalOf(page)
      .getByRole('link', { name: euros((await sold()).all), exact: true })
      .waitFor()
  }, 90_000)

  it('on a phone the navigation unfolds, is left by Échap, and goes to another workspace', async () => {
    const { page } = manager
    await page.setViewportSize(SIZES.phone)
    const fold = page.getByRole('button', { name: /Menu du bureau/ })
    await fold.focus()
    await page.keyboard.press('Enter')
    await nav(page).waitFor()
    await page.keyboard.press('Escape')
    await nav(page).waitFor({ state: 'hidden' })
    expect(await fold.evaluate((el) => el === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page
      .getByRole('navigation', { name: 'Autres espaces' })
      .getByRole('link', { name: 'Contrôler' })
      .click()
    await page.getByRole('heading', { name: 'Contrôler les billets' }).waitFor()
    await page.setViewportSize(SIZES.till)
  }, 60_000)
})

describe('each role', () => {
  it('an auditor reads everything and sets nothing', async () => {
    const { page, context } = await device(on.browser, on.office.url, TEST_NOW)
    await signIn(page, 'audren@guichet.example')
    await page.getByRole('region', { name: 'Par famille' }).waitFor()
    expect(await nav(page).getByRole('link').allTextContents()).toEqual([
      'Objectif',
      'Ventes',
      'Journée',
      'Sessions',
      'Clôtures',
      'Spectacles',
      'Régie',
      'Remises',
      'SNCF',
      'Groupes',
      'Archives',
      'Événements',
    ])
    await page.goto('/pos/office/settings')
    await page.getByRole('heading', { name: /Objectif/ }).waitFor()
    await context.close()
  }, 60_000)

  it('nothing failed behind any of it', () => {
    expect([...manager.faults, ...on.till.faults]).toEqual([])
  })
})
