import type { Page } from 'playwright-core'

/** From a press to the first paint that shows what it did, in ms; and what the browser itself says of the event. */
export type Press = { ms: number; event: number }

/** What must have changed, in words that the page can check: part of the page, or the state of an element. */
export type Change = { of: string; what: 'text' | 'value' | 'mode' }

type Armed = { settled: Promise<Press> }
type PageWithPress = typeof globalThis & { benchPress: (change: Change) => void; benchArmed: Armed }

/**
 * Puts the watch into the page: once armed, it takes the time of the next press from the browser's own stamp, looks in
 * every frame whether the change is there, and stops when that frame has been painted.
 */
export async function installPress(page: Page): Promise<void> {
  await page.evaluate(() => {
    const at = globalThis as PageWithPress
    let longest = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
    const read = ({ of, what }: Change): string => {
      const found = [...document.querySelectorAll<HTMLElement>(of)]
      if (what === 'value') return found.map((el) => (el as HTMLInputElement).value).join('|')
      if (what === 'mode') return found.map((el) => el.dataset.mode ?? '').join('|')
      return found.map((el) => el.textContent).join('|')
    }
    const painted = () =>
      new Promise<number>((done) => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => done(performance.now()))
        channel.port1.start()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
        channel.port2.postMessage(null)
      })
    at.benchPress = (change) => {
      const before = read(change)
      longest = 0
      const settled = new Promise<Press>((done) => {
        const pressed = (event: Event) => {
          removeEventListener('pointerdown', pressed, true)
          removeEventListener('keydown', pressed, true)
          const begin = event.timeStamp
          const look = () => {
            if (read(change) === before) return void requestAnimationFrame(look)
            // The observer tells of the event a moment after its paint.
            void painted().then((end) => setTimeout(() => done({ ms: end - begin, event: longest }), 60))
          }
          requestAnimationFrame(look)
        }
        addEventListener('pointerdown', pressed, true)
        addEventListener('keydown', pressed, true)
      })
      at.benchArmed = { settled }
    }
  })
}

/** Arms the watch, presses, and waits for the paint. Throws when what should change has not within ten seconds. */
export async function timePress(page: Page, change: Change, press: () => Promise<void>): Promise<Press> {
  await page.evaluate((c) => (globalThis as PageWithPress).benchPress(c), change)
  await press()
  const late = new Promise<never>((_, failed) =>
    setTimeout(() => failed(new Error(`nothing changed in ${change.of} within 10 s of a press`)), 10_000),
  )
  return Promise.race([page.evaluate(() => (globalThis as PageWithPress).benchArmed.settled), late])
}
