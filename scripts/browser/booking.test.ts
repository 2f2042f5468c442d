import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { stage } from './stage.ts'
import { device } from './till.ts'

const on = stage(async ({ browser, office, db }) => {
  const [product] = await db.sql<{ slug: string }[]>`SELECT slug FROM product WHERE code = 'GOLFE'`
  return {
    visitor: await device(browser, office.url, TEST_NOW, 'phone'),
    golfe: `/activites/${product?.slug}`,
  }
})

/** Opens the boat on 13 August, once the page is alive: its seats are then asked for again. */
async function open(): Promise<Page> {
  const { page } = on.visitor
  await page.unrouteAll()
  const alive = page.waitForRequest('**/api/shop/departures*')
  await page.goto(`${on.golfe}?day=2026-08-13`)
  await alive
  return page
}

/** Lets an answer wait until the test says how it ends. */
async function waiting(page: Page, url: RegExp): Promise<(end: 'continue' | 'abort') => void> {
  let say: (end: 'continue' | 'abort') => void = () => {}
  const said = new Promise<'continue' | 'abort'>((resolve) => (say = resolve))
  await page.route(url, async (route) => route[await said]())
  return say
}

const query = (page: Page) => new URL(page.url()).searchParams
const tapDay = (page: Page, day: string) => page.locator(`table a[href*="day=${day}"]`).click()
const tapMore = (page: Page, fare: string) =>
  page.getByRole('link', { name: new RegExp(`^Plus\\s: ${fare}`) }).click()
const day = (page: Page) => page.locator('#times h2').textContent()

it('a day under way is not forgotten by who is counted meanwhile', async () => {
  const page = await open()
  const answer = await waiting(page, /departures\?.*day=2026-08-20/)
  await tapDay(page, '2026-08-20')
  await tapMore(page, 'Adulte')
  await expect.poll(() => query(page).get('a')).toBe('3')
  expect(query(page).get('day')).toBe('2026-08-13')
  answer('continue')
  await expect.poll(() => query(page).get('day')).toBe('2026-08-20')
  expect(query(page).get('a')).toBe('3')
  expect(await day(page)).toMatch(/20\saoût/)
  expect(await page.locator('table a[aria-current="date"]').getAttribute('aria-label')).toMatch(/20\saoût/)
}, 60_000)

it('a day under way is not forgotten by a departure of the day before it', async () => {
  const page = await open()
  const answer = await waiting(page, /departures\?.*day=2026-08-20/)
  await tapDay(page, '2026-08-20')
  await page.locator('#times a[href*="at=ses_"]').last().click()
  await expect.poll(() => query(page).getAll('at')).toHaveLength(1)
  answer('continue')
  await expect.poll(() => query(page).get('day')).toBe('2026-08-20')
  expect(query(page).getAll('at')).toEqual([])
  expect(await day(page)).toMatch(/20\saoût/)
}, 60_000)

it('a day and a month asked for at once both come, and the last day wins', async () => {
  const page = await open()
  const late = await waiting(page, /departures\?.*day=2026-08-19/)
  const answer = await waiting(page, /departures\?.*day=2026-08-20/)
  await tapDay(page, '2026-08-19')
  await tapDay(page, '2026-08-20')
  await page.getByRole('link', { name: /^Mois suivant/ }).click()
  await expect.poll(() => page.locator('#month').textContent()).toMatch(/septembre/i)
  await tapMore(page, 'Enfant')
  answer('continue')
  await expect.poll(() => query(page).get('day')).toBe('2026-08-20')
  const read = page.waitForResponse(/departures\?.*day=2026-08-19/)
  late('continue')
  await (await read).finished()
  expect(Object.fromEntries(query(page))).toEqual({ day: '2026-08-20', month: '2026-09', a: '2', e: '2' })
  expect(await page.locator('#month').textContent()).toMatch(/septembre/i)
  expect(await day(page)).toMatch(/20\saoût/)
}, 60_000)

it('a day that the server does not answer is asked for as a page, with who was counted meanwhile', async () => {
  const page = await open()
  const answer = await waiting(page, /departures\?.*day=2026-08-20/)
  await tapDay(page, '2026-08-20')
  await tapMore(page, 'Adulte')
  await expect.poll(() => query(page).get('a')).toBe('3')
  const followed = page.waitForRequest((r) => r.isNavigationRequest())
  answer('abort')
  expect(Object.fromEntries(new URL((await followed).url()).searchParams)).toEqual({
    day: '2026-08-20',
    a: '3',
    e: '1',
  })
}, 60_000)

/** Where the links around the booking lead. */
const around = (page: Page) =>
  page
    .locator('header a, article a[aria-label], footer a')
    .evaluateAll((links) =>
      links.filter((a) => !a.closest('g-island')).map((a) => a.getAttribute('href') ?? ''),
    )

it('what was chosen goes along by every link, as on a page without JavaScript', async () => {
  const page = await open()
  await tapDay(page, '2026-08-20')
  await expect.poll(() => query(page).get('day')).toBe('2026-08-20')
  await page.locator('#times a[href*="at=ses_"]').last().click()
  await tapMore(page, 'Adulte')
  await expect.poll(() => query(page).get('a')).toBe('3')
  const plain = await on.browser.newContext({ javaScriptEnabled: false })
  const same = await plain.newPage()
  await same.goto(page.url())
  const links = await around(page)
  expect(links).toEqual(await around(same))
  await plain.close()
  expect(links).toHaveLength(4)
  expect(links.filter((href) => href.includes('a=3&e=1'))).toHaveLength(4)
  await page.locator('header a[hreflang="en"]').click()
  await page.waitForURL('**/en/activities/**')
  expect(query(page).get('day')).toBe('2026-08-20')
  expect(query(page).getAll('at')).toHaveLength(1)
  expect(query(page).get('a')).toBe('3')
  expect(on.visitor.faults).toEqual([])
}, 60_000)
