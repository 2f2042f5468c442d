import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { TEST_NOW } from '../../db/test-clock.ts'
import { FULL } from '../../api/proof/size.ts'
import { overflow, violations } from './axe.ts'
import { keep } from './look.ts'
import { stage } from './stage.ts'
import { device, setTheme } from './till.ts'

const on = stage()

async function slugOf(code: string): Promise<string> {
  const [row] = await on.db.sql<{ slug: string }[]>`SELECT slug FROM product WHERE code = ${code}`
  if (!row) throw new Error(`no product ${code}`)
  return row.slug
}

const html = async (path: string) => (await fetch(on.office.url + path)).text()
const plain = () =>
  on.browser.newContext({ baseURL: on.office.url, javaScriptEnabled: false, locale: 'fr-FR' })

/** What moved on the page though nobody touched it. */
type Shift = { sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[] }

/** Marks every element and writes the page down, once its letters are there and before its script has run. */
function before(page: Page): Promise<string> {
  return page.evaluate(async () => {
    await document.fonts.load('16px "Radio Canada"')
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    if (window.shifts) window.shifts.moved.length = 0
    for (const element of document.querySelectorAll('body *')) Object.assign(element, { wasThere: true })
    return document.body.innerHTML
  })
}

/** Elements that were not there before the script, and the page as it is now. */
function after(page: Page): Promise<{ fresh: string[]; html: string }> {
  return page.evaluate(() => ({
    fresh: [...document.querySelectorAll('body *')]
      .filter((element) => !('wasThere' in element))
      .map((element) => element.outerHTML.slice(0, 120)),
    html: document.body.innerHTML,
  }))
}

/** Figures that may move by themselves say other words; all around them must be as the server wrote it. */
const still = (text: string) =>
  text.replaceAll(/(<g-island data-island="(?:seats|until)"[^>]*>).*?<\/g-island>/gs, '$1')

