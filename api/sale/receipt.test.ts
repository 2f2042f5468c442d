import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pdfSizes, pdfText } from '../ticket/pdf-test.ts'
import { amount, receiptView } from './receipt-model.ts'
import { familySale, workedTicket } from './receipt-sample.ts'
import { receiptText } from './receipt-text-test.ts'
import { renderReceipt, type Paper } from './receipt.tsx'

const copy = {
  n: 2,
  at: workedTicket().sale.at,
  hash: `beef0042${'0'.repeat(56)}`,
  signature: 'bbxbbbYbbbbb7bbbbbqbbb',
}

/** With PDF_OUT set, what the tests draw is kept there to be looked at. */
async function drawn(name: string, rows: ReturnType<typeof workedTicket>, paper: Paper): Promise<Buffer> {
  const pdf = await renderReceipt(receiptView(rows), paper)
  if (process.env.PDF_OUT) writeFileSync(`${process.env.PDF_OUT}/${name}.pdf`, pdf)
  return pdf
}

describe('the receipt of the worked ticket', () => {
  const view = receiptView(workedTicket())

  test('keeps the office’s sales and the principal’s apart', () => {
    expect(view.own?.totalC).toBe(2000)
    expect(view.own?.vat).toEqual([
      { index: 1, label: '20\u00a0%', mention: null, htC: 667, vatC: 133, ttcC: 800 },
      { index: 2, label: '5,5\u00a0%', mention: null, htC: 1137, vatC: 63, ttcC: 1200 },
    ])
    expect(view.principals).toHaveLength(1)
    expect(view.principals[0]).toMatchObject({ name: 'Vedettes Kerlann', totalC: 7100 })
    expect(view.principals[0]?.groups).toHaveLength(1)
    expect(view.principals[0]?.groups[0]?.lines.map((l) => l.vat)).toEqual([null, null])
    expect([view.totalC, view.changeC, view.lineCount]).toEqual([9100, 1900, 5])
  })

  test('counts equal chèques-vacances, and shows the cash that was handed over', () => {
    expect(view.payments).toEqual([
      { label: 'Chèques-Vacances 2 × 20,00', amountC: 4000 },
      { label: 'Carte, terminal 004512', amountC: 2000 },
      { label: 'Espèces reçues', amountC: 5000 },
    ])
  })

  test('on 80 mm is one page as high as its text, with every mandatory mention', async () => {
    const pdf = await drawn('worked-80', workedTicket(), '80')
    const sizes = await pdfSizes(pdf)
    expect(sizes).toHaveLength(1)
    expect(sizes[0]?.width).toBeCloseTo(80, 1)
    expect(sizes[0]?.height).toBeGreaterThan(150)
    expect(sizes[0]?.height).toBeLessThan(240)
    const [text] = await pdfText(pdf)
    for (const mention of [
      'Office de tourisme de Carnac',
      '1 place du Guichet, 56340 Carnac',
      'SIRET 000 902 437 00011 · TVA FR00 000902437',
      'VENTE B2-2026-004217',
      '5 lignes',
      '13/08/2026 14:09:32',
      'agent MA',
      'Bourg · Caisse 2',
      'Total B, sans TVA de l’office',
      'SIRET 000 901 009 00019',
      '91,00 €',
      'k T 9 w · 3fa1 c07e',
      'Guichet 1.0.0 · impression nº 1',
      'Lieu des prestations : Carnac, La Trinité-sur-Mer',
    ]) {
      expect(text).toContain(mention)
    }
    for (const figure of ['6,67', '1,33', '11,37', '0,63', '18,04', '1,96', '71,00', '19,00']) {
      expect(text).toContain(figure)
    }
    expect(text).not.toMatch(/DUPLICATA|DÉMONSTRATION/)
  })
})

