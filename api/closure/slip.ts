import type { ClosureKind, ClosureSheet } from '../shared/closure.ts'
import { formatEuros } from '../shared/money.ts'
import { MEANS_FR } from '../shared/means-text.ts'
import type { Row } from '../sale/receipt-layout.ts'
import { local, type Day } from '../shared/time.ts'

/** What a closure is called on its papers. */
export const TITLE: Readonly<Record<ClosureKind, string>> = {
  D: 'Clôture journalière',
  M: 'Clôture mensuelle',
  Y: 'Clôture annuelle',
}

/** 31/07/2026. */
export const date = (day: Day) => day.split('-').reverse().join('/')

/** Its period as it is read: one day, or from one to another. */
export const period = ({ kind, from, to }: Pick<ClosureSheet, 'kind' | 'from' | 'to'>) =>
  kind === 'D' ? date(from) : `du ${date(from)} au ${date(to)}`

const share = (rateBp: number) => `${String(rateBp / 100).replace('.', ',')}\u00a0%`
const amount = (c: number) => formatEuros(c).replace(/\s?€$/u, '')
const pair = (left: string, right: string | number, bold = false): Row => ({
  kind: 'pair',
  left,
  right: String(right),
  bold,
})

/** A closure on a roll of 80 mm, from top to bottom. */
export function closureRows(of: ClosureSheet): Row[] {
  const { day, seconds } = local(of.at, of.office.zone)
  return [
    { kind: 'title', text: of.office.name },
    { kind: 'text', text: of.office.address, center: true, small: true },
    { kind: 'text', text: `SIRET ${of.office.siret}`, center: true, small: true },
    { kind: 'gap' },
    ...(of.office.demo ? [{ kind: 'box', text: 'DÉMONSTRATION', note: 'sans valeur' } as const] : []),
    pair(`${TITLE[of.kind]} nº\u00a0${of.n}`, of.register.code, true),
    pair(period(of), of.register.kind === 'OFFICE' ? 'toutes les caisses' : of.register.site),
    pair('Établie le', `${date(day)} à ${seconds}`),
    { kind: 'heading', text: 'Documents' },
    pair('Documents de caisse', of.tickets),
    pair('dont annulations', of.cancels),
    pair('dont remboursements', of.refunds),
    pair('dont rectifications de paiement', of.fixes),
    pair('Duplicatas', of.copies),
    ...(of.firstNumber ? [pair('Premier', of.firstNumber), pair('Dernier', of.lastNumber ?? '')] : []),
    { kind: 'heading', text: 'Ventes TTC' },
    pair('Ventes', formatEuros(of.grossC)),
    pair('Annulations et remboursements', formatEuros(of.returnsC)),
    pair('Ventes de l’office', formatEuros(of.ownC)),
    pair('Pour le compte de tiers', formatEuros(of.thirdC)),
    pair('Bons cadeaux', formatEuros(of.voucherC)),
    { kind: 'total', left: 'TOTAL', right: formatEuros(of.netC) },
    ...vatRows(of),
    ...(of.third.length > 0 ? [{ kind: 'heading', text: 'Pour le compte de tiers' } as const] : []),
    ...of.third.map((one) => pair(one.name, formatEuros(one.ttcC))),
    ...(of.payments.length > 0 ? [{ kind: 'heading', text: 'Encaissements' } as const] : []),
    ...of.payments.map((one) => pair(`${MEANS_FR[one.means]} (${one.count})`, formatEuros(one.amountC))),
    { kind: 'heading', text: 'Totaux perpétuels' },
    pair('Signé', formatEuros(of.perpetualSignedC), true),
    pair('En valeur absolue', formatEuros(of.perpetualAbsC)),
    { kind: 'dashes' },
    { kind: 'code', text: `${of.letters}   ${of.hash.slice(0, 4)} ${of.hash.slice(4, 8)}` },
    { kind: 'text', text: `Logiciel Guichet v${of.software.version}`, center: true, small: true },
  ]
}

function vatRows({ vat }: ClosureSheet): Row[] {
  if (vat.length === 0) return []
  const sum = (name: 'htC' | 'vatC' | 'ttcC') => amount(vat.reduce((all, one) => all + one[name], 0))
  return [
    { kind: 'heading', text: 'TVA des ventes de l’office' },
    {
      kind: 'table',
      head: ['Taux', 'HT', 'TVA', 'TTC'],
      rows: vat.map((one) => [share(one.rateBp), amount(one.htC), amount(one.vatC), amount(one.ttcC)]),
      foot: ['Total', sum('htC'), sum('vatC'), sum('ttcC')],
    },
  ]
}
