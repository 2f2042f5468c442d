import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { givenPrinter, type FakePrinter } from '../../api/print/given-printer.ts'
import { readEscpos } from '../../api/print/read-escpos.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { inspect, keep } from './look.ts'
import { paperPicture } from './paper-picture.ts'
import { openTill, stage } from './stage.ts'
import {
  device,
  familyByKeyboard,
  payByKeyboard,
  printedOf,
  setTheme,
  signIn,
  type,
  type Device,
  withoutContact,
} from './till.ts'

const PICTURES = process.env.PICTURES

const on = stage(async (stage) => ({ ...(await openTill(stage)), printer: await givenPrinter() }))
afterAll(() => on.printer?.close())

/** Sells a seat of the boat, exact cash, and begins the next sale. */
async function sellBoat(page: Page): Promise<void> {
  await type(page, 'golfe 1e')
  await page.keyboard.press('Enter')
  await page.getByText(/gardées? encore/).waitFor()
  await page.keyboard.press('F8')
  await withoutContact(page)
  await page.getByRole('region', { name: 'encaissé' }).waitFor()
  await page.keyboard.press('Escape')
}
const words = (printer: FakePrinter) =>
  readEscpos(printer.paper()).slips.map((slip) => slip.map((line) => line.text).join('\n'))

/** The frame that was printed, its size and its pages as the driver is told them. */
const printedFrame = (page: Page) =>
  page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[data-paper]')
    const doc = frame?.contentDocument
    const slips = [...(doc?.querySelectorAll<HTMLElement>('[data-slip]') ?? [])]
    const rules = [...(doc?.adoptedStyleSheets ?? [])].flatMap((s) => [...s.cssRules].map((r) => r.cssText))
    return {
      pages: rules.filter((rule) => rule.startsWith('@page')),
      slips: slips.map((slip) => ({
        page: getComputedStyle(slip).getPropertyValue('page'),
        width: slip.getBoundingClientRect().width,
        height: slip.getBoundingClientRect().height,
        over: slip.scrollWidth - slip.clientWidth,
        font: getComputedStyle(slip).fontFamily,
      })),
    }
  })

describe('printing by the browser', () => {
  it('is a page of 80 mm for each slip, as long as the slip, the receipt first', async () => {
    const { page } = on.till
    await familyByKeyboard(page, 'TK70001')
    await payByKeyboard(page)
    await page.keyboard.press('Enter')
    await expect.poll(() => printedOf(page)).toHaveLength(1)
    const [printed = ''] = await printedOf(page)
    const paper = printed.replaceAll('\u00a0', ' ')
    for (const said of ['VENTE B1-2026-000001', '92,00 €', 'SNCF', 'original', 'Billet 3 sur 3'])
      expect(paper).toContain(said)
    const { pages, slips } = await printedFrame(page)
    expect(slips).toHaveLength(4)
    for (const [i, slip] of slips.entries()) {
      expect(slip.page).toBe(`slip${i}`)
      expect(Math.abs(slip.width - (80 / 25.4) * 96)).toBeLessThan(1)
      expect(slip.over).toBeLessThanOrEqual(0)
      expect(slip.font).toContain('Radio Canada')
      const long = Number(/80mm (\d+)mm/.exec(pages.find((rule) => rule.includes(`slip${i} `)) ?? '')?.[1])
      expect((long / 25.4) * 96).toBeGreaterThan(slip.height)
      expect((long / 25.4) * 96).toBeLessThan(slip.height + 9)
    }
    if (PICTURES) await pictureOfFrame(page)
    await page.keyboard.press('Escape')
    expect(on.till.faults).toEqual([])
  }, 90_000)
})

async function pictureOfFrame(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[data-paper]')
    frame?.setAttribute('class', '')
    frame?.style.setProperty('position', 'fixed')
    frame?.style.setProperty('inset', '0')
    frame?.style.setProperty('width', '340px')
    frame?.style.setProperty('height', '3200px')
    frame?.style.setProperty('z-index', '99')
  })
  await page.setViewportSize({ width: 340, height: 3200 })
  await keep(page, 'slips-browser')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(() => document.querySelector('iframe[data-paper]')?.setAttribute('class', 'sr'))
  await page.evaluate(() => document.querySelector('iframe[data-paper]')?.removeAttribute('style'))
}

