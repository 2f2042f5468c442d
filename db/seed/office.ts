import { cents } from '../../api/shared/money.ts'
import { toDay, zoned, type Instant } from '../../api/shared/time.ts'
import { ACCOUNTS } from '../defaults.ts'
import { FAMILIES } from '../../api/shared/catalog.ts'
import { REGIE_MEANS, REVENUE_KINDS } from '../../api/shared/regie.ts'
import type { account, office, regie, register, season, site } from '../schema/index.ts'
import { seedId } from './id.ts'

/** The fictitious office: `demo` stamps everything it prints. */
export const OFFICE: typeof office.$inferInsert = {
  id: 1,
  name: 'Office de tourisme de Carnac',
  address: '1 place du Guichet',
  postcode: '56340',
  city: 'Carnac',
  siret: '00090243700011',
  vatNumber: 'FR00000902437',
  vatMention: null,
  phone: '02 00 00 00 00',
  email: 'accueil@guichet.example',
  zone: 'Europe/Paris',
  demo: true,
  targetC: cents(32_000_000),
  targetExcludes: ['BOUTIQUE'],
  cashCeilingC: cents(100_000),
  cashCeilingNonResidentC: cents(1_000_000),
  noteFromC: cents(2_500),
  legalForm: 'EPIC_AGENT_COMPTABLE',
  correctionApprovalC: cents(5_000),
  cashOutApprovalC: cents(5_000),
  gapApprovalC: cents(500),
  chequeClearingDays: 15,
  voucherMonths: 12,
  yearStartMonth: 1,
  anchorEmail: null,
}

const SITES = [
  { code: 'BOURG', name: 'Bourg', address: '1 place du Guichet', cashAccount: '5311' },
  { code: 'PLAGE', name: 'Plage', address: '74 avenue des Druides', cashAccount: '5312' },
  { code: 'MEGA', name: 'Maison des Mégalithes', address: 'Le Ménec', cashAccount: '5313' },
]

const REGISTERS = [
  { code: 'B1', name: 'Caisse 1', site: 'BOURG', kind: 'COUNTER' },
  { code: 'B2', name: 'Caisse 2', site: 'BOURG', kind: 'COUNTER' },
  { code: 'P1', name: 'Caisse 1', site: 'PLAGE', kind: 'COUNTER' },
  { code: 'P2', name: 'Caisse 2', site: 'PLAGE', kind: 'COUNTER' },
  { code: 'M1', name: 'Caisse 1', site: 'MEGA', kind: 'COUNTER' },
  { code: 'E1', name: 'Caisse école', site: 'BOURG', kind: 'SCHOOL' },
  { code: 'WEB', name: 'Boutique en ligne', site: 'BOURG', kind: 'WEB' },
  { code: 'OFF', name: 'Office', site: 'BOURG', kind: 'OFFICE' },
] as const

export const siteId = (code: string) => seedId('site', code)
export const registerId = (code: string) => seedId('register', code)
export const seasonId = (code: string) => seedId('season', code)

/** Codes of the registers that have tiles. */
export const COUNTERS = REGISTERS.filter((r) => r.kind === 'COUNTER').map((r) => r.code)

export function siteRows(): (typeof site.$inferInsert)[] {
  return SITES.map((s, i) => ({ id: siteId(s.code), ...s, city: '56340 Carnac', position: i + 1 }))
}

/** Readers of the simulated provider of payments (api/payment/stand-in); the other registers have the bank's own. */
const READERS: Record<string, string> = {
  B2: 'tmr_simulated_1',
  P1: 'tmr_simulated_2',
  M1: 'tmr_simulated_3',
}

/** Registers, opened on the first day of the year before `year`, when their history may begin. */
export function registerRows(year: number): (typeof register.$inferInsert)[] {
  return REGISTERS.map(({ site: code, ...r }) => ({
    id: registerId(r.code),
    ...r,
    siteId: siteId(code),
    printer: { kind: 'BROWSER' as const, columns: 48 as const },
    readerId: READERS[r.code] ?? null,
    openedAt: zoned(toDay(`${year - 1}-01-01`), '08:00', OFFICE.zone) as Instant,
    closedAt: null,
  }))
}

/** The act of its régie, in force since the year before `year`: it allows all that the office sells, by all that it takes. */
export function regieRow(year: number): typeof regie.$inferInsert {
  const from = toDay(`${year - 1}-01-01`)
  return {
    version: 1,
    actNumber: `${year - 2}-47`,
    actOn: toDay(`${year - 2}-12-12`),
    validFrom: from,
    validTo: null,
    mostHeldC: cents(600_000),
    floatC: cents(75_000),
    everyDays: 31,
    chequeDays: 1,
    accountant: 'Agent comptable de l’office',
    treasuryAccount: 'DFT 10071 56000',
    siteIds: SITES.map((s) => siteId(s.code)),
    families: [...FAMILIES],
    kinds: [...REVENUE_KINDS],
    means: [...REGIE_MEANS],
    staffId: 'system',
    at: zoned(from, '08:00', OFFICE.zone) as Instant,
  }
}

/** The chart of accounts, with the drawers of the three sites and what the next events of the books need. */
export function accountRows(): (typeof account.$inferInsert)[] {
  const rows = new Map(ACCOUNTS.map((a) => [a.code, a]))
  for (const [code, label] of [
    ['4197', 'Avoirs à utiliser'],
    ['44566', 'TVA déductible sur services'],
    ['4711', 'Versements du régisseur'],
    ['512ST', 'Solde chez le prestataire de paiement'],
    ['515', 'Compte au Trésor'],
    ['5311', 'Caisse du Bourg'],
    ['5312', 'Caisse de la Plage'],
    ['5313', 'Caisse des Mégalithes'],
    ['607', 'Achats de marchandises'],
    ['622', 'Commissions des revendeurs'],
  ] as const) {
    rows.set(code, { code, label })
  }
  return [...rows.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** High, mid and low season, from the year before `year` to two years after it. */
export function seasonRows(year: number): (typeof season.$inferInsert)[] {
  const years = [year - 1, year, year + 1, year + 2]
  const periods = (...spans: [string, string][]) =>
    years.flatMap((y) =>
      spans.map(([from, to]) => ({ from: toDay(`${y}-${from}`), to: toDay(`${y}-${to}`) })),
    )
  return [
    {
      id: seasonId('high'),
      code: 'high',
      name: { fr: 'haute saison', en: 'high season' },
      periods: periods(['07-01', '08-31']),
    },
    {
      id: seasonId('mid'),
      code: 'mid',
      name: { fr: 'moyenne saison', en: 'mid season' },
      periods: periods(['04-01', '06-30'], ['09-01', '10-31']),
    },
    {
      id: seasonId('low'),
      code: 'low',
      name: { fr: 'basse saison', en: 'low season' },
      periods: periods(['01-01', '03-31'], ['11-01', '12-31']),
    },
  ]
}