describe('the receipt of the family', () => {
  test('names both principals, the SNCF among them, and the change', async () => {
    const view = receiptView(familySale())
    expect(view.principals.map((p) => [p.name, p.totalC])).toEqual([
      ['Vedettes Kerlann', 7100],
      ['SNCF Voyageurs', 900],
    ])
    expect([view.thirdC, view.own?.totalC, view.totalC, view.changeC]).toEqual([8000, 1200, 9200, 800])
    const [text] = await pdfText(await drawn('family-80', familySale(), '80'))
    for (const figure of [
      '71,00',
      '12,00',
      '9,00',
      '92,00 €',
      '50,00',
      '30,00',
      '20,00',
      '8,00 €',
      'TK48213',
    ]) {
      expect(text).toContain(figure)
    }
  })

  test('on A5 is one page, and says the same', async () => {
    const pdf = await drawn('family-a5', familySale({ customerName: 'Gîte des Korrigans' }), 'a5')
    expect(await pdfSizes(pdf)).toHaveLength(1)
    const [text] = await pdfText(pdf)
    expect(text).toContain('Client : Gîte des Korrigans')
    expect(text).toContain('92,00 €')
  })
})

describe('a receipt', () => {
  test('printed again says which duplicata, when, and both extracts', async () => {
    const office = { ...workedTicket().office, demo: true }
    const [text] = await pdfText(await drawn('copy-80', familySale({ copy, office }), '80'))
    expect(text).toContain('DUPLICATA nº 2')
    expect(text).toContain('imprimé le 13/08/2026 à 14:09:32')
    expect(text).toContain('impression nº 3')
    expect(text).toContain('x Y 7 q · beef 0042')
    expect(text).toContain('k T 9 w · 3fa1 c07e')
    expect(text).toContain('DÉMONSTRATION')
  })

  test('that corrects another names it, its date and the reason', () => {
    const { sale } = workedTicket()
    const cancel = workedTicket({
      sale: { ...sale, docType: 'CANCEL', number: 'B2-2026-004218', totalC: -9100, reason: 'ERREUR' },
      origin: { number: sale.number, at: sale.at, docType: 'SALE' },
    })
    const text = receiptText(receiptView(cancel), 48)
    expect(text).toContain('ANNULATION B2-2026-004218')
    expect(text).toContain('Corrige VENTE B2-2026-004217 du 13/08/2026,')
    expect(text).toContain('\u221291,00 €')
  })

  test('of an office outside VAT prints the mention and no rate', () => {
    const office = {
      ...workedTicket().office,
      vatNumber: null,
      vatMention: 'TVA non applicable, art. 293 B du CGI',
    }
    const lines = workedTicket().lines.map((l) => ({ ...l, vatRateBp: null, htC: l.totalC, vatC: 0 }))
    const view = receiptView(workedTicket({ office, lines }))
    expect(view.own?.vat).toEqual([
      { index: 1, label: 'sans TVA', mention: null, htC: 2000, vatC: 0, ttcC: 2000 },
    ])
    expect(receiptText(view, 48).replace(/\s+/g, ' ')).toContain('TVA non applicable, art. 293 B du CGI')
  })

  test('of exempt lines prints the words of the law under the rates, never our code', () => {
    const vatMention = 'Exonéré, art. 261-7 du CGI'
    const exempt = { vatRateBp: null, vatExemptCode: 'EXEMPT-261-7', vatMention }
    const lines = workedTicket().lines.map((l) =>
      l.vatRateBp === 550 ? { ...l, ...exempt, htC: l.totalC, vatC: 0 } : l,
    )
    const view = receiptView(workedTicket({ lines }))
    expect(view.own?.vat[1]).toEqual({
      index: 2,
      label: 'sans TVA',
      mention: vatMention,
      htC: 1200,
      vatC: 0,
      ttcC: 1200,
    })
    const text = receiptText(view, 42)
    expect(text).toContain(`(2) ${vatMention}`)
    expect(text).not.toContain('EXEMPT-261')
  })

  test('of a mandate without its principal is refused', () => {
    expect(() => receiptView(workedTicket({ providers: new Map() }))).toThrow(RangeError)
  })

  test('as plain text fits its columns, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 120 }), fc.constantFrom(48, 42), (label, columns) => {
        const lines = workedTicket().lines.map((l) => ({ ...l, label }))
        const text = receiptText(receiptView(workedTicket({ lines, copy })), columns)
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
        expect(text).toMatch(/TOTAL +91,00 €/)
      }),
      { numRuns: 50 },
    )
  })

  test('is the same each time it is read', async () => {
    expect(receiptText(receiptView(familySale()), 48)).toBe(receiptText(receiptView(familySale()), 48))
  })

  test('writes amounts with a comma, grouped, and a true minus sign', () => {
    expect([0, 5, 123450, -1200].map(amount)).toEqual(['0,00', '0,05', '1\u00a0234,50', '\u221212,00'])
  })
})
