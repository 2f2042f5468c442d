import { expect, it } from 'vitest'
import { newId } from '../../api/shared/id.ts'
import { inspect } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, printedOf, type as hand } from './till.ts'

const on = stage(openTill)

const press = (name: string | RegExp) => on.till.page.getByRole('button', { name }).click()
const says = (text: string | RegExp) => on.till.page.getByText(text).first().waitFor()
const fill = (label: string | RegExp, text: string) => on.till.page.getByLabel(label).fill(text)
const pieces = async (face: RegExp, n: string) => {
  const field = on.till.page.getByRole('textbox', { name: face })
  await field.fill(n)
  await field.press('Tab')
}
const movements = async () =>
  (
    await on.db.sql<{ kind: string; c: number }[]>`SELECT kind, amount_c AS c FROM cash_movement ORDER BY seq`
  ).map(({ kind, c }) => [kind, c])

it('sells for cash and by cheque', async () => {
  const { page } = on.till
  await page.keyboard.press('Alt+2')
  await basket(page)
    .getByText(/Topoguide/)
    .waitFor()
  await page.keyboard.press('F8')
  await says('B1-2026-000001')
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('F9')
  await says('Reste à payer')
  await page.keyboard.press('h')
  await page.keyboard.press('Enter')
  await hand(page, '0012345')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await says('B1-2026-000002')
}, 60_000)

it('reads the session without closing it, and moves cash with a slip, once for two presses', async () => {
  const { page } = on.till
  await page.getByRole('link', { name: /Session/ }).click()
  await says('Aucun mouvement depuis l’ouverture.')
  await press('Lecture X')
  await says('non clôturée')
  await says('au comptage')
  await inspect(page, 'desk-x')
  await page.keyboard.press('Escape')
  await press('Entrée de caisse')
  await fill('Montant', '20')
  await page.getByText('Monnaie rapportée de la banque').click()
  await inspect(page, 'desk-in')
  await page.getByRole('button', { name: 'Entrer 20,00 €' }).dblclick()
  await says(/B1-P-2.*enregistré/)
  await page.keyboard.press('Escape')
  expect((await printedOf(page)).at(-1)).toContain('B1-P-2')
  await press('Sortie de caisse')
  await fill('Montant', '60')
  await page.getByText('Billets portés à la banque').click()
  await press('Sortir 60,00 €')
  await fill('Code', 'KA')
  await fill('PIN', '3330')
  await inspect(page, 'desk-approval')
  await press('Sortir 60,00 €')
  await says(/B1-P-3.*enregistré/)
  await page.keyboard.press('Escape')
  await press('Versement au coffre')
  await fill('Montant', '500')
  await press('Verser 500,00 €')
  await says('Le tiroir ne contient pas autant.')
  await fill('Montant', '30')
  await fill(/Numéro du sac/, 'S-17')
  await press('Verser 30,00 €')
  await says(/B1-P-4.*enregistré/)
  await page.keyboard.press('Escape')
  await says('sac S-17')
  await inspect(page, 'desk')
  expect(await movements()).toEqual([
    ['OPENING_FLOAT', 15_000],
    ['IN', 2_000],
    ['OUT', 6_000],
    ['SAFE_DEPOSIT', 3_000],
  ])
}, 120_000)

it('hands the drawer over: counted by both, and the other is at the till', async () => {
  const { page } = on.till
  await press('Passation')
  await pieces(/^Nombre de 50\s€$/, '1')
  await pieces(/^Nombre de 20\s€$/, '2')
  await fill('Son code', 'YA')
  await fill('Son PIN', '2220')
  await inspect(page, 'hand-over')
  await press('Passer la caisse avec 90,00 €')
  await says('Écart')
  await page.getByText('Erreur de rendu de monnaie').click()
  await inspect(page, 'hand-over-gap')
  await press('Passer la caisse avec 90,00 €')
  await says(/tenue par Yann/)
  await page.getByRole('button', { name: /Yann.*changer d’agent/ }).waitFor()
}, 120_000)

it('closes step by step: cash, cheques, gaps approved on this screen, what goes to the safe', async () => {
  const { page } = on.till
  await press('Compter et fermer')
  await pieces(/^Nombre de 50\s€$/, '1')
  await pieces(/^Nombre de 20\s€$/, '2')
  await press('Continuer')
  await says('0 sur 1 chèque')
  await page.reload()
  await says('0 sur 1 chèque')
  await page.getByText('Un chèque qui n’est pas dans la liste').click()
  await fill('Numéro', '777')
  await fill('Montant', '20')
  await press('Ajouter ce chèque')
  await inspect(page, 'close-cheques')
  await press('Comparer')
  await says('Chaque écart garde une raison.')
  await page.getByText('Papier introuvable').click()
  await fill('Code', 'KA')
  await fill('PIN', '3330')
  await inspect(page, 'close-gaps')
  await press('Continuer')
  await fill('Laissé dans le tiroir', '50')
  await fill(/Numéro du sac/, 'S-18')
  await inspect(page, 'close-bag')
  await page.getByRole('button', { name: 'Fermer, 40,00 € au coffre' }).dblclick()
  await page.getByRole('heading', { name: 'Session fermée' }).waitFor()
  await says(/approuvé par KA/)
  await inspect(page, 'closed')
  await press('Imprimer la clôture de session')
  await expect.poll(async () => (await printedOf(page)).at(-1)).toContain('CLÔTURE DE SESSION')
}, 120_000)

it('opens again against what was left, and the difference needs a reason', async () => {
  const { page } = on.till
  await press('Ouvrir une session')
  await page.getByText('En un montant').click()
  await page.locator('input[name="amount"]:focus').fill('40')
  await press('Ouvrir avec 40,00 €')
  await says('Il manque 10,00 €.')
  await page.getByText('Inexpliqué').click()
  await inspect(page, 'open-gap')
  await press('Ouvrir avec 40,00 €')
  await page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
  expect(on.till.faults).toEqual([])
}, 60_000)

it('a session of yesterday sells no more and says so; it is only closed', async () => {
  const { page } = on.till
  await on.db.sql`ALTER TABLE shift DISABLE TRIGGER USER`
  await on.db.sql`UPDATE shift SET opened_at = opened_at - interval '25 hours' WHERE closed_at IS NULL`
  await page.goto('/pos/counter')
  await says('Cette session a plus de 24 heures')
  const [open] = await on.db.sql`SELECT id FROM shift WHERE closed_at IS NULL`
  const moved = await page.request.post(`/api/shifts/${open?.id}/movements`, {
    data: { id: newId('movement'), kind: 'SAFE_DEPOSIT', amountC: 100 },
    headers: { origin: on.office.url },
  })
  expect(await moved.json()).toMatchObject({ code: 'shift_too_old' })
}, 60_000)
