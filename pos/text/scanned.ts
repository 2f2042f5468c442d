/** Texts of codes that a hand scanner reads where nothing is sold or checked. */
export const scanned = {
  closeFirst: 'Fermez d’abord cette fenêtre, puis lisez le code.',
  goods: (title: string) => `${title} se vend à l’écran Vendre.`,
  notHere: 'Aucun code ne s’ouvre sur cet écran.',
}
