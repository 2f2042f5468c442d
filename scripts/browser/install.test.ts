import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { ROOT } from '../fronts.ts'
import { inspect } from './look.ts'
import { stage } from './stage.ts'
import { basket, device, openShift, signIn, type, withoutContact, type Device } from './till.ts'

const on = stage()
let till: Device

/** A device that has installed the application: it starts from its cache from the next page on. */
async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (!active) throw new Error('no service worker')
  })
}

const controlled = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null)

/** Cuts the device off: its page and what its worker asks for. */
async function cut({ context, page }: Device, off: boolean): Promise<void> {
  await context.setOffline(off)
  await page.evaluate((is) => window.dispatchEvent(new Event(is ? 'offline' : 'online')), off)
}

beforeAll(async () => {
  till = await device(on.browser, on.office.url, TEST_NOW, 'till', true)
  await signIn(till.page, 'maiwenn@guichet.example')
  await openShift(till.page)
}, 60_000)

afterAll(() => till?.context.close())

describe('the staff application', () => {
  it('may be installed: it has a name, a start, a scope and its icons', async () => {
    const { page } = till
    const href = await page.locator('link[rel="manifest"]').getAttribute('href')
    const answer = await page.request.get(href ?? '')
    expect(answer.headers()['content-type']).toContain('manifest+json')
    const manifest = await answer.json()
    expect(manifest).toMatchObject({
      name: 'Guichet',
      start_url: '/pos/',
      scope: '/pos/',
      display: 'standalone',
      lang: 'fr',
    })
    const icons = manifest.icons as { src: string; sizes: string; purpose?: string }[]
    expect(icons.some((one) => one.purpose === 'maskable')).toBe(true)
    for (const { src, sizes } of icons) {
      const picture = await (await page.request.get(src)).body()
      // The size that a PNG says of itself.
      expect([src, `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`]).toEqual([src, sizes])
    }
  })

  it('starts without network, with who was signed in and the basket as it was left', async () => {
    const { page } = till
    await installed(page)
    await page.reload()
    await page.getByText('Golfe du Morbihan, tour des îles').first().waitFor()
    expect(await controlled(page)).toBe(true)
    await type(page, 'golfe 2a')
    await page.keyboard.press('Enter')
    await basket(page).getByText(/56,00/).first().waitFor()
    await page.getByText('2 places gardées').waitFor()
    await cut(till, true)
    await page.reload()
    await page.getByText('Hors réseau').first().waitFor()
    await basket(page).getByText(/56,00/).first().waitFor()
    await basket(page).getByText('Golfe du Morbihan').first().waitFor()
    await page.getByText('Connexion de Maïwenn').waitFor()
    await inspect(page, 'offline-start')
  }, 60_000)

  it('sells nothing then, and says that the sale waits', async () => {
    const { page } = till
    const sent: string[] = []
    page.on('request', (r) => r.url().endsWith('/api/sales') && sent.push(r.url()))
    for (const key of ['F9', 'F8', 'F10']) await page.keyboard.press(key)
    await page.getByText('la vente reprendra quand le serveur répondra').waitFor()
    expect(await page.getByText('Reste à payer').count()).toBe(0)
    expect(sent).toEqual([])
    await inspect(page, 'offline-pay')
  }, 60_000)

  it('goes on by itself when the network is back', async () => {
    const { page } = till
    await cut(till, false)
    await page.getByText('Connexion de Maïwenn').waitFor({ state: 'hidden', timeout: 20_000 })
    await page
      .getByRole('button', { name: /Golfe du Morbihan/ })
      .first()
      .waitFor({ timeout: 20_000 })
    // What was said of the network is no longer true, nor there.
    expect(await page.getByText('quand le serveur répondra').count()).toBe(0)
    await page.keyboard.press('F8')
    await withoutContact(page)
    await page.getByText('B1-2026-000001').waitFor()
  }, 60_000)

  it('never keeps an answer of the API in its caches, nor a missing file as a page', async () => {
    const { page } = till
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return lists.flat().map((request) => new URL(request.url).pathname)
    })
    expect(kept).toContain('/pos/index.html')
    expect(kept.filter((path) => !path.startsWith('/pos/') || path.includes('/api/'))).toEqual([])
    const gone = await page.evaluate(async () => (await fetch('/pos/assets/gone.js')).status)
    expect(gone).toBe(404)
  })

  it('says that a new version is ready, reloads only when pressed, and keeps the basket', async () => {
    const { page } = till
    await page.keyboard.press('Escape')
    await type(page, 'golfe 1a')
    await page.keyboard.press('Enter')
    await basket(page).getByText(/28,00/).first().waitFor()
    const file = join(ROOT, 'dist', 'pos', 'sw.js')
    const old = readFileSync(file, 'utf8')
    try {
      writeFileSync(file, `${old}\n// another version`)
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
      await page.getByText('Une nouvelle version est prête').waitFor()
      await inspect(page, 'update-ready')
      await page.evaluate(() => Object.assign(window, { before: true }))
      await page.getByRole('button', { name: 'Recharger' }).click()
      await page.waitForFunction(() => !('before' in window))
      await basket(page).getByText(/28,00/).first().waitFor()
    } finally {
      writeFileSync(file, old)
    }
  }, 60_000)

  it('forgets who was signed in when they sign out: without network the door stays shut', async () => {
    const { page } = till
    await page.keyboard.press('F6')
    const told = page.waitForResponse((r) => r.url().endsWith('/api/auth/sign-out'))
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await told
    await page.getByLabel('E-mail').waitFor()
    const left = await page.evaluate(() => Object.keys(localStorage).filter((k) => /session|catalog/.test(k)))
    expect(left).toEqual([])
    await cut(till, true)
    await page.reload()
    await page.getByText('Le serveur ne répond pas').waitFor()
    expect(await page.getByText('Maïwenn').count()).toBe(0)
    await cut(till, false)
    expect(till.faults).toEqual([])
  }, 60_000)
})
