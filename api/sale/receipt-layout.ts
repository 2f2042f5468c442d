import type { SlipRow } from '../shared/slip.ts'
import { amount } from './receipt-model.ts'
import type { ReceiptGroup, ReceiptLine, ReceiptView } from './receipt-type.ts'

/** One element of a receipt, from top to bottom: paper, A5 and plain text draw the same list. */
export type Row = Exclude<SlipRow, { kind: 'figure' | 'qr' }>

/** What is sold, as a receipt and a note set it out. */
export type Blocks = Pick<ReceiptView, 'own' | 'principals' | 'thirdC' | 'vouchers'>

export const euros = (amountC: number) => `${amount(amountC)}\u00a0€`

/** Every mandatory mention of fiscal.md 1.10, in order. */
export function receiptRows(view: ReceiptView): Row[] {
  return [
    { kind: 'title', text: view.office.name },
    { kind: 'text', text: view.office.address, center: true, small: true },
    { kind: 'text', text: `SIRET ${view.office.siret} · ${view.office.vat}`, center: true, small: true },
    { kind: 'gap' },
    ...stamps(view),
    ...document(view),
    ...ownBlock(view),
    ...thirdBlock(view),
    ...voucherBlock(view),
    { kind: 'total', left: 'TOTAL', right: euros(view.totalC) },
    ...view.payments.flatMap((p): Row[] => [
      { kind: 'pair', left: p.label, right: amount(p.amountC) },
      ...(p.left === undefined ? [] : [{ kind: 'text', text: p.left, small: true } as const]),
    ]),
    ...(view.changeC === 0
      ? []
      : [{ kind: 'pair', left: 'Rendu', right: euros(view.changeC), bold: true } as const]),
    { kind: 'dashes' },
    ...foot(view),
  ]
}

function stamps({ office, copy, look }: ReceiptView): Row[] {
  const rows: Row[] = []
  if (office.demo) rows.push({ kind: 'box', text: 'DÉMONSTRATION', note: 'sans valeur' })
  if (copy)
    rows.push({
      kind: 'box',
      text: `DUPLICATA nº\u00a0${copy.n}`,
      note: `imprimé le ${copy.date} à ${copy.time}`,
    })
  if (look) rows.push({ kind: 'box', text: 'CONSULTATION', note: 'ne vaut pas ticket de caisse' })
  return rows
}

function document(view: ReceiptView): Row[] {
  const { origin } = view
  const count = `${view.lineCount} ${view.lineCount > 1 ? 'lignes' : 'ligne'}`
  const rows: Row[] = [
    { kind: 'pair', left: `${view.title} ${view.number}`, right: count, bold: true },
    { kind: 'pair', left: `${view.date} ${view.time}`, right: `agent ${view.operator}` },
    { kind: 'text', text: `${view.site} · ${view.register}` },
  ]
  if (origin) {
    const reason = origin.reason ? `, motif ${origin.reason}` : ''
    rows.push({
      kind: 'text',
      text: `${origin.verb} ${origin.title} ${origin.number} du ${origin.date}${reason}`,
    })
  }
  if (view.customerName) rows.push({ kind: 'text', text: `Client : ${view.customerName}` })
  return rows
}

function line(item: ReceiptLine, label: string, indent: boolean): Row {
  const discount = item.discountC === 0 ? '' : `, remise ${amount(item.discountC)}`
  const left = `${label} ${item.qty} × ${amount(item.unitC)}${discount}`
  const rate = item.vat === null ? '' : `\u00a0 (${item.vat})`
  return { kind: 'pair', left, right: amount(item.totalC) + rate, indent }
}

/** A product and its fares under it; goods without a fare or a date take one line. */
function groupRows(group: ReceiptGroup): Row[] {
  const [only] = group.lines
  if (group.lines.length === 1 && only && only.fare === null && !group.when && !group.ref) {
    return [line(only, group.label, false)]
  }
  const head = [group.label, group.when].filter(Boolean).join(', ')
  return [
    { kind: 'text', text: group.ref ? `${head}, titre ${group.ref}` : head },
    ...group.lines.map((item) => line(item, (item.fare ?? 'quantité').toLowerCase(), true)),
  ]
}

/** Block A: sales of the office, with their VAT. */
export function ownBlock({ own }: Blocks): Row[] {
  if (!own) return []
  const columns = (label: string, htC: number, vatC: number, ttcC: number) => [
    label,
    ...[htC, vatC, ttcC].map(amount),
  ]
  return [
    { kind: 'heading', text: 'A. Ventes de l’office' },
    ...own.groups.flatMap(groupRows),
    { kind: 'pair', left: 'Total A', right: euros(own.totalC), bold: true },
    {
      kind: 'table',
      head: ['TVA', 'HT', 'TVA', 'TTC'],
      rows: own.vat.map((v) => columns(`(${v.index}) ${v.label}`, v.htC, v.vatC, v.ttcC)),
      foot: columns('A', own.htC, own.vatC, own.totalC),
    },
    ...own.vat.flatMap((v): Row[] =>
      v.mention ? [{ kind: 'text', text: `(${v.index}) ${v.mention}`, small: true }] : [],
    ),
  ]
}

/** Block B: what is sold in the name and on behalf of others. */
export function thirdBlock({ principals, thirdC }: Blocks): Row[] {
  if (principals.length === 0) return []
  const several = principals.length > 1
  return [
    { kind: 'heading', text: 'B. Au nom et pour le compte de tiers' },
    ...principals.flatMap((principal): Row[] => [
      { kind: 'text', text: principal.name, bold: true },
      { kind: 'text', text: `SIRET ${principal.siret}` },
      ...principal.groups.flatMap(groupRows),
      ...(several
        ? [
            { kind: 'pair', left: `Total ${principal.name}`, right: amount(principal.totalC) } as const,
            { kind: 'gap' } as const,
          ]
        : []),
    ]),
    { kind: 'pair', left: 'Total B, sans TVA de l’office', right: euros(thirdC), bold: true },
  ]
}

/** Block C: vouchers of several purposes. */
export function voucherBlock({ vouchers }: Blocks): Row[] {
  if (!vouchers) return []
  return [
    { kind: 'heading', text: 'C. Bons cadeaux' },
    ...vouchers.groups.flatMap(groupRows),
    { kind: 'pair', left: 'Total C, TVA due à l’usage', right: euros(vouchers.totalC), bold: true },
  ]
}

function foot(view: ReceiptView): Row[] {
  const signed = [view.extract, ...(view.copy ? [view.copy.extract] : [])]
  const rows: Row[] = view.look
    ? []
    : signed.map(({ letters, hash }) => ({ kind: 'code', text: `${letters} · ${hash}` }))
  const issued = view.copy ? `duplicata nº\u00a0${view.copy.n}` : 'original'
  const print = view.look ? 'consultation' : `impression nº\u00a0${view.printNumber}, ${issued}`
  rows.push({
    kind: 'text',
    text: `${view.software} · ${print}`,
    center: true,
    small: true,
  })
  if (view.places.length > 0) {
    rows.push({
      kind: 'text',
      text: `Lieu des prestations : ${view.places.join(', ')}`,
      center: true,
      small: true,
    })
  }
  rows.push(
    { kind: 'gap' },
    { kind: 'text', text: 'Trugarez, merci et bonne balade', bold: true, center: true },
  )
  return rows
}
