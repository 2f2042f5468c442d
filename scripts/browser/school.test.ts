import { expect, it } from 'vitest'
import { newId } from '../../api/shared/id.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { violations } from './axe.ts'
import { inspect, keep } from './look.ts'
import { stage } from './stage.ts'
import { basket, device, printedOf, setTheme, signIn, type Device } from './till.ts'

const on = stage<{ till: Device }>(async ({ browser, office }) => {
  const till = await device(browser, office.url, TEST_NOW)
  await signIn(till.page, 'maiwenn@guichet.example')
  return { till }
})

const says = (text: string | RegExp) => on.till.page.getByText(text).first().waitFor()
const press = (name: string | RegExp) => on.till.page.getByRole('button', { name }).click()
const band = () => on.till.page.getByText('MODE ÉCOLE', { exact: true })

/** All that a sale could move. */
async function moved() {
  const [row] = await on.db.sql`
    SELECT (SELECT count(*)::int FROM sale) AS sales, (SELECT count(*)::int FROM "order") AS orders,
           (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM ledger_event) AS events,
           (SELECT count(*)::int FROM shift) AS shifts, (SELECT sum(taken + held)::int FROM counter) AS seats,
           (SELECT count(*)::int FROM customer) AS customers, (SELECT count(*)::int FROM stock_movement) AS stock`
  return row
}

it('practises on the school register: approved by PIN, sold, seen on paper, ended; nothing moved', async () => {
  const { page } = on.till
  const before = await moved()
  await page.getByText('École, rien n’est vendu').click()
  await inspect(page, 'school-open')
  await page.getByLabel('Code').fill('MA')
  await page.getByLabel('PIN').fill('1110')
  await press('Commencer l’exercice')
  await says(/n’est pas|ne peut pas|refus/i)
  expect(await band().count()).toBe(0)
  await page.getByLabel('Code').fill('KA')
  await page.getByLabel('PIN').fill('3330')
  await press('Commencer l’exercice')
  await page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
  await band().waitFor()
  await page.keyboard.type('golfe 2a1e', { delay: 45 })
  await page.keyboard.press('Enter')
  await basket(page).getByText(/Golfe/).first().waitFor()
  await says(/École.*aucune place gardée/)
  await inspect(page, 'school-sell')
  await setTheme(page, 'sun')
  await keep(page, 'school-sell-sun')
  expect(await violations(page)).toEqual([])
  await setTheme(page, 'light')
  await page.keyboard.press('F9')
  await says('Reste à payer')
  expect(await page.getByRole('radio', { name: /cadeau|Avoir/ }).count()).toBe(0)
  await page.keyboard.press('@')
  await says('En mode école, le visiteur n’est pas demandé.')
  await inspect(page, 'school-pay')
  await page.keyboard.press('=')
  await says('Vente d’exercice, rien n’est vendu')
  await press('Voir le ticket école')
  await says('SANS VALEUR')
  await inspect(page, 'school-slip')
  await page.keyboard.press('Escape')
  await inspect(page, 'school-done')
  expect(await printedOf(page)).toEqual([])
  expect(await moved()).toEqual(before)
  await page.getByRole('link', { name: /Session/ }).click()
  await says(/Commencé par Maïwenn/)
  await inspect(page, 'school-desk')
  await press('Fermer')
  await says('École, rien n’est vendu')
  expect(await band().count()).toBe(0)
  const [training] = await on.db.sql`SELECT closed_at FROM training`
  expect(training?.closed_at).not.toBeNull()
  expect(await moved()).toEqual(before)
  expect(on.till.faults).toEqual([])
}, 120_000)

it('the office sets its rules, and follows the cards whose money went nowhere', async () => {
  const { page, faults } = await device(on.browser, on.office.url, TEST_NOW)
  await signIn(page, 'soizic@guichet.example')
  await page.getByRole('banner').waitFor()
  await page.goto('/pos/office/registers')
  await page.getByText('Caisse 1').first().waitFor()
  expect(await page.getByText('Caisse école').count()).toBe(0)
  await page.goto('/pos/office/settings')
  await page.getByLabel('Écart de caisse').fill('cinq')
  await page.getByLabel('Adresse des empreintes de clôture').fill('comptable')
  await page.getByRole('button', { name: 'Enregistrer les réglages' }).click()
  await page.getByText('Tapez un montant de 0 à 1 000 €.').waitFor()
  await inspect(page, 'settings-wrong')
  await page.getByLabel('Écart de caisse').fill('7,50')
  await page.getByLabel('Adresse des empreintes de clôture').fill('comptable@office.example')
  await page.getByLabel('Forme juridique').selectOption('EPIC_COMPTABLE_PUBLIC')
  await page.getByRole('button', { name: 'Enregistrer les réglages' }).click()
  await page.getByText('Réglages enregistrés. Ils valent dès maintenant.').waitFor()
  await inspect(page, 'settings')
  const [office] = await on.db.sql`SELECT gap_approval_c, anchor_email, legal_form FROM office`
  expect(office).toEqual({
    gap_approval_c: 750,
    anchor_email: 'comptable@office.example',
    legal_form: 'EPIC_COMPTABLE_PUBLIC',
  })
  await page.goto('/pos/office/refunds')
  await page.getByText('Rien à rembourser').waitFor()
  expect(await page.getByText('Paiements à suivre').count()).toBe(0)
  const [at] = await on.db.sql`
    SELECT r.id AS register, s.id AS staff FROM register r, staff s WHERE r.code = 'B1' AND s.code = 'MA'`
  for (const [i, why] of ['refund_failed', null].entries())
    await on.db.sql`
      INSERT INTO payment (id, order_id, sale_id, register_id, staff_id, reader_id, amount_c, status, why, digest,
                           charge_ref, at, due_at, tries)
      VALUES (${newId('payment')}, ${newId('order')}, ${newId('sale')}, ${at?.register}, ${at?.staff}, 'tmr_1', ${7_100 + i},
              ${why ? 'REFUNDING' : 'WAITING'}, ${why}, 'd', ${why ? 'ch_simulated_71' : null},
              ${TEST_NOW}::timestamptz - interval '1 hour', ${TEST_NOW}::timestamptz + interval '1 day', 3)`
  await page.reload()
  await page.getByRole('heading', { name: 'Paiements à suivre' }).waitFor()
  await page.getByText('Non rendu').waitFor()
  await inspect(page, 'payments')
  expect(faults).toEqual([])
}, 120_000)
