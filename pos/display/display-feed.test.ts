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

/** A tab of a register, its basket to be filled; `act` is a key that is pressed in it. */
function till(registerId: string) {
  const hand = new EventTarget()
  const feed = createFeed(registerId, OFFICE, hand)
  let open = true
  const close = (left = true) => {
    if (open) feed.close(left)
    open = false
  }
  stops.push(close)
  return {
    close,
    show: feed.show,
    fill: () => feed.show(shown({ views: [boat] })),
    act: () => hand.dispatchEvent(new Event('keydown')),
  }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 30))

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

test('a till that is left leaves nothing on the display; one whose basket waits leaves the basket', async () => {
  const heard = display('reg_c')
  const first = till('reg_c')
  first.fill()
  await expect.poll(() => heard.at(-1)?.state).toBe('basket')
  first.close(false)
  await turn()
  expect(heard.at(-1)?.state).toBe('basket')
  const next = till('reg_c')
  next.fill()
  next.act()
  next.close(true)
  await expect.poll(() => heard.at(-1)?.state).toBe('idle')
})

test('of two tabs of a register only the one in which somebody acted tells', async () => {
  const heard = display('reg_d')
  const a = till('reg_d')
  a.fill()
  a.act()
  await expect.poll(() => heard.at(-1)?.state).toBe('basket')
  const b = till('reg_d')
  b.fill()
  await turn()
  a.show(shown({ sold: sold(400) }))
  // The other tab learns that the basket is gone, and has no sale of its own to show.
  b.show(shown({}))
  await turn()
  expect(heard.at(-1)).toMatchObject({ state: 'thanks', changeC: 400 })
  // A display that opens is told the same by both.
  const late = display('reg_d')
  await expect.poll(() => late.at(-1)?.state).toBe('thanks')
  await turn()
  expect(late.every((one) => one.state === 'thanks')).toBe(true)
  a.show(shown({}))
  await expect.poll(() => heard.at(-1)?.state).toBe('idle')
  b.act()
  await turn()
  b.fill()
  await expect.poll(() => heard.at(-1)?.state).toBe('basket')
  a.show(shown({}))
  a.close(true)
  await turn()
  expect(heard.at(-1)?.state).toBe('basket')
})
