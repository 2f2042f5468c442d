/** Texts of the device: its version, and what it does by itself while the server is away. */
export const device = {
  update: 'Une nouvelle version est prête. Le panier est gardé.',
  updatePaying: 'Une nouvelle version est prête. Terminez d’abord le paiement en cours, puis rechargez.',
  updatePrinting: 'Une nouvelle version est prête. Un papier s’imprime\u00a0: rechargez quand il est sorti.',
  reload: 'Recharger',
  remembered: (name: string) => `Connexion de ${name} retrouvée sur ce poste.`,
  payWaits: 'Hors réseau\u00a0: le panier est gardé, la vente reprendra quand le serveur répondra.',
}
