import { FULL } from '../../api/proof/size.ts'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { plusMinutes } from '../../api/shared/time.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { overflow, violations } from './axe.ts'
import { openCounter } from './counter.ts'
import { stage } from './stage.ts'
import { device, SIZES } from './till.ts'

const on = stage(async ({ office }) => ({ counter: await openCounter(office.url, TEST_NOW) }))

type Seats = { capacity: number; taken: number; held: number }
type Card = { sessionId: string; label: string; href: string }

/** The departures on cards that show their seats: which, and what their bars say in words. */
async function cardsOf(page: Page): Promise<Card[]> {
  const found: Card[] = []
  for (const card of await page.locator('a[href*="at=ses_"]').all()) {
    const bar = card.getByRole('img', { name: /libres? sur/ })
    if ((await bar.count()) === 0) continue
    const href = (await card.getAttribute('href')) ?? ''
    const sessionId = /at=(ses_[0-9a-z]+)/.exec(href)?.[1] ?? ''
    found.push({ sessionId, label: (await bar.getAttribute('aria-label')) ?? '', href })
  }
  return found
}

/** What the bar of a session must say, from the rows of the database. */
async function labelOf(sessionId: string): Promise<string> {
  const [row] = await on.db.sql<Seats[]>`
    SELECT capacity, taken, held FROM counter WHERE id = (SELECT counter_id FROM session WHERE id = ${sessionId})`
  if (!row) throw new Error(`no session ${sessionId}`)
  const free = row.capacity - row.taken - row.held
  const said = (n: number, one: string, many: string) => `${n}\u00a0${n < 2 ? one : many}`
  return `${said(row.taken, 'vendue', 'vendues')}, ${row.held} en panier, ${said(free, 'libre', 'libres')} sur ${row.capacity}`
}

async function sessionOf(id: string) {
  const [row] = await on.db.sql<{ id: string; productId: string; optionId: string; day: string }[]>`
    SELECT id, product_id AS "productId", option_id AS "optionId", day::text FROM session WHERE id = ${id}`
  if (!row) throw new Error(`no session ${id}`)
  return row
}

