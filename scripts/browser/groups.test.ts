import { expect, it } from 'vitest'
import { nav } from './desk.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'

const on = stage(openTill)

it('an agent notes an order by telephone, keeps it, takes the money and makes its invoice', async () => {
  const { page } = on.till
  await page.getByRole('link', { name: 'Bureau' }).click()
  await nav(page).getByRole('link', { name: 'Groupes' }).click()
  await page.getByText('Aucun devis ni commande encore').waitFor()
  await page.getByRole('button', { name: 'Commande par téléphone' }).click()
  await page.getByLabel('Nom du groupe ou de la personne').fill('Camping des Dunes')
  await page.getByLabel('Téléphone', { exact: true }).fill('06 12 34 56 78')
  const product = page.getByRole('combobox', { name: 'Produit' })
  const title = await product
    .locator('option')
    .filter({ hasText: /topoguide/i })
    .first()
    .textContent()
  await product.selectOption({ label: title ?? '' })
  await page.getByRole('dialog').locator('input[inputmode=numeric]').first().fill('3')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Ajouter au devis' }).click()
  await inspect(page, 'groups-make')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('button', { name: 'Accepter et garder les places' }).click()
  await page.getByRole('dialog').getByText('Espèces', { exact: true }).click()
  await inspect(page, 'groups-accepted')
  await page.getByRole('button', { name: /^Encaisser/ }).click()
  await page.getByRole('link', { name: 'Voir la commande' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Terminés (1)').click()
  await page.getByText('Camping des Dunes').waitFor()
  await inspect(page, 'groups-list')
  await page.getByRole('button', { name: /^Ouvrir/ }).click()
  await page.getByRole('link', { name: 'Voir la commande' }).click()
  await page.getByRole('button', { name: 'Facture', exact: true }).click()
  await page.getByLabel('Nom ou raison sociale').fill('Camping des Dunes')
  await page.getByLabel('Adresse', { exact: true }).fill('1 chemin des Dunes')
  await page.getByLabel('Code postal').fill('56340')
  await page.getByLabel('Ville', { exact: true }).fill('Carnac')
  await inspect(page, 'groups-invoice')
  await page.getByRole('button', { name: 'Établir la facture' }).click()
  expect(await page.getByRole('link', { name: /^Facture OT-/ }).textContent()).toContain('000001')
}, 180_000)
