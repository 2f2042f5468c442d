import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, disconnect, type Db } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { openBrowser } from './chromium.ts'
import { picture } from './look.ts'
import { runOffice, type RunningOffice } from './office.ts'
import { device, openShift, signIn, type, type Device } from './till.ts'

let office: RunningOffice
let browser: Browser
let till: Device
let db: Db

beforeAll(async () => {
  office = await runOffice(TEST_NOW)
  db = connect(office.ownerUrl, { role: null, max: 1 })
  browser = await openBrowser()
  till = await device(browser, office.url, TEST_NOW)
  await signIn(till.page, 'maiwenn@guichet.example')
  await openShift(till.page)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await disconnect(db)
  await office?.stop()
})

const basket = (page: Page) => page.getByRole('complementary', { name: 'Panier' })

/** The days that bookings of this status have, and their courses. */
async function booked(status: 'ON_HOLD' | 'CONFIRMED'): Promise<{ days: number; courses: string[] }> {
  const [row] = await db.sql`
    SELECT count(*)::int AS days, array_agg(DISTINCT s.group_id) AS courses
      FROM booking b JOIN booking_seat x ON x.booking_id = b.id JOIN session s ON s.id = x.session_id
     WHERE b.status = ${status}`
  return { days: row?.days, courses: row?.courses }
}

it('a course that was closed is moved to another one, whole, and sold', async () => {
  const { page } = till
  await type(page, 'stage 1a')
  await page.keyboard.press('Enter')
  await page.getByText('prochaine date').waitFor()
  await page.locator('[data-row] time').first().waitFor()
  await page.keyboard.press('Enter')
  await basket(page)
    .getByText(/gardées? encore/)
    .waitFor()
  const held = await booked('ON_HOLD')
  expect(held).toMatchObject({ days: 5, courses: [expect.any(String)] })
  await db.sql`
    UPDATE session SET closed_at = now(), closed_reason = 'vent' WHERE group_id = ${held.courses[0] ?? ''}`
  await page.keyboard.press('F8')
  await basket(page).getByText('Ce départ est fermé : vent.').waitFor()
  await picture(page, 'course-closed')
  await basket(page)
    .getByRole('button', { name: /\d\splaces$/ })
    .first()
    .click()
  await basket(page)
    .getByText(/gardées? encore/)
    .waitFor()
  const answer = page.waitForResponse((r) => r.url().endsWith('/api/sales'))
  await page.keyboard.press('F8')
  expect((await answer).status()).toBe(201)
  const sold = await booked('CONFIRMED')
  expect(sold).toMatchObject({ days: 5, courses: [expect.any(String)] })
  expect(sold.courses).not.toEqual(held.courses)
  expect(till.faults).toEqual([])
}, 60_000)
