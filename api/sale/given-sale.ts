import type { Given } from '../../db/given-type.ts'
import type { Actor } from '../context.ts'
import { newId } from '../shared/id.ts'
import type { SellInput } from './input.ts'

/** For tests and benchmarks: the agent of the given office. */
export function agentOf(given: Given): Actor {
  return {
    kind: 'staff',
    staffId: given.staff.id,
    code: given.staff.code,
    name: 'Maïwenn',
    roles: ['agent'],
    providerId: null,
  }
}

/** For tests and benchmarks: a basket of the boat alone, paid in cash. */
export function boatBasket(
  given: Given,
  over: { session?: number; register?: number; adults?: number } = {},
): SellInput {
  const adults = over.adults ?? 1
  const register = over.register ?? 0
  const totalC = adults * 2_800
  return {
    id: newId('sale'),
    orderId: newId('order'),
    registerId: given.registers[register] ?? '',
    shiftId: given.shifts[register] ?? '',
    lines: [
      {
        optionId: given.boat.option,
        sessionIds: [given.sessions[over.session ?? 0]?.id ?? ''],
        units: [{ unitId: given.boat.adult, qty: adults }],
      },
    ],
    tenders: [{ means: 'CASH', amountC: totalC }],
    expected: { totalC, changeC: 0 },
  }
}

/** For tests and benchmarks: two adults and a child on the boat, a topoguide, an SNCF return; 92.00 paid in three ways. */
export function familyBasket(
  given: Given,
  over: { session?: number; register?: number; goods?: number } = {},
): SellInput {
  const register = over.register ?? 0
  const goods = given.goods[over.goods ?? 0] ?? given.topoguide
  const id = newId('sale')
  return {
    id,
    orderId: newId('order'),
    registerId: given.registers[register] ?? '',
    shiftId: given.shifts[register] ?? '',
    lines: [
      {
        optionId: given.boat.option,
        sessionIds: [given.sessions[over.session ?? 0]?.id ?? ''],
        units: [
          { unitId: given.boat.adult, qty: 2 },
          { unitId: given.boat.child, qty: 1 },
        ],
      },
      { optionId: goods.option, sessionIds: [], units: [{ unitId: goods.unit, qty: 1 }] },
      {
        optionId: given.sncf.option,
        sessionIds: [],
        units: [{ unitId: given.sncf.unit, qty: 1 }],
        external: {
          terminal: 'SNCF-1',
          ref: id.slice(4),
          product: 'TIRE_BOUCHON',
          origin: 'Auray',
          destination: 'Quiberon',
          travelClass: '2',
          travelDay: given.day,
          passengers: 1,
        },
      },
    ],
    tenders: [
      { means: 'ANCV_P', amountC: 5_000 },
      { means: 'CB', amountC: 3_000, ref: '004512' },
      { means: 'CASH', amountC: 1_200, tenderedC: 2_000 },
    ],
    expected: { totalC: 9_200, changeC: 800 },
  }
}

/**
 * For benchmarks: the sale of performance.md, three lines and a split tender: two adults on the boat, a topoguide, an
 * SNCF return; 77.00 by card and in cash.
 */
export function coupleBasket(given: Given, over: Parameters<typeof familyBasket>[1] = {}): SellInput {
  const { lines, ...family } = familyBasket(given, over)
  const [boat, ...others] = lines
  return {
    ...family,
    lines: boat ? [{ ...boat, units: boat.units.slice(0, 1) }, ...others] : others,
    tenders: [
      { means: 'CB', amountC: 5_700, ref: '004512' },
      { means: 'CASH', amountC: 2_000 },
    ],
    expected: { totalC: 7_700, changeC: 0 },
  }
}
