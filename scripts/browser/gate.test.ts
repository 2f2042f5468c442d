import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfQr } from '../../api/ticket/pdf-test.ts'
import { newId } from '../../api/shared/id.ts'
import { figures } from '../../api/proof/size.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { violations } from './axe.ts'
import { askedOf, hold, holdNext, withCamera } from './camera.ts'
import { inspect, keep } from './look.ts'
import { openTill, stage } from './stage.ts'
import { device, setTheme, signIn, SIZES, type, withoutContact, type Device } from './till.ts'

const on = stage(openTill)
let phone: Device
/** All that the phone has asked for. */
const requests: string[] = []

/** Sells so many adults on the boat at the till, exact cash; the codes of their tickets as they are printed. */
async function sellBoat(adults: number): Promise<string[]> {
  const { page } = on.till
  await type(page, `golfe ${adults}a`)
  await page.keyboard.press('Enter')
  await page.getByText(/gardées? encore/).waitFor()
  await page.keyboard.press('F8')
  await withoutContact(page)
  const done = page.getByRole('region', { name: 'encaissé' })
  const href = await done.getByRole('link', { name: /Ouvrir les? billets?/ }).getAttribute('href')
  const pdf = await (await page.request.get(href ?? '')).body()
  await page.keyboard.press('Escape')
  const codes: string[] = []
  for (let n = 1; n <= adults; n++) codes.push((await pdfQr(pdf, n))[0] ?? '')
  return codes
}

const verdict = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const passed = (page: Page) => page.getByRole('region', { name: 'Dernier passage accepté' })

async function toGate(page: Page): Promise<void> {
  await page.getByRole('banner').waitFor()
  await page.goto('/pos/scan')
  await page.getByLabel('Code du billet').waitFor()
}

beforeAll(async () => {
  phone = await device(on.browser, on.office.url, TEST_NOW, 'phone')
  phone.page.on('request', (r) => requests.push(r.url()))
  await withCamera(phone.context)
  await signIn(phone.page, 'maiwenn@guichet.example')
}, 60_000)

afterAll(() => phone?.context.close())

