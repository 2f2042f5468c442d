import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { sellByWords } from './desk.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, device, signIn, type } from './till.ts'

const on = stage(openTill)

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
/** The texts of documents, newest last: number's end, kind, total in cents, tenders. */
const documents = async () => {
  const rows = await on.db.sql<{ text: string }[]>`
    SELECT s.doc_type || ' ' || s.total_c || ' ' || coalesce(
             (SELECT string_agg(t.means || ' ' || t.amount_c, ', ' ORDER BY t.n) FROM tender t WHERE t.sale_id = s.id), '')
           AS text FROM sale s ORDER BY s.seq`
  return rows.map((row) => row.text)
}
const open = async (page: Page, number: string) => {
  await page.getByRole('link', { name: 'Commandes' }).first().click()
  await page.getByRole('searchbox', { name: 'Chercher une commande' }).fill(number)
  await page.getByRole('heading', { name: /^Résultats/ }).waitFor()
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('heading', { name: `Commande ${number}` }).waitFor()
}

describe('a sale of the past', () => {
  it('gives one of three tickets back in cash, once, though the answer is lost', async () => {
    const { page } = on.till
    await sellByWords(page, 'golfe 1745 2a1e')
    await open(page, 'B1-2026-000001')
    await press(page, 'Annuler ou rembourser')
    const dialog = page.getByRole('dialog', { name: 'Rembourser B1-2026-000001' })
    await dialog.getByText('Ce qui est repris').waitFor()
    await inspect(page, 'correct-open')
    await dialog.getByRole('button', { name: 'Rembourser' }).click()
    await dialog.getByText('Choisissez ce qui est repris.').waitFor()
    await dialog.getByText('Dites pourquoi.').waitFor()
    await dialog.getByRole('checkbox').nth(2).check()
    // Today is too late for the terms: somebody would have to approve, were it not for the weather.
    await dialog.getByRole('group', { name: 'Accord d’un responsable' }).waitFor()
    await dialog.getByRole('radio', { name: 'Météo' }).check()
    await dialog.getByRole('group', { name: 'Accord d’un responsable' }).waitFor({ state: 'hidden' })
    await inspect(page, 'correct-ready')
    await page.route(
      '**/corrections',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await dialog.getByRole('button', { name: 'Rembourser 15,00 €' }).dblclick()
    await dialog.getByText('Pas encore de réponse').waitFor()
    await inspect(page, 'correct-unanswered')
    await dialog.getByRole('button', { name: 'Envoyer de nouveau' }).click()
    await dialog.getByText('B1-2026-000002').waitFor()
    await inspect(page, 'correct-done')
    expect(await documents()).toEqual(['SALE 7100 CASH 7100', 'CANCEL -1500 CASH -1500'])
    await dialog.getByRole('button', { name: 'Terminer' }).click()
    await page.getByText('Annulation B1-2026-000002').first().waitFor()
    await inspect(page, 'correct-order')
  }, 180_000)

  it('gives more than the threshold back only with the PIN of somebody who may, here by transfer', async () => {
    const { page } = on.till
    await press(page, 'Annuler ou rembourser')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Tout reprendre' }).click()
    await dialog.getByRole('radio', { name: 'Météo' }).check()
    await dialog.getByRole('radio', { name: 'Virement' }).check()
    await dialog.getByLabel('IBAN').fill('fr76 3000 6000 0112 3456 7890 189')
    await dialog.getByLabel('Titulaire du compte').fill('Maïwenn Le Goff')
    const refund = dialog.getByRole('button', { name: 'Rembourser 56,00 €' })
    await refund.click()
    await dialog.getByText('Tapez le code du responsable.').waitFor()
    await dialog.getByLabel('Code', { exact: true }).fill('ma')
    await dialog.getByLabel('PIN').fill('1110')
    await refund.click()
    await dialog.getByText('cette personne ne peut pas l’approuver').waitFor()
    await inspect(page, 'correct-approval')
    expect((await documents()).length).toBe(2)
    await dialog.getByLabel('Code', { exact: true }).fill('so')
    await dialog.getByLabel('PIN').fill('4440')
    await page.keyboard.press('Enter')
    await dialog.getByText('dans les remboursements à faire').waitFor()
    await inspect(page, 'correct-due')
    expect((await documents())[2]).toBe('CANCEL -5600 VIREMENT -5600')
    await dialog.getByRole('button', { name: 'Terminer' }).click()
    await press(page, 'Annuler ou rembourser')
    await dialog.getByText('Tout est déjà repris').waitFor()
    await page.keyboard.press('Escape')
  }, 120_000)

  it('is exchanged at the till, where only the difference is paid', async () => {
    const { page } = on.till
    await page.getByRole('link', { name: 'Vendre' }).first().click()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await sellByWords(page, 'golfe 1430 2a')
    await open(page, 'B1-2026-000004')
    await press(page, 'Échanger')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Tout reprendre' }).click()
    await inspect(page, 'exchange-choice')
    await dialog.getByRole('button', { name: 'Reprendre 56,00 € et choisir' }).click()
    await basket(page).getByText('Échange de B1-2026-000004').waitFor()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    await inspect(page, 'exchange-empty')
    await type(page, 'golfe 1745 1a')
    await page.keyboard.press('Enter')
    await basket(page).getByText('À rendre').waitFor()
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: /^Continuer sans/ }).click()
    await page.getByText('Comment c’est rendu').waitFor()
    await inspect(page, 'exchange-give')
    await page.keyboard.press('Escape')
    await type(page, '2a1e')
    await page.keyboard.press('Enter')
    await basket(page).getByText('15,00 €', { exact: true }).waitFor()
    await inspect(page, 'exchange-basket')
    await page.keyboard.press('F9')
    await page.getByText('Reste à payer').waitFor()
    await page.keyboard.press('=')
    await page.getByText('Tapez le code du responsable.').waitFor()
    await inspect(page, 'exchange-pay')
    await page.getByLabel('Code', { exact: true }).fill('ka')
    await page.getByLabel('PIN').fill('3330')
    await page.keyboard.press('Enter')
    await page.getByText('repris par B1-2026-000005').waitFor()
    // What was paid in truth is the difference.
    await page.getByRole('region', { name: 'encaissé' }).getByText('15,00 €').waitFor()
    await inspect(page, 'exchange-done')
    expect((await documents()).slice(-2)).toEqual([
      'CANCEL -5600 EXCHANGE -5600',
      'SALE 7100 CASH 1500, EXCHANGE 5600',
    ])
    await page.keyboard.press('Escape')
    await basket(page).getByText('Échange de B1-2026-000004').waitFor({ state: 'hidden' })
  }, 180_000)

  it('has its payment said again, its total as it was', async () => {
    const { page } = on.till
    await open(page, 'B1-2026-000006')
    await press(page, 'Corriger le paiement')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Ce qui a été reçu').waitFor()
    const act = dialog.getByRole('button', { name: 'Écrire 15,00 € en carte' })
    await act.click()
    await dialog.getByText('Tapez le numéro imprimé par le terminal.').waitFor()
    await inspect(page, 'fix')
    await dialog.getByLabel('N° du ticket du terminal').fill('004512')
    await act.click()
    await dialog.getByText('paiement corrigé').waitFor()
    expect((await documents()).at(-1)).toBe('PAYMENT_FIX 0 CASH -1500, CB 1500')
    await inspect(page, 'fix-done')
    expect(on.till.faults).toEqual([])
  }, 120_000)

  it('waits in the office’s list until its transfer is made', async () => {
    const manager = await device(on.browser, on.office.url, TEST_NOW)
    const { page } = manager
    await signIn(page, 'soizic@guichet.example')
    await page.getByRole('link', { name: 'Bureau' }).click()
    await page.getByRole('link', { name: /Remboursements/ }).click()
    await page.getByRole('button', { name: /Maïwenn Le Goff/ }).click()
    await page.getByText('FR76').waitFor()
    await inspect(page, 'refunds')
    await page.getByRole('button', { name: 'Payé 56,00 €' }).click()
    await page.getByText('Tapez la référence du virement.').waitFor()
    await page.getByLabel('Référence du virement').fill('VIR 2026-081')
    await page.getByRole('button', { name: 'Payé 56,00 €' }).click()
    await page.getByText('Rien à rembourser').waitFor()
    await inspect(page, 'refunds-empty')
    expect(manager.faults).toEqual([])
    await manager.context.close()
  }, 120_000)
})
