import type { LegalForm } from '../../api/shared/legal-form.ts'
import { formatEuros } from '../../api/shared/money.ts'

const eur = (c: number) => formatEuros(c).replace(',00', '')

/** What is set once for the whole office. */
export const settings = {
  approvals: 'Accords',
  approvalsHelp:
    'Au-delà de ces montants, un régisseur ou la direction donne son accord par code et PIN sur l’écran de l’agent. 0 demande l’accord à chaque fois.',
  correctionApprovalC: 'Annulation ou remboursement',
  correctionHint: 'Total repris au visiteur, en euros.',
  gapApprovalC: 'Écart de caisse',
  gapHint: 'Manque ou surplus du tiroir au comptage, en euros.',
  cashOutApprovalC: 'Sortie de caisse',
  cashOutHint: 'Espèces retirées du tiroir sans vente, en euros.',
  delays: 'Délais',
  chequeClearingDays: 'Encaissement d’un chèque',
  chequeHint: 'En jours. Un chèque n’est pas remboursé par virement avant ce délai.',
  voucherMonths: 'Validité des cartes cadeaux et des avoirs',
  voucherHint: 'En mois. Ceux qui sont déjà émis gardent leur date.',
  accounts: 'Comptes',
  legalForm: 'Forme juridique',
  legalHint: 'Avec un comptable public, l’office tient une régie et lui verse ses recettes.',
  forms: {
    EPIC_COMPTABLE_PUBLIC: 'EPIC, comptable public',
    EPIC_AGENT_COMPTABLE: 'EPIC, agent comptable',
    ASSOCIATION: 'Association',
    SPL: 'Société publique locale (SPL)',
  } satisfies Record<LegalForm, string>,
  yearStartMonth: 'Premier mois de l’exercice',
  yearHint: 'Les exercices déjà clos restent comme ils sont\u00a0; le suivant commence où le dernier a fini.',
  anchorEmail: 'Adresse des empreintes de clôture',
  anchorHint:
    'À chaque clôture, les empreintes des journaux partent à cette adresse, hors de l’office de préférence\u00a0: expert-comptable ou comptable public. Vide\u00a0: aucun envoi.',
  wrong: {
    amount: (most: number) => `Tapez un montant de 0 à ${eur(most)}.`,
    whole: (least: number, most: number) => `Tapez un nombre entier de ${least} à ${most}.`,
    email: 'Tapez une adresse comme nom@exemple.fr, ou laissez vide.',
  },
  logged:
    'Chaque changement est noté dans le journal des événements, avec l’ancienne valeur\u00a0; de l’adresse, seulement qu’elle a changé.',
  save: 'Enregistrer les réglages',
  saved: 'Réglages enregistrés. Ils valent dès maintenant.',
}
