import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receiptRows } from '../sale/receipt-layout.ts'
import { receiptView } from '../sale/receipt-model.ts'
import { familySale, workedTicket } from '../sale/receipt-sample.ts'
import type { PaperColumns } from '../shared/printer.ts'
import { paperText } from './code-page.ts'
import { escpos } from './escpos.ts'
import { readEscpos, type Set } from './read-escpos.ts'

const worked = (columns: PaperColumns, over = {}) =>
  escpos([receiptRows(receiptView(workedTicket(over)))], { columns })
const text = (slip: Set[] = []) => slip.map((line) => line.text)

describe('a receipt on a receipt printer', () => {
  test('is these bytes: reset, page of characters, text, knife', () => {
    const bytes = escpos([[{ kind: 'text', text: 'Goûter à 12,00 €, œuf' }]], { columns: 48 })
    expect(bytes.toString('hex')).toBe(
      [
        '1b40',
        '1c2e',
        '1b5200',
        '1b7413',
        '476f96746572208520',
        '31322c303020d52c206f65756620'.slice(0, -2),
        '0a',
        '1d564200',
      ].join(''),
    )
  })

  test('opens the drawer before it prints, with the very order of its maker', () => {
    const bytes = escpos([[{ kind: 'text', text: 'x' }]], { columns: 48, drawer: true })
    expect(bytes.toString('hex')).toBe('1b401c2e1b52001b74131b700019fa780a1d564200')
    expect(readEscpos(bytes).kicks).toBe(1)
    expect(escpos([], { columns: 48, drawer: true }).toString('hex')).toBe('1b401c2e1b52001b74131b700019fa')
  })

  test('says what the drawn one says, in one piece, in the characters of the page', () => {
    const { slips, page, kicks } = readEscpos(worked(48))
    expect({ page, kicks, cut: slips.length }).toEqual({ page: 19, kicks: 0, cut: 1 })
    const lines = text(slips[0])
    expect(lines).toContain('Office de tourisme de Carnac')
    expect(lines).toContain('VENTE B2-2026-004217                    5 lignes')
    expect(lines).toContain("A. Ventes de l'office")
    expect(lines).toContain('  adulte 1 × 7,00                      7,00  (1)')
    expect(lines).toContain('(1) 20 %            6,67        1,33        8,00')
    expect(lines).toContain('Golfe, tour des îles, 13/08 14:30')
    expect(lines).toContain('TOTAL                                    91,00 €')
    expect(lines).toContain('k T 9 w · 3fa1 c07e')
    expect(slips[0]?.find((l) => l.text.startsWith('TOTAL '))).toMatchObject({ bold: true, high: true })
  })

  test('fits 48 columns, and takes one line more on 42', () => {
    const at = (columns: PaperColumns) => text(readEscpos(worked(columns)).slips[0])
    for (const columns of [48, 42] as const)
      for (const line of at(columns)) expect(line.length).toBeLessThanOrEqual(columns)
    expect(at(42).length - at(48).length).toBe(1)
  })

  test('names in large figures never overflow the line that they double', () => {
    const slip = [
      { kind: 'figure', text: 'mercredi 23 septembre 2026' } as const,
      { kind: 'figure', text: '14:30' } as const,
    ]
    const [lines = []] = readEscpos(escpos([slip], { columns: 48 })).slips
    expect(lines.map((l) => [l.text, l.wide, l.high])).toEqual([
      ['mercredi 23 septembre 2026', false, true],
      ['14:30', true, true],
    ])
  })
})

describe('a name', () => {
  test('gives the printer no order, whatever it holds', () => {
    const label = 'Île\u001bp\u0000\u0019\u00fa\u001dV\u0000\nfin \u0010\u0004\u0001 {code} | ^^^ \\ ~'
    const lines = workedTicket().lines.map((l) => ({ ...l, label }))
    const { slips, kicks } = readEscpos(worked(48, { lines }))
    expect({ cut: slips.length, kicks }).toEqual({ cut: 1, kicks: 0 })
    expect(text(slips[0]).join(' ')).toContain('{code} | ^^^ \\ ~')
  })

  test('of any characters stays within the line and the page', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 120, unit: 'binary' }),
        fc.constantFrom<PaperColumns>(48, 42),
        (label, columns) => {
          const sale = familySale({ lines: familySale().lines.map((l) => ({ ...l, label })) })
          const { slips, kicks } = readEscpos(escpos([receiptRows(receiptView(sale))], { columns }))
          expect({ cut: slips.length, kicks }).toEqual({ cut: 1, kicks: 0 })
          for (const line of text(slips[0])) expect(line.length).toBeLessThanOrEqual(columns)
          expect(text(slips[0]).some((line) => /^TOTAL +92,00 €$/.test(line))).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })

  test('keeps its letters, or the nearest that the printer has', () => {
    expect(paperText('Penn-ar-Bed, Ploërmel, Kêr, ñ, ù, Ça, œuvre, ŒUVRE')).toBe(
      'Penn-ar-Bed, Ploërmel, Kêr, ñ, ù, Ça, oeuvre, OEUVRE',
    )
    expect(paperText('l’été « à 5 % » … − 2 – 3')).toBe("l'été « à 5 % » ... - 2 - 3")
    expect(paperText('e\u0301 Ž ş 海')).toBe('é Z s ?')
  })
})
