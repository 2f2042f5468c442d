import { describe, expect, it } from 'vitest'
import { inspect, keep } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, type } from './till.ts'

const on = stage(openTill)
const dialog = (name: string) => on.till.page.getByRole('dialog', { name })

const lastSale = async () => {
  const [sale] = await on.db.sql`
    SELECT s.id, s.number, s.total_c AS "totalC", s.customer_ref AS "customerRef", o.origin, o.visitor_kind AS kind,
           o.receipt, c.phone, c.email, c.last_name AS "lastName"
      FROM sale s JOIN "order" o ON o.id = s.order_id LEFT JOIN customer c ON c.id = o.customer_id
     ORDER BY s.at DESC, s.seq DESC LIMIT 1`
  return sale
}

describe('who it is for', () => {
  it('is asked before a dated place is paid, says what is wrong, and goes with the sale', async () => {
    const { page } = on.till
    await type(page, 'golfe 1a')
    await page.keyboard.press('Enter')
    await page.getByText('1 place gardée').waitFor()
    await page.keyboard.press('F9')
    await dialog('Prévenir le visiteur').waitFor()
    await inspect(page, 'visitor')
    await type(page, '06 39')
    await page.keyboard.press('Enter')
    await page.getByText('Tapez un numéro, comme').waitFor()
    await type(page, ' 98 12 34')
    await page.keyboard.press('Alt+v')
    await page.getByLabel('Vient de (facultatif)').fill('loiret')
    await page.keyboard.press('Enter')
    await page.getByText('Reste à payer').waitFor()
    await page.getByText('+33639981234, Loiret, Vacances').waitFor()
    await keep(page, 'visitor-known')
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000001').waitFor()
    expect(await lastSale()).toMatchObject({
      phone: '+33639981234',
      origin: 'FR-45',
      kind: 'HOLIDAY',
      receipt: 'NONE',
      customerRef: expect.stringMatching(/^cus_/),
    })
  }, 90_000)

  it('a receipt by mail asks for its address before the sale, whichever way it was chosen', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F9')
    await page.getByText('Reste à payer').waitFor()
    await page.keyboard.press('m')
    await page.getByText('Le ticket par e-mail demande une adresse.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await dialog('Prévenir le visiteur').waitFor()
    await type(page, 'visiteur@guichet.example')
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000002').waitFor()
    expect(await lastSale()).toMatchObject({ email: 'visiteur@guichet.example', receipt: 'EMAIL' })
  }, 90_000)

  it('of a postcard, nobody is asked: one key says why they are here', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+1')
    await basket(page).getByText('Carte postale').waitFor()
    await page.keyboard.press('Alt+j')
    await page.keyboard.press('F8')
    await page.getByText('B1-2026-000003').waitFor()
    expect(await lastSale()).toMatchObject({ kind: 'DAY_TRIP', customerRef: null })
  }, 60_000)
})

describe('a basket set aside', () => {
  it('waits through a reload while another is sold, and comes back with its seats', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await type(page, 'golfe 2a')
    await page.keyboard.press('Enter')
    await page.getByText('2 places gardées').waitFor()
    await page.keyboard.press('F7')
    await page.getByText('Golfe du Morbihan mis en attente.').waitFor()
    await basket(page).getByText('Panier vide').waitFor()
    await page.reload()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await page.keyboard.press('Alt+1')
    await page.keyboard.press('F8')
    await page.getByText('B1-2026-000004').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('F7')
    await dialog('Paniers en attente').waitFor()
    await inspect(page, 'parked')
    await page.keyboard.press('Enter')
    await basket(page)
      .getByText(/2\splaces gardées/)
      .waitFor()
    const [held] = await on.db
      .sql`SELECT sum(seats)::int AS n FROM booking_seat x JOIN booking b ON b.id = x.booking_id
      WHERE b.status = 'ON_HOLD'`
    expect(held?.n).toBe(2)
  }, 90_000)

  it('is exchanged for the one on the till', async () => {
    const { page } = on.till
    await page.keyboard.press('F7')
    await basket(page).getByText('Panier vide').waitFor()
    await page.keyboard.press('Alt+2')
    await basket(page).getByText('Topoguide').waitFor()
    await basket(page)
      .getByRole('button', { name: /^Attente/ })
      .click()
    await dialog('Paniers en attente').getByRole('button', { name: /Golfe/ }).click()
    await basket(page)
      .getByText(/2\splaces gardées/)
      .waitFor()
    await basket(page)
      .getByRole('button', { name: /^Attente\s1/ })
      .waitFor()
  }, 60_000)
})

