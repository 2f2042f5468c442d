import { expect, test } from 'vitest'
import type { Product } from './model.ts'
import { similarTo } from './similar.ts'

const product = (id: string, over: Partial<Product>): Product =>
  ({ id, family: 'BOAT', kind: 'SESSION', place: 'Carnac', ...over }) as Product

test('what is like a product is of its family, then from its place, and never itself', () => {
  const here = product('a', {})
  const all = [
    here,
    product('far', { family: 'VISIT', place: 'Auray' }),
    product('near', { family: 'VISIT' }),
    product('boat far', { place: 'Quiberon' }),
    product('boat near', {}),
    product('boat far too', { place: 'Houat' }),
    product('mug', { kind: 'GOODS', family: 'BOUTIQUE' }),
  ]
  expect(similarTo(here, all).map((p) => p.id)).toEqual(['boat near', 'boat far', 'boat far too'])
  expect(similarTo(product('x', { family: 'EVENT', place: 'Auray' }), all).map((p) => p.id)).toEqual(['far'])
  expect(similarTo(product('x', { family: 'EVENT', place: null }), all)).toEqual([])
})
