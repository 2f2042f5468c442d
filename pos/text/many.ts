/** "1 vente", "2 ventes": a number with its word. */
export const many = (n: number, one: string, more: string) =>
  Math.abs(n) < 2 ? `${n} ${one}` : `${n} ${more}`
