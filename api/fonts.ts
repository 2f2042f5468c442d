import { createRequire } from 'node:module'
import { Font, renderToBuffer } from '@react-pdf/renderer'

/** The family of every paper. Its figures are tabular by default: columns of amounts align without more. */
export const FONT = 'Radio Canada'
/** For codes, which people copy: one of the faces that every PDF reader has. */
export const MONO = 'Courier-Bold'

/** Documents drawn at the same time: drawing is plain computation, more would only hold more memory. */
const AT_ONCE = 2

const FACES = {
  400: '400Regular/RadioCanada_400Regular.ttf',
  500: '500Medium/RadioCanada_500Medium.ttf',
  600: '600SemiBold/RadioCanada_600SemiBold.ttf',
  700: '700Bold/RadioCanada_700Bold.ttf',
}

let registered = false

/** Registers the faces once a process: a second registration would read and parse them again. */
function registerFonts(): void {
  if (registered) return
  const { resolve } = createRequire(import.meta.url)
  Font.register({
    family: FONT,
    fonts: Object.entries(FACES).map(([weight, file]) => ({
      src: resolve(`@expo-google-fonts/radio-canada/${file}`),
      fontWeight: Number(weight),
    })),
  })
  // French words are not cut: the library only knows how English ones are.
  Font.registerHyphenationCallback((word) => [word])
  registered = true
}

let drawing = 0
const waiting: (() => void)[] = []

/** Draws a document into a PDF; at most two at a time, the others wait their turn in order. */
export async function renderPdf(document: Parameters<typeof renderToBuffer>[0]): Promise<Buffer> {
  registerFonts()
  if (drawing >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn))
  else drawing += 1
  try {
    return await renderToBuffer(document)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }
}

/** What the faces lack is swapped for what looks the same: U+202F for U+00A0, U+2011 for a hyphen. */
export function printable(text: string): string {
  return text.replaceAll('\u202f', '\u00a0').replaceAll('\u2011', '-')
}
