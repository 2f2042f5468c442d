import type { Journal } from '../../db/schema/journal.ts'

/**
 * How a value is written: an amount in cents as euros with a comma, a rate in basis points as a percentage, a moment as
 * UTC to the millisecond or as the clock of the office showed it, a list or an object as its JSON.
 */
export type ColumnKind = 'text' | 'integer' | 'euros' | 'rate' | 'day' | 'utc' | 'local' | 'json'

/**
 * A column of a CSV file. `path` says where its value stands: `a.b` in the record, `.a.b` in the item of the list that
 * the file has one row for, `@a` beside the record (number, hash, signature).
 */
export type Column = { name: string; path: string; kind: ColumnKind; meaning: string }

/** A CSV file: one row for each record of a journal, or for each item of one of its lists. */
export type Table = {
  file: string
  journal: Journal
  /** The list of the record whose items are the rows; null for the record itself. */
  each: string | null
  meaning: string
  columns: readonly Column[]
}

/** The file of each journal, with its records as they were signed. */
export const JOURNALS = [
  {
    journal: 'T',
    file: 'tickets.jsonl',
    meaning: 'les tickets : ventes, annulations, remboursements, rectifications de paiement',
  },
  { journal: 'G', file: 'journaux/clotures.jsonl', meaning: 'les clôtures de jour, de mois et d’exercice' },
  { journal: 'L', file: 'journaux/evenements.jsonl', meaning: 'le journal des événements techniques (JET)' },
  { journal: 'C', file: 'journaux/copies.jsonl', meaning: 'les duplicatas de tickets' },
  { journal: 'P', file: 'journaux/caisse.jsonl', meaning: 'les mouvements et les comptages d’espèces' },
  { journal: 'X', file: 'journaux/ecole.jsonl', meaning: 'les tickets du mode école, sans valeur' },
  { journal: 'I', file: 'journaux/factures.jsonl', meaning: 'les factures émises' },
  { journal: 'A', file: 'journaux/archives.jsonl', meaning: 'les archivages faits auparavant' },
] as const satisfies readonly { journal: Journal; file: string; meaning: string }[]

const text = (name: string, path: string, meaning: string): Column => ({ name, path, kind: 'text', meaning })
const integer = (name: string, path: string, meaning: string): Column => ({
  name,
  path,
  kind: 'integer',
  meaning,
})
const euros = (name: string, path: string, meaning: string): Column => ({
  name,
  path,
  kind: 'euros',
  meaning,
})
const rate = (name: string, path: string, meaning: string): Column => ({ name, path, kind: 'rate', meaning })
const json = (name: string, path: string, meaning: string): Column => ({ name, path, kind: 'json', meaning })

const place: readonly Column[] = [
  text('Caisse', '@register', 'code de la caisse (jamais réattribué)'),
  integer('Rang', '@seq', 'place de l’enregistrement dans sa chaîne, sans trou'),
]
const when: readonly Column[] = [
  {
    name: 'Date comptable',
    path: 'businessDate',
    kind: 'day',
    meaning: 'jour auquel l’enregistrement se rattache',
  },
  { name: 'Heure locale', path: 'at', kind: 'local', meaning: 'date et heure à Paris' },
  {
    name: 'Horodatage UTC',
    path: 'at',
    kind: 'utc',
    meaning: 'date et heure universelles, à la milliseconde',
  },
]
const who = text('Opérateur', 'operator.code', 'code de la personne qui agit ; « - » pour personne')
const hash = text('Empreinte', '@hash', 'SHA-256 de l’enregistrement, en hexadécimal')
const ticket: readonly Column[] = [
  text('Caisse', '@register', 'code de la caisse'),
  text('Ticket', 'number', 'numéro du ticket'),
  text(
    'Type',
    'docType',
    'SALE vente, CANCEL annulation, REFUND remboursement, PAYMENT_FIX rectification de paiement',
  ),
  { name: 'Date comptable', path: 'businessDate', kind: 'day', meaning: 'jour auquel le ticket se rattache' },
]

