import { expect, test } from 'vitest'
import { indexCatalog, type Catalog, type Product } from '../../api/shared/catalog.ts'
import { toDay } from '../../api/shared/time.ts'
import { givenOption, givenProduct, givenUnit } from './given-product.ts'
import { readBasket } from './read-basket.ts'
import { emptyBasket, keyOf, refusedLines, toLines, withQty, type Line } from './basket.ts'
import { totalsByKey, viewBasket } from './basket-view.ts'

const today = toDay('2026-08-13')

function product(id: string, prices: Record<string, number>, more: Partial<Product> = {}): Product {
  const units = Object.entries(prices).map(([code, priceC]) =>
    givenUnit(`uni_${id}_${code}`, priceC, { code, short: code, type: 'OTHER', name: { fr: code } }),
  )
  return givenProduct(id, { options: [givenOption(units, { id: `opt_${id}` })], ...more })
}

const mandate = { saleMode: 'MANDATE', providerName: 'Vedettes Kerlann' } as const
const catalog = (boat = 2800): Catalog => ({
  version: 1,
  seasons: [],
  discounts: [],
  vatRates: [
    {
      code: 'N20',
      rateBp: 2000,
      label: '20 %',
      exemptCode: null,
      validFrom: toDay('2020-01-01'),
      validTo: null,
    },
  ],
  products: [
    product('topo', { p: 1200 }),
    product('boat', { a: boat, e: 1500 }, { kind: 'SESSION', ...mandate }),
    product('rail', { a: 900 }, { kind: 'EXTERNAL', saleMode: 'MANDATE', providerName: 'SNCF' }),
  ],
})
const session = { id: 'ses_1', day: '2026-08-13', time: '14:30', leg: 0, counterId: 'cnt_1' }
const line = (id: string, units: Record<string, number>, sessions = [] as Line['sessions']): Line => ({
  key: keyOf(
    `opt_${id}`,
    sessions.map((s) => s.id),
  ),
  optionId: `opt_${id}`,
  sessions,
  units: Object.entries(units).map(([code, qty]) => ({ unitId: `uni_${id}_${code}`, qty })),
  external: null,
  names: {},
  discounts: [],
  refusal: null,
})
const family = [line('topo', { p: 1 }), line('boat', { a: 2, e: 1 }, [session]), line('rail', { a: 1 })]

test('the family basket is 92,00 €, grouped by principal with the own sales last', () => {
  const view = viewBasket(indexCatalog(catalog()), family, today, 'Office de tourisme')
  expect(view.price).toMatchObject({ totalC: 9200, ownC: 1200, thirdC: 8000, servicesC: 7100 })
  expect(view.groups.map((g) => [g.name, g.third])).toEqual([
    ['Vedettes Kerlann', true],
    ['SNCF', true],
    ['Office de tourisme', false],
  ])
  expect([view.articles, view.tickets, view.seats]).toEqual([5, 3, 3])
})

test('a line that is no longer on sale counts for nothing and leaves the others', () => {
  const gone = line('boat', { x: 1 }, [session])
  const view = viewBasket(indexCatalog(catalog()), [gone, line('topo', { p: 2 })], today, 'Office')
  expect(view.price.totalC).toBe(2400)
  expect(view.views.map((v) => v.totalC)).toEqual([0, 2400])
})

test('a line whose option has left the catalogue is still there, to be taken out', () => {
  const lines = [line('cable', { a: 1 }), line('topo', { p: 1 })]
  const view = viewBasket(indexCatalog(catalog()), lines, today, 'Office')
  expect([view.gone.map((l) => l.key), view.price.totalC]).toEqual([['opt_cable'], 1200])
  // Before any catalogue was read, nothing is known to have left it.
  expect(viewBasket(indexCatalog({ ...catalog(), version: 0 }), lines, today, 'Office').gone).toEqual([])
})

test('a new catalogue shows which lines cost something else', () => {
  const before = totalsByKey(indexCatalog(catalog()), family, today)
  const after = totalsByKey(indexCatalog(catalog(2900)), family, today)
  expect([...before].filter(([key, c]) => after.get(key) !== c)).toEqual([['opt_boat ses_1', 7100]])
})

test('quantities stand in the order of the catalogue, and zero leaves the line', () => {
  const option = catalog().products[1]?.options[0]
  if (!option) throw new Error('no option')
  const units = withQty(option, [{ unitId: 'uni_boat_e', qty: 1 }], 'uni_boat_a', 2)
  expect(units.map((u) => u.unitId)).toEqual(['uni_boat_a', 'uni_boat_e'])
  expect(withQty(option, units, 'uni_boat_e', 0)).toEqual([{ unitId: 'uni_boat_a', qty: 2 }])
})

test('each external ticket is a line of its own', () => {
  const external = {
    terminal: 'T1',
    ref: '1',
    product: 'TER',
    origin: 'Auray',
    destination: 'Plouharnel',
    travelClass: '2',
    travelDay: null,
    passengers: 1,
  } as const
  expect(keyOf('opt_rail', [], external)).not.toBe(keyOf('opt_rail', [], { ...external, ref: '2' }))
  expect(toLines([{ ...line('rail', { a: 1 }), external }])[0]?.external).toEqual(external)
  expect(toLines([line('topo', { p: 1 })])[0]).not.toHaveProperty('external')
})

test('a printed price counts where the catalogue has none, to the cent, and survives a reload', () => {
  const products = catalog().products.map((p) =>
    p.code === 'rail'
      ? {
          ...p,
          options: p.options.map((o) => ({ ...o, units: o.units.map((u) => ({ ...u, tariffs: [] })) })),
        }
      : p,
  )
  const index = indexCatalog({ ...catalog(), products })
  const ticket = (qty: number, fareC?: number): Line => ({
    ...line('rail', { a: qty }),
    external: {
      terminal: 'T1',
      ref: '1',
      product: 'TER',
      origin: 'Auray',
      destination: 'Rennes',
      travelClass: '2',
      travelDay: null,
      passengers: qty,
      ...(fareC === undefined ? {} : { fareC }),
    },
  })
  const totalOf = (one: Line) => viewBasket(index, [one], today, 'Office').price.totalC
  expect([totalOf(ticket(1, 2340)), totalOf(ticket(3, 10_000)), totalOf(ticket(1))]).toEqual([
    2340, 10_000, 0,
  ])
  const kept = readBasket(JSON.stringify({ ...emptyBasket(), lines: [ticket(3, 10_000)] }))
  expect(toLines(kept?.lines ?? [])[0]?.external).toMatchObject({ passengers: 3, fareC: 10_000 })
})

test('each basket has ids of its own, made when it opens', () => {
  expect(emptyBasket().saleId).not.toBe(emptyBasket().saleId)
})

test('names are given in the order of the units, and none for a unit that counts others than were named', () => {
  const names = { uni_boat_a: ['Anne', 'Bob'], uni_boat_e: ['Zoé'] }
  const sent = (units: Record<string, number>) =>
    toLines([{ ...line('boat', units, [session]), names }])[0]?.names
  expect(sent({ a: 2, e: 1 })).toEqual(['Anne', 'Bob', 'Zoé'])
  // As many people, and others: a child is not called Bob.
  expect(sent({ a: 1, e: 2 })).toBeUndefined()
  expect(sent({ a: 1, e: 1 })).toEqual(['Zoé'])
})

test('a refusal that names no line marks none', () => {
  expect(refusedLines({})).toEqual([])
  expect(refusedLines({ lines: [{ line: 1, left: 2 }, { left: 3 }, null] })).toEqual([{ line: 1, left: 2 }])
})
