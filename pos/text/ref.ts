/** What is wrong with a number copied from a paper, wherever it is typed. */
export const refs = {
  signs: 'Tapez seulement des lettres sans accent, des chiffres, des espaces, / ou -.',
  long: (most: number) => `Trop long\u00a0: ${most} caractères au plus.`,
  card: (what: string) =>
    `C’est un numéro de carte bancaire\u00a0: il ne doit rester nulle part. Tapez le numéro ${what}.`,
}
