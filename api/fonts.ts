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

/** Texts that keep their shape at hand, per face; all are forgotten when there are more. */
const SHAPED = 2000

/** What is needed of a face: setting a text (fontkit declares no types). */
type Face = {
  layout(text: string, features?: unknown[], script?: string, language?: string, direction?: string): object
}

const isFace = (value: object): value is Face => 'layout' in value && typeof value.layout === 'function'

/**
 * Lets a face remember how it set each text. Choosing glyphs and kerning them is a third of the time of a ticket, and
 * most of its texts are those of the ticket before. Only the layout's own calls (they alone name a direction) are
 * remembered: it copies the positions it is given, whereas the writer of the file scales them in place.
 */
function remember(face: Face): void {
  const shape = face.layout.bind(face)
  const shaped = new Map<string, object>()
  face.layout = (text, features, script, language, direction) => {
    if (direction === undefined || features?.length !== 0) {
      return shape(text, features, script, language, direction)
    }
    const known = shaped.get(text)
    if (known) return known
    if (shaped.size >= SHAPED) shaped.clear()
    const run = shape(text, features, script, language, direction)
    shaped.set(text, run)
    return run
  }
}

async function loadFonts(): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const fonts = Object.entries(FACES).map(([weight, file]) => ({
    src: resolve(`@expo-google-fonts/radio-canada/${file}`),
    fontWeight: Number(weight),
  }))
  Font.register({ family: FONT, fonts })
  // French words are not cut: the library only knows how English ones are.
  Font.registerHyphenationCallback((word) => [word])
  for (const { fontWeight } of fonts) {
    await Font.load({ fontFamily: FONT, fontWeight })
    const { data } = Font.getFont({ fontFamily: FONT, fontWeight })
    if (data && isFace(data)) remember(data)
  }
}

/** Once a process: a second registration would read and parse the faces again. */
let loaded: Promise<void> | undefined

let drawing = 0
const waiting: (() => void)[] = []

/** Draws a document into a PDF; at most two at a time, the others wait their turn in order. */
export async function renderPdf(document: Parameters<typeof renderToBuffer>[0]): Promise<Buffer> {
  loaded ??= loadFonts()
  await loaded
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
