import type { vatRate } from './schema/catalog.ts'
import type { account } from './schema/ledger.ts'
import type { Day } from '../api/shared/time.ts'

/** French VAT rates since 1 January 2014 (fiscal.md 2.2), in basis points, and the reasons for none. */
export const VAT_RATES: (typeof vatRate.$inferInsert)[] = [
  { code: 'NORMAL', rateBp: 2000, label: '20 %' },
  { code: 'INTERMEDIATE', rateBp: 1000, label: '10 %' },
  { code: 'REDUCED', rateBp: 550, label: '5,5 %' },
  { code: 'PARTICULAR', rateBp: 210, label: '2,1 %' },
  { code: 'FRANCHISE', exemptCode: 'FR-FRANCHISE', label: 'TVA non applicable, art. 293 B du CGI' },
  { code: 'EXEMPT', exemptCode: 'EXEMPT-261-7', label: 'Exonéré, art. 261-7 du CGI' },
  {
    code: 'VOUCHER',
    exemptCode: 'MPV',
    label: 'Bon à usages multiples, TVA due à l’usage (art. 256 ter du CGI)',
  },
  { code: 'OUT', exemptCode: 'OUT-OF-SCOPE', label: 'Hors champ de la TVA' },
].map((rate) => ({ rateBp: null, exemptCode: null, validTo: null, ...rate, validFrom: '2014-01-01' as Day }))

/** Chart of accounts of a ticket office (fiscal.md 5.3). */
export const ACCOUNTS: (typeof account.$inferInsert)[] = [
  { code: '411', label: 'Clients' },
  { code: '4191', label: 'Acomptes reçus' },
  { code: '41911', label: 'Cartes cadeaux en circulation' },
  { code: '4197', label: 'Avoirs à utiliser' },
  { code: '4198', label: 'Remboursements dus aux clients' },
  { code: '471', label: 'Opérations de caisse à classer' },
  { code: '4711', label: 'Versements du régisseur' },
  { code: '4718', label: 'Échanges' },
  { code: '4457105', label: 'TVA collectée 5,5 %' },
  { code: '4457102', label: 'TVA collectée 2,1 %' },
  { code: '4457110', label: 'TVA collectée 10 %' },
  { code: '4457120', label: 'TVA collectée 20 %' },
  { code: '467100', label: 'Prestataires, opérations pour compte de tiers' },
  { code: '467SNCF', label: 'SNCF, opérations pour compte de tiers' },
  { code: '5112', label: "Chèques à l'encaissement" },
  { code: '5115', label: "Cartes bancaires à l'encaissement" },
  { code: '5116', label: "Chèques-vacances à l'encaissement" },
  { code: '512', label: 'Banque' },
  { code: '512ST', label: 'Solde chez le prestataire de paiement' },
  { code: '515', label: 'Compte au Trésor' },
  { code: '5311', label: 'Caisse' },
  { code: '580', label: 'Virements internes' },
  { code: '627', label: 'Frais bancaires' },
  { code: '658', label: 'Manquants de caisse' },
  { code: '706', label: 'Prestations de services' },
  { code: '707', label: 'Ventes de marchandises' },
  { code: '7082', label: 'Commissions' },
  { code: '758', label: 'Excédents de caisse' },
]
