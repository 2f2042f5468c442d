import type { Page } from 'playwright-core'
import { basket, type } from './till.ts'

/** One kind of sale of an agent who only has a keyboard: presses the keys, and says what it must come to, in cents. */
export type Played = {
  name: string
  sales: number
  totalC: number
  play: (page: Page, n: number) => Promise<void>
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const inBasket = (page: Page, text: string | RegExp) => basket(page).getByText(text).first().waitFor()
const nobody = async (page: Page) => {
  await page.getByRole('dialog', { name: 'Prévenir le visiteur' }).waitFor()
  await press(page, 'Enter')
}
const remaining = (page: Page) => page.getByText('Reste à payer').waitFor()

/** A whole sale, typed in the search. */
async function typed(page: Page, text: string): Promise<void> {
  await type(page, text)
  await press(page, 'Enter')
}

/** What a day at the counter is made of. */
export const DAY: readonly Played[] = [
  {
    name: 'a postcard, exact cash',
    sales: 1,
    totalC: 100,
    async play(page) {
      await press(page, 'Alt+1')
      await inBasket(page, 'Carte postale')
      await press(page, 'F8')
    },
  },
  {
    name: 'a topoguide, a note of twenty',
    sales: 1,
    totalC: 1_200,
    async play(page) {
      await press(page, 'Alt+2')
      await inBasket(page, 'Topoguide')
      await press(page, 'F9')
      await remaining(page)
      await type(page, '20')
      await page.getByRole('button', { name: /rendre 8,00/ }).waitFor()
      await press(page, 'Enter')
    },
  },
  {
    name: 'the little train for two and a child, by card',
    sales: 1,
    totalC: 2_250,
    async play(page, n) {
      await typed(page, 'petit train 2a1e')
      await inBasket(page, /gardées/)
      await press(page, 'F10')
      await nobody(page)
      await page.getByLabel('Ticket du terminal').waitFor()
      await typed(page, `00${4_600 + n}`)
    },
  },
  {
    name: 'the museum in two means, to somebody who left a number',
    sales: 1,
    totalC: 1_400,
    async play(page) {
      await press(page, 'Alt+5', 'Alt+5')
      await inBasket(page, /14,00/)
      await press(page, '@')
      await page.getByRole('dialog', { name: 'Prévenir le visiteur' }).waitFor()
      await typed(page, '06 39 98 12 34')
      await press(page, 'F9')
      await remaining(page)
      await press(page, 'v')
      await typed(page, '10')
      await type(page, 'e=')
    },
  },
  {
    name: 'a boat set aside for biscuits, then taken back and one place given',
    sales: 2,
    totalC: 650 + 1_300,
    async play(page, n) {
      await typed(page, 'alignements 2a')
      await inBasket(page, /gardées/)
      await press(page, 'F7')
      await page.getByText('mis en attente').waitFor()
      await press(page, 'Alt+0')
      await inBasket(page, 'Palets')
      await press(page, 'F8')
      await done(page, n)
      await press(page, 'F7')
      await page.getByRole('dialog', { name: 'Paniers en attente' }).waitFor()
      await press(page, 'Enter')
      await inBasket(page, /gardées/)
      await press(page, 'F4', '%')
      const remise = page.getByRole('dialog', { name: 'Remise' })
      await remise.waitFor()
      await remise.getByRole('button', { name: /Adulte.*plus/ }).focus()
      await press(page, 'Enter')
      await remise.getByRole('button', { name: 'Accompagnateur de groupe' }).focus()
      await press(page, 'Enter')
      await remise.getByRole('button', { name: /^Retirer/ }).focus()
      await press(page, 'Enter')
      await inBasket(page, '1 gratuité')
      await press(page, 'F8')
      await nobody(page)
    },
  },
  {
    name: 'two plans at a discount, a tenth less',
    sales: 1,
    totalC: 1_080,
    async play(page) {
      await press(page, 'Alt+3', 'Alt+3')
      await inBasket(page, '12,00')
      await press(page, 'F4', '%')
      const remise = page.getByRole('dialog', { name: 'Remise' })
      await remise.getByRole('button', { name: 'Remise', exact: true }).focus()
      await press(page, 'Enter')
      await remise.getByRole('button', { name: 'Fidélité' }).focus()
      await press(page, 'Enter')
      await remise.getByRole('button', { name: /^Retirer 1,20/ }).focus()
      await press(page, 'Enter')
      await inBasket(page, /remise/)
      await press(page, 'F8')
    },
  },
  {
    name: 'an SNCF return, and its receipt once more',
    sales: 1,
    totalC: 900,
    async play(page, n) {
      await press(page, 'Alt+7')
      await page.getByLabel('Numéro du billet').waitFor()
      await type(page, `87 900 ${100 + n}`)
      await press(page, 'Tab')
      await page.getByLabel('Terminal').fill('SNCF-1')
      await press(page, 'Enter')
      await inBasket(page, 'Tire-Bouchon')
      await press(page, 'F8')
      await done(page, n)
      await page.getByRole('button', { name: 'Duplicata' }).focus()
      await press(page, 'Enter')
      await page.getByRole('link', { name: /duplicata n°/ }).waitFor()
    },
  },
]

/** The sale of this number is done; the next begins with the next key. */
export async function done(page: Page, n: number): Promise<void> {
  await page.getByText(`B1-2026-${String(n).padStart(6, '0')}`).waitFor()
}
