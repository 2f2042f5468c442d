import type { CorrectionReason } from './correction.ts'

/** Why a sale was taken back, as staff choose it and as the papers say it. */
export const CORRECTION_REASON_FR = {
  CUSTOMER_CANCELS: 'Le visiteur annule',
  PROVIDER_CANCELS: 'Le prestataire annule',
  WEATHER: 'Météo',
  ILLNESS: 'Maladie',
  AGENT_ERROR: 'Erreur de saisie',
  DUPLICATE_SALE: 'Vente en double',
  DEFECT: 'Article défectueux',
  GOODWILL: 'Geste commercial',
  EXCHANGE: 'Échange',
  PAYMENT_ERROR: 'Erreur de paiement',
} as const satisfies Record<CorrectionReason, string>
