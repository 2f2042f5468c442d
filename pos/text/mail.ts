/** Texts of the letters to visitors. French is the source. */
export const mail = {
  title: 'Courrier',
  help: 'Les lettres aux visiteurs, la plus récente en tête.',
  empty: 'Aucun courrier',
  emptyHelp: 'Les billets et les tickets de caisse envoyés par e-mail s’ajoutent ici.',
  more: 'Voir les précédents',
  list: 'Courriers',
  to: 'À',
  sentAt: 'Envoyé',
  attached: 'Pièces jointes',
  tickets: (number: string) => `Billets ${number}`,
  receipt: (number: string, copy: number | null) =>
    copy === null ? `Ticket de caisse ${number}` : `Ticket de caisse ${number}, duplicata n°\u00a0${copy}`,
  order: 'Voir la commande',
  retry: 'Renvoyer',
  sendNow: 'Envoyer maintenant',
  status: { QUEUED: 'En attente', SENT: 'Envoyé', KEPT: 'Gardé', FAILED: 'Non remis' },
  kept: 'Aucun serveur d’envoi n’est réglé\u00a0: la lettre se lit ici, elle n’est pas partie.',
  faults: {
    refused: 'Le serveur refuse cette adresse. Corrigez-la dans la commande, puis envoyez de nouveau.',
    signIn: 'Le serveur d’envoi refuse notre mot de passe. Prévenez qui règle Guichet.',
    away: 'Le serveur d’envoi ne répond pas.',
    other: (code: string) => `L’envoi a échoué (${code}).`,
  },
  again: 'Nouvel essai automatique.',
}
