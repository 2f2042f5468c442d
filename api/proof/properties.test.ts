import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadBooks } from '../catalog/catalog.ts'
import { given } from '../../db/given.ts'
import { givenTrade } from '../../db/given-trade.ts'
import { transaction } from '../../db/index.ts'
import { testDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { sumCents, vatIncluded } from '../shared/money.ts'
import { NotOnSale, priceBasket, type PricedBasket } from '../shared/price.ts'
import { toDay } from '../shared/time.ts'
import { broken, perpetualTotals } from './invariants.ts'
import { CAPACITY, commands, newModel, REGISTERS, SESSIONS, type Model } from './machine.ts'
import { figures, sized } from './size.ts'

async function newReal() {
  const db = await testDb()
  const owner = db.owner()
  // A boat that leaves in an hour would refuse sales half way: the model's time is its own.
  const office = await given(owner, {
    now: TEST_NOW,
    registers: REGISTERS,
    sessions: SESSIONS,
    capacity: CAPACITY,
    stock: 100_000,
  })
  const trade = await givenTrade(owner, office, TEST_NOW, CAPACITY)
  await owner.sql`UPDATE session SET cutoff_at = cutoff_at + interval '10 days'`
  const keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  return { db, office, trade, keys }
}

describe('whatever happens at the tills', () => {
  it('the ledger is zero, counters equal their rows, chains verify, each line taken out is logged', async () => {
    const runs = sized(6, 60)
    const total: Model['counts'] = {}
    let commandsRun = 0
    await fc.assert(
      fc.asyncProperty(commands(sized(60, 80)), async (sequence) => {
        const real = await newReal()
        const model = newModel(TEST_NOW)
        try {
          await fc.asyncModelRun(() => ({ model, real }), sequence)
          expect(await broken(real.db)).toEqual([])
          const { signedC, soldC } = await perpetualTotals(real.db)
          expect(signedC).toBe(soldC)
          const [row] = await real.db.sql`
            SELECT (SELECT count(*)::int FROM sale) AS sold, (SELECT count(*)::int FROM journal_record
                     WHERE journal = 'L' AND payload::jsonb ->> 'code' = 'LINE_REMOVED') AS removed`
          expect(row).toEqual({ sold: model.sold.length, removed: model.removed })
        } finally {
          for (const [what, n] of Object.entries(model.counts)) total[what] = (total[what] ?? 0) + n
          commandsRun += [...sequence].length
          await real.db.close()
        }
      }),
      { numRuns: runs, endOnFailure: runs < 10 },
    )
    const told = Object.entries(total).map(([what, n]) => `${n} ${what}`)
    expect(total.sold).toBeGreaterThan(10)
    figures(`${runs} random histories, ${commandsRun} steps: ${told.join(', ')}; nothing broken`)
  }, 600_000)
})

/** What must hold of a priced basket, whatever is in it (fiscal.md 2.5 and 11, tests 8 and 9). */
function addsUp(priced: PricedBasket): void {
  for (const line of priced.lines) {
    expect(line.htC + line.vatC).toBe(line.totalC)
    expect(line.qty * line.unitC - line.discountC).toBe(line.totalC)
    expect(line.vatC).toBeGreaterThanOrEqual(0)
    // The principal's VAT is not the office's.
    if (line.kind === 'THIRD_PARTY' || line.kind === 'SNCF') expect(line.vatC).toBe(0)
  }
  for (const row of priced.vat) {
    const own = priced.lines.filter((l) => l.kind === 'OWN' && l.vatRateBp === row.vatRateBp)
    expect(row.htC + row.vatC).toBe(row.ttcC)
    expect(sumCents(own.map((l) => l.totalC))).toBe(row.ttcC)
    expect(sumCents(own.map((l) => l.vatC))).toBe(row.vatC)
    expect(sumCents(own.map((l) => l.htC))).toBe(row.htC)
  }
  expect(priced.ownC + priced.thirdC + priced.voucherC).toBe(priced.totalC)
  expect(sumCents(priced.lines.map((l) => l.totalC))).toBe(priced.totalC)
  expect(sumCents(priced.lines.map((l) => l.vatC))).toBe(sumCents(priced.vat.map((v) => v.vatC)))
}

/** Price, rate, and the VAT within it (fiscal.md 2.5). */
const VECTORS = [
  [800, 2_000, 133],
  [1_200, 550, 63],
  [100, 2_000, 17],
  [700, 1_000, 64],
  [999, 210, 21],
  [1, 2_000, 0],
] as const

describe('whatever a basket of the demonstration holds', () => {
  it('Rounding vectors § 2.5; 10 000 random baskets: HT + VAT = TTC, Σ lines = totals.', async () => {
    for (const [ttcC, rateBp, vatC] of VECTORS)
      expect([ttcC, vatIncluded(ttcC, rateBp)]).toEqual([ttcC, vatC])
    const db = await testDb('carnac')
    const { index } = await loadBooks(db)
    await db.close()
    const fares = [...index.fares.values()]
    const day = fc.constantFrom(...['2026-08-13', '2026-12-24', '2026-03-29', '2026-10-25'].map(toDay))
    const unit = fc.record({ fare: fc.nat(fares.length - 1), qty: fc.integer({ min: 1, max: 500 }) })
    const discounts = fc.array(
      fc.record({
        which: fc.nat(index.catalog.discounts.length - 1),
        share: fc.double({ min: 0, max: 0.5, noNaN: true }),
        value: fc.integer({ min: 1, max: 3_000 }),
      }),
      { maxLength: 2 },
    )
    const baskets = fc.tuple(fc.array(unit, { minLength: 1, maxLength: sized(6, 30) }), day, discounts)
    const runs = 10_000
    let priced = 0
    let vatC = 0
    fc.assert(
      fc.property(baskets, ([units, on, off]) => {
        const lines = units.flatMap(({ fare, qty }) => {
          const f = fares[fare]
          if (!f) return []
          const discounts = off.flatMap(({ which, share, value }) => {
            const discountId = index.catalog.discounts[which]?.id ?? ''
            const some = Math.floor(qty * share)
            return some > 0
              ? [{ discountId, unitId: f.unit.id, qty: some, value, reason: 'PARTNER' as const }]
              : []
          })
          return [{ optionId: f.option.id, sessionIds: [], units: [{ unitId: f.unit.id, qty }], discounts }]
        })
        try {
          const basket = priceBasket(index, lines, { channel: 'COUNTER', saleDay: on, dayOf: () => on })
          addsUp(basket)
          priced += 1
          vatC += sumCents(basket.vat.map((v) => v.vatC))
        } catch (error) {
          if (!(error instanceof NotOnSale)) throw error
        }
      }),
      { numRuns: runs },
    )
    expect(priced).toBeGreaterThan(runs / 20)
    expect(vatC).toBeGreaterThan(0)
    figures(`${priced} random baskets of ${fares.length} fares add up to the cent, ${vatC / 100} € of VAT`)
  })
})
