import { local, toDay, type Instant } from '../../api/shared/time.ts'
import { VAT_RATES } from '../defaults.ts'
import { bulk, transaction, type Db } from '../index.ts'
import * as schema from '../schema/index.ts'
import { catalogRows } from './catalog.ts'
import { discountRows } from './discounts.ts'
import { accountRows, OFFICE, regieRow, registerRows, seasonRows, siteRows } from './office.ts'
import { planRows } from './plan.ts'
import { providerRows } from './providers.ts'

export type SeedOptions = {
  /** The moment the demonstration is set around. */
  now: Instant
  /** Days of sessions before and after today; a month and eleven months when absent. */
  days?: { before: number; after: number }
  progress?: (text: string) => void
}

const YEAR = { before: 30, after: 335 }
const PACE = 4000

/**
 * Writes the demonstration office of Carnac into an empty database, in one transaction: office, sites, registers,
 * accounts, providers with their agreements, catalogue, sessions. Deterministic: the same `now` makes the same rows,
 * identifiers included. `db` is the owner's connection. People and their sign-ins are added by scripts/demo.ts.
 */
export async function seed(db: Db, options: SeedOptions): Promise<void> {
  const { now, days = YEAR, progress = () => {} } = options
  const year = Number(local(now, OFFICE.zone).day.slice(0, 4))
  await transaction(db, async (tx) => {
    progress('office, sites and registers')
    await bulk(tx, schema.office, [OFFICE])
    await bulk(tx, schema.site, siteRows())
    await bulk(tx, schema.register, registerRows(year))
    await bulk(tx, schema.account, accountRows())
    await bulk(tx, schema.regie, [regieRow(year)])
    await bulk(tx, schema.vatRate, vatRows())
    await bulk(tx, schema.season, seasonRows(year))
    progress('providers and catalogue')
    const providers = providerRows(year)
    await bulk(tx, schema.provider, providers.providers)
    await bulk(tx, schema.agreement, providers.agreements)
    await bulk(tx, schema.commission, providers.commissions)
    const catalog = catalogRows(year, now)
    await bulk(tx, schema.counter, catalog.counters)
    await bulk(tx, schema.product, catalog.products)
    await bulk(tx, schema.option, catalog.options)
    await bulk(tx, schema.unit, catalog.units)
    await bulk(tx, schema.tariff, catalog.tariffs)
    await bulk(tx, schema.favourite, catalog.favourites)
    await bulk(tx, schema.discount, discountRows())
    await bulk(tx, schema.stockMovement, catalog.stock)
    const plan = planRows(now, days)
    await bulk(tx, schema.sessionRule, plan.rules)
    for (let i = 0; i < plan.sessions.length; i += PACE) {
      progress(`sessions: ${Math.min(i + PACE, plan.sessions.length)} of ${plan.sessions.length}`)
      await bulk(tx, schema.counter, plan.counters.slice(i, i + PACE))
      await bulk(tx, schema.session, plan.sessions.slice(i, i + PACE))
    }
  })
  // Plans made while the tables were empty would be bad ones.
  await db.sql`ANALYZE`
}

/** The rates in force and, so that a date counts, the two that 2014 ended. */
function vatRows(): (typeof schema.vatRate.$inferInsert)[] {
  const past = (code: string, rateBp: number, label: string, from: string) => ({
    code,
    rateBp,
    exemptCode: null,
    label,
    validFrom: toDay(from),
    validTo: toDay('2013-12-31'),
  })
  return [
    past('NORMAL', 1960, '19,6 %', '2000-04-01'),
    past('INTERMEDIATE', 700, '7 %', '2012-01-01'),
    ...VAT_RATES,
  ]
}
