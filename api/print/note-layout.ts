import { euros, ownBlock, thirdBlock, voucherBlock, type Row } from '../sale/receipt-layout.ts'
import type { NoteView } from './note.ts'

/** The note on 80 mm paper, laid out as the receipt that follows it. Nothing on it may be taken for a receipt. */
export function noteRows(view: NoteView): Row[] {
  const { office } = view
  return [
    { kind: 'title', text: office.name },
    { kind: 'text', text: office.address, center: true, small: true },
    { kind: 'text', text: `SIRET ${office.siret} · ${office.vat}`, center: true, small: true },
    { kind: 'gap' },
    ...(office.demo ? [{ kind: 'box', text: 'DÉMONSTRATION', note: 'sans valeur' } as const] : []),
    { kind: 'box', text: 'NOTE', note: 'document provisoire, à remettre avant paiement' },
    { kind: 'pair', left: `${view.date} ${view.time}`, right: `agent ${view.operator}` },
    { kind: 'text', text: `${view.site} · ${view.register}` },
    ...ownBlock(view),
    ...thirdBlock(view),
    ...voucherBlock(view),
    { kind: 'dashes' },
    { kind: 'pair', left: 'Total hors taxes', right: euros(view.htC) },
    { kind: 'total', left: 'TOTAL TTC', right: euros(view.totalC) },
    { kind: 'text', text: 'Ce document n’est pas un ticket de caisse.', center: true, small: true },
    ...(view.places.length > 0
      ? [
          {
            kind: 'text',
            text: `Lieu des prestations : ${view.places.join(', ')}`,
            center: true,
            small: true,
          } as const,
        ]
      : []),
  ]
}
