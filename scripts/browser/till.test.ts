import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { inspect, picture } from './look.ts'
import { openTill, stage } from './stage.ts'
import { SIZES, basket, type, withoutContact } from './till.ts'

const on = stage(openTill)

/** Opens or reloads a screen, and lets what it asks for its basket's seats be answered before the test goes on. */
async function andHeld(page: Page, open: () => Promise<unknown>): Promise<void> {
  const held = page.waitForResponse((r) => r.request().method() === 'PUT' && r.url().endsWith('/hold'), {
    timeout: 5_000,
  })
  await Promise.all([open(), held.catch(() => null)])
}

/** Another tab of the same device, once it holds the basket too; a deaf one does not hear what the others keep. */
async function tab(deaf: boolean): Promise<Page> {
  const page = await on.till.context.newPage()
  await page.clock.install({ time: Date.parse(TEST_NOW) })
  if (deaf)
    await page.addInitScript(() =>
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true),
    )
  await andHeld(page, () => page.goto('/pos/counter'))
  await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
  return page
}

describe('one register in several tabs', () => {
  it('sells a shared basket once, and asks before it is another sale', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+2')
    await basket(page).getByText('Topoguide').waitFor()
    const hearing = await tab(false)
    const deaf = await tab(true)
    await basket(hearing).getByText('Topoguide').waitFor()
    await page.bringToFront()
    await page.keyboard.press('F8')
    await page.getByText('B1-2026-000001').waitFor()
    await basket(hearing).getByText('Panier vide').waitFor()
    await hearing.getByText('encaissé ou vidé dans un autre onglet').waitFor()

    await deaf.bringToFront()
    await deaf.keyboard.press('F8')
    await basket(deaf).getByText('Déjà encaissée').waitFor()
    await picture(deaf, 'spent')
    await deaf.keyboard.press('F8')
    await deaf.getByText('Dites d’abord').waitFor()
    await basket(deaf).getByRole('button', { name: 'Nouvelle vente' }).click()
    await deaf.keyboard.press('F8')
    await deaf.getByText('B1-2026-000002').waitFor()
    await hearing.close()
    await deaf.close()
    await page.bringToFront()
    await page.keyboard.press('Escape')
  }, 60_000)

  it('refuses a basket under the id of another sale, and keeps its lines under a new one', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+2')
    await basket(page).getByText('Topoguide').waitFor()
    const deaf = await tab(true)
    await page.bringToFront()
    await page.keyboard.press('F8')
    await page.getByText('B1-2026-000003').waitFor()
    await deaf.bringToFront()
    await deaf.keyboard.press('Alt+2')
    await basket(deaf).getByText('a déjà été encaissé').waitFor()
    await basket(deaf).getByRole('button', { name: 'Vider le panier' }).click()
    await basket(deaf).getByText('Panier vide').waitFor()
    await deaf.keyboard.press('Alt+2')
    await deaf.keyboard.press('F8')
    await deaf.getByText('B1-2026-000004').waitFor()
    await deaf.close()
    await page.bringToFront()
    await page.keyboard.press('Escape')
  }, 60_000)
})

describe('the payment', () => {
  it('does not forget a card that was charged', async () => {
    const { page } = on.till
    await type(page, 'golfe 2a')
    await page.keyboard.press('Enter')
    await page.getByText('2 places gardées').waitFor()
    await page.keyboard.press('F9')
    await withoutContact(page)
    await page.getByText('Reste à payer').waitFor()
    await page.keyboard.press('c')
    await type(page, '30')
    await page.keyboard.press('Enter')
    await type(page, '004599')
    await page.keyboard.press('Enter')
    await page.getByText('ticket du terminal 004599').waitFor()
    await andHeld(page, () => page.reload())
    await basket(page).getByText('Déjà reçu').waitFor()
    await picture(page, 'received')
    await page.keyboard.press('F8')
    await page.getByText('ticket du terminal 004599').waitFor()
    await page.getByText('Un paiement est déjà reçu').waitFor()
  }, 60_000)

  it('says what it waits for while the server does not answer, then prints', async () => {
    const { page } = on.till
    await page.keyboard.press('i')
    await on.till.context.setOffline(true)
    await page.keyboard.press('Enter')
    await page.getByText('Pas de réponse du serveur').waitFor()
    await page.getByText('le panier ne change plus').waitFor()
    await page.getByRole('button', { name: 'Revenir au panier' }).click()
    await page.getByText('on ne peut pas encore savoir').waitFor()
    await basket(page)
      .getByRole('button', { name: /^Retirer/ })
      .first()
      .click()
    await page.getByText('rien ne change avant la réponse').waitFor()
    await picture(page, 'unanswered')
    const receipt = page.waitForRequest((r) => r.url().includes('/slips'))
    await on.till.context.setOffline(false)
    await page.clock.runFor(4_000)
    await page.getByText('B1-2026-000005').waitFor()
    await receipt
    await page.keyboard.press('Escape')
  }, 60_000)
})