describe('the printers of the registers', () => {
  let office: Device

  it('are set by the manager, what is wrong said beside its field, and tried at once', async () => {
    office = await device(on.browser, on.office.url, TEST_NOW)
    const { page } = office
    await signIn(page, 'soizic@guichet.example')
    await page.getByRole('banner').waitFor()
    // A page behind another one waits for the dialog of its printer to close.
    await page.bringToFront()
    await page.goto('/pos/office/registers')
    const first = page.getByRole('region').filter({ hasText: 'B1' }).first()
    await first.getByRole('radio', { name: 'Navigateur' }).waitFor()
    await first.getByRole('button', { name: 'Imprimer une page d’essai' }).click()
    await expect.poll(() => printedOf(page)).toHaveLength(1)
    expect((await printedOf(page))[0]).toContain('Page d’essai')
    await first.getByText('Page d’essai envoyée.').waitFor()
    await first.getByRole('radio', { name: 'Réseau' }).check({ force: true })
    await first.getByLabel('Adresse').fill('8.8.8.8')
    await first.getByRole('button', { name: 'Enregistrer' }).click()
    await first.getByText('Tapez une adresse du réseau de l’office').waitFor()
    await first.getByLabel('Adresse').fill(on.printer.host)
    await first.getByLabel('Port').fill(String(on.printer.port))
    await first.getByRole('button', { name: 'Imprimer une page d’essai' }).click()
    await first.getByText('Enregistrez d’abord le réglage.').waitFor()
    await first.getByRole('button', { name: 'Enregistrer' }).click()
    await first.getByText('Réglage enregistré.').waitFor()
    await first.getByRole('button', { name: 'Imprimer une page d’essai' }).click()
    await first.getByText('Page d’essai envoyée.').waitFor()
    expect(words(on.printer)[0]).toContain("Page d'essai")
    await first.getByRole('button', { name: 'Ouvrir le tiroir' }).click()
    await first.getByText('Tiroir ouvert').waitFor()
    expect(on.printer.calls.at(-1)?.toString('hex')).toBe('1b700019fa')
    await inspect(page, 'registers-network')
  }, 90_000)

  it('of the device are offered only where the browser reaches them', async () => {
    const { page } = office
    const second = page.getByRole('region').filter({ hasText: 'B2' }).first()
    await second.getByRole('radio', { name: 'Série de ce poste' }).check({ force: true })
    await second
      .getByText('Ce navigateur n’atteint pas')
      .or(second.getByRole('button', { name: 'Choisir l’imprimante' }))
      .waitFor()
    await inspect(page, 'registers-serial')
    // Where the browser has sockets at all, our own pages may ask for them.
    const refused = await page.evaluate(async () => {
      type Sockets = { usb?: { getDevices(): Promise<unknown> }; serial?: { getPorts(): Promise<unknown> } }
      const { usb, serial } = navigator as Navigator & Sockets
      const asked = [usb ? [usb.getDevices()] : [], serial ? [serial.getPorts()] : []]
      const all = await Promise.allSettled(asked.flat())
      return all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
    })
    expect(refused).toEqual([])
    await office.context.close()
    expect(office.faults).toEqual([])
  }, 60_000)
})

