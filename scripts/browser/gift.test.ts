import { expect, it } from 'vitest'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, printedOf, scan, type } from './till.ts'

const on = stage(openTill)

it('a gift card of the visitor’s own amount is sold, printed to be given, and pays by its square', async () => {
  const { page, faults } = on.till
  await type(page, 'carte cadeau')
  await page.keyboard.press('Enter')
  await page.getByLabel('Montant libre').waitFor()
  await type(page, '5')
  await page.keyboard.press('Enter')
  await page.getByText('Tapez un montant de 10,00 € à 500,00 €').waitFor()
  await inspect(page, 'gift-card')
  await page.getByLabel('Montant libre').fill('35')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await basket(page).getByText('Montant libre').first().waitFor()
  await page.keyboard.press('F8')
  await page.getByRole('link', { name: 'Ouvrir la carte cadeau' }).waitFor()
  await inspect(page, 'gift-sold')
  await expect.poll(async () => (await printedOf(page)).at(-1)).toContain('35,00')
  const [card] = await on.db.sql`SELECT code FROM voucher`
  const code = String(card?.code)
  expect((await printedOf(page)).at(-1)).toContain(code.slice(0, 4))

  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('F9')
  await page.getByText('Reste à payer').waitFor()
  await page.keyboard.press('k')
  await page.getByLabel('Code de la carte').waitFor()
  await type(page, 'AAAA2222')
  await page.keyboard.press('Enter')
  await page.getByText('Tapez les douze caractères').waitFor()
  await inspect(page, 'gift-code')
  await scan(page, `CADEAU-${code}`)
  await page.getByText(`…${code.slice(-4)}, reste 35,00 €`).waitFor()
  await inspect(page, 'gift-pays')
  await page.keyboard.press('Enter')
  await page.getByText('B1-2026-000002').waitFor()

  await page.keyboard.press('Escape')
  await scan(page, `CADEAU-${code}`)
  await page.getByRole('dialog', { name: /solde/ }).getByText('23,00 €').waitFor()
  await inspect(page, 'gift-balance')
  expect(faults).toEqual([])
}, 120_000)
