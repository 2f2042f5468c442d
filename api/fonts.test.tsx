/** @jsxImportSource react */
import { Document, Page, Text } from '@react-pdf/renderer'
import { expect, test } from 'vitest'
import { FONT, printable, renderPdf } from './fonts.ts'
import { pdfText } from './ticket/pdf-test.ts'

const page = (text: string) => (
  <Document>
    <Page style={{ fontFamily: FONT, fontWeight: 600 }}>
      <Text>{text}</Text>
    </Page>
  </Document>
)

test('more documents than are drawn at once all come out, each with its own text', async () => {
  const texts = Array.from({ length: 12 }, (_, i) => `Départ ${i}, 14:30`)
  const pdfs = await Promise.all(texts.map((text) => renderPdf(page(text))))
  expect(await Promise.all(pdfs.map(async (pdf) => (await pdfText(pdf))[0]))).toEqual(texts)
})

test('a drawing that fails lets the next ones through', async () => {
  const missing = (
    <Document>
      <Page style={{ fontFamily: 'No such face' }}>
        <Text>x</Text>
      </Page>
    </Document>
  )
  const failed = await Promise.allSettled([1, 2, 3, 4].map(() => renderPdf(missing)))
  expect(failed.map((f) => f.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  expect((await renderPdf(page('ouvert'))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('what the faces lack is swapped for what looks the same', () => {
  expect(printable('1\u202f234 e\u2011mail')).toBe('1\u00a0234 e-mail')
})
