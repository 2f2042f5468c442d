import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { inspect, keep } from './look.ts'
import { openTill, stage } from './stage.ts'
import { signIn, type, withoutContact, type Device } from './till.ts'

const on = stage<{ till: Device }>(async (at) => {
  await at.db.sql`UPDATE register SET reader_id = 'tmr_simulated_1' WHERE code = 'B1'`
  return openTill(at)
})

/** Two adults on the boat, and their card asked for. */
async function askCard(page: Page): Promise<void> {
  await type(page, 'golfe 2a')
  await page.keyboard.press('Enter')
  await page.getByText('2 places gardées').waitFor()
  await page.keyboard.press('F10')
  await withoutContact(page)
  await page.getByRole('button', { name: /^Demander la carte/ }).waitFor()
  // The end of the press that opened the payment is not the one that asks for the card.
  await page.waitForTimeout(450)
  await page.keyboard.press('Enter')
  await page.getByText('Le lecteur demande la carte au visiteur.').waitFor()
}

const sales = async () =>
  await on.db.sql`
    SELECT s.total_c AS c, t.means FROM sale s JOIN tender t ON t.sale_id = s.id
     WHERE t.means = 'CB_TERMINAL' ORDER BY s.seq`

describe('a card on the reader of the register', () => {
  it('is asked for by the keys, refused, asked for again and presented: the sale is made', async () => {
    const { page } = on.till
    await page.getByText('Paiements simulés').waitFor()
    await askCard(page)
    await inspect(page, 'card-wait')
    await page.getByRole('button', { name: 'Refuser' }).click()
    await page
      .getByText(/Carte refusée par la banque/)
      .first()
      .waitFor()
    await inspect(page, 'card-refused')
    await page.waitForTimeout(450)
    await page
      .getByRole('button', { name: /^Demander la carte/ })
      .first()
      .click()
    await page.getByText('Le lecteur demande la carte au visiteur.').waitFor()
    await page.getByRole('button', { name: 'Présenter la carte' }).click()
    await page.getByText('encaissé').waitFor()
    await keep(page, 'card-done')
    expect(await sales()).toHaveLength(1)
  }, 90_000)

  it('is charged while nobody hears of it: after a reload the till finds it, and the sale is made once', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await askCard(page)
    await page.getByRole('button', { name: 'Accepter, couper la réponse' }).click()
    await page.reload()
    await page.getByText('encaissé').or(page.getByText('Présentez la carte')).first().waitFor()
    await keep(page, 'card-lost')
    await page.getByText('encaissé').waitFor({ timeout: 40_000 })
    expect(await sales()).toHaveLength(2)
    expect(on.till.faults).toEqual([])
  }, 90_000)
})

describe('the readers of the registers', () => {
  let page: Page
  beforeAll(async () => {
    const { device } = await import('./till.ts')
    const { TEST_NOW } = await import('../../db/test-clock.ts')
    page = (await device(on.browser, on.office.url, TEST_NOW)).page
    await signIn(page, 'soizic@guichet.example')
    await page.getByRole('button', { name: /changer d’agent/ }).waitFor()
  })
  afterAll(() => page?.context().close())

  it('are chosen beside their printers', async () => {
    await page.goto('/pos/office/registers')
    const choice = page.getByLabel('Lecteur de carte').first()
    await choice.waitFor()
    await choice.selectOption({ label: 'Lecteur simulé 2' })
    await page.getByText('Lecteur enregistré. Les caisses ouvertes le suivent.').waitFor()
    await inspect(page, 'card-readers')
    const [row] = await on.db.sql`SELECT reader_id FROM register WHERE code = 'B1'`
    expect(row?.reader_id).toBe('tmr_simulated_2')
  }, 60_000)
})
