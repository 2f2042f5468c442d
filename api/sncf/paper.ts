import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import type { SheetView } from '../paper/sheet-type.ts'
import { foot, paperOffice } from '../regie/paper.ts'
import { dayText } from '../shared/day-text.ts'
import { eurosInLetters } from '../shared/letters.ts'
import { formatEuros } from '../shared/money.ts'
import { readMonth, monthSpan } from './statement.ts'

/** The month's statement with the SNCF as a PDF, day by day. */
export async function statementPdf(ctx: Ctx, month: string): Promise<Buffer> {
  permit(ctx.actor, 'regie.read')
  const [{ days, statement: s }, office] = [await readMonth(ctx, month), await paperOffice(ctx.db)]
  const { from, to } = monthSpan(month)
  const money = (c: number) => formatEuros(c)
  const view: SheetView = {
    office,
    title: `Relevé ${s.provider ?? 'SNCF'}`,
    number: s.number ?? 'Provisoire, non arrêté',
    facts: [
      ['Période', `du ${dayText(from)} au ${dayText(to)}`],
      ['Billets', String(s.tickets)],
      ...(s.rateBp === null
        ? []
        : ([['Commission', `${(s.rateBp / 100).toString().replace('.', ',')} % HT`]] as const)),
    ],
    tables: [
      {
        title: 'Relevé du mois',
        heads: ['', 'Montant'],
        widths: [4, 1],
        rows: [
          ['Billets encaissés par l’office', money(s.drawerC)],
          ['Billets payés sur le terminal SNCF (pour mémoire)', money(s.terminalC)],
          ['Volume total', money(s.grossC)],
          ['Commission HT', money(0 - s.commissionC)],
          ['TVA sur commission', money(0 - s.vatC)],
        ],
        total: [s.netDueC < 0 ? 'Net dû par la SNCF' : 'Net dû à la SNCF', money(Math.abs(s.netDueC))],
      },
      {
        title: 'Jour par jour',
        heads: ['Terminal', 'Jour', 'Enregistré', 'Rapport', 'Écart'],
        widths: [2, 1, 1, 1, 1],
        rows: [...days]
          .reverse()
          .map((d) => [
            d.terminal,
            dayText(d.day),
            money(d.posC),
            d.check ? money(d.check.reportC) : 'non pointé',
            d.check ? money(d.check.reportC - d.posC) : '',
          ]),
      },
    ],
    total: {
      name: s.netDueC < 0 ? 'Net dû par la SNCF' : 'Net dû à la SNCF',
      figures: money(Math.abs(s.netDueC)),
      letters: `Soit ${eurosInLetters(Math.abs(s.netDueC))}.`,
    },
    notes: [
      'L’office vend au nom et pour le compte de la SNCF\u00a0: il ne collecte pas de TVA sur les billets.',
    ],
    signs: ['Pour l’office'],
    foot: foot(office, ctx.now),
  }
  return drawPaper({ kind: 'sheet', view })
}
