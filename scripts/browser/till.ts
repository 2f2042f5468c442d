import type { Browser, BrowserContext, Page } from 'playwright-core'
import { msOf, type Instant } from '../../api/shared/time.ts'
import { DEMO_PASSWORD } from '../demo.ts'

export const SIZES = {
  till: { width: 1280, height: 800 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 360, height: 740 },
} as const

export type Theme = 'light' | 'dark' | 'sun'

/**
 * A device of the office: its own cookies and storage, French, at the given moment. It does not install the application
 * unless it is told to: what a page asks of a service worker, a test cannot hold back.
 */
export async function device(
  browser: Browser,
  url: string,
  now: Instant,
  size: keyof typeof SIZES = 'till',
  installs = false,
) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: SIZES[size],
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    hasTouch: size !== 'till',
    reducedMotion: 'reduce',
    serviceWorkers: installs ? 'allow' : 'block',
  })
  // A browser without a screen dies of printing: what would be printed is noted instead, as the window above sees it.
  await context.addInitScript(() => {
    window.print = () => {
      const top = window.top ?? window
      top.printed = [...(top.printed ?? []), document.body.innerText]
    }
  })
  const page = await context.newPage()
  await page.clock.install({ time: msOf(now) })
  return { context, page, faults: watch(page) }
}

/** Errors of the page and answers of 500 and more, as they come: there must be none. */
function watch(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`))
  page.on('response', (r) => {
    if (r.status() >= 500) faults.push(`${r.status()} ${r.request().method()} ${new URL(r.url()).pathname}`)
  })
  page.on('console', (m) => {
    if (m.type() === 'error' && /Content Security Policy|Uncaught/.test(m.text())) faults.push(m.text())
  })
  return faults
}

/** The basket, beside what is sold, or the sheet that lies over it. */
export const basket = (page: Page) =>
  page.getByRole('complementary', { name: 'Panier' }).or(page.getByRole('dialog', { name: 'Panier' }))

export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme)
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/pos/')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: /changer d’agent/ })
    .or(page.getByRole('main'))
    .first()
    .waitFor()
}

/** Counts 150,00 into the drawer of the first register and opens its shift. */
export async function openShift(page: Page): Promise<void> {
  await page.getByText('En un montant').click()
  await page.locator('input[name="amount"]:focus').fill('150')
  await page.getByRole('button', { name: 'Ouvrir avec 150,00 €' }).click()
  await page.getByRole('textbox', { name: 'Chercher ou saisir une vente' }).waitFor()
  await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
}

/** Types as a hand does: slower than a scanner. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 45 })
}

/** What a hand scanner does: all keys at once into whatever has the focus, each with what it does by itself, then Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        const at = document.activeElement ?? document.body
        const goes = at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        const now = document.activeElement
        if (!goes) continue
        if (key !== 'Enter') {
          if (now?.matches('input, textarea')) document.execCommand('insertText', false, key)
        } else if (now instanceof HTMLButtonElement) now.click()
        else if (now instanceof HTMLInputElement) now.form?.requestSubmit()
      }
    },
    [...code, 'Enter'],
  )
}

/** Fills the basket of the family by keyboard alone: boat 2 adults 1 child, topoguide, SNCF return. */
export async function familyByKeyboard(page: Page, railRef: string): Promise<void> {
  await type(page, 'golfe 2a1e')
  await page.keyboard.press('Enter')
  await page.getByText('3 places gardées').waitFor()
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('Alt+7')
  await page.getByLabel('Numéro du billet').waitFor()
  await type(page, railRef)
  await page.keyboard.press('Tab')
  await type(page, 'SNCF-1')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** The visitor leaves no number: one key. */
export async function withoutContact(page: Page): Promise<void> {
  await page.getByRole('dialog', { name: 'Prévenir le visiteur' }).waitFor()
  await page.keyboard.press('Enter')
}

/** Pays 92,00 by keyboard alone: chèques-vacances 50, card 30, cash 20 handed over. */
export async function payByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('F9')
  await withoutContact(page)
  await page.getByText('Reste à payer').waitFor()
  await page.keyboard.press('v')
  await type(page, '50')
  await page.keyboard.press('Enter')
  await page.keyboard.press('c')
  await type(page, '30')
  await page.keyboard.press('Enter')
  await type(page, '004512')
  await page.keyboard.press('Enter')
  await page.keyboard.press('e')
  await type(page, '20')
  await page.getByRole('button', { name: /Valider, rendre 8,00/ }).waitFor()
}

/** Counts 174,00 in the drawer: three fifties, a twenty and two pieces of two euros. */
export async function countDrawer(page: Page): Promise<void> {
  const pieces = [
    [/^Nombre de 50\s€$/, '3'],
    [/^Nombre de 20\s€$/, '1'],
    [/^Nombre de 2\s€$/, '2'],
  ] as const
  for (const [face, count] of pieces) {
    const field = page.getByRole('textbox', { name: face })
    await field.fill(count)
    await field.press('Tab')
  }
}

/** After the cash: so many chèques-vacances of 50 €, and the total of the terminal; then all of it is compared. */
export async function countOthers(page: Page, counted: { ancv: string; card: string }): Promise<void> {
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByText('Comptez les Chèques-Vacances par valeur.').waitFor()
  await page.getByRole('textbox', { name: /^Nombre de 50\s€$/ }).fill(counted.ancv)
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.getByLabel('Total du terminal').fill(counted.card)
  await page.getByRole('button', { name: 'Comparer' }).click()
}

/** The same basket and payment by pressing alone; only the numbers printed by other machines are typed. */
export async function familyByTouch(page: Page, railRef: string): Promise<void> {
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const choose = (name: RegExp) => page.getByRole('radio', { name }).click()
  await press(/Golfe du Morbihan, tour des îles/)
  await press('2 A 1 E')
  await page.getByText('3 places gardées').first().waitFor()
  await press(/Topoguide des mégalithes/)
  await press(/Tire-Bouchon aller-retour/)
  await page.getByLabel('Numéro du billet').fill(railRef)
  await page.getByLabel('Terminal').fill('SNCF-1')
  await press('Ajouter 9,00 €')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await press(/^Encaisser/)
  await press(/^Continuer sans/)
  await page.getByText('Reste à payer').waitFor()
  const pad = async (digits: string) => {
    for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
  }
  await choose(/^Ch.-Vacances/)
  await pad('50')
  await press('Ajouter 50,00 €')
  await choose(/^Carte$/)
  await pad('30')
  await press(/30,00 €, puis le ticket/)
  await page.getByLabel('Ticket du terminal').fill('004513')
  await press('Ajouter 30,00 €')
  await choose(/^Espèces/)
  await pad('20')
  await press(/Valider, rendre 8,00/)
}

export type Device = { context: BrowserContext; page: Page; faults: string[] }

/** The texts that the page has had printed so far, each a run of slips. */
export const printedOf = (page: Page): Promise<string[]> => page.evaluate(() => window.printed ?? [])
