import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import type { SheetTable, SheetView } from '../paper/sheet-type.ts'
import { FAMILY } from '../report/sheet.ts'
import { dayText } from '../shared/day-text.ts'
import { AppError } from '../shared/errors.ts'
import { eurosInLetters } from '../shared/letters.ts'
import { MEANS_FR } from '../shared/means-text.ts'
import { formatEuros, sumCents } from '../shared/money.ts'
import type {
  HandoverCount,
  HandoverValue,
  VersementPart,
  VersementRange,
  VersementSums,
} from '../shared/regie.ts'
import { local, type Instant } from '../shared/time.ts'
import { actOn } from './act.ts'

/** The office as its papers name it. */
export async function paperOffice(db: Db): Promise<SheetView['office'] & { zone: string }> {
  const [row] = await db.sql<(SheetView['office'] & { zone: string })[]>`
    SELECT name, address || ', ' || postcode || ' ' || city AS address, siret, demo, zone FROM office`
  if (!row) throw new AppError('not_set_up')
  return row
}

export const foot = (office: { name: string; zone: string }, at: Instant) => {
  const { day, time } = local(at, office.zone)
  return `${office.name}, établi le ${dayText(day)} à ${time}`
}

const KIND: Record<string, string> = {
  OWN: 'Office',
  THIRD_PARTY: 'Pour le compte de tiers',
  SNCF: 'Pour le compte de tiers (SNCF)',
  BOOKING_FEE: 'Frais de réservation',
  VOUCHER_MPV: 'Cartes cadeaux',
}

type VersementRow = {
  kind: 'REGIE' | 'BANK'
  number: string
  status: string
  fromDay: string
  toDay: string
  totalC: number
  parts: VersementPart[]
  ranges: VersementRange[]
  sums: VersementSums
  by: string
  at: Instant
  handedOn: string | null
  receipt: string | null
}

/** The slip of a versement as a PDF: what is handed in, what it accounts for, what stays (fiscal.md 3.3). */
export async function versementPdf(ctx: Ctx, id: string): Promise<Buffer> {
  permit(ctx.actor, 'regie.read')
  const [row] = await ctx.db.sql<VersementRow[]>`
    SELECT v.kind, v.number, v.status, v.from_day AS "fromDay", v.to_day AS "toDay", v.total_c AS "totalC", v.parts,
           v.ranges, v.sums, s.name AS by, v.at, v.handed_on AS "handedOn", v.receipt
      FROM versement v JOIN staff s ON s.id = v.staff_id WHERE v.id = ${id}`
  if (!row) throw new AppError('not_found')
  const office = await paperOffice(ctx.db)
  const act = await actOn(ctx.db, local(row.at, office.zone).day)
  const isRegie = row.kind === 'REGIE'
  const view: SheetView = {
    office,
    title: isRegie ? 'Bordereau de versement' : 'Bordereau de versement en banque',
    number: row.status === 'VOID' ? `${row.number} (ANNULÉ)` : row.number,
    facts: [
      ['Période', `du ${dayText(row.fromDay)} au ${dayText(row.toDay)}`],
      ['Établi par', row.by],
      ...(act && isRegie
        ? ([
            ['Régie de recettes', `acte ${act.actNumber} du ${dayText(act.actOn)}`],
            ['Comptable assignataire', act.accountant],
          ] as const)
        : []),
      ...(row.handedOn
        ? ([['Remis le', `${dayText(row.handedOn)}, quittance ${row.receipt}`]] as const)
        : []),
    ],
    tables: versementTables(row),
    total: {
      name: 'Total versé',
      figures: formatEuros(row.totalC),
      letters: `Arrêté à la somme de ${eurosInLetters(row.totalC)}.`,
    },
    notes: [`Part encaissée pour le compte de tiers sur la période\u00a0: ${formatEuros(row.sums.thirdC)}.`],
    signs: isRegie ? ['Le régisseur', 'Le comptable'] : ['Pour l’office', 'Pour la banque'],
    foot: foot(office, row.at),
  }
  return drawPaper({ kind: 'sheet', view })
}

const PLACE = {
  SAFE: 'Espèces du coffre',
  DRAWERS: 'Espèces des tiroirs',
  TREASURY: 'Compte au Trésor',
} as const

function versementTables({ parts, ranges, sums }: VersementRow): SheetTable[] {
  const lines = ranges.filter((r) => r.count > 0)
  return [
    {
      title: 'Versé',
      heads: ['Provenance', 'Montant'],
      widths: [4, 1],
      rows: parts.map((p) => [`${PLACE[p.place]}${p.site ? `, ${p.site}` : ''}`, formatEuros(p.amountC)]),
    },
    {
      title: 'Recettes de la période, par nature',
      heads: ['Famille', 'Nature', 'Montant'],
      widths: [2, 2, 1],
      left: [1],
      rows: sums.revenue.map((r) => [FAMILY[r.family], KIND[r.kind] ?? r.kind, formatEuros(r.totalC)]),
      total: ['Total', '', formatEuros(sums.grossC)],
    },
    {
      title: 'Par moyen de paiement',
      heads: ['Moyen', 'Nombre', 'Montant'],
      widths: [3, 1, 1],
      rows: sums.means.map((m) => [MEANS_FR[m.means], String(m.count), formatEuros(m.amountC)]),
      total: [
        'Total',
        String(sumCents(sums.means.map((m) => m.count))),
        formatEuros(sumCents(sums.means.map((m) => m.amountC))),
      ],
    },
    {
      title: 'Tickets de caisse',
      heads: ['Caisse', 'Du', 'Au', 'Nombre'],
      widths: [1, 2, 2, 1],
      rows: lines.map((r) => [r.register, r.fromNumber, r.toNumber, String(r.count)]),
    },
    situation(sums, sumCents(parts.map((p) => p.amountC))),
  ]
}

