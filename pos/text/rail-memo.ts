/** A ticket paid on the SNCF's own terminal, recorded at the till. French is the source. */
export const railMemo = {
  paid: 'Payé directement à la SNCF',
  help: 'Sur leur appareil. Rien n’est encaissé ici\u00a0: le billet est noté pour le pointage et le relevé.',
  record: 'Enregistrer sans encaisser',
  done: (ref: string, sum: string) => `Billet ${ref} enregistré, ${sum} sur leur terminal. Le suivant\u00a0?`,
}
