import { createPrinter, NoViewer } from '../printer.ts'

/** ms: a paper that is not shown by then will not be; how long its dialog may stay open before the next paper. */
const SHOWN = 10_000
const DIALOG = 120_000
const LOOK = 500

/** The papers of this till, printed by the browser; what it refuses is in `unprinted`. */
export const printer = createPrinter(printPdf, () => {
  // The frames of the sale before are kept until now: removing one ends its printing.
  for (const old of document.querySelectorAll('iframe[data-paper]')) old.remove()
})

/** Prints the tickets of a sale, after its receipt when that was asked for. Once, however often it is called. */
export const printSale = printer.print

/** The answers of the API may not be framed: the paper is shown from the page's own memory, and printed from there. */
async function printPdf(address: string): Promise<void> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status}`)
  const paper = await answer.blob()
  // Without a viewer of its own the browser would keep the paper as a file instead of showing it.
  if (!navigator.pdfViewerEnabled) throw new NoViewer()
  const url = URL.createObjectURL(paper)
  const frame = document.createElement('iframe')
  frame.className = 'sr'
  frame.tabIndex = -1
  frame.ariaHidden = 'true'
  frame.dataset.paper = ''
  const shown = new Promise((resolve, reject) => {
    frame.onload = resolve
    setTimeout(() => reject(new Error('the paper is not shown')), SHOWN)
  })
  frame.src = url
  document.body.append(frame)
  await shown.finally(() => URL.revokeObjectURL(url))
  frame.contentWindow?.print()
  await dialogClosed()
}

/** The dialog of the printer takes the focus from the page; a till that prints without asking has none. */
async function dialogClosed(): Promise<void> {
  const until = Date.now() + DIALOG
  do await new Promise((resolve) => setTimeout(resolve, LOOK))
  while (!document.hasFocus() && Date.now() < until)
}
