/** What is wrong with a number copied from a paper, wherever it is typed. */
export const refs = {
  signs: 'Tapez seulement des lettres sans accent, des chiffres, des espaces, / ou -.',
  long: (most: number) => `Trop long\u00a0: ${most} caractères au plus.`,
  /** The last four digits may be kept, of a card too. */
  card: (what: string) =>
    `On dirait un numéro de carte bancaire\u00a0: tapez le numéro ${what}. Si c’est bien lui, tapez ses 4 derniers chiffres.`,
}
