import { describe, expect, it } from 'vitest'
import { verifyJournals } from '../../api/journal/verify.ts'
import { figures, sized } from '../../api/proof/size.ts'
import { reconcile } from '../../api/report/reconcile.ts'
import { DAY, done } from './agent.ts'
import { keep } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, familyByKeyboard, type, withoutContact } from './till.ts'

const on = stage(openTill)

/** Counts what a hand does: presses on the screen, and keys. */
async function counting(work: () => Promise<void>): Promise<{ taps: number; keys: number }> {
  const { page } = on.till
  await page.evaluate(() => {
    const counts = { taps: 0, keys: 0 }
    window.counts = counts
    addEventListener('pointerdown', () => (counts.taps += 1), true)
    addEventListener('keydown', (event) => !event.repeat && (counts.keys += 1), true)
  })
  await work()
  return page.evaluate(() => window.counts ?? { taps: 0, keys: 0 })
}

const tap = (name: string | RegExp) => on.till.page.getByRole('button', { name }).first().click()
let sold = 0
let soldC = 0

describe('how much a hand has to do', () => {
  it('a postcard is two taps from idle to paid, at most three', async () => {
    const { taps, keys } = await counting(async () => {
      await tap(/^Carte postale/)
      await basket(on.till.page).getByText('Carte postale').waitFor()
      await tap(/^Appoint/)
      await done(on.till.page, ++sold)
    })
    soldC += 100
    await on.till.page.keyboard.press('Escape')
    expect({ taps, keys }).toEqual({ taps: 2, keys: 0 })
  }, 60_000)

  it('two adults and a child on a departure are four taps by a party, six by the steppers', async () => {
    const { page } = on.till
    const byParty = await counting(async () => {
      await tap(/Golfe du Morbihan, tour des îles/)
      await tap('2 A 1 E')
      await basket(page).getByText('3 places gardées').waitFor()
      await tap(/^Appoint/)
      await tap(/^Continuer sans/)
      await done(page, ++sold)
    })
    expect(byParty).toEqual({ taps: 4, keys: 0 })
    await page.keyboard.press('Escape')
    const bySteppers = await counting(async () => {
      await tap(/Golfe du Morbihan, tour des îles/)
      await tap(/Adulte.*un de plus/)
      await tap(/Adulte.*un de plus/)
      await tap(/Enfant.*un de plus/)
      await basket(page).getByText('3 places gardées').waitFor()
      await tap(/^Appoint/)
      await tap(/^Continuer sans/)
      await done(page, ++sold)
    })
    expect(bySteppers).toEqual({ taps: 6, keys: 0 })
    await page.keyboard.press('Escape')
    soldC += 2 * 7_100
  }, 60_000)

  it('by keyboard no hand leaves the keys: two for the postcard, and the party as it is spoken', async () => {
    const { page } = on.till
    const postcard = await counting(async () => {
      await page.keyboard.press('Alt+1')
      await basket(page).getByText('Carte postale').waitFor()
      await page.keyboard.press('F8')
      await done(page, ++sold)
    })
    // Alt is a key of its own.
    expect(postcard).toEqual({ taps: 0, keys: 3 })
    await page.keyboard.press('Escape')
    const party = await counting(async () => {
      await type(page, 'golfe 2a1e')
      await page.keyboard.press('Enter')
      await basket(page).getByText('3 places gardées').waitFor()
      await page.keyboard.press('F8')
      await withoutContact(page)
      await done(page, ++sold)
    })
    expect(party).toEqual({ taps: 0, keys: 13 })
    await page.keyboard.press('Escape')
    soldC += 100 + 7_100
  }, 60_000)
})

describe('a day of an agent who only has a keyboard', () => {
  it('sells what comes, with parking, discounts, splits and duplicates', async () => {
    const { page } = on.till
    const most = sized(12, 50)
    const counts: Record<string, number> = {}
    for (let i = 0, made = 0; made < most; i++) {
      const one = DAY[i % DAY.length]
      if (!one) break
      await one.play(page, sold + 1)
      sold += one.sales
      made += one.sales
      soldC += one.totalC
      counts[one.name] = (counts[one.name] ?? 0) + 1
      await done(page, sold)
      await page.keyboard.press('Escape')
    }
    figures(
      `${sold} sales by hand: ${Object.entries(counts)
        .map(([name, n]) => `${n} × ${name}`)
        .join('; ')}`,
    )
    expect(on.till.faults).toEqual([])
  }, 400_000)

  it('a payment whose answer is lost with the network is made once, through a reload', async () => {
    const { page, context } = on.till
    await familyByKeyboard(page, '87 999 999')
    await page.keyboard.press('F9')
    await withoutContact(page)
    await page.getByText('Reste à payer').waitFor()
    await page.keyboard.press('e')
    await type(page, '100')
    // The server sells; its answer never comes, and then there is no network at all.
    await page.route('**/api/sales', async (route) => {
      await route.fetch()
      await context.setOffline(true)
      await route.abort('internetdisconnected')
    })
    await page.keyboard.press('Enter')
    await page.getByText('Pas de réponse du serveur').waitFor()
    await keep(page, 'agent-unanswered')
    expect(await page.getByText(`B1-2026-${String(sold + 1).padStart(6, '0')}`).count()).toBe(0)
    await page.unroute('**/api/sales')
    await context.setOffline(false)
    await page.reload()
    await done(page, ++sold)
    soldC += 9_200
    await page.keyboard.press('Escape')
    await basket(page).getByText('Panier vide').waitFor()
  }, 120_000)

  it('nothing is lost, nothing doubled, and the figures equal the ledger', async () => {
    const [row] = await on.db.sql`
      SELECT count(*)::int AS n, sum(total_c)::int AS c, count(DISTINCT order_id)::int AS orders FROM sale`
    expect(row).toEqual({ n: sold, c: soldC, orders: sold })
    const [ledger] = await on.db.sql`
      SELECT sum(amount_c)::int AS c FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
       WHERE e.kind = 'sale' AND l.amount_c > 0`
    expect(ledger?.c).toBe(soldC)
    expect((await verifyJournals(on.db)).faults).toEqual([])
    expect(await reconcile(on.db)).toEqual([])
    const [held] = await on.db.sql`SELECT count(*)::int AS n FROM booking WHERE status = 'ON_HOLD'`
    expect(held?.n).toBe(0)
  }, 60_000)
})
