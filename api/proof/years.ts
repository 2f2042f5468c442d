import fc from 'fast-check'
import { given } from '../../db/given.ts'
import { givenTrade } from '../../db/given-trade.ts'
import type { TestDb } from '../../db/test.ts'
import { transaction } from '../../db/index.ts'
import type { Actor } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { agentOf } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { instantOf, msOf, toInstant } from '../shared/time.ts'
import { basketOf } from './basket.ts'
import { wish } from './machine.ts'

/** Two years of random sales, with what a filter may name. */
export type Years = {
  keys: Keyring
  sold: number
  excludes: string[]
  providers: string[]
  products: string[]
  sites: string[]
  staff: string[]
}

const FROM = toInstant('2025-01-02T09:00:00.000Z')
const TO = toInstant('2026-11-24T14:00:00.000Z')

/** Sells random baskets over two years, at two sites, by three agents, for three principals, through the core itself. */
export async function twoYears(db: TestDb, sales: number): Promise<Years> {
  const owner = db.owner()
  const { sql } = owner
  const office = await given(owner, {
    now: FROM,
    registers: 2,
    sessions: 3,
    capacity: 1_000_000,
    stock: 1_000_000,
  })
  const trade = await givenTrade(owner, office, FROM, 1_000_000)
  await sql`UPDATE session SET cutoff_at = cutoff_at + interval '3 years'`
  const site = newId('site')
  await sql`
    INSERT INTO site (id, code, name, address, city, cash_account)
    VALUES (${site}, 'PLAGE', 'Plage', '1 avenue de la Plage', 'Carnac', '5312')`
  await sql`UPDATE register SET site_id = ${site} WHERE id = ${office.registers[1] ?? ''}`
  await anotherProvider(owner, office.provider, trade.island.product)
  const agents = [agentOf(office), await anotherAgent(owner, 'YN'), await anotherAgent(owner, 'LO')]
  const keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const wishes = fc.sample(wish, { numRuns: sales, seed: 56_340 })
  const step = (msOf(TO) - msOf(FROM)) / sales
  let sold = 0
  // A few at once, as they come at a counter; time goes on from one batch to the next.
  for (let i = 0; i < sales; i += 4) {
    const now = instantOf(Math.round(msOf(FROM) + i * step))
    // A shift lasts a day: it is as if a new one had been opened each morning.
    await sql`UPDATE shift SET opened_at = ${now}::timestamptz`
    const requests = wishes.slice(i, i + 4).map((one, k) => {
      const agent = agents[(i + k) % agents.length] as Actor
      return saleRequest(agent, basketOf(office, trade, one))
    })
    for (const outcome of await sell({ db, keys, now: () => now }, requests))
      if (outcome.ok) sold += 1
      else if (outcome.error.code !== 'cash_ceiling') throw outcome.error
  }
  const products = await sql<{ id: string }[]>`SELECT id FROM product ORDER BY id`
  const principals = await sql<{ id: string }[]>`SELECT id FROM provider ORDER BY id`
  return {
    keys,
    sold,
    excludes: ['BOUTIQUE'],
    providers: principals.map(({ id }) => id),
    products: products.map(({ id }) => id),
    sites: [office.site, site],
    staff: agents.map((agent) => ('staffId' in agent ? agent.staffId : '')),
  }
}

async function anotherAgent(owner: ReturnType<TestDb['owner']>, code: string): Promise<Actor> {
  const id = newId('staff')
  const userId = `user-${id}`
  await owner.sql`INSERT INTO auth_user (id, name, email) VALUES (${userId}, ${code}, ${`${id}@guichet.example`})`
  await owner.sql`
    INSERT INTO staff (id, user_id, code, name, roles)
    VALUES (${id}, ${userId}, ${code}, ${code}, ${JSON.stringify(['agent'])}::text::jsonb)`
  return { kind: 'staff', staffId: id, code, name: code, roles: ['agent'], providerId: null }
}

/** The boat to the island belongs to a company of its own, under the same terms as the first. */
async function anotherProvider(
  owner: ReturnType<TestDb['owner']>,
  first: string,
  productId: string,
): Promise<string> {
  const { sql } = owner
  const id = newId('provider')
  const agreement = newId('agreement')
  await sql`
    INSERT INTO provider (id, code, name, siret, address, city, vat_status, account)
    SELECT ${id}, 'ENEZ', 'Compagnie Enez Vraz', '00090111600012', address, city, vat_status, account
      FROM provider WHERE id = ${first}`
  await sql`
    INSERT INTO agreement (id, provider_id, version, mode, signed_on, valid_from, settlement_period, cancellation)
    SELECT ${agreement}, ${id}, version, mode, signed_on, valid_from, settlement_period, cancellation
      FROM agreement WHERE provider_id = ${first}`
  await sql`INSERT INTO commission (agreement_id, rate_bp, fixed_c) VALUES (${agreement}, 500, 0)`
  await sql`UPDATE product SET provider_id = ${id} WHERE id = ${productId}`
  return id
}
