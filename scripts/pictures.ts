import { mkdirSync, writeFileSync } from 'node:fs'
import { pdfPicture } from '../api/ticket/pdf-test.ts'
import { zoned, toDay, type Instant } from '../api/shared/time.ts'
import { openBrowser } from './browser/chromium.ts'
import { runOffice } from './browser/office.ts'
import { device, familyByKeyboard, openShift, payByKeyboard, signIn } from './browser/till.ts'
import { areFrontsFresh, buildFronts } from './fronts.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run pictures

Takes the README's pictures again, from the application itself: the demonstration office, with its two years of sales, on
a summer afternoon. Two minutes.
Writes docs/pictures/*.png.
`)

const FOLDER = 'docs/pictures'
const AFTERNOON = zoned(toDay('2026-08-13'), '14:07') as Instant

async function main(): Promise<void> {
  if (!areFrontsFresh()) await buildFronts()
  mkdirSync(FOLDER, { recursive: true })
  const office = await runOffice(AFTERNOON, { history: true })
  const browser = await openBrowser()
  try {
    const till = await device(browser, office.url, AFTERNOON)
    let saleId = ''
    till.page.on('response', (r) => {
      if (r.status() === 201 && r.url().endsWith('/api/sales'))
        void r.json().then((s: { id: string }) => (saleId = s.id))
    })
    await signIn(till.page, 'maiwenn@guichet.example')
    await openShift(till.page)
    await familyByKeyboard(till.page, '87 123 456')
    await till.page.screenshot({ path: `${FOLDER}/counter.png` })
    await payByKeyboard(till.page)
    await till.page.screenshot({ path: `${FOLDER}/pay.png` })
    await till.page.keyboard.press('Enter')
    await till.page
      .getByText(/B1-2026-\d{6}/)
      .first()
      .waitFor()
    const tickets = await (await till.page.request.get(`/api/sales/${saleId}/tickets.pdf`)).body()
    writeFileSync(`${FOLDER}/ticket.png`, await pdfPicture(tickets, 1, 110))
    const receipt = await (await till.page.request.get(`/api/sales/${saleId}/receipt.pdf`)).body()
    writeFileSync(`${FOLDER}/receipt.png`, await pdfPicture(receipt, 1, 110))

    const phone = await device(browser, office.url, AFTERNOON, 'phone')
    await phone.page.goto('/')
    await phone.page.screenshot({ path: `${FOLDER}/shop.png` })
    await phone.page.goto('/fr/activites/golfe-du-morbihan-tour-des-iles')
    await phone.page.screenshot({ path: `${FOLDER}/product.png` })
    const manager = await device(browser, office.url, AFTERNOON)
    await signIn(manager.page, 'gwenola@guichet.example')
    await manager.page.getByRole('heading', { name: /^Cumul de l’année/ }).waitFor()
    await manager.page.screenshot({ path: `${FOLDER}/turnover.png` })
  } finally {
    await browser.close()
    await office.stop()
  }
}

main().then(() => process.exit(0), fail)
