import { afterEach, expect, test } from 'vitest'
import type { BasketView } from '../counter/basket-view.ts'
import type { Sold } from '../counter/last-sold.ts'
import { shownOf } from './display-feed.ts'
import { createFeed, hearFeed, type Shown } from './feed.ts'

const OFFICE = { name: 'Office de tourisme de Carnac', demo: false }

const boat = {
  line: { sessions: [{ day: '2026-08-13', time: '14:30' }], names: ['Yann Le Goff'] },
  product: { kind: 'SESSION', text: { fr: { title: 'Golfe, tour des îles' } } },
  priced: [{ qty: 2, unitC: 2_800, fare: { unit: { name: { fr: 'Adulte' } } } }],
  totalC: 5_600,
}
const view = (views: object[]) =>
  ({ views, price: { totalC: views.length * 5_600 } }) as unknown as BasketView
const sold = (changeC: number) => ({ id: 's', number: 'B1-1', totalC: 5_600, changeC }) as unknown as Sold
const shown = (over: { views?: object[]; remainingC?: number | null; sold?: Sold | null }): Shown =>
  shownOf({
    view: () => view(over.views ?? []),
    remainingC: () => over.remainingC ?? null,
    sold: () => over.sold ?? null,
  })

let stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops) stop()
  stops = []
})

/** What a display of a register has shown so far. */
function display(registerId: string): Shown[] {
  const heard: Shown[] = []
  stops.push(hearFeed(registerId, ({ shown }) => heard.push(shown)))
  return heard
}

/** A till of a register, its basket to be filled. */
function till(registerId: string) {
  const feed = createFeed(registerId, OFFICE)
  stops.push(feed.close)
  return { fill: () => feed.show(shown({ views: [boat] })) }
}

test('a basket shows its lines and total, what remains while it is paid, then the change', () => {
  expect(shown({})).toEqual({ state: 'idle' })
  expect(shown({ views: [boat] })).toEqual({
    state: 'basket',
    lines: [
      {
        name: 'Golfe, tour des îles',
        detail: 'jeu.\u00a013\u00a0août 14:30 · 2\u00a0×\u00a0adulte',
        totalC: 5_600,
      },
    ],
    totalC: 5_600,
    paying: null,
  })
  expect(shown({ views: [boat], remainingC: 1_600 })).toMatchObject({ paying: { remainingC: 1_600 } })
  expect(shown({ sold: sold(400) })).toEqual({ state: 'thanks', totalC: 5_600, changeC: 400 })
  // The next basket has begun: the sale before is over.
  expect(shown({ views: [boat], sold: sold(400) })).toMatchObject({ state: 'basket' })
})

test('no name of a person ever leaves the till', () => {
  expect(JSON.stringify(shown({ views: [boat] }))).not.toContain('Le Goff')
})

test('a display opened late, or again, shows the basket as it is', async () => {
  const { fill } = till('reg_a')
  fill()
  const first = display('reg_a')
  await expect.poll(() => first.at(-1)?.state).toBe('basket')
  const again = display('reg_a')
  await expect.poll(() => again.at(-1)?.state).toBe('basket')
})

test('another register’s basket is never shown', async () => {
  const a = display('reg_a')
  const b = display('reg_b')
  till('reg_b').fill()
  till('reg_a')
  await expect.poll(() => b.at(-1)?.state).toBe('basket')
  await expect.poll(() => a.length).toBeGreaterThan(0)
  expect(a.every((one) => one.state === 'idle')).toBe(true)
})

test('a till that is left leaves nothing on the display', async () => {
  const heard = display('reg_c')
  till('reg_c').fill()
  await expect.poll(() => heard.at(-1)?.state).toBe('basket')
  for (const stop of stops.splice(1)) stop()
  await expect.poll(() => heard.at(-1)?.state).toBe('idle')
})
