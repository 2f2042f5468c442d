/**
 * What each code of the event log (JET, fiscal.md 1.9) stands for, in the words of the archive's notice and of the
 * office's screen. A code without a text is shown as it is; a test finds those of this version.
 */
export const EVENT_TEXT: Readonly<Record<string, string>> = {
  '20': 'Archivage d’une période',
  '30': 'Archivage d’un exercice',
  '40': 'Déconnexion',
  '50': 'Clôture de jour ou de mois',
  '60': 'Clôture d’exercice',
  '80': 'Connexion',
  '90': 'Chaîne du journal en défaut',
  '170': 'Comptage du tiroir',
  '190': 'Article repris',
  '260': 'Journal initialisé',
  '320': 'Vente annulée',
  SIGN_IN_FAILED: 'Connexion refusée',
  AGENT_CHANGED: 'Changement d’agent',
  SHIFT_OPENED: 'Session de caisse ouverte',
  SHIFT_CLOSED: 'Session de caisse fermée',
  SHIFT_HANDED_OVER: 'Session de caisse remise à un autre agent',
  CASH_MOVED: 'Espèces déplacées',
  LINE_REMOVED: 'Ligne retirée avant paiement',
  COPY_PRINTED: 'Duplicata imprimé',
  DRAWER_OPENED: 'Tiroir ouvert sans vente',
  SETTING_CHANGED: 'Réglage modifié',
  KEY_ADDED: 'Clé de signature ajoutée',
  KEY_ROTATED: 'Clé de signature remplacée',
  TRAINING_STARTED: 'Mode école commencé',
  TRAINING_ENDED: 'Mode école terminé',
  VERSION_STARTED: 'Version du noyau fiscal mise en service',
  PAYMENT_FIXED: 'Moyen de paiement rectifié',
  MANAGER_OVERRIDE: 'Dérogation d’un responsable',
  EXPORT: 'Export de données',
  AUDIT_EXPORT: 'Export pour un contrôle fiscal',
  HORLOGE_INCOHERENTE: 'Horloge incohérente',
}

/** The words of a code; the code itself when it has none. */
export function eventText(code: string): string {
  return EVENT_TEXT[code] ?? code
}
