import { expect, test } from 'vitest'
import type { Product, Unit } from '../../api/shared/catalog.ts'
import { givenOption, givenProduct, givenUnit } from './given-product.ts'
import { edits, fold, indexWords, parseQuery, partyUnits, presets, searchProducts } from './search.ts'

const product = (title: string, more: Partial<Product> = {}) =>
  givenProduct(title, { kind: 'SESSION', saleMode: 'MANDATE', code: '', slug: '', ...more })
const unit = (id: string, short: string, type: Unit['type']) => givenUnit(id, null, { short, type })
const option = (units: Unit[]) => givenOption(units, { take: 'ONE' })

const entries = indexWords([
  product('Golfe du Morbihan, tour des îles', { providerName: 'Vedettes Kerlann' }),
  product('Alignements, visite guidée'),
  product('Topoguide des mégalithes', { kind: 'GOODS' }),
  product('Petit train des mégalithes'),
])
const found = (text: string) =>
  searchProducts(entries, parseQuery(text).words).map((p) => p.text.fr.title.split(/[ ,]/)[0])

test('a whole sale is read as it is spoken', () => {
  expect(parseQuery('golfe 1430 2a 1e')).toEqual({
    words: ['golfe'],
    time: '14:30',
    party: [
      { short: 'a', qty: 2 },
      { short: 'e', qty: 1 },
    ],
    count: null,
  })
  expect(parseQuery('Golfe 14h30 2A1E')).toEqual(parseQuery('golfe 14:30 2a1e'))
  expect(parseQuery('kayak 9h').time).toBe('09:00')
  expect(parseQuery('kayak 930').time).toBe('09:30')
})

test('fares alone name no product, a lone small number is a count, a long one a word', () => {
  expect(parseQuery('2a1e')).toMatchObject({ words: [], party: [{ qty: 2 }, { qty: 1 }] })
  expect(parseQuery('3 carte postale')).toMatchObject({ words: ['carte', 'postale'], count: 3, time: null })
  expect(parseQuery('3760012340012').words).toEqual(['3760012340012'])
  expect(parseQuery('')).toEqual({ words: [], time: null, party: [], count: null })
})

test('the last word on a fare wins', () => {
  expect(parseQuery('2a 3a').party).toEqual([{ short: 'a', qty: 3 }])
})

test('accents, capitals and half words are forgiven', () => {
  expect(fold('Île-aux-Moines, œuvre')).toBe('ile aux moines oeuvre')
  expect(found('ILES')).toEqual(['Golfe'])
  expect(found('megal')).toEqual(['Topoguide', 'Petit'])
  expect(found('kerlann')).toEqual(['Golfe'])
})

test('a typo is forgiven in a word of four letters, none in three', () => {
  expect(found('glofe')).toEqual(['Golfe'])
  expect(found('alignemant')).toEqual(['Alignements'])
  expect(found('topogide')).toEqual(['Topoguide'])
  expect(found('glf')).toEqual([])
  expect(edits('golfe', 'glofe', 2)).toBe(1)
})

test('every word has to fit, and the name counts before the rest', () => {
  expect(found('petit megalithes')).toEqual(['Petit'])
  expect(found('petit kerlann')).toEqual([])
})

test('letters name fares of the option; an unknown letter names none', () => {
  const boat = option([unit('adult', 'a', 'ADULT'), unit('child', 'e', 'CHILD')])
  expect(partyUnits(boat, parseQuery('2a1e').party)).toEqual([
    { unitId: 'adult', qty: 2 },
    { unitId: 'child', qty: 1 },
  ])
  expect(partyUnits(boat, parseQuery('2z').party)).toBeNull()
})

test('parties are proposed from the fares there are', () => {
  const boat = option([unit('adult', 'a', 'ADULT'), unit('child', 'e', 'CHILD')])
  expect(presets(boat).map((p) => p.label)).toEqual(['1 A', '2 A', '2 A 1 E', '2 A 2 E'])
  const seniors = option([unit('senior', 's', 'SENIOR')])
  expect(presets(seniors).map((p) => p.label)).toEqual(['1 S', '2 S', '3 S', '4 S'])
  // A kayak is not a person: its stepper is enough.
  expect(presets(option([unit('kayak', 'u', 'OTHER')]))).toEqual([])
})