describe('what is typed', () => {
  it('finds nothing where nothing was asked', async () => {
    const { page } = on.till
    await page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).fill('🚣🚣')
    await page.getByText('Rien pour').first().waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => basket(page).getByText('Panier vide').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }, 30_000)

  it('sells no departure that is closed, and says why', async () => {
    const { page } = on.till
    const [closed] = await on.db.sql`
      UPDATE session s SET closed_at = now(), closed_reason = 'mer forte'
       WHERE s.id = (SELECT s2.id FROM session s2 JOIN product p ON p.id = s2.product_id, office o
                      WHERE p.code = (SELECT code FROM product WHERE text->'fr'->>'title' LIKE 'Golfe du Morbihan%' LIMIT 1)
                        AND s2.starts_at > ${TEST_NOW}::timestamptz ORDER BY s2.starts_at LIMIT 1)
      RETURNING left((s.starts_at AT TIME ZONE 'Europe/Paris')::time::text, 5) AS time`
    await page.reload()
    const shut = page.locator('[data-row-of]', { hasText: 'mer forte' })
    expect((await shut.innerText()).match(/fermé|mer forte/gi)).toEqual(['Mer forte', 'Fermé'])
    await type(page, `golfe ${String(closed?.time).replace(':', '')} 2a`)
    await page.keyboard.press('Enter')
    await page.getByText('mer forte. Prochain').waitFor()
    await picture(page, 'closed')
    expect(await basket(page).getByText('Panier vide').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }, 60_000)

  it('keeps the party of a course until its days are known', async () => {
    const { page } = on.till
    await type(page, 'stage 1a')
    await page.keyboard.press('Enter')
    await page.getByText('prochaine date').waitFor()
    expect(await basket(page).getByText('Panier vide').count()).toBe(1)
    await picture(page, 'next-date')
    // The notice moves nothing, and the day that is shown is said.
    const places = () =>
      page
        .locator('[data-row], [class*="tile"]')
        .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)))
    const shown = await places()
    await page.getByRole('button', { name: 'Fermer', exact: true }).click()
    expect(await places()).toEqual(shown)
    await page.getByRole('heading', { name: /^Résultats, .+\d/ }).waitFor()
    await page.getByRole('heading', { name: 'Résultats' }).waitFor()
    await page.locator('[data-row] time').first().waitFor()
    await page.keyboard.press('Enter')
    await basket(page).getByText(/Stage/i).first().waitFor()
    await basket(page)
      .getByText(/1\splace gardée/)
      .waitFor()
    await picture(page, 'course')
    // Échap goes back a step at a time, to today at the last.
    for (let n = 0; n < 4; n++) await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Départs d’aujourd’hui' }).waitFor()
    expect(on.till.faults).toEqual([])
  }, 60_000)

  it('opens a departure that is pressed twice, and sells first what is still sold', async () => {
    const { page } = on.till
    const row = page.locator('[data-row]').filter({ hasText: 'Golfe du Morbihan, tour des îles' }).first()
    await row.dblclick()
    expect(await row.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    const sold = (await page.locator('[data-row]').allTextContents()).map((one) => !/Vente close/.test(one))
    expect(sold).toEqual([...sold].sort((a, b) => Number(b) - Number(a)))
  }, 30_000)

  it('is said not to be kept when nobody answers, whatever was kept before', async () => {
    const { page } = on.till
    const line = (time: RegExp) => basket(page).getByRole('listitem').filter({ hasText: time })
    const kept = line(/Stage/i).getByText(/1\splace gardée encore/)
    await kept.waitFor()
    await on.till.context.setOffline(true)
    await type(page, 'golfe 1a')
    await page.keyboard.press('Enter')
    await line(/Golfe/)
      .getByText(/1\splace pas encore gardée/)
      .waitFor()
    await kept.waitFor()
    await picture(page, 'not-held')
    await on.till.context.setOffline(false)
    await page.clock.runFor(6_000)
    await line(/Golfe/)
      .getByText(/1\splace gardée encore/)
      .waitFor()
  }, 60_000)

  it('always says which register it is, at every width and without network', async () => {
    const { page } = on.till
    for (const off of [false, true]) {
      if (off) await page.route('**/api/**', (route) => route.abort())
      if (off) await on.till.context.setOffline(true)
      if (off) await page.getByRole('banner').getByText('Hors réseau').waitFor()
      for (const size of Object.values(SIZES)) {
        await page.setViewportSize(size)
        const cut = await page
          .getByRole('banner')
          .getByText(/· Caisse 1/)
          .locator('visible=true')
          .evaluate((el) => el.scrollWidth > el.clientWidth || el.getBoundingClientRect().right > innerWidth)
        expect([size, off, cut]).toEqual([size, off, false])
      }
      await picture(page, off ? 'header-offline' : 'header')
    }
    await page.setViewportSize(SIZES.till)
    await page.unroute('**/api/**')
    await on.till.context.setOffline(false)
  }, 60_000)
})

