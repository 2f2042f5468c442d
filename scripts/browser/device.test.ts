import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { pdfQr, pdfText } from '../../api/ticket/pdf-test.ts'
import { plusMinutes } from '../../api/shared/time.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, printedOf, signIn, type, withoutContact } from './till.ts'

const on = stage(openTill)

/** Sells seats of the boat, exact cash, without a receipt. */
async function sellBoat(page: Page, party: string): Promise<void> {
  await type(page, `golfe ${party}`)
  await page.keyboard.press('Enter')
  await page.getByText(/gardées? encore/).waitFor()
  await page.keyboard.press('F8')
  await withoutContact(page)
}

const done = (page: Page) => page.getByRole('region', { name: 'encaissé' })

describe('the papers of a sale', () => {
  it('prints the tickets although no receipt was asked for', async () => {
    const { page } = on.till
    await sellBoat(page, '1e')
    await page.getByText('B1-2026-000001').waitFor()
    await expect.poll(() => printedOf(page)).toHaveLength(1)
    const [paper = ''] = await printedOf(page)
    expect(paper).toContain('Golfe du Morbihan, tour des îles')
    expect(paper).not.toContain('VENTE')
    await inspect(page, 'done-printed')
  }, 60_000)

  it('keeps the sale on the screen when a control is pressed or the browser is spoken to', async () => {
    const { page } = on.till
    await page.keyboard.press('Control+Shift+p')
    await page.keyboard.press('Alt+ArrowUp')
    await done(page).waitFor()
    // The original opens once it is claimed; what is asked for after it is a duplicate.
    const opening = on.till.context.waitForEvent('page')
    await done(page).getByRole('button', { name: 'Ouvrir le ticket de caisse' }).click()
    await (await opening).close()
    await page.bringToFront()
    const original = done(page).getByRole('link', { name: 'Ouvrir le ticket de caisse' })
    const receipt = await page.request.get((await original.getAttribute('href')) ?? '')
    expect((await pdfText(await receipt.body()))[0]).toContain('impression nº 1, original')
    await done(page).getByRole('button', { name: 'Duplicata' }).focus()
    await page.keyboard.press('Space')
    await done(page).getByRole('link', { name: 'Ouvrir le duplicata n° 1' }).waitFor()
    await expect.poll(() => printedOf(page)).toHaveLength(2)
    await page.keyboard.press('Escape')
    await done(page).waitFor({ state: 'hidden' })
  }, 60_000)

  it('says which papers did not come out, and prints them again', async () => {
    const { page } = on.till
    let broken = true
    await page.route('**/slips?*', (route) => (broken ? route.abort() : route.continue()))
    await sellBoat(page, '1e')
    const line = page.getByText('Les papiers de la vente B1-2026-000002 ne sont pas imprimés.')
    await line.waitFor()
    await page.keyboard.press('Escape')
    await inspect(page, 'not-printed')
    await page.reload()
    await line.waitFor()
    await page.getByText('L’impression a été interrompue.').waitFor()
    broken = false
    const again = page.waitForResponse((r) => r.url().includes('/slips') && r.ok())
    await page.getByRole('button', { name: 'Réimprimer' }).click()
    await again
    await line.waitFor({ state: 'hidden' })
    // Once its dialog is closed, nothing of it is kept.
    await expect.poll(() => page.evaluate(() => localStorage.getItem('guichet.papers'))).toBeNull()
    await page.unroute('**/slips?*')
  }, 60_000)

  it('shows the change due to a register of which an older server tells no printer', async () => {
    const { page } = on.till
    await page.route('**/api/auth/me', async (route) => {
      const answer = await route.fetch()
      const me = await answer.json()
      for (const one of me.registers) delete one.printer
      await route.fulfill({ response: answer, json: me })
    })
    await page.route('**/slips?*', (route) => route.abort())
    await page.reload()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F9')
    await page.getByText('à recevoir').waitFor()
    await page.keyboard.press('i')
    await type(page, '20')
    await page.keyboard.press('Enter')
    await page.getByText('Les papiers de la vente B1-2026-000003 ne sont pas imprimés.').waitFor()
    await done(page).getByText('8,00').first().waitFor()
    await page.getByRole('button', { name: 'Plus tard' }).click()
    await page.unroute('**/slips?*')
    await page.unroute('**/api/auth/me')
    await page.reload()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
  }, 60_000)

  it('finds the last sales of the session again, with their papers', async () => {
    const { page } = on.till
    await page.getByRole('link', { name: /Session/ }).click()
    await inspect(page, 'close-shift')
    await page.getByRole('button', { name: 'Dernières ventes' }).click()
    const list = page.getByRole('dialog').getByRole('listitem')
    await expect.poll(() => list.count()).toBe(3)
    await inspect(page, 'last-sales')
    const oldest = list.last()
    expect(await oldest.textContent()).toContain('B1-2026-000001')
    await oldest.getByRole('button', { name: /Duplicata/ }).click()
    const copy = oldest.getByRole('link', { name: /duplicata n° 2/ })
    const receipt = await page.request.get((await copy.getAttribute('href')) ?? '')
    expect((await pdfText(await receipt.body()))[0]).toContain('DUPLICATA nº 2')
    // Another tab sells meanwhile: the list is read again, and the link stays where it is.
    const tab = await on.till.context.newPage()
    await tab.goto('/pos/counter')
    await sellBoat(tab, '1e')
    await expect.poll(() => list.count()).toBe(4)
    expect(await copy.evaluate((link) => link === document.activeElement)).toBe(true)
    await tab.close()
    await page.bringToFront()
    const tickets = await oldest.getByRole('link', { name: /Billets/ }).getAttribute('href')
    expect(await pdfText(await (await page.request.get(tickets ?? '')).body())).toHaveLength(1)
    await page.keyboard.press('Escape')
  }, 60_000)
})

