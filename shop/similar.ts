import type { Product } from './model.ts'

/** As many as one looks at without scrolling. */
const MOST = 3

/**
 * What somebody who looks at this product may like as well: of the same family first, then from the same place; of
 * equals, in the catalogue's order. Goods go with goods only.
 */
export function similarTo(product: Product, products: readonly Product[]): Product[] {
  const likeness = (other: Product) =>
    (other.family === product.family ? 2 : 0) +
    (other.place !== null && other.place === product.place ? 1 : 0)
  return products
    .filter((p) => p.id !== product.id && (p.kind === 'GOODS') === (product.kind === 'GOODS'))
    .map((p) => ({ p, likeness: likeness(p) }))
    .filter((x) => x.likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map((x) => x.p)
}
