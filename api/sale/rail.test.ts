import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { broken } from '../proof/invariants.ts'
import { newId } from '../shared/id.ts'
import { agentOf } from './given-sale.ts'
import { SellInput, type External } from './input.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterAll(() => db.close())

type Printed = Partial<External>

/** An SNCF ticket of so many passengers, paid in cash. */
function ticket(of: 'sncf' | 'rail', qty: number, totalC: number, printed: Printed): SellInput {
  const { option, unit } = office[of]
  const id = newId('sale')
  return {
    id,
    orderId: newId('order'),
    registerId: office.registers[0] ?? '',
    shiftId: office.shifts[0] ?? '',
    lines: [
      {
        optionId: option,
        sessionIds: [],
        units: [{ unitId: unit, qty }],
        external: {
          terminal: 'SNCF-1',
          ref: id.slice(4),
          product: 'TER',
          origin: 'Auray',
          destination: 'Rennes',
          travelClass: '2',
          travelDay: office.day,
          passengers: qty,
          ...printed,
        },
      },
    ],
    tenders: [{ means: 'CASH', amountC: totalC }],
    expected: { totalC, changeC: 0 },
  }
}

async function codeOf(input: SellInput): Promise<string> {
  const form = SellInput.safeParse(input)
  if (!form.success) return `form ${form.error.issues[0]?.path.join('.')}`
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), form.data)])
  if (!outcome || outcome.ok) return 'sold'
  const issues = outcome.error.data.issues as { path: string }[] | undefined
  return [outcome.error.code, issues?.[0]?.path].filter(Boolean).join(' ')
}

describe('a ticket that the SNCF’s terminal issued', () => {
  it('is sold at the fare it printed: drawer, ledger, commission and record follow it', async () => {
    expect(await codeOf(ticket('rail', 3, 10_000, { fareC: 10_000 }))).toBe('sold')
    const book = Object.fromEntries((await balances(db)).map((b) => [b.account, b.balanceC]))
    // 4 % of 66.66 and of 33.34.
    expect(book).toEqual({ '5311': 10_000, '467SNCF': -10_000 + 267 + 133, '7082': -400 })
    const rows = await db.sql`SELECT fare_c, passengers, product FROM sncf_sale`
    expect([...rows]).toEqual([{ fare_c: 10_000, passengers: 3, product: 'TER' }])
    expect(await broken(db)).toEqual([])
  })

  it('has the catalogue’s price when it is the Tire-Bouchon, unless another was printed', async () => {
    const tire = { product: 'TIRE_BOUCHON' } as const
    expect(await codeOf(ticket('sncf', 2, 1_800, tire))).toBe('sold')
    expect(await codeOf(ticket('sncf', 2, 1_900, { ...tire, fareC: 1_900 }))).toBe('sold')
    expect(await codeOf(ticket('sncf', 2, 1_800, { ...tire, fareC: 1_900 }))).toBe('price_changed')
  })

  it('is not sold at the price of another, nor without one', async () => {
    expect(await codeOf(ticket('sncf', 1, 900, {}))).toBe('form lines.0.external.fareC')
    expect(await codeOf(ticket('sncf', 1, 900, { product: 'TIRE_BOUCHON', travelClass: '1' }))).toBe(
      'form lines.0.external.fareC',
    )
    expect(await codeOf(ticket('sncf', 1, 2_340, { fareC: 2_340 }))).toBe(
      'bad_request lines.0.external.product',
    )
    expect(await codeOf(ticket('rail', 1, 900, { product: 'TIRE_BOUCHON' }))).toBe(
      'bad_request lines.0.external.fareC',
    )
    for (const fareC of [0, -1, 1.5, 1_000_001])
      expect(await codeOf(ticket('rail', 1, 900, { fareC }))).toBe('form lines.0.external.fareC')
  })

  it('has as many passengers as it counts', async () => {
    expect(await codeOf(ticket('rail', 2, 900, { fareC: 900, passengers: 1 }))).toBe(
      'bad_request lines.0.external.passengers',
    )
  })
})
