import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexCatalog, type Catalog, type Fare, type Tariff } from './catalog.ts'
import { DAY, tariff, catalog, rate, index } from './given-catalog.ts'
import { sumCents } from './money.ts'
import { NotOnSale, priceBasket, seatsOf, tariffOf, vatOn, type BasketLine } from './price.ts'
import { toDay } from './time.ts'

const line = (productCode: string, ...units: [string, number][]) => ({
  optionId: `opt_${productCode}`,
  sessionIds: [],
  units: units.map(([unitId, qty]) => ({ unitId, qty })),
})
const price = (...lines: BasketLine[]) =>
  priceBasket(index, lines, { channel: 'COUNTER', saleDay: DAY, dayOf: () => DAY })

describe('the worked ticket of fiscal.md 2.5', () => {
  const ticket = price(
    line('boat', ['adult', 2], ['child', 1]),
    line('walk', ['walker', 1]),
    line('card', ['postcard', 1]),
    line('book', ['topoguide', 1]),
  )

  it('comes to 91,00: block A 20,00, block B 71,00', () => {
    expect(ticket).toMatchObject({ totalC: 9_100, ownC: 2_000, thirdC: 7_100, voucherC: 0 })
  })

  it('has 1,33 of VAT at 20 % and 0,63 at 5,5 %, of the office’s own sales only', () => {
    expect(ticket.vat).toEqual([
      { vatRateBp: 2_000, htC: 667, vatC: 133, ttcC: 800 },
      { vatRateBp: 550, htC: 1_137, vatC: 63, ttcC: 1_200 },
    ])
  })

  it('allots 6,67 before tax as 5,84 to the walk and 0,83 to the postcard', () => {
    const before = Object.fromEntries(ticket.lines.map((l) => [l.fare.unit.id, l.htC]))
    expect(before).toMatchObject({ walker: 584, postcard: 83, topoguide: 1_137, adult: 5_600, child: 1_500 })
  })

  it('lets chèques-vacances pay the services, not the goods, and never the SNCF', () => {
    expect(ticket.servicesC).toBe(7_800)
    expect(price(line('rail', ['return', 2])).servicesC).toBe(0)
  })
})

describe('any basket', () => {
  const all = catalog.products.flatMap((p) =>
    p.options.flatMap((o) => o.units.map((u) => [p.code, u.id] as const)),
  )
  const basket = fc.array(fc.tuple(fc.constantFrom(...all), fc.integer({ min: 1, max: 500 })), {
    minLength: 1,
    maxLength: 40,
  })

  it('adds up: before tax and VAT make each line, lines make the totals', () => {
    fc.assert(
      fc.property(basket, (asked) => {
        const priced = price(...asked.map(([[code, unit], qty]) => line(code, [unit, qty])))
        for (const l of priced.lines) {
          expect(l.htC + l.vatC).toBe(l.totalC)
          if (l.kind !== 'OWN') expect(l.vatC).toBe(0)
        }
        expect(sumCents(priced.lines.map((l) => l.totalC))).toBe(priced.totalC)
        expect(priced.ownC + priced.thirdC + priced.voucherC).toBe(priced.totalC)
        expect(sumCents(priced.vat.map((v) => v.ttcC))).toBe(priced.ownC)
        expect(sumCents(priced.vat.map((v) => v.htC + v.vatC))).toBe(priced.ownC)
      }),
    )
  })

  it('has the same totals and the same VAT in any order of its lines', () => {
    fc.assert(
      fc.property(basket, (asked) => {
        const lines = asked.map(([[code, unit], qty]) => line(code, [unit, qty]))
        const { totalC, ownC, vat } = price(...lines)
        expect(price(...lines.toReversed())).toMatchObject({ totalC, ownC, vat })
      }),
    )
  })

  it('takes the seats of its fares: four for a family', () => {
    expect(seatsOf(index, line('boat', ['adult', 2], ['family', 1]))).toBe(6)
    expect(seatsOf(index, line('book', ['topoguide', 3]))).toBe(0)
  })
})

describe('what cannot be priced', () => {
  it('names the line: an unknown fare, a fare of another option, nobody', () => {
    for (const wrong of [
      line('boat', ['nobody', 1]),
      line('boat', ['postcard', 1]),
      line('boat', ['adult', 0]),
    ]) {
      expect(() => price(line('walk', ['walker', 1]), wrong)).toThrow(
        expect.objectContaining({ basketLine: 1 }),
      )
    }
  })

  it('is not sold through a channel it is not on', () => {
    const online = () =>
      priceBasket(index, [line('boat', ['adult', 1])], { channel: 'ONLINE', saleDay: DAY, dayOf: () => DAY })
    expect(online).toThrow(NotOnSale)
  })
})