const ticketColumns: readonly Column[] = [
  ...place,
  text('Ticket', 'number', 'numéro du ticket'),
  text(
    'Type',
    'docType',
    'SALE vente, CANCEL annulation, REFUND remboursement, PAYMENT_FIX rectification de paiement',
  ),
  ...when,
  text('Site', 'site.code', 'code du point d’accueil'),
  text('SIRET', 'site.siret', 'établissement'),
  text('Session', 'cashSession', 'session de caisse'),
  who,
  text('Ticket corrigé', 'origin.number', 'numéro du ticket d’origine d’une correction'),
  text('Motif', 'reason', 'code du motif d’une correction'),
  integer('Lignes', 'lineCount', 'nombre de lignes'),
  euros('Ventes propres TTC', 'totals.ownTtcC', 'ventes de l’office'),
  euros('Pour compte de tiers TTC', 'totals.thirdTtcC', 'vendu au nom et pour le compte de tiers'),
  euros('Bons TTC', 'totals.voucherTtcC', 'bons à usages multiples vendus'),
  euros('Total TTC', 'totals.grandTtcC', 'total du ticket'),
  euros('Cumul perpétuel', 'gt.signedC', 'total perpétuel de la caisse après ce ticket, signes compris'),
  euros('Cumul perpétuel absolu', 'gt.absC', 'total perpétuel des valeurs absolues'),
  text('Client', 'customerRef', 'référence aléatoire, jamais un nom'),
  text('Version', 'software.version', 'version du noyau fiscal'),
  hash,
]

const lineColumns: readonly Column[] = [
  ...ticket,
  integer('Ligne', '.n', 'rang de la ligne dans le ticket'),
  text('Référence', '.sku', 'code du produit'),
  text('Libellé', '.label', 'libellé du produit'),
  text(
    'Nature',
    '.kind',
    'OWN vente propre, THIRD_PARTY pour compte de tiers, SNCF, VOUCHER_MPV bon, BOOKING_FEE frais',
  ),
  text('Mandant', '.principal.code', 'code du prestataire pour le compte duquel il est vendu'),
  text('SIRET du mandant', '.principal.siret', 'son établissement'),
  text('Tarif', '.fareCategory', 'catégorie tarifaire'),
  integer('Quantité', '.qty', 'nombre d’unités, négatif quand elles sont reprises'),
  euros('Prix unitaire TTC', '.unitTtcC', 'prix d’une unité'),
  euros('Remise', '.discountC', 'remise sur la ligne'),
  text('Motif de la remise', '.discount.reason', 'code du motif'),
  euros('Total TTC', '.totalTtcC', 'quantité × prix − remise'),
  rate('Taux de TVA', '.vatRateBp', 'taux, en pour cent'),
  text('Exonération', '.vatExemptCode', 'raison de l’absence de TVA'),
  euros('Total HT', '.htC', 'total hors taxe de la ligne'),
  euros('TVA', '.vatC', 'TVA de la ligne'),
  text('Date de la prestation', '.serviceDate', 'jour de la visite, AAAA-MM-JJ'),
  euros('Commission HT', '.commission.htC', 'commission de l’office sur la ligne'),
  text('Référence externe', '.external.ref', 'numéro du titre émis sur un autre terminal'),
]

const paymentColumns: readonly Column[] = [
  ...ticket,
  integer('Rang', '.n', 'rang du règlement dans le ticket'),
  text('Moyen', '.means', 'moyen de paiement'),
  euros('Montant', '.amountC', 'montant réglé, négatif quand il est rendu'),
  euros('Remis', '.tenderedC', 'espèces remises par le client'),
  euros('Rendu', '.changeC', 'monnaie rendue'),
  text('Référence', '.ref', 'numéro de chèque, de ticket de carte ou de transaction'),
]

const vatColumns: readonly Column[] = [
  ...ticket,
  rate('Taux de TVA', '.rateBp', 'taux, en pour cent'),
  euros('Total HT', '.htC', 'base hors taxe des ventes propres à ce taux'),
  euros('TVA', '.vatC', 'taxe'),
  euros('Total TTC', '.ttcC', 'total taxe comprise'),
]

