import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/** Without these a browser behind a closed network keeps knocking at its maker's doors. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * For the packed browser. Its own list is made for a function in a cloud: one process for everything, which loses its
 * windows as soon as there are two, and no news from one tab to the other.
 */
const ALONE = ['--no-zygote', '--font-render-hinting=none', '--use-gl=angle', '--use-angle=swiftshader']

/**
 * A headless browser: `CHROME_PATH`, else an installed Chromium or Chrome, else the one inside a package of npm. `more`
 * switches are handed to it as they are.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const named = process.env.CHROME_PATH
  const path = named ?? INSTALLED.find((p) => existsSync(p))
  if (path) return chromium.launch({ executablePath: path, args: [...QUIET, ...more] })
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [...ALONE, ...QUIET, ...more],
  })
}
