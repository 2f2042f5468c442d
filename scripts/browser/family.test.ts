import { describe, expect, it } from 'vitest'
import { newId } from '../../api/shared/id.ts'
import { pdfQr, pdfText } from '../../api/ticket/pdf-test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { violations } from './axe.ts'
import { inspect, keep } from './look.ts'
import { stage } from './stage.ts'
import {
  countDrawer,
  countOthers,
  device,
  familyByKeyboard,
  familyByTouch,
  openShift,
  payByKeyboard,
  signIn,
  type,
  type Device,
} from './till.ts'

const on = stage(async ({ browser, office }) => ({ till: await device(browser, office.url, TEST_NOW) }))

const saleIds: string[] = []
/** Remembers the sales that the page makes. */
function listen(on: Device): void {
  on.page.on('response', (r) => {
    if (r.status() === 201 && r.url().endsWith('/api/sales')) {
      void r.json().then((body: { id: string }) => saleIds.push(body.id))
    }
  })
}

describe('the family at the Bourg', () => {
  it('the agent signs in and opens the drawer with 150,00', async () => {
    await on.till.page.goto('/pos/')
    await on.till.page.getByLabel('E-mail').waitFor()
    await inspect(on.till.page, 'sign-in')
    await signIn(on.till.page, 'maiwenn@guichet.example')
    await on.till.page.getByText('Ouvrir une session de caisse').waitFor()
    await inspect(on.till.page, 'open-shift')
    await openShift(on.till.page)
    await inspect(on.till.page, 'counter-empty')
  }, 120_000)

  it('sells by keyboard alone: 92,00 in three ways, 8,00 back', async () => {
    listen(on.till)
    await familyByKeyboard(on.till.page, '87 123 456')
    await expect.poll(() => on.till.page.getByText('92,00 €').count()).toBeGreaterThan(0)
    await inspect(on.till.page, 'counter-basket')
    await payByKeyboard(on.till.page)
    await inspect(on.till.page, 'counter-pay')
    await on.till.page.keyboard.press('Enter')
    await on.till.page.getByText('B1-2026-000001').waitFor()
    await on.till.page.getByText('8,00 €').waitFor()
    await inspect(on.till.page, 'counter-done')
  }, 180_000)

  it('sells by touch alone', async () => {
    await on.till.page.keyboard.press('Escape')
    await familyByTouch(on.till.page, '87 123 457')
    await on.till.page.getByText('B1-2026-000002').waitFor()
    await expect.poll(() => saleIds.length).toBe(2)
  }, 60_000)

  it('books each leg to the cent', async () => {
    const legs = await on.db.sql`
      SELECT l.account, sum(l.amount_c)::int AS c FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
       WHERE e.sale_id = ${saleIds[0] ?? ''} GROUP BY 1 ORDER BY 1`
    expect(Object.fromEntries(legs.map((l) => [l.account, l.c]))).toEqual({
      '4457105': -63,
      '467100': -7_100 + 568,
      '467SNCF': -900 + 36,
      '5115': 3_000,
      '5116': 5_000,
      '5311': 1_200,
      '707': -1_137,
      '7082': -604,
    })
  })

  it('hands over three tickets whose QR codes scan in, once', async () => {
    const answer = await on.till.page.request.get(`/api/sales/${saleIds[0]}/tickets.pdf`)
    const pdf = await answer.body()
    const pages = await pdfText(pdf)
    expect(pages).toHaveLength(3)
    expect(pages[0]).toContain('Golfe du Morbihan, tour des îles')
    expect(pages[0]).toContain('28,00 €')
    expect(pages[2]).toContain('15,00 €')
    expect(pages[0]).toContain('DÉMONSTRATION')
    const [code = ''] = await pdfQr(pdf, 1)
    await on.till.page.getByRole('link', { name: 'Contrôler' }).click()
    await on.till.page.getByRole('textbox').first().waitFor()
    await inspect(on.till.page, 'scan')
    await type(on.till.page, code)
    await on.till.page.keyboard.press('Enter')
    await on.till.page.getByText('1 à bord sur 6').waitFor()
    // The green screen leaves by itself after a moment: looked at once, at once.
    await keep(on.till.page, 'scan-admitted')
    expect(await violations(on.till.page)).toEqual([])
    await on.till.page.getByText('1 à bord sur 6').waitFor({ state: 'hidden' })
    await type(on.till.page, code)
    await on.till.page.keyboard.press('Enter')
    await on.till.page.getByRole('heading', { name: 'Déjà passé' }).waitFor()
    await inspect(on.till.page, 'scan-refused')
  }, 180_000)

  it('prints the receipt with blocks A and B, and a numbered duplicate', async () => {
    const [text = ''] = await pdfText(
      await (await on.till.page.request.get(`/api/sales/${saleIds[0]}/receipt.pdf`)).body(),
    )
    for (const figure of ['B1-2026-000001', '11,37', '0,63', '71,00', '92,00', '50,00', '30,00', '8,00']) {
      expect(text).toContain(figure)
    }
    const copy = await on.till.page.request.post(`/api/sales/${saleIds[0]}/copies`, {
      data: { id: newId('audit'), reason: 'CUSTOMER' },
      headers: { 'content-type': 'application/json' },
    })
    expect(await copy.json()).toEqual({ copy: 1 })
    const again = await on.till.page.request.get(`/api/sales/${saleIds[0]}/receipt.pdf?copy=1`)
    expect((await pdfText(await again.body()))[0]).toContain('DUPLICATA nº 1')
  }, 60_000)

  it('moves the turnover of the year by 160,00, boutique left out', async () => {
    const manager = await device(on.browser, on.office.url, TEST_NOW)
    await signIn(manager.page, 'gwenola@guichet.example')
    await manager.page.getByText('160 €', { exact: true }).first().waitFor()
    await inspect(manager.page, 'turnover')
    expect(manager.faults).toEqual([])
    await manager.context.close()
  }, 120_000)

  it('closes the drawer: 150,00 + 24,00 counted, no gap', async () => {
    await on.till.page.goto('/pos/')
    await on.till.page.getByRole('link', { name: /Session/ }).click()
    await on.till.page.getByText('Aucun mouvement depuis l’ouverture.').waitFor()
    await on.till.page.getByRole('button', { name: 'Compter et fermer' }).click()
    await inspect(on.till.page, 'close-shift')
    await countDrawer(on.till.page)
    await countOthers(on.till.page, { ancv: '2', card: '60' })
    // Nothing differs: what stays in the drawer is asked next.
    await on.till.page.getByLabel('Laissé dans le tiroir').waitFor()
    await inspect(on.till.page, 'close-safe')
    await on.till.page.getByRole('button', { name: 'Fermer, 24,00 € au coffre' }).click()
    await on.till.page.getByText('Le compte est juste.').waitFor()
    await inspect(on.till.page, 'shift-closed')
    expect(on.till.faults).toEqual([])
  }, 120_000)
})

describe('the shop', () => {
  it('shows what leaves, in French and English, and a product, in three sizes and both themes', async () => {
    const visitor = await device(on.browser, on.office.url, TEST_NOW, 'phone')
    for (const [name, path] of [
      ['shop-home', '/'],
      ['shop-home-en', '/en'],
    ] as const) {
      await visitor.page.goto(path)
      await visitor.page
        .getByRole('heading', { level: 1 })
        .or(visitor.page.getByRole('heading'))
        .first()
        .waitFor()
      await inspect(visitor.page, name)
    }
    await visitor.page.goto('/')
    await visitor.page
      .getByRole('link', { name: /Golfe du Morbihan/ })
      .first()
      .click()
    await visitor.page
      .getByRole('heading', { name: /Golfe du Morbihan/ })
      .first()
      .waitFor()
    await inspect(visitor.page, 'shop-product')
    expect(visitor.faults).toEqual([])
    await visitor.context.close()
  }, 180_000)
})
