import { newId } from '../api/shared/id.ts'
import * as schema from './schema/index.ts'
import { transaction, type Db } from './index.ts'

/** Discounts of the given office: a free place for a leader of a group, a tenth off the office's own, by a manager. */
export type GivenDiscounts = { free: string; tenth: string; goodwill: string }

/** Adds the discounts: free places by anybody, also on behalf; 10 % by agents; 5 € a piece by a manager. */
export async function givenDiscounts(owner: Db): Promise<GivenDiscounts> {
  const ids = { free: newId('discount'), tenth: newId('discount'), goodwill: newId('discount') }
  await transaction(owner, (tx) =>
    tx.orm.insert(schema.discount).values([
      {
        id: ids.free,
        code: 'GRATUIT',
        name: { fr: 'Place offerte' },
        kind: 'FREE',
        most: 10_000,
        roles: ['agent', 'manager'],
        reasons: ['GROUP_LEADER', 'PRESS'],
        onBehalf: true,
      },
      {
        id: ids.tenth,
        code: 'REMISE',
        name: { fr: 'Remise' },
        kind: 'PERCENT',
        most: 1_000,
        roles: ['agent', 'manager'],
        reasons: ['LOYALTY', 'DAMAGED'],
        families: ['BOUTIQUE'],
      },
      {
        id: ids.goodwill,
        code: 'GESTE',
        name: { fr: 'Geste commercial' },
        kind: 'AMOUNT',
        most: 500,
        roles: ['manager'],
        reasons: ['COMPLAINT'],
      },
    ]),
  )
  return ids
}