const closureColumns: readonly Column[] = [
  ...place,
  text('Période', 'kind', 'D jour, M mois, Y exercice'),
  { name: 'Du', path: 'from', kind: 'day', meaning: 'premier jour' },
  { name: 'Au', path: 'to', kind: 'day', meaning: 'dernier jour' },
  { name: 'Clôturée à', path: 'at', kind: 'utc', meaning: 'date et heure universelles de la clôture' },
  text('Premier ticket', 'firstTicket', 'vide sans vente'),
  text('Dernier ticket', 'lastTicket', 'vide sans vente'),
  integer('Tickets', 'ticketCount', 'nombre de tickets de toutes sortes'),
  integer('Annulations', 'cancelCount', 'dont annulations'),
  integer('Remboursements', 'refundCount', 'dont remboursements'),
  integer('Rectifications', 'fixCount', 'dont rectifications de paiement'),
  integer('Duplicatas', 'copyCount', 'duplicatas imprimés'),
  euros('Ventes brutes', 'grossSalesC', 'total des tickets positifs'),
  euros('Retours', 'returnsC', 'total des tickets négatifs'),
  euros('Grand total de la période', 'periodGrandTotalC', 'total TTC de la période'),
  euros('Ventes propres TTC', 'ownTtcC', 'dont ventes de l’office'),
  euros('Pour compte de tiers TTC', 'thirdTtcC', 'dont vendu pour compte de tiers'),
  euros('Bons TTC', 'voucherTtcC', 'dont bons à usages multiples'),
  json('TVA', 'vat', 'par taux, montants en centimes'),
  json('Par mandant', 'third', 'par prestataire, montants en centimes'),
  json('Règlements', 'payments', 'par moyen, montants en centimes'),
  euros('Cumul perpétuel', 'perpetual.signedC', 'grand total perpétuel après la période'),
  euros('Cumul perpétuel absolu', 'perpetual.absC', 'en valeurs absolues'),
  text('Empreinte du dernier ticket', 'lastTicketHash', 'SHA-256'),
  hash,
]

const cashColumns: readonly Column[] = [
  ...place,
  text(
    'Mouvement',
    'docType',
    'OPENING_FLOAT fond de caisse, CLOSING_COUNT comptage, IN apport, OUT retrait…',
  ),
  ...when,
  text('Session', 'shift', 'session de caisse'),
  who,
  euros('Montant', 'amountC', 'montant du mouvement ou du comptage'),
  euros('Attendu', 'expectedC', 'espèces attendues au comptage'),
  euros('Écart', 'gapC', 'compté − attendu'),
  text('Motif', 'reason', 'code du motif'),
  json('Pièces et billets', 'pieces', 'nombre par valeur faciale en centimes'),
  hash,
]

/** Every CSV file of an archive: the notice explains them, the verifier makes each row again from its record. */
export const TABLES: readonly Table[] = [
  { file: 'tickets.csv', journal: 'T', each: null, meaning: 'une ligne par ticket', columns: ticketColumns },
  {
    file: 'lignes.csv',
    journal: 'T',
    each: 'lines',
    meaning: 'une ligne par article vendu ou repris',
    columns: lineColumns,
  },
  {
    file: 'tva.csv',
    journal: 'T',
    each: 'totals.vat',
    meaning: 'une ligne par ticket et par taux de TVA',
    columns: vatColumns,
  },
  {
    file: 'paiements.csv',
    journal: 'T',
    each: 'payments',
    meaning: 'une ligne par règlement',
    columns: paymentColumns,
  },
  {
    file: 'clotures.csv',
    journal: 'G',
    each: null,
    meaning: 'une ligne par clôture',
    columns: closureColumns,
  },
  {
    file: 'jet.csv',
    journal: 'L',
    each: null,
    meaning: 'une ligne par événement technique',
    columns: [
      ...place,
      ...when,
      text('Code', 'code', 'code de l’événement (liste ci-dessous)'),
      who,
      json('Détail', 'detail', 'ce que l’événement précise'),
      hash,
    ],
  },
  {
    file: 'copies.csv',
    journal: 'C',
    each: null,
    meaning: 'une ligne par duplicata',
    columns: [
      ...place,
      ...when,
      text('Ticket', 'origin.number', 'ticket d’origine'),
      integer('Duplicata', 'copy', 'numéro du duplicata'),
      text('Motif', 'reason', 'code du motif'),
      who,
      hash,
    ],
  },
  {
    file: 'caisse.csv',
    journal: 'P',
    each: null,
    meaning: 'une ligne par mouvement d’espèces',
    columns: cashColumns,
  },
  {
    file: 'ecole.csv',
    journal: 'X',
    each: null,
    meaning: 'une ligne par ticket du mode école',
    columns: [
      ...place,
      text('Ticket', 'number', 'numéro dans la série du mode école'),
      ...when,
      who,
      euros('Total TTC', 'totals.grandTtcC', 'montant sans valeur'),
      hash,
    ],
  },
]
