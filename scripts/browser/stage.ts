import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { connect, disconnect, type Db } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { openBrowser } from './chromium.ts'
import { keep } from './look.ts'
import { runOffice, type RunningOffice } from './office.ts'
import { device, openShift, signIn, type Device } from './till.ts'

/** A running office, its database as the owner sees it, and a browser. */
export type Stage = { office: RunningOffice; db: Db; browser: Browser }

/**
 * What the browser tests of a file play on, with `more` of their own: made before the first test and gone after the
 * last.
 */
export function stage<More extends object = object>(more?: (on: Stage) => Promise<More>): Stage & More {
  const on = {} as Stage & More
  beforeAll(async () => {
    on.office = await runOffice(TEST_NOW)
    on.db = connect(on.office.ownerUrl, { role: null, max: 1 })
    on.browser = await openBrowser()
    Object.assign(on, await more?.(on))
  }, 120_000)
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const pages = on.browser.contexts().flatMap((context) => context.pages())
    for (const [i, page] of pages.entries()) await keep(page, `failed-${task.name.slice(0, 40)}-${i}`)
  })
  afterAll(async () => {
    await on.browser?.close()
    if (on.db) await disconnect(on.db)
    await on.office?.stop()
  })
  return on
}

/** A till on which an agent has signed in and opened the session of the first register. */
export async function openTill({ browser, office }: Stage): Promise<{ till: Device }> {
  const till = await device(browser, office.url, TEST_NOW)
  await signIn(till.page, 'maiwenn@guichet.example')
  await openShift(till.page)
  return { till }
}
