import type { Language, ReceiptChoice, VisitorKind } from '../../api/shared/visitor.ts'

/** Words about who a sale is for. */
export const visitor = {
  title: 'Prévenir le visiteur',
  why: 'Si le départ est annulé ou déplacé, il est prévenu.',
  contact: 'Mobile ou e-mail',
  contactHint: 'Sert à le prévenir et à envoyer les billets, à rien d’autre.',
  contactWrong: 'Tapez un numéro, comme 06 39 98 12 34, ou une adresse e-mail.',
  lastName: 'Nom (facultatif)',
  language: 'Langue',
  languages: {
    fr: 'français',
    en: 'anglais',
    de: 'allemand',
    nl: 'néerlandais',
    es: 'espagnol',
    it: 'italien',
  } satisfies Record<Language, string>,
  origin: 'Vient de (facultatif)',
  originHint: 'Département ou pays\u00a0: 35, Loiret, Allemagne.',
  originWrong: 'Tapez un numéro de département, ou un pays.',
  kind: 'Séjour (facultatif)',
  kinds: {
    RESIDENT: 'Résident',
    SECOND_HOME: 'Résidence secondaire',
    HOLIDAY: 'Vacances',
    DAY_TRIP: 'Journée',
  } satisfies Record<VisitorKind, string>,
  kindKeys: { RESIDENT: 'Alt R', SECOND_HOME: 'Alt S', HOLIDAY: 'Alt V', DAY_TRIP: 'Alt J' } satisfies Record<
    VisitorKind,
    string
  >,
  skip: 'Continuer sans coordonnées',
  keep: 'Garder',
  ask: 'Mobile, e-mail, provenance',
  strip: 'Visiteur',
  receipts: { PRINT: 'Imprimer', EMAIL: 'E-mail', NONE: 'Aucun' } satisfies Record<ReceiptChoice, string>,
  names: {
    title: 'Noms des participants',
    why: 'Le prestataire en a besoin pour sa liste.',
    label: (fare: string, n: number) => `${fare} ${n}`,
    missing: 'Tapez le nom.',
    keep: 'Garder les noms',
    add: 'Noms',
    edit: (n: number) => (n === 1 ? '1 nom' : `${n} noms`),
  },
}