describe('without JavaScript', () => {
  it('the first page and a product show the seats of the database, and links choose', async () => {
    const context = await on.browser.newContext({ baseURL: on.office.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/')
    const cards = await cardsOf(page)
    expect(cards.length).toBeGreaterThan(2)
    for (const { sessionId, label } of cards) expect(label).toBe(await labelOf(sessionId))
    const [card] = cards
    await page.goto(card?.href ?? '')
    const wanted = await labelOf(card?.sessionId ?? '')
    expect(await page.getByRole('img', { name: wanted }).count()).toBeGreaterThan(0)
    await page
      .getByRole('link', { name: /^Plus : Adulte/ })
      .first()
      .click()
    expect(new URL(page.url()).searchParams.get('a')).toBe('3')
    await page.getByRole('link', { name: 'Réserver', exact: true }).click()
    await page.getByText('Votre choix').waitFor()
    await context.close()
  }, 60_000)
})

describe('live seats', () => {
  it('move within a second of a sale at a counter, and come back after the line was lost', async () => {
    const { page, context, faults } = await device(on.browser, on.office.url, TEST_NOW, 'phone')
    const opened = page.waitForRequest('**/api/shop/departures*')
    await page.goto('/')
    await opened
    const [card] = await cardsOf(page)
    if (!card) throw new Error('no departure on the first page')
    const session = await sessionOf(card.sessionId)
    const link = page.locator(`a[href*="${card.sessionId}"]`).first()
    const says = () => link.getByRole('img', { name: /sur/ }).getAttribute('aria-label')
    await on.counter.sell(session, 1)
    const after = await labelOf(session.id)
    expect(after).not.toBe(card.label)
    await expect.poll(says, { timeout: 1_000, interval: 25 }).toBe(after)

    // The line is refused: the page says so, and once it is back shows what was sold meanwhile.
    await page.route('**/api/shop/live', (route) => route.fulfill({ status: 429, body: '' }))
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Les places ne se mettent plus à jour').waitFor({ timeout: 15_000 })
    await on.counter.sell(session, 1)
    await page.unroute('**/api/shop/live')
    await expect.poll(says, { timeout: 30_000 }).toBe(await labelOf(session.id))
    await page.getByText('Les places ne se mettent plus à jour').waitFor({ state: 'hidden', timeout: 70_000 })
    expect(faults).toEqual([])
    await context.close()
  }, 150_000)

  it('make the month on show, by the office’s clock and not the device’s', async () => {
    await on.db.sql`
      UPDATE counter SET taken = capacity - 1 WHERE id = (
        SELECT s.counter_id FROM session s JOIN product p ON p.id = s.product_id
         WHERE p.code = 'SINAGOT' AND s.day = '2026-08-13')`
    const [last] = await on.db.sql<{ id: string; slug: string }[]>`
      SELECT s.id, p.slug FROM session s JOIN product p ON p.id = s.product_id
       WHERE p.code = 'SINAGOT' AND s.day = '2026-08-13'`
    // Where it is four hours later, today's only boat would be gone.
    const fast = plusMinutes(TEST_NOW, 240)
    const { page, context, faults } = await device(on.browser, on.office.url, fast, 'phone')
    const opened = page.waitForRequest('**/api/shop/departures*')
    await page.goto(`/fr/activites/${last?.slug}?day=2026-08-13`)
    await opened
    const day = (said: string) => page.getByRole('link', { name: said, exact: true })
    await page.getByText('1\u00a0dernière').first().waitFor()
    await day('13 août, peu de places').waitFor()
    await on.counter.sell(await sessionOf(last?.id ?? ''), 1)
    await day('13 août, complet').waitFor({ timeout: 5_000 })
    // Of other days nobody is told; they are read again when the line is back.
    await on.db.sql`
      UPDATE counter SET taken = capacity - held WHERE id IN (
        SELECT s.counter_id FROM session s JOIN product p ON p.id = s.product_id
         WHERE p.code = 'SINAGOT' AND s.day = '2026-08-14')`
    await day('14 août, libre').focus()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await day('14 août, complet').waitFor({ timeout: 10_000 })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      '14 août, complet',
    )
    expect(faults).toEqual([])
    await context.close()
  }, 60_000)
})

describe('addresses', () => {
  const get = async (path: string) => {
    const answer = await fetch(on.office.url + path, { signal: AbortSignal.timeout(4_000) })
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      html: await answer.text(),
    }
  }

  it('that lead elsewhere in the API are pages of the shop, at once', async () => {
    const slugs = ['../live', '../office', '%2e%2e%2flive', '%252e%252e%252flive', '..', 'x'.repeat(5_000)]
    for (const slug of slugs) {
      for (const path of [`/guichets?activity=${slug}`, `/en/counters?activity=${slug}&day=2026-08-14`]) {
        const page = await get(path)
        expect([path, page.status]).toEqual([path, 200])
        expect(page.html).toContain('</html>')
      }
    }
    for (const [path, text] of [
      ['/activites/..%2flive', 'Cette page n’existe pas'],
      ['/en/activities/..%2foffice', 'This page does not exist'],
      [`/activites/${'x'.repeat(200)}`, 'Cette page n’existe pas'],
    ] as const) {
      const page = await get(path)
      expect([path, page.status, page.type]).toEqual([path, 404, 'text/html; charset=utf-8'])
      expect(page.html).toContain(text)
    }
  }, 60_000)

  it('out of all range show what is planned, and no month leads beyond the last', async () => {
    const [golfe] = await on.db.sql<{ slug: string; last: string }[]>`
      SELECT p.slug, max(s.day)::text AS last FROM product p JOIN session s ON s.product_id = p.id
       WHERE p.code = 'GOLFE' GROUP BY p.slug`
    for (const query of ['month=2100-01', 'month=2099-12', 'day=2150-01-01', 'day=2099-12-31', 'month=x'])
      expect([query, (await get(`/activites/${golfe?.slug}?${query}`)).status]).toEqual([query, 200])
    const last = await get(`/activites/${golfe?.slug}?month=2099-12`)
    const shown = new Intl.DateTimeFormat('fr', { month: 'long', year: 'numeric', timeZone: 'UTC' })
    expect(last.html.toLowerCase()).toContain(shown.format(Date.parse(golfe?.last ?? '')))
    expect(last.html).toMatch(/<a[^>]*aria-disabled="true"[^>]*aria-label="Mois suivant/)
  }, 60_000)

  it('of languages: what a visitor reads are names, not codes', async () => {
    const [product] = await on.db.sql<{ slug: string }[]>`
      SELECT slug FROM product WHERE languages @> '["fr", "en"]' AND channels @> '["ONLINE"]' LIMIT 1`
    expect((await get(`/activites/${product?.slug}`)).html).toContain('français, anglais')
    expect((await get(`/en/activities/${product?.slug}`)).html).toContain('French, English')
  })
})

describe('every page', () => {
  it('passes axe and fits, in French and English, on a phone and on a tablet', async () => {
    const { page, context, faults } = await device(on.browser, on.office.url, TEST_NOW, 'phone')
    const [golfe] = await on.db.sql<{ slug: string }[]>`SELECT slug FROM product WHERE code = 'GOLFE'`
    const problems: string[] = []
    for (const [nth, path] of [
      '/',
      '/en',
      '/sejour',
      '/en/stay',
      '/guichets',
      '/en/counters',
      `/activites/${golfe?.slug}`,
      `/en/activities/${golfe?.slug}`,
      '/activites/nulle-part',
      '/en/activities/nowhere',
    ].entries()) {
      await page.goto(path)
      for (const size of [SIZES.phone, SIZES.tablet]) {
        await page.setViewportSize(size)
        // French on a phone, English on a tablet; both on both in a full proof.
        if (FULL || (size === SIZES.phone) === (nth % 2 === 0))
          problems.push(...(await violations(page)).map((v) => `${path} ${size.width}: ${v}`))
        const wide = await overflow(page)
        if (wide > 0) problems.push(`${path} ${size.width}: ${wide} px too wide`)
      }
    }
    expect(problems).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  }, 180_000)

  it('bears the city of the office that sells', async () => {
    await on.db.sql`UPDATE office SET city = 'Le Palais', name = 'Office de tourisme de Belle-Île'`
    const html = async (path: string) => (await fetch(on.office.url + path)).text()
    await expect.poll(() => html('/'), { timeout: 10_000 }).toContain('<title>Aujourd’hui au Palais')
    for (const path of ['/', '/en', '/sejour', '/en/stay', '/guichets', '/gone']) {
      const page = (await html(path)).replace(/<main.*<\/main>/s, '')
      expect([path, page.includes('Le Palais')]).toEqual([path, true])
    }
    expect(await html('/en')).toContain('Book in Le Palais')
  }, 30_000)
})