describe('a discount', () => {
  it('makes one place of the group free, with its reason, and its ticket is printed at 0 €', async () => {
    const { page } = on.till
    await page.keyboard.press('F4')
    await page.keyboard.press('%')
    await dialog('Remise').waitFor()
    // The first key is the discount's, and not the one that closes.
    await page.keyboard.press('Enter')
    await dialog('Remise').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true')
    await dialog('Remise')
      .getByRole('button', { name: /Retirer|Appliquer/ })
      .click()
    await page.getByText('Mettez au moins une unité.').waitFor()
    await dialog('Remise')
      .getByRole('button', { name: /plus.*Adulte|Adulte.*plus/ })
      .click()
    await dialog('Remise').getByRole('button', { name: 'Accompagnateur de groupe' }).click()
    await inspect(page, 'discount')
    await dialog('Remise').getByRole('button', { name: 'Retirer 28,00 €' }).click()
    await basket(page).getByText('1 gratuité, accompagnateur de groupe').waitFor()
    await keep(page, 'discounted')
    await page.keyboard.press('F8')
    await dialog('Prévenir le visiteur').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000005').waitFor()
    const sale = await lastSale()
    expect(sale).toMatchObject({ totalC: 2_800 })
    const [tickets] = await on.db.sql`SELECT count(*)::int AS n FROM ticket WHERE sale_id = ${sale?.id}`
    expect(tickets?.n).toBe(2)
  }, 90_000)

  it('of the direction is not offered to an agent', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await page.keyboard.press('F7')
    await dialog('Paniers en attente')
      .getByRole('button', { name: /Topoguide/ })
      .click()
    await basket(page).getByText('Topoguide').waitFor()
    await page.keyboard.press('F4')
    await page.keyboard.press('%')
    await dialog('Remise').getByRole('button', { name: 'Remise', exact: true }).waitFor()
    expect(await dialog('Remise').getByText('Remise de la direction').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('F8')
    await page.getByText('B1-2026-000006').waitFor()
  }, 60_000)
})

describe('the tiles', () => {
  it('are chosen by register, and are there at once', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Choisir les favoris/ }).click()
    await dialog('Favoris de cette caisse').waitFor()
    await type(page, 'mug')
    await inspect(page, 'favourites')
    // Whatever moves or goes, the next key is still heard in the dialog.
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    const press = async (name: string) => {
      await dialog('Favoris de cette caisse').getByRole('button', { name }).focus()
      await page.keyboard.press('Enter')
    }
    await press('Descendre Carte postale')
    await expect.poll(focused).toBe('Descendre Carte postale')
    await press('Monter Carte postale')
    await expect.poll(focused).toBe('Monter Carte postale')
    await press('Retirer Carte postale')
    await expect.poll(focused).toBe('Retirer Topoguide des mégalithes')
    await dialog('Favoris de cette caisse').getByRole('button', { name: 'Garder' }).click()
    await dialog('Favoris de cette caisse').waitFor({ state: 'hidden' })
    await page
      .getByRole('region', { name: 'Favoris' })
      .getByRole('button', { name: /^Topoguide/ })
      .waitFor()
    expect(await page.getByRole('region', { name: 'Favoris' }).getByText('Carte postale').count()).toBe(0)
    expect(on.till.faults).toEqual([])
  }, 90_000)
})