describe('the browser', () => {
  it('brings pages to life without drawing anything anew or moving anything', async () => {
    const { page, context, faults } = await device(on.browser, on.office.url, TEST_NOW, 'phone')
    await page.addInitScript(() => {
      const shifts = { moved: [] as string[] }
      window.shifts = shifts
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as Shift[]) {
          for (const { node, previousRect: a, currentRect: b } of entry.sources)
            shifts.moved.push(`${node?.outerHTML?.slice(0, 200)} ${a.top}+${a.height} > ${b.top}+${b.height}`)
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const path of [
      '/fr',
      '/en/boats',
      `/fr/activites/${await slugOf('GOLFE')}`,
      `/fr/activites/${await slugOf('BELLEILE')}`,
    ]) {
      let release = () => {}
      const held = new Promise<void>((done) => (release = done))
      await page.route('**/assets/entry-client-*.js', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(path, { waitUntil: 'commit' })
      await page.locator('footer').waitFor()
      const written = await before(page)
      expect(written).toContain('g-island')
      const read = page.waitForResponse('**/api/shop/departures*')
      release()
      await read
      await page.waitForTimeout(200)
      const now = await after(page)
      expect([path, now.fresh]).toEqual([path, []])
      expect(still(now.html) === still(written)).toBe(true)
      const { moved } = await page.evaluate(() => window.shifts ?? { moved: ['nothing was watched'] })
      expect([path, moved]).toEqual([path, []])
      await page.unroute('**/assets/entry-client-*.js')
    }
    expect(faults).toEqual([])
    await context.close()
  }, 90_000)

  it('is led by the keyboard alone from the first page to the counters', async () => {
    const { page, context, faults } = await device(on.browser, on.office.url, TEST_NOW)
    await page.goto('/fr')
    const press = async (name: RegExp) => {
      for (let i = 0; i < 120; i++) {
        await page.keyboard.press('Tab')
        const said = await page.evaluate(() => {
          const at = document.activeElement
          return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
        })
        if (name.test(said)) return await page.keyboard.press('Enter')
      }
      throw new Error(`no way to ${String(name)}`)
    }
    await press(/^Aller au contenu/)
    await press(/^2\u00a0adultes/)
    await press(/^Plus\u00a0: Adulte/)
    await page.waitForURL('**/fr?a=3&e=1&who=1')
    await press(/Golfe du Morbihan/)
    await page.waitForURL('**/activites/**')
    await press(/^Mois suivant/)
    await page.getByRole('heading', { name: 'Septembre 2026' }).waitFor()
    await press(/^5 septembre, libre/)
    await page.getByRole('heading', { name: /Samedi 5 septembre/ }).waitFor()
    await press(/^14:30/)
    await press(/^Réserver/)
    await page.getByText('Votre choix').waitFor()
    const said = (await page.getByRole('main').innerText()).replaceAll('\u00a0', ' ')
    expect(said).toContain('sam. 5 sept., 14:30')
    expect(said).toContain('Adulte × 3, Enfant × 1')
    expect(faults).toEqual([])
    await context.close()
  }, 90_000)
})

describe('without JavaScript', () => {
  it('where one is, and in which language, is remembered by the next visit', async () => {
    const context = await plain()
    const page = await context.newPage()
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/fr')
    expect(await context.cookies()).toEqual([])
    await page.getByRole('link', { name: 'Je prépare mon séjour' }).click()
    await page.goto('/?a=1&e=0')
    expect(page.url()).toBe(`${on.office.url}/fr/sejour?a=1&e=0`)
    await page.getByRole('link', { name: 'English' }).click()
    expect(page.url()).toBe(`${on.office.url}/en/stay?a=1&e=0`)
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/en/stay')
    await page.getByRole('link', { name: 'I’m here now' }).click()
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/en')
    const [cookie, ...more] = await context.cookies()
    expect([cookie?.name, cookie?.value, cookie?.httpOnly, more]).toEqual(['visit', 'en.home', true, []])
    await context.close()
  }, 60_000)

  it('a day of the stay, a family, a month and a day of an activity are chosen by links and a form', async () => {
    const context = await plain()
    const page = await context.newPage()
    await page.goto('/fr/sejour?a=1&e=0')
    await page.getByLabel('Quel jour').fill('2026-08-20')
    await page.getByRole('button', { name: 'Voir ce jour' }).click()
    expect(page.url()).toBe(`${on.office.url}/fr/sejour?a=1&e=0&day=2026-08-20`)
    await page.getByRole('heading', { name: /Jeudi 20 août/ }).waitFor()
    await page.getByRole('link', { name: /^Bateaux/ }).click()
    expect(page.url()).toBe(`${on.office.url}/fr/bateaux?a=1&e=0`)
    const card = page.getByRole('link', { name: /Golfe du Morbihan/ })
    expect((await card.innerText()).replaceAll('\u00a0', ' ')).toMatch(
      /14:30\s+aujourd’hui[\s\S]*48 places[\s\S]*dès 28,00 €\s+pour 1/,
    )
    await card.click()
    await page.getByRole('link', { name: /^Mois suivant/ }).click()
    await page.getByRole('heading', { name: 'Septembre 2026' }).waitFor()
    await page.getByRole('link', { name: '5 septembre, libre', exact: true }).click()
    expect(await page.getByText('28,00\u00a0€').count()).toBeGreaterThan(1)
    await page.getByRole('link', { name: 'English' }).click()
    const { pathname, searchParams } = new URL(page.url())
    expect([pathname.startsWith('/en/activities/'), searchParams.get('day')]).toEqual([true, '2026-09-05'])
    await page.getByRole('heading', { name: /Saturday/ }).waitFor()
    await context.close()
  }, 60_000)

  it('a family that sells nothing online says so, and where to ask', async () => {
    const page = await html('/fr/boutique')
    expect(page).toContain('Rien ne se réserve en ligne ici')
    expect(page).toContain('/fr/guichets')
    expect(page).toContain('/fr/bateaux')
  })
})

describe('a party', () => {
  it('is told who is not counted, how many a page takes, and where there are not places enough', async () => {
    const kayak = await slugOf('KAYAK')
    expect(await html(`/fr/activites/${kayak}`)).toContain('enfant\u00a0: dès 8 ans, non compté')
    expect(await html(`/fr/activites/${kayak}?a=2&e=0`)).not.toContain('non compté')
    const crowd = await html('/fr?a=40&e=30')
    expect(crowd).toContain('20 par tarif au plus')
    expect(crowd).toContain('pas assez de places pour\u00a040')
    expect(await html('/fr')).not.toMatch(/par tarif au plus|pas assez de places/)
    expect(await html('/fr/sur-l-eau')).toContain('par bateau')
  }, 30_000)
})

describe('an activity', () => {
  it('that is full this month, closed that day, planned no more or retired says so', async () => {
    const [golfe, char, houat, walk] = await Promise.all(['GOLFE', 'CHAR', 'HOUAT', 'BALADE'].map(slugOf))
    await on.db.sql`
      UPDATE counter SET taken = capacity - held WHERE id IN (
        SELECT s.counter_id FROM session s JOIN product p ON p.id = s.product_id
         WHERE p.code = 'GOLFE' AND s.day BETWEEN '2026-08-13' AND '2026-08-31')`
    const full = await html(`/fr/activites/${golfe}?month=2026-08`)
    expect(full).toContain('aria-label="14 août, complet"')
    // Without a month, the first that has places opens.
    expect(await html(`/fr/activites/${golfe}`)).toContain('Septembre 2026')
    const day = await html(`/fr/activites/${golfe}?day=2026-08-14`)
    expect(day).toContain('Complet')
    expect(day).toContain('Prochain jour avec des places\u00a0: mar. 1 sept.')
    expect(day).toContain(`href="/fr/activites/${golfe}?day=2026-09-01#times"`)

    await on.db.sql`
      UPDATE session SET closed_at = ${TEST_NOW}, closed_reason = 'coup de vent'
       WHERE day = '2026-08-16' AND product_id = (SELECT id FROM product WHERE code = 'CHAR')`
    const closed = await html(`/fr/activites/${char}?day=2026-08-16`)
    expect(closed).toContain('aria-label="16 août, fermé"')
    expect(closed).toContain('coup de vent')
    // Closed today: no idea of today any more, but said with its reason and its next departure.
    await on.db.sql`
      UPDATE session SET closed_at = ${TEST_NOW}, closed_reason = 'coup de vent'
       WHERE day = '2026-08-13' AND product_id = (SELECT id FROM product WHERE code = 'CHAR')`
    const today = await html('/fr')
    expect(today).toMatch(/Fermé\u00a0:.{0,40}coup de vent.{0,60}Prochain départ demain \d\d:\d\d/)
    const [ideas = ''] = /<section id="today">.*?<\/ul>/s.exec(today) ?? []
    expect(ideas).not.toContain(`/activites/${char}`)
    expect(today).toContain(`/activites/${char}`)

    await on.db.sql`DELETE FROM session WHERE product_id = (SELECT id FROM product WHERE code = 'HOUAT')`
    const idle = await html(`/fr/activites/${houat}`)
    expect(idle).toContain('Pas de départ ce mois-ci')
    expect(await html('/fr/bateaux')).toContain('Pas de place en ce moment')

    await on.db.sql`UPDATE product SET status = 'RETIRED' WHERE code = 'BALADE'`
    const status = async (path: string) => (await fetch(on.office.url + path)).status
    await expect.poll(() => status(`/fr/activites/${walk}`), { timeout: 10_000 }).toBe(404)
    expect(await html('/fr/visites')).not.toContain(`/activites/${walk}`)
    expect(await html('/sitemap.xml')).not.toContain(walk ?? '')
  }, 60_000)
})

describe('every page', () => {
  it('passes axe and fits, light and dark, on a phone, a tablet and a desk, with words of German length too', async () => {
    const { page, context, faults } = await device(on.browser, on.office.url, TEST_NOW)
    const long = await slugOf('KAYAK')
    await on.db.sql`
      UPDATE product SET text = jsonb_set(text, '{fr,title}', '"Seekajakentdeckungsfahrtgruppenreservierung, Küstengewässerschutzgebietsbesichtigung"'),
                         place = 'Donaudampfschifffahrtsgesellschaftskapitänshafen'
       WHERE code = 'KAYAK'`
    await expect.poll(() => html('/fr/sur-l-eau'), { timeout: 10_000 }).toContain('Seekajak')
    const problems: string[] = []
    for (const [nth, path] of [
      '/fr',
      '/fr?who=1',
      '/fr/sejour',
      '/fr/sejour?day=2026-08-20',
      '/fr/sur-l-eau',
      '/en/boats',
      '/fr/boutique',
      `/fr/activites/${long}`,
      `/en/activities/${await slugOf('CHAR')}?day=2026-08-16`,
    ].entries()) {
      await page.goto(path)
      for (const [width, height] of [
        [360, 740],
        [768, 1024],
        [1280, 800],
      ] as const) {
        await page.setViewportSize({ width, height })
        for (const theme of ['light', 'dark'] as const) {
          await setTheme(page, theme)
          // At the top the bar with the price lies over what is being scrolled.
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
          await keep(page, `shop${path.replaceAll(/\W+/g, '-')}-${width}-${theme}`)
          // Every page by turns on a phone in the dark and on a desk in the light; all of it in a full proof.
          if (
            FULL ||
            (nth % 2 === 0 ? width === 360 && theme === 'dark' : width > 1_000 && theme === 'light')
          )
            problems.push(...(await violations(page)).map((v) => `${path} ${width} ${theme}: ${v}`))
        }
        const wide = await overflow(page)
        if (wide > 0) problems.push(`${path} ${width}: ${wide} px too wide`)
      }
    }
    expect(problems).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)
})
