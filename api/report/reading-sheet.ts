import { cashReason } from '../shared/cash-text.ts'
import { formatEuros } from '../shared/money.ts'
import { MEANS_FR } from '../shared/means-text.ts'
import type { DaySheet, MeansTotal, ShiftLine, ShiftReport } from '../shared/report.ts'
import { local, type Instant } from '../shared/time.ts'
import { cellOf } from './csv.ts'
import { FAMILY, type Column, type Kind, type Value } from './sheet.ts'

/** A line of a reading as a file has it: its part of the sheet, what it is about, and the figures that it has. */
type Line = {
  part: string
  name: string
  note?: string | null
  n?: number
  tickets?: number
  totalC?: number | null
  htC?: number
  vatC?: number
  commissionC?: number
  discountC?: number
}

const column = (title: string, kind: Kind, width: number, key: keyof Line): Column<Line> => ({
  title,
  kind,
  width,
  of: (line): Value => line[key] ?? null,
})

/** Columns of the readings of a day and of a shift. */
export const READING_COLUMNS: readonly Column<Line>[] = [
  column('Partie', 'text', 30, 'part'),
  column('Ligne', 'text', 30, 'name'),
  column('Précision', 'text', 34, 'note'),
  column('Nombre', 'whole', 10, 'n'),
  column('Billets', 'whole', 10, 'tickets'),
  column('Montant TTC', 'euros', 14, 'totalC'),
  column('HT', 'euros', 12, 'htC'),
  column('TVA', 'euros', 12, 'vatC'),
  column('Commission HT', 'euros', 15, 'commissionC'),
  column('Remise TTC', 'euros', 12, 'discountC'),
]

/** The lines of a day's sheet, in its order; `where` is the site, or the office for all of them. */
export function dayLines(sheet: DaySheet, where: string): Line[] {
  const { sales, tickets, grossC, discountC, sncf } = sheet
  return [
    { part: 'Journée', name: 'Toutes les ventes', note: where, n: sales, tickets, totalC: grossC, discountC },
    ...meansLines(sheet.byMeans),
    ...sheet.byFamily.map((one) => ({
      part: 'Par famille',
      name: FAMILY[one.family],
      tickets: one.tickets,
      totalC: one.grossC,
    })),
    ...sheet.byPrincipal.map(({ name, tickets: n, grossC: totalC, commissionC }) => ({
      part: 'Pour le compte de tiers',
      name,
      tickets: n,
      totalC,
      commissionC,
    })),
    ...sheet.ownVat.map(({ rateBp, exemptCode, htC, vatC, ttcC }) => ({
      part: 'Ventes propres, par taux de TVA',
      name: rateBp === null ? 'Sans TVA' : cellOf(rateBp / 10_000, 'share'),
      note: exemptCode,
      htC,
      vatC,
      totalC: ttcC,
    })),
    ...(sncf.tickets > 0
      ? [{ part: 'SNCF', name: 'Dans nos tiroirs', tickets: sncf.tickets, totalC: sncf.drawerC }]
      : []),
    ...(sncf.terminalC > 0
      ? [{ part: 'SNCF', name: 'Sur le terminal de la SNCF', totalC: sncf.terminalC }]
      : []),
    ...sheet.shifts.flatMap((shift) => {
      const of = { part: 'Sessions de caisse', name: placeOf(shift) }
      const sold = { ...of, note: `Ventes de ${shift.openedBy}`, n: shift.sales, totalC: shift.totalC }
      return [sold, ...drawerOf(shift).map(([what, totalC]) => ({ ...of, note: what, totalC }))]
    }),
  ]
}

/** The lines of a shift's reading; moments are those of the office's zone. */
export function shiftLines(report: ShiftReport, zone: string): Line[] {
  const { sales, tickets, totalC, discountC } = report
  const moment = (at: Instant, who: string | null) => {
    const { day, time } = local(at, zone)
    return [cellOf(`${day}T${time}`, 'moment'), who].filter(Boolean).join(', ')
  }
  return [
    {
      part: 'Session',
      name: 'Toutes les ventes',
      note: placeOf(report),
      n: sales,
      tickets,
      totalC,
      discountC,
    },
    { part: 'Session', name: 'Ouverture', note: moment(report.openedAt, report.openedBy) },
    ...(report.closedAt
      ? [{ part: 'Session', name: 'Fermeture', note: moment(report.closedAt, report.closedBy) }]
      : []),
    { part: 'Session', name: 'Premier numéro', note: report.firstNumber },
    { part: 'Session', name: 'Dernier numéro', note: report.lastNumber },
    { part: 'Session', name: 'Lignes retirées de paniers', n: report.removedLines },
    { part: 'Session', name: 'Duplicatas', n: report.copies },
    ...meansLines(report.byMeans),
    { part: 'Tiroir', name: 'Espèces des ventes', totalC: report.cashC },
    ...(report.closedAt ? [] : [{ part: 'Tiroir', name: 'Dans le tiroir', totalC: report.drawerC }]),
    ...drawerOf(report).map(([name, c]) => ({ part: 'Tiroir', name, totalC: c })),
    ...pieceLines('Pièces du fond', report.floatPieces),
    ...pieceLines('Pièces comptées', report.countedPieces),
  ]
}

const placeOf = ({ site, register }: ShiftLine) => `${site} ${register}`

const meansLines = (means: readonly MeansTotal[]): Line[] =>
  means.map((one) => ({
    part: 'Encaissements',
    name: MEANS_FR[one.means],
    n: one.count,
    totalC: one.amountC,
  }))

/** What a drawer began with and, once it is counted, what it should hold, what it held and why they differ. */
function drawerOf({ floatC, expectedC, countedC, gapC, gapReason }: ShiftLine): [name: string, c: number][] {
  const why = gapReason === null ? '' : `\u00a0: ${cashReason(gapReason)}`
  const all: [string, number | null][] = [
    ['Fond', floatC],
    ['Attendu', expectedC],
    ['Compté', countedC],
    [`Écart${why}`, gapC],
  ]
  return all.flatMap(([name, c]) => (c === null ? [] : [[name, c]]))
}

/** How many of each note and coin, the largest first. */
function pieceLines(part: string, pieces: Record<string, number>): Line[] {
  return Object.entries(pieces)
    .map(([face, n]) => ({ part, name: formatEuros(Number(face)), n, totalC: Number(face) * n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.totalC / b.n - a.totalC / a.n)
}
