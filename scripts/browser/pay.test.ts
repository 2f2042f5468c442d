import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { picture } from './look.ts'
import { openTill, stage } from './stage.ts'
import { SIZES, basket, type } from './till.ts'

const on = stage(openTill)

describe('one press is one act', () => {
  /** Holds a key as a keyboard does: pressed once, then repeated. */
  async function hold(page: Page, key: string): Promise<void> {
    for (let n = 0; n < 5; n += 1) await page.keyboard.down(key)
    await page.keyboard.up(key)
  }
  /** Counts the sales that leave the page. */
  function sales(page: Page): () => number {
    let n = 0
    page.on('request', (r) => {
      if (r.method() === 'POST' && r.url().endsWith('/api/sales')) n += 1
    })
    return () => n
  }

  it('opens the payment by a double tap and sells by the next one', async () => {
    const { page } = on.till
    const sold = sales(page)
    await page.setViewportSize(SIZES.phone)
    await page.keyboard.press('Alt+2')
    const bar = page.locator('[data-bar]')
    const box = await bar.getByRole('button', { name: 'Encaisser' }).boundingBox()
    if (!box) throw new Error('no button to tap')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.click(x, y)
    await page.mouse.click(x, y)
    await page.mouse.dblclick(x, y)
    await page.getByText('Reste à payer').waitFor()
    expect(sold()).toBe(0)
    // The same place is deaf for 400 ms of the page's clock, and sells after them.
    await page.clock.runFor(450)
    await page.mouse.click(x, y)
    await page.getByText('B1-2026-000001').waitFor()
    expect(sold()).toBe(1)
    await page.setViewportSize(SIZES.till)
    await page.keyboard.press('Escape')
  }, 60_000)

  it('sells nothing by a held key, and keeps nobody waiting who presses others', async () => {
    const { page } = on.till
    const sold = sales(page)
    await page.keyboard.press('Alt+2')
    await hold(page, 'F9')
    await page.getByText('Reste à payer').waitFor()
    await type(page, '5')
    await hold(page, 'Enter')
    await page.getByText('reçu 5,00 €').waitFor()
    expect(sold()).toBe(0)
    await type(page, '7')
    await page.keyboard.press('Enter')
    await page.getByText('B1-2026-000002').waitFor()
    expect(sold()).toBe(1)
    await page.keyboard.press('Escape')
  }, 60_000)
})

describe('an article scanned while paying', () => {
  it('is no amount and sells nothing', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F9')
    await page.getByText('Reste à payer').waitFor()
    await type(page, '2')
    // As fast as a scanner, whatever else the machine does.
    await page.evaluate(() => {
      for (const key of [...'37=0012340012', 'Enter'])
        document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    })
    await page.getByText('Revenez à la vente pour ajouter un article').waitFor()
    await expect.poll(() => page.getByRole('status', { name: 'Reçu' }).textContent()).toMatch(/^2\s€$/)
    await type(page, '000')
    await page.getByText('Ce montant est trop grand').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Reste à payer').waitFor()
    await picture(page, 'too-much')
    await page.keyboard.press('Escape')
    await basket(page)
      .getByRole('button', { name: /^Retirer/ })
      .first()
      .click()
    await basket(page).getByText('Panier vide').waitFor()
  }, 60_000)
})

describe('what the payment asks', () => {
  it('is chosen by the arrows too, and Enter keeps its meaning', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+2')
    await page.keyboard.press('F9')
    const radio = (name: RegExp) => page.getByRole('radio', { name })
    await radio(/^Espèces/).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => radio(/^Carte$/).isChecked()).toBe(true)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => radio(/^Espèces/).isChecked()).toBe(true)
    await radio(/^Aucun/).focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => radio(/^E-mail/).isChecked()).toBe(true)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => radio(/^Imprimer/).isChecked()).toBe(true)
    await page.keyboard.press('n')
    await expect.poll(() => radio(/^Aucun/).isChecked()).toBe(true)
    await picture(page, 'radios')
    // Nothing is received before it is typed; an amount that is a tile is that tile.
    await page.getByText('à recevoir').waitFor()
    const tile = page.getByRole('button', { name: /^20\s€$/ })
    expect(await tile.getAttribute('aria-pressed')).toBe('false')
    await type(page, '20')
    await expect.poll(() => tile.getAttribute('aria-pressed')).toBe('true')
    await page.getByText('reçu 20,00 €').waitFor()
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await type(page, '5')
    await page.keyboard.press('Enter')
    await page.getByText('reçu 5,00 €').waitFor()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await basket(page)
      .getByRole('button', { name: /^Retirer/ })
      .first()
      .click()
    await basket(page).getByText('Panier vide').waitFor()
  }, 60_000)

  it('is not lost by a press outside its dialog', async () => {
    const { page } = on.till
    await page.keyboard.press('Alt+7')
    const field = page.getByLabel('Numéro du billet')
    const box = await field.boundingBox()
    if (!box) throw new Error('no field')
    await page.mouse.move(box.x + 20, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(4, 400)
    await page.mouse.up()
    await field.waitFor()
    await field.fill('87 123 458')
    await page.mouse.click(4, 400)
    expect(await field.inputValue()).toBe('87 123 458')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('Alt+7')
    await field.waitFor()
    await page.mouse.click(4, 400)
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // The focus is back in the search, and what is typed goes there.
    await type(page, 'golfe')
    expect(await page.getByRole('textbox', { name: 'Chercher' }).inputValue()).toBe('golfe')
  }, 60_000)
})
