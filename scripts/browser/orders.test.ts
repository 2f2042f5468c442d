import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { customer } from '../../db/schema/customer.ts'
import { newId } from '../../api/shared/id.ts'
import { pdfQr, pdfText } from '../../api/ticket/pdf-test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, familyByKeyboard, payByKeyboard, printedOf, signIn } from './till.ts'

const on = stage(openTill)
let saleId = ''
let orderId = ''
let short = ''

const search = (page: Page) => page.getByRole('searchbox', { name: 'Chercher une commande' })
/** Looks for it by what is typed, opens the only answer, and comes back to an empty field. */
async function finds(page: Page, text: string, by?: RegExp): Promise<void> {
  await search(page).fill(text)
  await page.getByRole('heading', { name: /^Résultats/ }).waitFor()
  await page.getByText('1 commande').first().waitFor()
  const row = page.getByRole('main').getByRole('listitem').first()
  if (by) await row.locator('mark').getByText(by).waitFor()
  await search(page).press('Enter')
  await page.getByRole('heading', { name: 'Commande B1-2026-000001' }).waitFor()
  await page.getByRole('link', { name: 'Toutes les commandes' }).click()
  await search(page).waitFor()
  await search(page).fill('')
}

describe('an order of the past', () => {
  it('is in today’s list as soon as it is sold', async () => {
    const { page } = on.till
    await page.getByRole('link', { name: 'Commandes' }).click()
    await page.getByText('Aucune vente aujourd’hui').waitFor()
    await inspect(page, 'orders-empty')
    await page.getByRole('link', { name: 'Vendre' }).click()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await familyByKeyboard(page, '87 123 456')
    await payByKeyboard(page)
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000001').waitFor()
    const [sale] = await on.db.sql`SELECT id, order_id FROM sale`
    saleId = sale?.id
    orderId = sale?.order_id
    const [ticket] = await on.db.sql`SELECT short_code FROM ticket ORDER BY line_n, id LIMIT 1`
    short = ticket?.short_code
    // As the till writes it when the visitor leaves how to be reached.
    const id = newId('customer')
    await on.db.orm.insert(customer).values({
      id,
      firstName: 'Maïwenn-Azenor',
      lastName: 'Le Goff de Kermadec',
      email: 'maiwenn.azenor.legoff@boite-aux-lettres.example',
      phone: '+33612345678',
      nameKey: 'le goff de kermadec maiwenn-azenor',
    })
    await on.db.sql`UPDATE "order" SET customer_id = ${id} WHERE id = ${orderId}`
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Commandes' }).click()
    await page.getByText('Le Goff de Kermadec').waitFor()
    await inspect(page, 'orders-today')
  }, 180_000)

  it('is found by name, telephone, address, ticket, receipt, SNCF reference', async () => {
    const { page } = on.till
    await finds(page, 'le goff')
    await finds(page, 'maiwenn-azenor le goff')
    await finds(page, '06 12 34', /téléphone/)
    await finds(page, 'maiwenn.azenor@'.replace('@', '.le'), /e-mail/)
    await finds(page, `${short.slice(0, 4)} ${short.slice(4)}`.toLowerCase(), /billet/)
    await finds(page, 'b1 2026 1')
    await finds(page, '87123456', /SNCF/)
    await search(page).fill('xyzzy')
    await page.getByText('Aucune commande pour').waitFor()
    await inspect(page, 'orders-none')
    await search(page).fill('')
    await page.getByText('Ventes du jeudi 13 août').waitFor()
    await search(page).press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Commande B1-2026-000001' }).waitFor()
    await inspect(page, 'order')
  }, 180_000)

  it('opens when one of its tickets is scanned', async () => {
    const { page } = on.till
    await page.getByRole('link', { name: 'Toutes les commandes' }).click()
    await search(page).waitFor()
    const pdf = await (await page.request.get(`/api/sales/${saleId}/tickets.pdf`)).body()
    const [code = ''] = await pdfQr(pdf, 1)
    await page.evaluate((text) => {
      for (const key of [...text, 'Enter']) dispatchEvent(new KeyboardEvent('keydown', { key }))
    }, code)
    await page.getByRole('heading', { name: 'Commande B1-2026-000001' }).waitFor()
  }, 60_000)

  it('is written to at an address corrected after the sale, and the letter is read in the office', async () => {
    const { page } = on.till
    await page.getByRole('button', { name: 'Corriger', exact: true }).click()
    await page.getByLabel('E-mail').fill('anna@')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Cette adresse n’est pas complète').waitFor()
    await inspect(page, 'order-contact')
    await page.getByLabel('E-mail').fill('anna@post.example')
    await page.getByLabel('Langue des courriers').selectOption('de')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByText('Coordonnées modifiées').waitFor()
    await page.getByRole('button', { name: 'Envoyer les billets' }).click()
    await page.getByText('Courrier écrit pour anna@post.example').waitFor()
    await page.getByText('Gardé', { exact: true }).waitFor()
    // What stays on the screen while its order is read again is the very same, with the focus that it has.
    const stays = page.getByRole('button', { name: 'Réimprimer les billets' })
    await stays.evaluate((el) => (el.dataset.stays = 'yes'))
    // The answer to the first press is lost: the second one asks for the same letter.
    await page.route(
      '**/letters',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await page.getByRole('button', { name: 'Envoyer le ticket de caisse' }).click()
    await page.getByText('Le serveur ne répond pas').waitFor()
    await page.getByRole('button', { name: 'Envoyer le ticket de caisse' }).click()
    await page.getByText('Courrier avec le ticket de caisse').waitFor()
    await page.getByText('Gardé', { exact: true }).nth(1).waitFor()
    expect(await stays.getAttribute('data-stays')).toBe('yes')
    await inspect(page, 'order-sent')
    const manager = await device(on.browser, on.office.url, TEST_NOW)
    await signIn(manager.page, 'soizic@guichet.example')
    await manager.page.getByRole('link', { name: 'Bureau' }).click()
    await manager.page.getByRole('link', { name: 'Courrier' }).click()
    await manager.page.getByRole('button', { name: /Ihre Tickets/ }).click()
    await manager.page.getByText('Guten Tag').waitFor()
    await manager.page.getByRole('link', { name: 'Billets B1-2026-000001' }).waitFor()
    await inspect(manager.page, 'mail')
    await manager.page.getByRole('link', { name: 'Voir la commande' }).click()
    await manager.page.getByRole('heading', { name: 'Commande B1-2026-000001' }).waitFor()
    expect(manager.faults).toEqual([])
    await manager.context.close()
    const [letters] = await on.db.sql`SELECT count(*)::int AS n FROM mail WHERE status = 'KEPT'`
    expect(letters?.n).toBe(2)
  }, 180_000)

  it('is reprinted as a numbered duplicate, and its history says so', async () => {
    const { page } = on.till
    // A page behind another one waits for the dialog of its printer to close.
    await page.bringToFront()
    await page.reload()
    await page.getByRole('button', { name: /duplicata/i }).click()
    await page.getByText(/Duplicata n°\s1 du ticket de caisse/).waitFor()
    // The history was read again: what was just made is still there to be opened.
    await page.getByRole('link', { name: /duplicata/i }).waitFor()
    const pdf = await page.request.get(`/api/sales/${saleId}/receipt.pdf?copy=1`)
    expect((await pdfText(await pdf.body()))[0]).toContain('DUPLICATA nº 1')
    await page.getByRole('button', { name: 'Réimprimer les billets' }).click()
    await expect
      .poll(async () => (await printedOf(page)).join().replaceAll('\u00a0', ' '))
      .toContain(`${short.slice(0, 4)} ${short.slice(4)}`)
    const said = await page.getByRole('listitem').allTextContents()
    const history = said.filter((line) => /MA$|B1/.test(line)).join('\n')
    for (const one of [
      'Vente B1-2026-000001',
      'Coordonnées modifiées',
      'Courrier avec les billets',
      'Duplicata n° 1',
    ])
      expect(history.replaceAll('\u00a0', ' ')).toContain(one)
    await inspect(page, 'order-history')
  }, 120_000)

  it('says when the network is away, and when an order is none', async () => {
    const { page } = on.till
    await page.getByRole('link', { name: 'Toutes les commandes' }).click()
    await search(page).waitFor()
    await page.context().setOffline(true)
    await search(page).fill('le goff')
    await page.getByText('Le serveur ne répond pas. Rien n’est perdu').waitFor()
    await inspect(page, 'orders-offline')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await page.getByText('1 commande').first().waitFor()
    await page.goto(`/pos/orders/${newId('order')}`)
    await page.getByText('Introuvable').waitFor()
    expect(on.till.faults).toEqual([])
  }, 120_000)
})
