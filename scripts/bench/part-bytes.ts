import { get } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser/chromium.ts'
import { DEMO_PASSWORD } from '../demo.ts'
import { step } from '../step.ts'
import { demonstration } from './demonstration.ts'
import { table } from './figures.ts'
import type { Part } from './part.ts'

/** Bytes of a page's scripts on the line, by how they are compressed. */
type Weight = { files: number; plain: number; gzip: number; br: number }

/** JavaScript that a browser asks for, as the server sends it: of the shop's first page, and of the till. */
export const bytesPart: Part = async (yard) => {
  const { url } = await demonstration(yard)
  const browser = await openBrowser()
  try {
    const [shop, door, till] = await step('JavaScript', async () => {
      const home = await scriptsOf(browser, `${url}/`, async () => {})
      const signIn = await scriptsOf(browser, `${url}/pos/`, async () => {})
      const inside = await scriptsOf(browser, `${url}/pos/`, enter)
      return Promise.all([home, signIn, inside].map(weigh))
    })
    const kb = (bytes = 0) => (bytes / 1000).toFixed(1)
    const row = (name: string, w: Weight | undefined) => [
      name,
      w?.files ?? 0,
      kb(w?.plain),
      kb(w?.gzip),
      kb(w?.br),
    ]
    return {
      title: 'JavaScript on the line',
      lines: table(
        ['page', 'files', 'plain kB', 'gzip kB', 'brotli kB'],
        [row("shop's first page", shop), row('till, sign-in', door), row('till, ready to sell', till)],
      ),
      targets: [
        {
          what: "shop's first page: JavaScript, gzip",
          value: (shop?.gzip ?? Number.NaN) / 1000,
          unit: 'kB',
          first: 60,
          goal: 25,
          atLeast: false,
        },
        {
          what: "shop's first page: JavaScript, brotli",
          value: (shop?.br ?? Number.NaN) / 1000,
          unit: 'kB',
          first: 60,
          goal: 25,
          atLeast: false,
        },
      ],
    }
  } finally {
    await browser.close()
  }
}

/** Signs in and opens the session of the first register: what a till loads before it sells. */
async function enter(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('maiwenn@guichet.example')
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('En un montant').click()
  await page.locator('input[name="amount"]:focus').fill('150')
  await page.getByRole('button', { name: 'Ouvrir avec 150,00 €' }).click()
  await page.locator('#counter-search').waitFor()
}

/** Addresses of the scripts that a page loads, by itself and after `then`. */
async function scriptsOf(
  browser: Browser,
  url: string,
  then: (page: Page) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext({ locale: 'fr-FR', serviceWorkers: 'block' })
  const page = await context.newPage()
  const found = new Set<string>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && response.ok()) found.add(response.url())
  })
  // Live seats keep a line open: the network is never idle.
  await page.goto(url, { waitUntil: 'load' })
  await then(page)
  await page.waitForTimeout(1_500)
  await context.close()
  return [...found]
}

async function weigh(urls: readonly string[]): Promise<Weight> {
  const sum = async (encoding: string) => {
    const sizes = await Promise.all(urls.map((url) => sizeOf(url, encoding)))
    return sizes.reduce((total, size) => total + size, 0)
  }
  return {
    files: urls.length,
    plain: await sum('identity'),
    gzip: await sum('gzip'),
    br: await sum('br'),
  }
}

/** Bytes of an answer's body as they travel. */
function sizeOf(url: string, encoding: string): Promise<number> {
  return new Promise((done, failed) => {
    get(url, { headers: { 'Accept-Encoding': encoding } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => done(bytes))
    }).once('error', failed)
  })
}
