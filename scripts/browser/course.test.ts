import { expect, it } from 'vitest'
import { picture } from './look.ts'
import { openTill, stage } from './stage.ts'
import { basket, type, withoutContact } from './till.ts'

const on = stage(openTill)

/** The days that bookings of this status have, and their courses. */
async function booked(status: 'ON_HOLD' | 'CONFIRMED'): Promise<{ days: number; courses: string[] }> {
  const [row] = await on.db.sql`
    SELECT count(*)::int AS days, array_agg(DISTINCT s.group_id) AS courses
      FROM booking b JOIN booking_seat x ON x.booking_id = b.id JOIN session s ON s.id = x.session_id
     WHERE b.status = ${status}`
  return { days: row?.days, courses: row?.courses }
}

it('a course that was closed is moved to another one, whole, and sold', async () => {
  const { page } = on.till
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
  await on.db.sql`
    UPDATE session SET closed_at = now(), closed_reason = 'vent' WHERE group_id = ${held.courses[0] ?? ''}`
  await page.keyboard.press('F8')
  // A course is a list of names: each is asked for before money is.
  await page.getByRole('dialog', { name: 'Noms des participants' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Tapez le nom.').first().waitFor()
  const fields = page.getByRole('dialog').getByRole('textbox')
  for (let i = 0; i < (await fields.count()); i++) await fields.nth(i).fill(`Prénom ${i + 1}`)
  await page.keyboard.press('Enter')
  await withoutContact(page)
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
  expect(on.till.faults).toEqual([])
}, 60_000)