describe('the register of a device', () => {
  it('is left, and a colleague’s session is never proposed', async () => {
    const other = await device(on.browser, on.office.url, TEST_NOW)
    await signIn(other.page, 'yann@guichet.example')
    const taken = other.page.getByRole('radio', { name: /ouverte par Maïwenn/ })
    await taken.waitFor()
    expect(await taken.isChecked()).toBe(false)
    await other.page.getByText('En un montant').click()
    await other.page.getByLabel('Montant du fond').fill('80')
    await other.page.getByRole('button', { name: 'Ouvrir avec 80,00 €' }).click()
    await other.page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
    await other.page.keyboard.press('F6')
    await other.page.getByRole('button', { name: 'Changer de caisse' }).click()
    await other.page.getByRole('button', { name: /^Ouvrir avec|^Choisir/ }).waitFor()
    await inspect(other.page, 'another-till')
    // A register that opens elsewhere meanwhile shows it, without a reload.
    expect(await other.page.getByRole('radio', { name: /ouverte par Yann/ }).isChecked()).toBe(false)
    await other.context.close()
    await on.till.page.getByRole('button', { name: 'Changer de caisse' }).click()
    await on.till.page.getByRole('radio', { name: /ouverte par Yann/ }).waitFor()
    await on.till.page.getByRole('radio', { name: /ouverte par Maïwenn/ }).check({ force: true })
    await on.till.page.getByRole('button', { name: /^Reprendre/ }).click()
    await on.till.page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
  }, 90_000)

  it('says at once who sells, in every tab', async () => {
    const { page } = on.till
    const second = await on.till.context.newPage()
    await second.clock.install({ time: Date.parse(TEST_NOW) })
    await second.goto('/pos/counter')
    await second.getByRole('button', { name: /Maïwenn/ }).waitFor()
    await page.bringToFront()
    await page.keyboard.press('F6')
    await page.getByRole('dialog').getByRole('button', { name: /Yann/ }).click()
    await page.getByRole('dialog').getByLabel('Code PIN').first().fill('2220')
    await page.keyboard.press('Enter')
    await page.getByRole('banner').getByRole('button', { name: /Yann/ }).waitFor()
    await second.getByRole('banner').getByRole('button', { name: /Yann/ }).waitFor()
    await second.close()
    await page.bringToFront()
  }, 60_000)

  it('goes by the clock of the server', async () => {
    const ahead = await device(on.browser, on.office.url, plusMinutes(TEST_NOW, 26 * 60))
    await signIn(ahead.page, 'maiwenn@guichet.example')
    const own = await on.till.page.getByRole('banner').locator('b').last().textContent()
    const shown = ahead.page.getByRole('banner').locator('b').last()
    await expect.poll(async () => (await shown.textContent())?.slice(0, 4)).toBe(own?.slice(0, 4))
    await ahead.page
      .getByRole('banner')
      .getByText(/13\s+août/)
      .waitFor()
    expect(await ahead.page.getByText('plus de 24 heures').count()).toBe(0)
    // The counter too: its boats are today's, and seats are kept for a quarter of an hour from now.
    await ahead.page.getByRole('radio', { name: /ouverte par Maïwenn/ }).check({ force: true })
    await ahead.page.getByRole('button', { name: /^Reprendre/ }).click()
    await ahead.page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await type(ahead.page, 'golfe 2a')
    await ahead.page.keyboard.press('Enter')
    await ahead.page.getByText(/places gardées encore 1[45]:/).waitFor()
    await ahead.page
      .getByRole('button', { name: /^Retirer/ })
      .first()
      .click()
    await ahead.page.getByText('Panier vide').first().waitFor()
    await ahead.context.close()
    await on.till.page.bringToFront()
  }, 60_000)
})

