import type { Reading } from '../register/form.ts'
import { euros } from '../sale/receipt-layout.ts'
import { cashReason, KIND_FR } from '../shared/cash-text.ts'
import { meansName } from '../shared/means-text.ts'
import type { SlipRow } from '../shared/slip.ts'

type When = (at: string) => string

const DOCUMENT: Record<string, string> = {
  SALE: 'Ventes',
  CANCEL: 'Annulations',
  REFUND: 'Remboursements',
  PAYMENT_FIX: 'Rectifications de paiement',
}
/** What was not said because the drawer is still to be counted. */
const HIDDEN = 'au comptage'

const pair = (left: string, right: string, indent = false): SlipRow => ({ kind: 'pair', left, right, indent })
const money = (amountC: number | null) => (amountC === null ? HIDDEN : euros(amountC))

/**
 * A shift on paper: "LECTURE X, non clôturée" while it is open (fiscal.md 1.8), "Clôture de session" once it was counted.
 * The day's closure is another paper: this one closes a drawer.
 */
export function readingRows(read: Reading, when: When, now: string): SlipRow[] {
  const isOpen = read.closedAt === null
  const closing = read.movements.find((one) => one.kind === 'CLOSING_COUNT')
  return [
    isOpen
      ? { kind: 'box', text: 'LECTURE X', note: 'non clôturée' }
      : { kind: 'box', text: 'CLÔTURE DE SESSION', note: closing ? `nº ${closing.number}` : null },
    pair('Ouverte', `${when(read.openedAt)} · ${read.openedBy}`),
    ...(read.heldBy === read.openedBy ? [] : [pair('Tenue par', read.heldBy)]),
    read.closedAt === null ? pair('Lue', now) : pair('Clôturée', when(read.closedAt)),
    ...documents(read),
    ...meansRows(read),
    ...ownRows(read),
    ...othersRows(read),
    ...moves(read, when),
    ...(isOpen ? drawer(read) : counted(read)),
    ...(isOpen ? [] : [{ kind: 'gap' } as const, pair('Signature', '....................')]),
  ]
}

function documents(read: Reading): SlipRow[] {
  const numbers = read.firstNumber
    ? [pair('Du', read.firstNumber, true), pair('au', read.lastNumber ?? '', true)]
    : []
  return [
    { kind: 'heading', text: 'Documents' },
    ...read.byDocument.map((one) =>
      pair(`${DOCUMENT[one.docType] ?? one.docType} (${one.count})`, euros(one.amountC)),
    ),
    ...numbers,
    pair('Duplicatas imprimés', String(read.copies)),
    { kind: 'total', left: 'TOTAL', right: euros(read.totalC) },
  ]
}

const meansRows = (read: Reading): SlipRow[] =>
  read.byMeans.length === 0
    ? []
    : [
        { kind: 'heading', text: 'Moyens de paiement' },
        ...read.byMeans.map((one) => pair(`${meansName(one.means)} (${one.count})`, money(one.amountC))),
      ]

/** The rate in words: 5,5 %. */
const rate = (bp: number | null) => (bp === null ? 'sans' : `${String(bp / 100).replace('.', ',')} %`)
const plain = (amountC: number) => euros(amountC).replace('\u00a0€', '')

function ownRows(read: Reading): SlipRow[] {
  if (read.vat.length === 0) return []
  const sum = (key: 'htC' | 'vatC' | 'ttcC') => plain(read.vat.reduce((total, one) => total + one[key], 0))
  return [
    { kind: 'heading', text: 'Ventes de l’office' },
    {
      kind: 'table',
      head: ['TVA', 'HT', 'TVA', 'TTC'],
      rows: read.vat.map((one) => [rate(one.rateBp), plain(one.htC), plain(one.vatC), plain(one.ttcC)]),
      foot: ['Total', sum('htC'), sum('vatC'), sum('ttcC')],
    },
  ]
}

function othersRows(read: Reading): SlipRow[] {
  const third: SlipRow[] =
    read.byPrincipal.length === 0
      ? []
      : [
          { kind: 'heading', text: 'Pour le compte de tiers' },
          ...read.byPrincipal.map((one) => pair(one.name, euros(one.amountC))),
        ]
  return read.voucherC === 0
    ? third
    : [...third, { kind: 'heading', text: 'Cartes cadeaux' }, pair('Vendues', euros(read.voucherC))]
}

const COUNTS = ['OPENING_FLOAT', 'CLOSING_COUNT', 'HANDOVER_COUNT']
const OUTWARD = ['OUT', 'TRANSFER_OUT', 'SAFE_DEPOSIT', 'CLOSING_DEPOSIT']

function moves(read: Reading, when: When): SlipRow[] {
  const moved = read.movements.filter((one) => !COUNTS.includes(one.kind) || one.kind === 'HANDOVER_COUNT')
  if (moved.length === 0) return []
  return [
    { kind: 'heading', text: 'Mouvements de caisse' },
    ...moved.flatMap((one): SlipRow[] => [
      pair(
        `${one.number} ${KIND_FR[one.kind]}`,
        euros(OUTWARD.includes(one.kind) ? -one.amountC : one.amountC),
      ),
      {
        kind: 'text',
        text: [when(one.at), one.reason && cashReason(one.reason), one.bag && `sac ${one.bag}`, one.other]
          .filter(Boolean)
          .join(', '),
        small: true,
      },
    ]),
  ]
}

const drawer = (read: Reading): SlipRow[] => [
  { kind: 'heading', text: 'Tiroir' },
  pair('Fond de caisse', euros(read.floatC)),
  pair('Espèces encaissées', money(read.cash)),
  pair('Attendu', money(read.expectedC)),
]

function counted(read: Reading): SlipRow[] {
  const rows = read.counts.flatMap((one): SlipRow[] => [
    { kind: 'text', text: meansName(one.means), bold: true },
    pair('Attendu', euros(one.expectedC), true),
    pair('Compté', euros(one.countedC), true),
    pair('Écart', euros(one.gapC), true),
    ...(one.reason ? [pair('Motif', cashReason(one.reason), true)] : []),
    ...(one.approvedBy ? [pair('Approuvé par', one.approvedBy, true)] : []),
  ])
  return [
    { kind: 'heading', text: 'Comptage' },
    pair('Fond à l’ouverture', euros(read.floatC)),
    ...rows,
    ...(read.leftC === null ? [] : [pair('Laissé dans le tiroir', euros(read.leftC))]),
  ]
}
