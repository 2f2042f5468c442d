import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { nav, sellByWords } from './desk.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, signIn, type, type Device } from './till.ts'

const on = stage(openTill)
let regisseur: Device

beforeAll(async () => {
  const { page } = on.till
  await sellByWords(page, 'golfe 2a1e')
  await sellByWords(page, 'topoguide')
  // Takings of a drawer that nobody works at any more, cheques and card slips: as the other commands leave them.
  await on.db.sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    await sql`UPDATE tender SET means = 'CHEQUE', ref = '1234567' WHERE amount_c = (SELECT max(amount_c) FROM tender)`
    await sql`
      UPDATE ledger_leg SET account = '5112'
       WHERE account = '5311' AND amount_c = (SELECT max(amount_c) FROM tender WHERE means = 'CHEQUE')`
    await sql`UPDATE ledger_leg SET account = '580' WHERE account = '5311'`
  })
  regisseur = await device(on.browser, on.office.url, TEST_NOW)
  await signIn(regisseur.page, 'katell@guichet.example')
  await regisseur.page.getByRole('link', { name: 'Bureau' }).click()
  await nav(regisseur.page).getByRole('link', { name: 'Régie' }).click()
  await regisseur.page.getByRole('region', { name: 'Encaisse' }).waitFor()
}, 120_000)
afterAll(() => regisseur?.context.close())

describe('the régisseur', () => {
  it('sees what is held, prepares a versement and hands it in', async () => {
    const { page } = regisseur
    await inspect(page, 'regie')
    await page.getByRole('button', { name: 'Préparer un versement' }).click()
    await page.getByLabel('Coffre, Bourg').fill('10')
    await inspect(page, 'regie-prepare')
    await page.getByRole('button', { name: 'Préparer 10,00 €' }).click()
    const slips = page.getByRole('region', { name: 'Versements' })
    await slips.getByText('V-2026-0001').waitFor()
    await slips.getByRole('button', { name: 'Remis au comptable' }).click()
    await page.getByLabel('Numéro de la quittance').fill('Q 12')
    await page.getByRole('button', { name: 'Confirmer' }).click()
    await slips.getByText(/quittance\sQ\s12/).waitFor()
    await page.getByRole('button', { name: 'Remise de service' }).click()
    await page.getByLabel('Tiroir, Bourg · Caisse 1').waitFor()
    await inspect(page, 'regie-handover')
    await page.keyboard.press('Escape')
    await inspect(page, 'regie-done')
  }, 120_000)

  it('puts the cheques on a slip, carries it to the bank and reads its line', async () => {
    const { page } = regisseur
    await nav(page).getByRole('link', { name: 'Remises' }).click()
    await page.getByText('Chèque 1234567').waitFor()
    await inspect(page, 'remittances')
    await page.getByRole('button', { name: /^Préparer la remise/ }).click()
    const list = page.getByRole('region', { name: 'Remises', exact: true })
    await list.getByRole('button', { name: 'Portée à la banque' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Portée à la banque' }).click()
    await list.getByRole('button', { name: 'Créditée' }).click()
    await page.getByLabel('Frais retenus').fill('0,50')
    await page.getByRole('dialog').getByRole('button', { name: 'Créditée' }).click()
    await page.getByText(/à expliquer/).waitFor()
    await inspect(page, 'remittance-credit')
    await page.getByLabel('Frais retenus').fill('0')
    await page.getByRole('dialog').getByRole('button', { name: 'Créditée' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await list.getByText('Créditée').waitFor()
    await inspect(page, 'remittances-done')
  }, 120_000)

  it('sets the report of the SNCF’s terminal beside its tickets', async () => {
    const { page } = regisseur
    const till = on.till.page
    await till.keyboard.press('Escape')
    await type(till, 'tire-bouchon')
    await till.keyboard.press('Enter')
    await till.getByLabel('Numéro du billet').fill('R1')
    await till.getByLabel('Terminal').fill('SNCF-1')
    await till.getByText('Payé directement à la SNCF').click()
    await inspect(till, 'rail-elsewhere')
    await till.getByRole('button', { name: 'Enregistrer sans encaisser' }).click()
    await till.getByText(/^Billet R1 enregistré, 9,00/).waitFor()
    await till.keyboard.press('Escape')
    await nav(page).getByRole('link', { name: 'SNCF' }).click()
    await page.getByRole('button', { name: '13/08/2026' }).click()
    await page.getByLabel('Total du rapport').fill('8')
    await page.getByLabel('Nombre de billets du rapport').fill('1')
    await page.getByLabel('Pourquoi ils diffèrent').fill('Un billet de 1 € de moins au rapport')
    await inspect(page, 'sncf-check')
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('−1,00 €').or(page.getByText('−\u00a01,00 €')).first().waitFor()
    await inspect(page, 'sncf')
    await page.getByRole('button', { name: 'Mois précédent' }).click()
    await page.getByText('Aucun billet SNCF ce mois-ci').waitFor()
    expect(regisseur.faults).toEqual([])
  }, 120_000)
})
