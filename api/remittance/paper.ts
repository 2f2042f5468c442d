import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import type { SheetTable, SheetView } from '../paper/sheet-type.ts'
import { actOn } from '../regie/act.ts'
import { foot, paperOffice } from '../regie/paper.ts'
import { dayText } from '../shared/day-text.ts'
import { eurosInLetters } from '../shared/letters.ts'
import { formatEuros } from '../shared/money.ts'
import type { Remittance } from '../shared/remittance.ts'
import { local, toInstant } from '../shared/time.ts'
import { readRemittance, slipLines, type SlipLine } from './read.ts'

const TITLE = {
  CHEQUE: 'Bordereau de remise de chèques',
  ANCV: 'Bordereau de remise de Chèques-Vacances',
  CARD: 'Récapitulatif des paiements par carte',
} as const
const COUNT = { CHEQUE: 'Nombre de chèques', ANCV: 'Nombre de titres', CARD: 'Nombre de tickets' } as const

/** The slip of a remittance as a PDF, with each cheque, the vouchers by face value, or the card slips day by day. */
export async function remittancePdf(ctx: Ctx, id: string): Promise<Buffer> {
  permit(ctx.actor, 'regie.read')
  const slip = await readRemittance(ctx, id)
  const [lines, office] = [await slipLines(ctx.db, id, slip.kind), await paperOffice(ctx.db)]
  const at = toInstant(slip.at)
  const act = await actOn(ctx.db, local(at, office.zone).day)
  const view: SheetView = {
    office,
    title: TITLE[slip.kind],
    number: slip.status === 'VOID' ? `${slip.number} (ANNULÉ)` : slip.number,
    facts: [
      ['Établi le', `${dayText(local(at, office.zone).day)}, par ${slip.by}`],
      [COUNT[slip.kind], String(slip.count)],
      ...(slip.remittedOn ? ([['Remis le', dayText(slip.remittedOn)]] as const) : []),
      ...(act?.treasuryAccount ? ([['Compte au Trésor', act.treasuryAccount]] as const) : []),
    ],
    tables: tablesOf(slip, lines),
    total: {
      name: 'Total remis',
      figures: formatEuros(slip.countedC),
      letters: `Soit ${eurosInLetters(slip.countedC)}.`,
    },
    notes: [
      ...(slip.comment ? [`Observation\u00a0: ${slip.comment}`] : []),
      ...(slip.countedC > slip.totalC
        ? [
            `Les titres ne donnent pas de monnaie\u00a0: ${formatEuros(slip.countedC - slip.totalC)} de plus que les ventes.`,
          ]
        : []),
    ],
    signs: ['Pour l’office', slip.kind === 'ANCV' ? 'Reçu (ANCV)' : 'Pour la banque'],
    foot: foot(office, at),
  }
  return drawPaper({ kind: 'sheet', view })
}

function tablesOf(slip: Remittance, lines: readonly SlipLine[]): SheetTable[] {
  const total = formatEuros(slip.totalC)
  if (slip.kind === 'CARD') {
    return [
      {
        title: 'Par jour et par caisse',
        heads: ['Caisse', 'Jour', 'Tickets', 'Montant'],
        widths: [3, 1, 1, 1],
        rows: lines.map((l) => [l.what, dayText(l.day), String(l.count), formatEuros(l.amountC)]),
        total: ['Total', '', String(slip.count), total],
      },
    ]
  }
  const papers: SheetTable = {
    title: slip.kind === 'CHEQUE' ? 'Chèques' : 'Ventes réglées',
    heads: ['Vente', 'Jour', ...(slip.kind === 'CHEQUE' ? ['N° du chèque'] : []), 'Montant'],
    widths: slip.kind === 'CHEQUE' ? [2, 1, 1, 1] : [3, 1, 1],
    rows: lines.map((l) => [
      l.what,
      dayText(l.day),
      ...(slip.kind === 'CHEQUE' ? [l.ref ?? ''] : []),
      formatEuros(l.amountC),
    ]),
    total: slip.kind === 'CHEQUE' ? ['Total', '', String(lines.length), total] : ['Total', '', total],
  }
  if (slip.kind === 'CHEQUE') return [papers]
  const faces = Object.entries(slip.faces).sort(([a], [b]) => Number(b) - Number(a))
  return [
    {
      title: 'Titres par valeur faciale',
      heads: ['Valeur', 'Nombre', 'Montant'],
      widths: [3, 1, 1],
      rows: faces.map(([face, n]) => [formatEuros(Number(face)), String(n), formatEuros(Number(face) * n)]),
      total: ['Total', String(slip.count), formatEuros(slip.countedC)],
    },
    papers,
  ]
}