describe('the rate of VAT', () => {
  const on = (day: string) => vatOn(changed, 'NORMAL', toDay(day))?.rateBp ?? null
  const from = (rateBp: number, validFrom: string, validTo: string | null = null) => ({
    ...rate('NORMAL', rateBp),
    validFrom: toDay(validFrom),
    validTo: validTo === null ? null : toDay(validTo),
  })
  // The new one was added before the old, which nobody closed.
  const changed = [
    from(2_100, '2027-01-01'),
    from(2_000, '2014-01-01'),
    from(1_960, '2000-04-01', '2013-12-31'),
  ]

  it('is that of the day; of several that hold, the one that began last', () => {
    expect(['2000-03-31', '2013-12-31', '2014-01-01', '2026-12-31', '2027-01-01'].map(on)).toEqual([
      null,
      1_960,
      2_000,
      2_000,
      2_100,
    ])
    expect(vatOn(changed.toReversed(), 'NORMAL', toDay('2027-01-01'))?.rateBp).toBe(2_100)
    expect(vatOn(changed, 'REDUCED', DAY)).toBeNull()
  })

  it('is never silently none: what has no rate that day is not sold, what is exempt says so', () => {
    const sell = (vatRates: Catalog['vatRates']) =>
      priceBasket(indexCatalog({ ...catalog, vatRates }), [line('card', ['postcard', 1])], {
        channel: 'COUNTER',
        saleDay: DAY,
        dayOf: () => DAY,
      })
    expect(() => sell([])).toThrow(NotOnSale)
    expect(() => sell([from(2_000, '2014-01-01', '2025-12-31')])).toThrow(NotOnSale)
    const exempt = { ...rate('NORMAL', 0), rateBp: null, exemptCode: 'FR-FRANCHISE' }
    expect(sell([exempt]).lines[0]).toMatchObject({ vatRateBp: null, vatExemptCode: 'FR-FRANCHISE', vatC: 0 })
  })
})

describe('a fare that another’s terminal printed', () => {
  const rail = (fareC: number, qty: number) =>
    price({ ...line('rail', ['return', qty]), external: { fareC } })
  const parts = (basket: ReturnType<typeof price>) => basket.lines.map((l) => [l.n, l.qty, l.unitC, l.totalC])

  it('beats the catalogue’s, and adds up to the cent whatever its passengers', () => {
    expect(parts(rail(2_340, 1))).toEqual([[1, 1, 2_340, 2_340]])
    expect(parts(rail(3_750, 2))).toEqual([[1, 2, 1_875, 3_750]])
    expect(parts(rail(10_000, 3))).toEqual([
      [1, 2, 3_333, 6_666],
      [2, 1, 3_334, 3_334],
    ])
    expect(rail(10_000, 3)).toMatchObject({ totalC: 10_000, thirdC: 10_000, ownC: 0, vat: [] })
  })

  it('is for external tickets only', () => {
    expect(price({ ...line('book', ['topoguide', 1]), external: { fareC: 1 } }).totalC).toBe(1_200)
  })
})

describe('the tariff of a fare', () => {
  const unit = (tariffs: Tariff[]) => ({ ...(index.fares.get('adult') as Fare).unit, tariffs })
  const pick = (tariffs: Tariff[], day = '2026-08-13') =>
    tariffOf(unit(tariffs), catalog.seasons, 'COUNTER', toDay(day))?.id ?? null
  const base = tariff('base', 100)
  const high = tariff('high', 200, { seasonId: 'sea_high' })
  const counter = tariff('counter', 300, { channel: 'COUNTER' })
  const newer = tariff('newer', 400, { validFrom: toDay('2026-01-01') })

  it('of the channel beats one for all, then the season, then the latest', () => {
    expect(pick([base, newer])).toBe('newer')
    expect(pick([newer, high])).toBe('high')
    expect(pick([high, counter])).toBe('counter')
    expect(pick([counter, high, newer, base])).toBe('counter')
  })

  it('holds on its first and last day, and on no other', () => {
    const short = tariff('short', 1, { validFrom: toDay('2026-08-01'), validTo: toDay('2026-08-13') })
    expect(['2026-07-31', '2026-08-01', '2026-08-13', '2026-08-14'].map((day) => pick([short], day))).toEqual(
      [null, 'short', 'short', null],
    )
  })

  it('of a season holds on its first and last day, and of another channel never', () => {
    expect(['2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'].map((day) => pick([high], day))).toEqual([
      null,
      'high',
      'high',
      null,
    ])
    expect(pick([tariff('web', 1, { channel: 'ONLINE' })])).toBeNull()
  })
})