describe('printing on the network from the till', () => {
  it('needs no reload, brings receipt and tickets to the printer, and opens the drawer for cash', async () => {
    const { page } = on.till
    await page.bringToFront()
    on.printer.calls = []
    const before = (await printedOf(page)).length
    await familyByKeyboard(page, 'TK70002')
    await payByKeyboard(page)
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000002').first().waitFor()
    await expect.poll(() => words(on.printer).length).toBe(4)
    expect(words(on.printer)[0]).toContain('VENTE B1-2026-000002')
    expect(readEscpos(on.printer.paper()).kicks).toBe(1)
    expect(await printedOf(page)).toHaveLength(before)
    if (PICTURES) {
      await paperPicture(on.browser, on.printer.paper(), 48, `${PICTURES}/escpos-family.png`)
    }
    // A duplicate goes to the same printer.
    await page.getByRole('button', { name: 'Duplicata' }).click()
    await expect.poll(() => words(on.printer).length).toBe(5)
    expect(words(on.printer)[4]).toContain('DUPLICATA nº 1')
    await page.keyboard.press('Escape')
  }, 90_000)

  it('never holds up the next sale; what did not come out says why, and this browser is a way out', async () => {
    const { page } = on.till
    on.printer.manner = 'breaks'
    await sellBoat(page)
    const line = page.getByText('Les papiers de la vente B1-2026-000003 ne sont pas imprimés.')
    await line.waitFor()
    await page.getByText('L’imprimante a coupé au milieu.').waitFor()
    await inspect(page, 'not-printed-network')
    on.printer.manner = 'prints'
    on.printer.calls = []
    await sellBoat(page)
    await expect.poll(() => words(on.printer).length).toBe(1)
    const before = (await printedOf(page)).length
    await page.getByRole('button', { name: 'Imprimer ici' }).click()
    await expect.poll(async () => (await printedOf(page)).length).toBe(before + 1)
    await line.waitFor({ state: 'hidden' })
  }, 90_000)
})

describe('what the customer sees', () => {
  it('is the basket of this register as it grows, what remains, the change; then the coast again', async () => {
    const { page } = on.till
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Touches et affichage' }).last().click()
    const opening = on.till.context.waitForEvent('page')
    await page.getByRole('button', { name: 'Écran du client' }).click()
    const shown = await opening
    await shown.setViewportSize({ width: 1024, height: 600 })
    await page.keyboard.press('Escape')
    await shown.getByText('Bienvenue').waitFor()
    await shown.getByText('Office de tourisme').waitFor()
    await inspect(shown, 'display-idle')
    await page.bringToFront()
    await familyByKeyboard(page, 'TK70003')
    await shown.getByText('Golfe du Morbihan, tour des îles').waitFor()
    await shown.getByText('92,00').waitFor()
    await inspect(shown, 'display-basket')
    expect(await shown.getByRole('button').count()).toBe(0)
    // A window that is opened again knows the basket at once.
    await shown.reload()
    await shown.getByText('92,00').waitFor()
    await page.keyboard.press('F9')
    await withoutContact(page)
    await page.getByText('Reste à payer').first().waitFor()
    await page.keyboard.press('v')
    await type(page, '50')
    await page.keyboard.press('Enter')
    await shown.getByText('42,00').waitFor()
    await inspect(shown, 'display-paying')
    // So does one whose till was reloaded.
    await page.reload()
    await shown.getByText('92,00').waitFor()
    await page.getByText('3 places gardées').waitFor()
    await page.keyboard.press('F9')
    await page.getByText('Reste à payer').first().waitFor()
    await page.keyboard.press('e')
    await type(page, '50')
    await page.getByRole('button', { name: /Valider, rendre 8,00/ }).waitFor()
    await page.keyboard.press('Enter')
    await shown.getByText('À vous rendre').waitFor()
    await shown.getByText('8,00').waitFor()
    await inspect(shown, 'display-thanks')
    await page.keyboard.press('Escape')
    await shown.getByText('Bienvenue').waitFor()
    await setTheme(shown, 'light')
    await shown.close()
  }, 120_000)

  it('is never another register’s basket', async () => {
    const { page, context } = on.till
    const other = await context.newPage()
    await other.goto('/pos/display?register=reg_other')
    await page.bringToFront()
    await type(page, 'golfe 1e')
    await page.keyboard.press('Enter')
    await page.getByText(/gardées? encore/).waitFor()
    const own = await context.newPage()
    const id = await page.evaluate(() => localStorage.getItem('guichet.register'))
    await own.goto(`/pos/display?register=${id}`)
    await own.getByText('Golfe du Morbihan').waitFor()
    expect(await other.getByText('Golfe du Morbihan').count()).toBe(0)
    await other.getByText('Bienvenue').waitFor()
    // A printer that failed is said as such: 502 is its code.
    expect(on.till.faults.filter((fault) => !/^502 POST .*\/print$/.test(fault))).toEqual([])
  }, 60_000)
})