/** What was there, what came, what leaves and what stays, to the cent. */
function situation({ beforeC, takenC, otherC, left }: VersementSums, totalC: number): SheetTable {
  const lines: [string, number][] = [
    ['Reste du versement précédent', beforeC],
    ['Encaissé depuis', takenC],
    ['Écarts, frais et autres mouvements', otherC],
    ['Ce versement', -totalC],
  ]
  const stays: [string, number][] = [
    ['Dans les tiroirs', left.drawersC],
    ['Au coffre', left.safeC],
    ['Chèques à remettre', left.chequesC],
    ['Chèques-Vacances à remettre', left.ancvC],
    ['Cartes en cours', left.cardsC],
    ['Compte au Trésor', left.treasuryC],
  ]
  const rows = [
    ...lines,
    ...stays
      .filter(([, c]) => c !== 0)
      .map(([name, c]): [string, number] => [`dont ${name.toLowerCase()}`, c]),
  ]
  return {
    title: 'Situation',
    heads: ['', 'Montant'],
    widths: [4, 1],
    rows: rows.map(([name, c]) => [name, formatEuros(c)]),
    total: ['Reste à verser', formatEuros(sumCents(Object.values(left)))],
  }
}

const VALUE: Record<HandoverValue['what'], string> = {
  CHEQUE: 'Chèques à remettre',
  ANCV: 'Chèques-Vacances à remettre',
  CARD: 'Tickets de carte à remettre',
  REMITTANCE: 'Remises préparées',
  VERSEMENT: 'Versements préparés',
}

/** The hand-over between two régisseurs as a PDF, for both to sign. */
export async function handoverPdf(ctx: Ctx, id: string): Promise<Buffer> {
  permit(ctx.actor, 'regie.read')
  const [row] = await ctx.db.sql<
    {
      number: string
      from: string
      to: string
      counts: HandoverCount[]
      values: HandoverValue[]
      expectedC: number
      countedC: number
      at: Instant
    }[]
  >`
    SELECT h.number, f.name AS from, t.name AS to, h.counts, h.values, h.expected_c AS "expectedC",
           h.counted_c AS "countedC", h.at
      FROM regie_handover h JOIN staff f ON f.id = h.from_staff JOIN staff t ON t.id = h.to_staff WHERE h.id = ${id}`
  if (!row) throw new AppError('not_found')
  const office = await paperOffice(ctx.db)
  const { day, time } = local(row.at, office.zone)
  const act = await actOn(ctx.db, day)
  const line = (c: HandoverCount) => [
    `${c.place === 'SAFE' ? 'Coffre' : 'Tiroir'}, ${c.name}`,
    ...[c.expectedC, c.countedC, c.countedC - c.expectedC].map((n) => formatEuros(n)),
  ]
  const { expectedC, countedC } = row
  const view: SheetView = {
    office,
    title: 'Procès-verbal de remise de service',
    number: row.number,
    facts: [
      ['Service remis par', row.from],
      ['Service pris par', row.to],
      ['Le', `${dayText(day)} à ${time}`],
      ...(act ? ([['Régie de recettes', `acte ${act.actNumber} du ${dayText(act.actOn)}`]] as const) : []),
    ],
    tables: [
      {
        title: 'Espèces, fonds de caisse compris',
        heads: ['Lieu', 'Attendu', 'Compté', 'Écart'],
        widths: [3, 1, 1, 1],
        rows: row.counts.map(line),
        total: ['Total', ...[expectedC, countedC, countedC - expectedC].map((n) => formatEuros(n))],
      },
      {
        title: 'Valeurs et pièces remises',
        heads: ['Valeur', 'Nombre', 'Montant'],
        widths: [3, 1, 1],
        rows: row.values.map((v) => [VALUE[v.what], String(v.count), formatEuros(v.amountC)]),
      },
    ],
    total: {
      name: 'Espèces comptées',
      figures: formatEuros(countedC),
      letters: `Soit ${eurosInLetters(countedC)}.`,
    },
    notes: [
      'Les deux parties ont compté ensemble. Un écart se régularise à la fermeture de la session de la caisse concernée.',
    ],
    signs: [`${row.from}, qui remet le service`, `${row.to}, qui le prend`],
    foot: foot(office, row.at),
  }
  return drawPaper({ kind: 'sheet', view })
}
