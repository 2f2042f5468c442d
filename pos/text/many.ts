/** "1 vente", "2 ventes": a number with its word, never parted. */
export const many = (n: number, one: string, more: string) =>
  Math.abs(n) < 2 ? `${n}\u00a0${one}` : `${n}\u00a0${more}`