describe('the camera of a phone', () => {
  it('reads a real ticket with the reader that we ship, and the next one while the verdict still shows', async () => {
    const { page } = phone
    const codes = await sellBoat(2)
    await toGate(page)
    await inspectPhone(page, 'gate-before')
    await page.getByRole('button', { name: 'Scanner avec la caméra' }).click()
    await page.locator('[data-state="on"]').waitFor({ timeout: 30_000 })
    await inspectPhone(page, 'gate-camera')
    // The second is there the moment that the first is answered.
    await holdNext(page, codes[1] ?? '')
    await hold(page, codes[0] ?? '')
    await expect.poll(async () => (await askedOf(page)).length).toBe(2)
    const [first, second] = await askedOf(page)
    expect([first?.covered, second?.covered]).toEqual([false, true])
    figures(
      `gate: the next ticket was asked about ${Math.round((second?.askedAt ?? 0) - (first?.answeredAt ?? 0))} ms after ` +
        'the answer on the one before, read from the picture of a camera',
    )
    await keep(page, 'gate-admitted')
    await verdict(page).waitFor({ state: 'hidden' })
    await hold(page, null)
    // The compiled reader too is ours: nothing is asked of anybody else.
    expect(requests.some((url) => url.endsWith('.wasm'))).toBe(true)
    expect(requests.filter((url) => !url.startsWith(on.office.url) && !url.startsWith('blob:'))).toEqual([])
  }, 90_000)

  it('reads a code once while it stays before it, and says at arm’s length why it refuses', async () => {
    const { page } = phone
    const [code] = await sellBoat(1)
    await hold(page, code ?? '')
    await verdict(page).getByText('à bord sur').waitFor()
    const before = (await askedOf(page)).length
    await verdict(page).waitFor({ state: 'hidden' })
    expect((await askedOf(page)).length).toBe(before)
    await hold(page, null)
    // Out of the view, then back: it is another passage.
    await page.waitForTimeout(900)
    await hold(page, code ?? '')
    const refused = page.getByRole('alertdialog')
    await refused.getByText('Déjà passé').waitFor()
    const size = await refused
      .locator('p')
      .first()
      .evaluate((el) => getComputedStyle(el).fontSize)
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(24)
    await inspectPhone(page, 'gate-refused')
    await hold(page, null)
    await refused.getByRole('button', { name: 'Continuer' }).click()
  }, 60_000)

  it('is let go while the page is hidden, and comes back with it', async () => {
    const { page } = phone
    const look = (hidden: boolean) =>
      page.evaluate((is) => {
        Object.defineProperty(document, 'hidden', { value: is, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, hidden)
    await look(true)
    expect(await page.evaluate(() => window.openTracks())).toBe(0)
    await look(false)
    await page.locator('[data-state="on"]').waitFor()
    expect(await page.evaluate(() => window.openTracks())).toBe(1)
    const opened = await page.evaluate(() => window.camerasOpened)
    await page.getByRole('button', { name: 'Changer de caméra' }).click()
    await expect.poll(() => page.evaluate(() => window.camerasOpened)).toBe(opened + 1)
    await page.locator('[data-state="on"]').waitFor()
    expect(await page.evaluate(() => window.openTracks())).toBe(1)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('link', { name: 'Vendre' }).click()
    await expect.poll(() => page.evaluate(() => window.openTracks())).toBe(0)
    await toGate(page)
  }, 60_000)

  it('that is refused or missing is said in words, and the code is typed instead', async () => {
    for (const [error, words] of [
      ['NotAllowedError', 'La caméra est refusée'],
      ['NotFoundError', 'n’a pas de caméra'],
    ] as const) {
      const other = await device(on.browser, on.office.url, TEST_NOW, 'phone')
      await withCamera(other.context, { error })
      await signIn(other.page, 'maiwenn@guichet.example')
      await toGate(other.page)
      await other.page.getByRole('button', { name: 'Scanner avec la caméra' }).click()
      await other.page.getByText(words).waitFor()
      await inspectPhone(other.page, `gate-${error}`)
      await other.page.getByLabel('Code du billet').fill('ZZZZ ZZZZ')
      await other.page.keyboard.press('Enter')
      await other.page.getByRole('alertdialog').getByText('Billet inconnu').waitFor()
      expect(other.faults).toEqual([])
      await other.context.close()
    }
  }, 90_000)
})

describe('a group', () => {
  it('of twelve comes in by one ticket and one press, and is taken back by another', async () => {
    const { page } = phone
    const codes = await sellBoat(12)
    await toGate(page)
    await page.locator('[data-state="on"]').waitFor()
    await hold(page, codes[0] ?? '')
    await verdict(page).getByText('à bord sur').waitFor()
    await hold(page, null)
    await verdict(page).waitFor({ state: 'hidden' })
    await inspectPhone(page, 'gate-group')
    await page.getByRole('button', { name: /Tout le groupe\s: 12/ }).click()
    await verdict(page)
      .getByText(/Adulte\s12\ssur\s12/)
      .waitFor()
    await verdict(page).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Reprendre ce passage' }).click()
    await passed(page).getByText('Repris').waitFor()
    const [row] = await on.db.sql`
      SELECT sum(count) FILTER (WHERE verdict = 'admitted')::int AS in,
             sum(count) FILTER (WHERE verdict = 'undone' AND ticket_id IS NOT NULL)::int AS out
        FROM scan WHERE at = (SELECT max(at) FROM scan WHERE verdict = 'group')
                     OR undoes IN (SELECT id FROM scan) `
    expect(row).toEqual({ in: 11, out: 11 })
  }, 90_000)
})

describe('a gate without network', () => {
  it('says that nobody answered, which is no refusal, and asks again by the next press', async () => {
    const { page } = phone
    await toGate(page)
    await page.route('**/api/scans', (route) => route.abort())
    await page.getByLabel('Code du billet').fill('ZZZZ ZZZZ')
    await page.keyboard.press('Enter')
    const said = page.getByRole('alertdialog')
    await said.getByText('Le serveur ne répond pas').waitFor()
    expect(await said.getAttribute('data-yes')).toBe('unknown')
    await inspectPhone(page, 'gate-unanswered')
    await page.unroute('**/api/scans')
    await page.keyboard.press('Enter')
    await said.getByText('Billet inconnu').waitFor()
    expect(await said.getAttribute('data-yes')).toBe('false')
    await said.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('button', { name: 'Changer de départ' }).click()
    await page.getByRole('dialog').getByText('personne attendue').first().waitFor()
    await inspectPhone(page, 'gate-departures')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /personne attendue/ })
      .first()
      .click()
    await inspectPhone(page, 'gate-chosen')
    await page.getByRole('link', { name: 'Présents et manquants' }).click()
    await page.getByText('Aucun billet vendu pour ce départ').waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
    await inspectPhone(page, 'presence-nobody')
    await toGate(page)
  }, 60_000)
})

describe('who is in and who is missing', () => {
  it('is listed, found, let in by one press and taken back, and follows the other phones', async () => {
    const { page } = phone
    await page.getByRole('button', { name: 'Changer de départ' }).click()
    await inspectPhone(page, 'gate-departures')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /14:30.*Golfe du Morbihan/ })
      .click()
    const chosen = page.getByRole('main').getByText(/^14:30\s· Golfe du Morbihan/)
    await chosen.waitFor()
    await page.getByRole('link', { name: 'Présents et manquants' }).click()
    await page.getByText('À bord').waitFor()
    // The list and a reload leave the gate at its departure; one that is of no day of ours does not.
    await page.getByRole('link', { name: 'Contrôler les billets' }).click()
    await chosen.waitFor()
    await page.reload()
    await chosen.waitFor()
    const { pathname, search } = new URL(page.url())
    await page.goto(`${pathname}?for=${newId('session')}`)
    await page.getByText('Le départ choisi est terminé').waitFor()
    await page.getByText('Selon le billet').waitFor()
    await keep(page, 'gate-dropped')
    await page.goto(`${pathname}${search}`)
    await chosen.waitFor()
    await page.getByRole('link', { name: 'Présents et manquants' }).click()
    await page.getByText('À bord').waitFor()
    const missing = page.getByRole('button', { name: /^Manquants/ })
    const count = async () => Number((await missing.textContent())?.replace(/\D/g, ''))
    await missing.click()
    const before = await count()
    expect(before).toBeGreaterThan(0)
    await inspectPhone(page, 'presence')
    await page
      .getByRole('button', { name: /^Faire entrer\s:/ })
      .first()
      .click()
    await page.getByText('c’est noté').waitFor()
    await expect.poll(count).toBe(before - 1)
    await page.getByRole('button', { name: /^Présents/ }).click()
    await inspectPhone(page, 'presence-in')
    await page
      .getByRole('button', { name: /^Reprendre\s:/ })
      .first()
      .click()
    await expect.poll(count).toBe(before)
    // The till scans one of them: this phone shows it without being touched.
    await missing.click()
    const code = await page.locator('li [class*="code"]').first().textContent()
    await on.till.page.goto('/pos/scan')
    await on.till.page.getByLabel('Code du billet').fill(code ?? '')
    await on.till.page.keyboard.press('Enter')
    await on.till.page.getByRole('dialog').waitFor()
    await expect.poll(count, { timeout: 15_000 }).toBe(before - 1)
    await page.getByLabel('Nom, tarif ou code').fill(code ?? '')
    await page.getByText('Aucun billet ne répond').waitFor()
    expect(phone.faults).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button', { name: 'Imprimer' }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
  }, 90_000)
})

/** The screen as it is on a phone, in each light and in the sun, and on larger devices. */
async function inspectPhone(page: Page, name: string): Promise<void> {
  await inspect(page, name)
  await page.setViewportSize(SIZES.phone)
  await setTheme(page, 'sun')
  await keep(page, `${name}-phone-sun`)
  expect(await violations(page)).toEqual([])
  await setTheme(page, 'light')
}
