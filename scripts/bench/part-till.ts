import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { msOf, toDay, zoned, type Instant } from '../../api/shared/time.ts'
import { openBrowser } from '../browser/chromium.ts'
import { runOffice } from '../browser/office.ts'
import { openShift, signIn, SIZES } from '../browser/till.ts'
import { areFrontsFresh, buildFronts } from '../fronts.ts'
import { step } from '../step.ts'
import { figure, spread, table, type Target } from './figures.ts'
import { machineLine } from './machine.ts'
import type { Part } from './part.ts'
import { installPress, timePress, type Change, type Press } from './press.ts'

/** A summer afternoon, when there is something to sell. */
const NOW = zoned(toDay('2026-08-13'), '14:07') as Instant
const SLOWER = 4

/** A kind of press: what is done before, the press, what it must paint, and how all is put back. */
type Kind = {
  name: string
  change: Change
  prepare?: (page: Page) => Promise<void>
  press: (page: Page, n: number) => Promise<void>
  undo: (page: Page) => Promise<void>
}

const BASKET = 'aside[aria-label="Panier"]'
const search = (page: Page) => page.locator('#counter-search')
const tile = (page: Page) => page.getByRole('button', { name: /Topoguide/ }).first()
/** Pressed where it is, as a finger does: no wait for it to be still, which would be part of the figure. */
async function tap(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error('what is to be pressed is not on the screen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.up()
}
const plus = (page: Page) => page.locator('main fieldset input[inputmode="numeric"] + button').first()
const minus = (page: Page) =>
  page.locator('main fieldset:has(input[inputmode="numeric"]) button:not([disabled])').first()
const LETTERS = 'gmtpvcbs'

const KINDS: readonly Kind[] = [
  {
    name: 'tile → basket',
    change: { of: BASKET, what: 'text' },
    press: (page) => tap(page, tile(page)),
    undo: async (page) => {
      await page.locator(`${BASKET} li button[aria-label^="Retirer"]`).first().click()
      await page.locator(`${BASKET} li`).first().waitFor({ state: 'detached' })
    },
  },
  {
    name: 'search key → results',
    change: { of: 'main section', what: 'text' },
    prepare: (page) => search(page).focus(),
    press: (page, n) => page.keyboard.press(LETTERS.charAt(n % LETTERS.length)),
    undo: (page) => search(page).fill(''),
  },
  {
    name: 'Encaisser → payment',
    change: { of: 'main', what: 'mode' },
    prepare: async (page) => {
      if ((await page.locator(`${BASKET} li`).count()) === 0) await tile(page).click()
    },
    press: (page) => tap(page, page.locator(`${BASKET} button[aria-keyshortcuts="F9"]`)),
    undo: async (page) => {
      await page.keyboard.press('Escape')
      await page.locator('main[data-mode="sell"]').waitFor()
    },
  },
  {
    name: 'stepper + → figure',
    change: { of: 'main fieldset input[inputmode="numeric"]', what: 'value' },
    prepare: async (page) => {
      if (await plus(page).isVisible()) return
      await page
        .getByRole('button', { name: /Golfe du Morbihan, tour des îles/ })
        .first()
        .click()
      await plus(page).waitFor()
    },
    press: (page) => tap(page, plus(page)),
    undo: (page) => minus(page).click(),
  },
]

/** Presses to paint in the built till, in a browser slowed four times. */
export const tillPart: Part = async ({ plan }) => {
  if (!areFrontsFresh()) await step('Fronts built', buildFronts)
  const machine = machineLine()
  const office = await step('Demonstration office', () => runOffice(NOW))
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({
      baseURL: office.url,
      viewport: SIZES.till,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    })
    // What tsx puts around named functions, also in those that are sent to the page.
    await context.addInitScript('globalThis.__name ??= (named) => named')
    // The date alone is another: the clock that measures is the browser's own.
    await context.addInitScript((ms) => {
      const apart = ms - Date.now()
      const Real = Date
      globalThis.Date = class extends Real {
        constructor(...given: []) {
          if (given.length === 0) super(Real.now() + apart)
          else super(...given)
        }
        static override now() {
          return Real.now() + apart
        }
      } as DateConstructor
    }, msOf(NOW))
    const page = await context.newPage()
    await signIn(page, 'maiwenn@guichet.example')
    await openShift(page)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await installPress(page)
    const found: [string, Press[]][] = []
    for (const kind of KINDS) {
      found.push([kind.name, await step(kind.name, () => measure(page, cdp, kind, plan))])
    }
    return findings(machine, found)
  } finally {
    await browser.close()
    await office.stop()
  }
}

async function measure(
  page: Page,
  cdp: CDPSession,
  kind: Kind,
  plan: { quick: boolean; profile: string | null },
): Promise<Press[]> {
  const presses: Press[] = []
  const times = plan.quick ? 12 : 40
  for (let n = -2; n < times; n++) {
    await kind.prepare?.(page)
    await page.waitForTimeout(120)
    if (n === 0 && plan.profile) await startProfile(cdp)
    const press = await timePress(page, kind.change, () => kind.press(page, n + 2))
    // The first two warm the code up.
    if (n >= 0) presses.push(press)
    await kind.undo(page)
  }
  if (plan.profile) await keepProfile(cdp, plan.profile, kind.name)
  return presses
}

async function startProfile(cdp: CDPSession): Promise<void> {
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 })
  await cdp.send('Profiler.start')
}

async function keepProfile(cdp: CDPSession, folder: string, name: string): Promise<void> {
  const { profile } = await cdp.send('Profiler.stop')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name.replace(/\W+/g, '-')}.cpuprofile`), JSON.stringify(profile))
}

function findings(machine: string, found: readonly [string, Press[]][]) {
  const rows = found.map(([name, presses]) => {
    const all = spread(presses.map((p) => p.ms))
    const event = spread(presses.map((p) => p.event))
    return { name, all, event }
  })
  const targets: Target[] = rows.flatMap(({ name, all }) => [
    {
      what: `${name}, slowed ${SLOWER} ×, median`,
      value: all.median,
      unit: 'ms',
      first: 100,
      goal: 50,
      atLeast: false,
    },
    {
      what: `${name}, slowed ${SLOWER} ×, p95`,
      value: all.p95,
      unit: 'ms',
      first: 100,
      goal: null,
      atLeast: false,
    },
  ])
  return {
    title: 'Press to paint on the till',
    lines: [
      machine,
      '',
      ...table(
        ['press', 'median ms', 'p95 ms', 'presses', 'event timing: median ms', 'p95 ms'],
        rows.map(({ name, all, event }) => [
          name,
          figure(all.median),
          figure(all.p95),
          all.count,
          event.median,
          event.p95,
        ]),
      ),
    ],
    targets,
  }
}
