import type { Browser } from 'playwright-core'
import { readEscpos, type Set } from '../../api/print/read-escpos.ts'
import { qrPath } from '../../api/ticket/qr-path.ts'

const safe = (text: string) => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)

/** One line as a thermal printer sets it: 12 dots a character, 24 a line, twice as much where it is doubled. */
function drawn(line: Set): string {
  if (line.qr !== undefined) {
    const { path, size } = qrPath(line.qr)
    return `<p class="c"><svg viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}"><path d="${path}"/></svg></p>`
  }
  const classes = [line.bold && 'b', line.high && 'h', line.wide && 'w', line.center && 'c'].filter(Boolean)
  return `<p class="${classes.join(' ')}"><span>${safe(line.text) || '&nbsp;'}</span></p>`
}

/** A picture of what a receipt printer makes of its bytes: for whoever wants to look. */
export async function paperPicture(
  browser: Browser,
  bytes: Uint8Array,
  columns: number,
  path: string,
): Promise<void> {
  const slips = readEscpos(bytes).slips.map((slip) => `<article>${slip.map(drawn).join('')}</article>`)
  const page = await browser.newPage({ viewport: { width: columns * 12 + 80, height: 600 } })
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>
    body { margin: 20px; background: #ccc; }
    article { width: ${columns * 12}px; padding: 20px; margin-bottom: 20px; background: #fff; color: #000; }
    p { margin: 0; height: 30px; font: 20px/30px "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre; }
    span { display: inline-block; transform-origin: 0 0; }
    .b { font-weight: bold; } .c { text-align: center; } .c span { transform-origin: 50% 0; }
    .h { height: 56px; } .h span { transform: scaleY(1.9); } .h.w span { transform: scale(2, 1.9); }
    p:has(svg) { height: auto; padding: 20px 0; }
  </style>${slips.join('')}`)
  await page.screenshot({ path, fullPage: true })
  await page.close()
}
