import { describe, expect, it } from 'vitest'
import { newId } from '../shared/id.ts'
import { refuseRailRef, refuseTenderRef } from '../shared/ref.ts'
import { HoldInput, SellInput } from './input.ts'

const line = (...qtys: number[]) => ({
  optionId: newId('option'),
  sessionIds: [],
  units: qtys.map((qty) => ({ unitId: newId('unit'), qty })),
})

const basket = (lines: ReturnType<typeof line>[]) => ({
  id: newId('sale'),
  orderId: newId('order'),
  registerId: newId('register'),
  shiftId: newId('shift'),
  lines,
  tenders: [],
  expected: { totalC: 0, changeC: 0 },
})

it('a basket holds five hundred units over all its lines, and not one more', () => {
  const full = [line(200, 100), line(200)]
  expect(SellInput.safeParse(basket(full)).success).toBe(true)
  const over = SellInput.safeParse(basket([...full, line(1)]))
  expect(over.error?.issues).toMatchObject([{ path: ['lines'], message: 'more than 500 units in all' }])
  const registerId = newId('register')
  expect(HoldInput.safeParse({ registerId, lines: full }).success).toBe(true)
  expect(HoldInput.safeParse({ registerId, lines: [...full, line(1)] }).success).toBe(false)
})

describe('what is sealed for ever', () => {
  const tender = { means: 'CB', amountC: 100, ref: '004512' }
  const issuesOf = (change: object) =>
    SellInput.safeParse({ ...basket([line(1)]), tenders: [{ ...tender, ...change }] }).error?.issues.map(
      (i) => `${i.path.slice(2).join('.')}: ${i.message}`,
    ) ?? []
  const rail = (copied: { ref: string; terminal: string }) => {
    const external = {
      ...copied,
      product: 'TIRE_BOUCHON',
      origin: 'Auray',
      destination: 'Quiberon',
      travelClass: '2',
      travelDay: null,
      passengers: 1,
    }
    return SellInput.safeParse({ ...basket([]), lines: [{ ...line(1), external }] }).success
  }
  const railRef = (ref: string) => rail({ ref, terminal: 'SNCF-1' })

  it('is a number as a paper has it', () => {
    for (const ref of ['004512', '0001234', 'A-12/7', ' 12 34 ', 'x'.repeat(24)])
      expect(issuesOf({ ref })).toEqual([])
    for (const ref of ['Maïwenn', 'a@b.example', '1;2', 'x'.repeat(25), ' ', '06.12.34'])
      expect(issuesOf({ ref }), ref).not.toEqual([])
    expect(['TK48213', '123456789', 'x'.repeat(32)].map(railRef)).toEqual([true, true, true])
    expect(['Mme Le Goff, Auray', 'x'.repeat(33)].map(railRef)).toEqual([false, false])
  })

  it('is never the number of the card that pays, however it is typed', () => {
    const said = ['ref: this looks like the number of a card']
    for (const ref of ['4111111111111111', '4111 1111 1111 1111', '3782-822463-10005', '4222222222222'])
      expect(issuesOf({ ref }), ref).toEqual(said)
    expect(issuesOf({ ref: '4111111111111112' })).toEqual([])
  })

  it('is whatever an SNCF ticket and its terminal have, though a card may have it', () => {
    expect(railRef('4111111111111111')).toBe(true)
    expect(rail({ ref: 'TK1', terminal: '4111 1111 1111 1111' })).toBe(true)
  })

  it('is refused at the till exactly when it is refused here', () => {
    const signs = ['1', '004512', 'A-12/7', '-', ' ', '', 'é', '.', '4111111111111111', '4111 1111 1111 1112']
    const refs = [
      ...signs.flatMap((one) => [one, ` ${one}\t`, `${one}\u00a0`, `${one}${one}`, `A\u00a0${one}`]),
      ...[1, 23, 24, 25, 31, 32, 33].map((length) => 'x'.repeat(length)),
      ` ${'7'.repeat(24)} `,
    ]
    for (const ref of refs) {
      expect(issuesOf({ ref }).length === 0, ref).toBe(refuseTenderRef(ref) === null)
      expect(railRef(ref), ref).toBe(refuseRailRef(ref) === null)
      expect(rail({ ref: 'TK1', terminal: ref }), ref).toBe(refuseRailRef(ref) === null)
    }
  })

  it('is nothing for cash but the kind of proof, which is for cash alone', () => {
    expect(issuesOf({ means: 'CASH' })).toEqual(['ref: cash has no number'])
    expect(issuesOf({ means: 'CASH', ref: undefined, proof: 'PASSPORT' })).toEqual([])
    expect(issuesOf({ proof: 'PASSPORT' })).toEqual(['proof: only cash needs a proof of residence'])
  })
})
