import { describe, expect, it } from 'vitest'
import { External as ServerExternal } from '../../api/sale/input.ts'
import type { Option, Unit } from '../../api/shared/catalog.ts'
import { givenOption, givenUnit } from './given-product.ts'
import { entryOf, faultsOf, isPrinted, productsFor, ticketOf, totalOf, type RailEntry } from './rail.ts'

const unit = givenUnit
const option = (...units: Unit[]) => givenOption(units)
const terms = (of: Option, used: string[] = []) => ({
  option: of,
  priceC: (id: string) => of.units.find((u) => u.id === id)?.tariffs[0]?.priceC ?? null,
  isUsed: ({ ref }: { ref: string }) => used.includes(ref),
})
/** "Billet SNCF": one fare, whose price only the ticket has. */
const generic = terms(option(unit('a', null)))
const tire = terms(option(unit('a', 900), unit('e', 450)))
const entry = (more: Partial<RailEntry> = {}): RailEntry => ({
  ref: 'TK1',
  terminal: 'SNCF-1',
  fare: '',
  product: 'TER',
  origin: 'Auray',
  destination: 'Rennes',
  travelClass: '2',
  travelDay: '2026-08-13',
  units: [{ unitId: 'a', qty: 1 }],
  ...more,
})
const faults = (typed: RailEntry, of = generic) =>
  Object.fromEntries(Object.entries(faultsOf(typed, of)).filter(([, fault]) => fault !== null))

describe('the price of an SNCF ticket', () => {
  it('is typed as it is printed, wherever the catalogue has none', () => {
    const printed = (more: Partial<RailEntry>, of = tire) => isPrinted(entry(more), of)
    expect(printed({}, generic)).toBe(true)
    expect(printed({ product: 'TIRE_BOUCHON' }, generic)).toBe(true)
    expect(printed({ product: 'TIRE_BOUCHON' })).toBe(false)
    expect(printed({ product: 'TIRE_BOUCHON', travelClass: '1' })).toBe(true)
    // A price that is no longer, or not yet, in force.
    expect(isPrinted(entry({ product: 'TIRE_BOUCHON' }), { ...tire, priceC: () => null })).toBe(true)
  })

  it('is read as it is spoken', () => {
    for (const [fare, c] of [
      ['50', 5_000],
      ['50,5', 5_050],
      ['50.50', 5_050],
    ] as const)
      expect(ticketOf(entry({ fare }), generic)).toMatchObject({ totalC: c, external: { fareC: c } })
  })

  it('is the whole ticket’s, however many travel', () => {
    const ticket = ticketOf(entry({ fare: '100', units: [{ unitId: 'a', qty: 3 }] }), generic)
    expect(ticket).toMatchObject({
      totalC: 10_000,
      units: [{ unitId: 'a', qty: 3 }],
      external: { passengers: 3, fareC: 10_000 },
    })
  })

  it('is the catalogue’s for the Tire-Bouchon in 2nd class, fare by fare', () => {
    const units = [
      { unitId: 'a', qty: 2 },
      { unitId: 'e', qty: 1 },
    ]
    const ticket = ticketOf(entry({ product: 'TIRE_BOUCHON', fare: '1', units }), tire)
    expect(ticket).toMatchObject({ totalC: 2_250, external: { passengers: 3 } })
    expect(ticket?.external).not.toHaveProperty('fareC')
  })

  it('is not known before it is typed', () => {
    expect(totalOf(entry(), generic)).toBeNull()
    expect(totalOf(entry({ fare: '12,' }), generic)).toBe(1_200)
  })
})

describe('what is typed of an SNCF ticket', () => {
  it('is refused field by field', () => {
    expect(faults(entry({ fare: '50' }))).toEqual({})
    expect(faults(entry())).toEqual({ fare: 'empty' })
    expect(faults(entry({ fare: 'douze' }))).toEqual({ fare: 'amount' })
    expect(faults(entry({ fare: '0' }))).toEqual({ fare: 'amount' })
    expect(faults(entry({ fare: '10000,01' }))).toEqual({ fare: 'most' })
    expect(faults(entry({ fare: '1', ref: '', terminal: 'n°1', origin: ' ' }))).toEqual({
      ref: 'empty',
      terminal: 'signs',
      origin: 'empty',
    })
    expect(faults(entry({ fare: '1', ref: 'x'.repeat(33), travelDay: '0026-08-13' }))).toEqual({
      ref: 'long',
      travelDay: 'century',
    })
    expect(faults(entry({ fare: '1', units: [{ unitId: 'a', qty: 0 }] }))).toEqual({ units: 'nobody' })
    expect(faults(entry({ fare: '1' }), terms(generic.option, ['TK1']))).toEqual({ ref: 'used' })
  })

  it('counts fifty travellers at most, and one fare under a printed price', () => {
    const units = (a: number, e: number) => [
      { unitId: 'a', qty: a },
      { unitId: 'e', qty: e },
    ]
    const bouchon = (more: Partial<RailEntry>) => faults(entry({ product: 'TIRE_BOUCHON', ...more }), tire)
    expect(bouchon({ units: units(30, 20) })).toEqual({})
    expect(bouchon({ units: units(30, 21) })).toEqual({ units: 'most' })
    expect(bouchon({ travelClass: '1', fare: '30', units: units(1, 1) })).toEqual({ units: 'mixed' })
    expect(bouchon({ travelClass: '1', fare: '30', units: units(2, 0) })).toEqual({})
  })

  it('is the Tire-Bouchon where the catalogue has the price, any of them where it has none', () => {
    expect(productsFor(entry(), tire)).toEqual(['TIRE_BOUCHON'])
    expect(productsFor(entry(), generic)).toHaveLength(3)
    expect(ticketOf(entry(), tire)?.external.product).toBe('TIRE_BOUCHON')
  })

  it('has the form that the server takes', () => {
    const typed = [
      entry({ fare: '23,40' }),
      entry({ fare: '100', product: 'GRANDES_LIGNES', travelClass: '1', travelDay: '' }),
      entry({ fare: '10000', units: [{ unitId: 'a', qty: 50 }] }),
    ]
    for (const one of typed) {
      const ticket = ticketOf(one, generic)
      expect(ServerExternal.safeParse(ticket?.external).error).toBeUndefined()
    }
    for (const one of [entry(), entry({ fare: '10000,01' }), entry({ fare: '1', ref: 'n°1' })])
      expect(ticketOf(one, generic)).toBeNull()
  })

  it('comes back as it was, to be corrected', () => {
    const ticket = ticketOf(entry({ fare: '23.4', travelDay: '' }), generic)
    if (!ticket) throw new Error('refused')
    const again = entryOf(ticket.external, ticket.units)
    expect(again).toMatchObject({ fare: '23,40', travelDay: '' })
    expect(ticketOf(again, generic)).toEqual(ticket)
  })
})
