import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const { resolve } = createRequire(import.meta.url)
const FACES = `${join(dirname(resolve('pdfjs-dist/package.json')), 'standard_fonts')}/`
// The reader would otherwise fetch its binary from the web.
prepareZXingModule({
  overrides: {
    wasmBinary: Uint8Array.from(readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer,
  },
})

type CanvasFactory = {
  create(
    width: number,
    height: number,
  ): { canvas: { toBuffer(type: 'image/png'): Buffer }; context: CanvasRenderingContext2D }
}

/** For tests, here and in the browser test: what a PDF says, how it looks, and what its QR codes hold. */
async function open(pdf: Uint8Array) {
  const task = getDocument({
    // pdf.js keeps (and detaches) what it is given: hand it a copy.
    data: Uint8Array.from(pdf),
    // The faces that every reader of PDF has (the mono one of codes), which stand in no file.
    standardFontDataUrl: FACES,
    verbosity: VerbosityLevel.ERRORS,
  })
  return { document: await task.promise, close: () => task.destroy() }
}

/** The text of each page, in the order it is drawn, with no-break spaces as plain ones. */
export async function pdfText(pdf: Uint8Array): Promise<string[]> {
  const { document, close } = await open(pdf)
  const pages: string[] = []
  for (let n = 1; n <= document.numPages; n++) {
    const { items } = await (await document.getPage(n)).getTextContent()
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('')
    pages.push(text.replace(/[\s\u00a0]+/g, ' '))
  }
  await close()
  return pages
}

/** Size of each page in millimetres. */
export async function pdfSizes(pdf: Uint8Array): Promise<{ width: number; height: number }[]> {
  const { document, close } = await open(pdf)
  const sizes: { width: number; height: number }[] = []
  for (let n = 1; n <= document.numPages; n++) {
    const { width, height } = (await document.getPage(n)).getViewport({ scale: 25.4 / 72 })
    sizes.push({ width, height })
  }
  await close()
  return sizes
}

/** A page as a PNG at so many dots an inch. */
export async function pdfPicture(pdf: Uint8Array, page = 1, dpi = 200): Promise<Buffer> {
  const { document, close } = await open(pdf)
  const sheet = await document.getPage(page)
  const viewport = sheet.getViewport({ scale: dpi / 72 })
  // The canvas that pdf.js brings along: it refuses the paths of another copy.
  const factory = document.canvasFactory as CanvasFactory
  const { canvas, context } = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await sheet.render({ canvas: null, canvasContext: context, viewport }).promise
  const picture = canvas.toBuffer('image/png')
  await close()
  return picture
}

/** What the QR codes of a page say, read from its picture as a camera would. */
export async function pdfQr(pdf: Uint8Array, page = 1): Promise<string[]> {
  const found = await readBarcodes(await pdfPicture(pdf, page), { formats: ['QRCode'] })
  return found.map((code) => code.text)
}
