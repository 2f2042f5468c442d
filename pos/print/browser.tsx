import { render } from 'solid-js/web'
import type { Slip } from '../../api/shared/slip.ts'
import { SlipSheet } from './SlipSheet.tsx'

/** ms: how long style sheets may take, and the dialog stay open before the next paper. */
const STYLED = 10_000
const DIALOG = 120_000
const LOOK = 500
/** Height of a page beyond what it says (mm): a slip is never torn over two pages by a hair. */
const SPARE = 1

/**
 * Prints slips through the browser, on pages of 80 mm as long as each slip: from a hidden page of our own making, so
 * that no viewer of papers is needed and the driver is told the size. Ends when the dialog is closed.
 */
export async function printHere(slips: readonly Slip[]): Promise<void> {
  // The frames of the sale before are kept until now: removing one ends its printing.
  for (const old of document.querySelectorAll('iframe[data-paper]')) old.remove()
  const frame = document.createElement('iframe')
  frame.className = 'sr'
  frame.tabIndex = -1
  frame.ariaHidden = 'true'
  frame.dataset.paper = ''
  document.body.append(frame)
  const page = frame.contentDocument
  const view = frame.contentWindow
  if (!page || !view) throw new Error('no page to print')
  page.documentElement.lang = 'fr'
  await styled(page)
  render(() => <SlipSheet slips={slips} />, page.body)
  await page.fonts.ready
  sizePages(page)
  view.print()
  await dialogClosed()
}

/** Gives the page the style sheets of this one: they are ours, so that its security policy holds there too. */
async function styled(page: Document): Promise<void> {
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"], style')]
  const loaded = sheets.map((sheet) => {
    const copy = page.importNode(sheet, true)
    const done =
      copy instanceof HTMLLinkElement || copy.nodeName === 'LINK'
        ? new Promise((resolve) => {
            copy.addEventListener('load', resolve)
            copy.addEventListener('error', resolve)
          })
        : Promise.resolve()
    page.head.append(copy)
    return done
  })
  await Promise.race([Promise.all(loaded), new Promise((resolve) => setTimeout(resolve, STYLED))])
}

/** A page for each slip, 80 mm wide and as long as it: a roll is cut there. */
function sizePages(page: Document): void {
  // A sheet belongs to the document that it is made in. One that is no longer shown prints nothing.
  const view = page.defaultView
  if (!view) return
  const sheet = new view.CSSStyleSheet()
  const rules = ['@page { margin: 0 }', 'html, body { height: auto; min-height: 0; background: #fff }']
  for (const [i, slip] of [...page.querySelectorAll<HTMLElement>('[data-slip]')].entries()) {
    const long = Math.ceil((slip.getBoundingClientRect().height / 96) * 25.4) + SPARE
    slip.style.setProperty('page', `slip${i}`)
    rules.push(`@page slip${i} { size: 80mm ${long}mm; margin: 0 }`)
  }
  sheet.replaceSync(rules.join('\n'))
  page.adoptedStyleSheets = [sheet]
}

/** The dialog of the printer takes the focus from the page; a till that prints without asking has none. */
async function dialogClosed(): Promise<void> {
  const until = Date.now() + DIALOG
  do await new Promise((resolve) => setTimeout(resolve, LOOK))
  while (!document.hasFocus() && Date.now() < until)
}
