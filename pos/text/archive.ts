import type { ArchiveLine, ArchiveStep } from '../../api/shared/archive.ts'
import { countOf } from './format.ts'
import { many } from './many.ts'

/** Archives, the verification of the journal, the event log. French is the source. */
export const archive = {
  title: 'Archives et contrôle',
  entry: 'Archives',
  make: 'Archiver une période',
  makeHelp:
    'Tous les enregistrements de caisse de la période, signés, avec leur notice et un programme qui les vérifie sans Guichet. Au moins une archive par exercice\u00a0; rien n’est jamais effacé ici.',
  from: 'Du',
  to: 'Au',
  start: 'Créer l’archive',
  stop: 'Arrêter',
  badPeriod: (last: string) => `Choisissez des jours terminés, jusqu’au ${last}, un an au plus.`,
  steps: {
    CLOSE: 'Clôture des jours dus',
    VERIFY: 'Vérification des chaînes',
    WRITE: 'Écriture',
    ZIP: 'Compression',
  } satisfies Record<ArchiveStep['step'], string>,
  progress: (done: number, of: number | null) =>
    of === null ? many(done, 'enregistrement', 'enregistrements') : `${countOf(done)} sur ${countOf(of)}`,
  made: (tickets: number) => `Archive prête\u00a0: ${many(tickets, 'ticket', 'tickets')}.`,
  download: 'Télécharger',
  due: (from: string, to: string) => `L’exercice du ${from} au ${to} est clos et n’est pas archivé.`,
  dueAct: 'Archiver cet exercice',
  list: 'Archives faites',
  none: 'Aucune archive pour l’instant',
  noneHelp: 'La première se fait au-dessus. Gardez-la hors de l’office.',
  period: 'Période',
  kind: 'Étendue',
  kinds: { YEAR: 'exercice', MONTH: 'mois', PART: 'période' } satisfies Record<ArchiveLine['kind'], string>,
  at: 'Faite le',
  by: 'Par',
  tickets: 'Tickets',
  digest: 'Empreinte du manifeste',
  file: 'Fichier',
  elsewhere: 'conservé ailleurs',
  verify: 'Intégrité du journal',
  verifyHelp:
    'Chaque enregistrement est relu\u00a0: numéros, empreintes, signatures, totaux. Les ventes continuent pendant ce temps.',
  verifyStart: 'Vérifier les journaux',
  verifying: (n: number) => `Vérification en cours\u00a0: ${many(n, 'enregistrement', 'enregistrements')}`,
  whole: (records: number, chains: number) =>
    `Aucun défaut\u00a0: ${many(records, 'enregistrement', 'enregistrements')} dans ${many(chains, 'chaîne', 'chaînes')}.`,
  faulty: (n: number) =>
    `${many(n, 'défaut trouvé', 'défauts trouvés')}. Prévenez la direction et gardez cet écran.`,
  stopped: 'Vérification arrêtée.',
  chain: 'Chaîne',
  records: 'Enregistrements',
  lastHash: 'Dernière empreinte',
  state: 'État',
  good: 'intacte',
  fault: (seq: number, detail: string) => `n°\u00a0${seq}\u00a0: ${detail}`,
  anchored: (moment: string, chains: number) =>
    `Dernière ancre gardée hors de la base\u00a0: ${moment}, ${many(chains, 'chaîne', 'chaînes')}.`,
  notAnchored:
    'Aucune ancre n’est encore gardée hors de la base\u00a0: la première suit la prochaine clôture.',
  attestation: 'Attestation de l’éditeur (projet)',
}

/** The event log (JET). */
export const events = {
  title: 'Journal des événements',
  entry: 'Événements',
  register: 'Caisse',
  code: 'Événement',
  all: 'Tous',
  allF: 'Toutes',
  at: 'Quand',
  operator: 'Par',
  detail: 'Détail',
  seq: 'N°',
  more: 'Voir les précédents',
  none: 'Aucun événement ne répond à ces filtres',
  noneHelp: 'Élargissez la période, ou effacez un filtre.',
}