describe('what is left on a till', () => {
  const removes = () => basket(on.till.page).getByRole('button', { name: /^Retirer/ })

  it('a basket emptied without network gives its seats back and is logged once the server answers', async () => {
    const { page, context } = on.till
    const logged = async () => {
      const [row] = await on.db.sql<{ held: number; removed: number }[]>`
        SELECT (SELECT coalesce(sum(held), 0)::int FROM counter) AS held,
               (SELECT count(*)::int FROM journal_record
                 WHERE journal = 'L' AND payload::jsonb ->> 'code' = 'LINE_REMOVED') AS removed`
      return row ?? { held: 0, removed: 0 }
    }
    while ((await removes().count()) > 0) await removes().first().click()
    await expect.poll(async () => (await logged()).held).toBe(0)
    const { removed } = await logged()
    await type(page, 'golfe 2a')
    await page.keyboard.press('Enter')
    await page.getByText('2 places gardées').waitFor()
    await context.setOffline(true)
    await removes().click()
    await basket(page).getByText('Panier vide').waitFor()
    expect(await logged()).toEqual({ held: 2, removed })
    await context.setOffline(false)
    await page.clock.runFor(5_000)
    await expect.poll(logged).toEqual({ held: 0, removed: removed + 1 })
  }, 60_000)

  it('is said before its session is closed: money that was received must be seen', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F9')
    await page.getByText('Reste à payer').waitFor()
    await page.keyboard.press('c')
    await type(page, '5')
    await page.keyboard.press('Enter')
    await type(page, '004512')
    await page.keyboard.press('Enter')
    await page.getByText('ticket du terminal 004512').waitFor()
    await page.getByRole('link', { name: /Session/ }).click()
    await page.getByRole('button', { name: 'Compter et fermer' }).click()
    await page.getByText('Carte 5,00 €').waitFor()
    await page.getByRole('textbox', { name: 'Nombre de 50 €' }).fill('3')
    await page.keyboard.press('Tab')
    await page.reload()
    // What was counted is there again.
    await page.getByText('Carte 5,00 €').waitFor()
    expect(await page.getByRole('textbox', { name: 'Nombre de 50 €' }).inputValue()).toBe('3')
    await inspect(page, 'left-behind')
    await page.getByRole('button', { name: /^(Continuer|Comparer)$/ }).click()
    await page.getByText('Dites d’abord, en haut').waitFor()
    await page.getByText('Vu, je ferme quand même').click()
    await page.getByRole('button', { name: /^(Continuer|Comparer)$/ }).click()
    await page.getByText('Dites d’abord, en haut').waitFor({ state: 'hidden' })
    await page.locator('[data-step]:not([data-step="cash"])').waitFor()
  }, 90_000)
})
