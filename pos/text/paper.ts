/** Texts of a sale's papers, wherever they are reached. */
export const paper = {
  failed: (number: string) => `Les papiers de la vente ${number} ne sont pas imprimés.`,
  drawer: (number: string) => `Le tiroir ne s’est pas ouvert pour la vente ${number}.`,
  broken: 'Des papiers ne sont peut-être pas imprimés. Voyez les dernières ventes, dans la session.',
  interrupted: 'L’impression a été interrompue. Regardez l’imprimante, puis réimprimez s’il manque.',
  again: 'Réimprimer',
  leave: 'Plus tard',
  here: 'Imprimer ici',
  last: 'Dernières ventes',
  lastHelp: 'Les cinquante dernières de cette session, la plus récente en tête.',
  none: 'Aucune vente dans cette session',
  noneHelp: 'Chaque vente s’ajoute ici, avec ses papiers.',
  tickets: (n: number) => (n < 2 ? `${n}\u00a0billet` : `${n}\u00a0billets`),
  open: 'Billets',
  print: 'Imprimer',
  noTicket: 'sans billet',
}