describe('a network that is joined but dead', () => {
  it('is said by an idle till, without a word from the browser, and the end of it too', async () => {
    const { page } = on.till
    await page.evaluate(
      () => new Promise((heard) => new EventSource('/api/live').addEventListener('beat', heard)),
    )
    await page.route('**/api/live', () => undefined)
    await page.route('**/healthz', (route) => route.abort())
    await page.goto('/pos/counter')
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    expect(await page.getByText('Hors réseau').count()).toBe(0)
    await page.clock.runFor(9_000)
    await page.getByText('Hors réseau').first().waitFor()
    await page.unroute('**/api/live')
    await page.unroute('**/healthz')
    await page.clock.runFor(20_000)
    await page.getByText('Hors réseau').first().waitFor({ state: 'hidden' })
  }, 60_000)
})

describe('the gate', () => {
  it('checks one ticket at a time, and drops none in silence', async () => {
    const { page } = on.till
    await page.goto('/pos/counter')
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await sellBoat(page, '2a')
    const href = await done(page).getByRole('link', { name: 'Ouvrir les billets' }).getAttribute('href')
    const codes = await pdfQr(await (await page.request.get(href ?? '')).body(), 1)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Contrôler' }).click()
    await page.getByRole('textbox').first().waitFor()
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    let asked = 0
    await page.route('**/api/scans', async (route) => {
      asked += 1
      await held
      await route.continue()
    })
    await type(page, codes[0] ?? '')
    await page.keyboard.press('Enter')
    await type(page, 'ZZZZ ZZZZ')
    await page.keyboard.press('Enter')
    await page.getByText('Contrôle en cours').waitFor()
    await inspect(page, 'scan-under-way')
    expect(asked).toBe(1)
    letThrough()
    const verdict = page.getByRole('dialog')
    await verdict.getByText('n’a pas été lu').waitFor()
    expect(await verdict.textContent()).toMatch(/[0-9A-Z]{4}\u00a0[0-9A-Z]{4}/)
    await page.unroute('**/api/scans')
  }, 60_000)
})

describe('signing out', () => {
  it('without network lets nobody in, and is told to the server when it answers', async () => {
    const { page } = on.till
    await page.goto('/pos/counter')
    await page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
    await page.route('**/api/**', (route) => route.abort())
    await page.keyboard.press('F6')
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByText('Déconnexion en attente').waitFor()
    await inspect(page, 'sign-out-pending')
    await page.reload()
    await page.getByText('Déconnexion en attente').waitFor()
    await page.unroute('**/api/**')
    await page.clock.runFor(6_000)
    await page.getByText('Déconnexion en attente').waitFor({ state: 'hidden' })
    await page.reload()
    await page.getByLabel('E-mail').waitFor()
    expect((await page.request.get('/api/auth/me')).status()).toBe(401)
  }, 60_000)
})
