import { newId } from '../api/shared/id.ts'
import { local, plusMinutes, type Instant } from '../api/shared/time.ts'
import { addProduct, addUnit } from './given-catalog.ts'
import { givenDiscounts, type GivenDiscounts } from './given-discount.ts'
import type { Given } from './given-type.ts'
import { bulk, transaction, type Db, type Tx } from './index.ts'
import * as schema from './schema/index.ts'

type Dated = { id: string; counter: string; startsAt: Instant; endsAt: Instant }
type Ids = { product: string; option: string }

/** For tests: what else an office sells, beside the boat, goods and rail of `Given`. */
export type Trade = {
  discounts: GivenDiscounts
  /** Out and back, each leg with its own departures: two an hour apart; a dog takes no seat. */
  island: Ids & { adult: string; dog: string; out: Dated[]; back: Dated[] }
  /** Two courses of the office, of two sessions each. */
  course: Ids & { adult: string; groups: Dated[][] }
  /** An open-dated ticket of the office, of which there are so many. */
  visit: Ids & { adult: string; counter: string }
  /** An open-dated ticket in a provider's name, without limit. */
  pass: Ids & { adult: string }
}

export const TRADE_PRICE = { adult: 3_000, dog: 500, course: 20_000, visit: 700, pass: 1_100 } as const

/** Adds returns, courses, open-dated tickets and a supplement to a small office; `capacity` of each counter. */
export async function givenTrade(owner: Db, office: Given, now: Instant, capacity = 20): Promise<Trade> {
  const ids = () => ({ product: newId('product'), option: newId('option'), adult: newId('unit') })
  const at = (minutes: number): Dated => ({
    id: newId('session'),
    counter: newId('counter'),
    startsAt: plusMinutes(now, minutes),
    endsAt: plusMinutes(now, minutes + 50),
  })
  const trade: Trade = {
    discounts: await givenDiscounts(owner),
    island: { ...ids(), dog: newId('unit'), out: [at(60), at(120)], back: [at(110), at(300)] },
    course: {
      ...ids(),
      groups: [
        [at(60), at(1_500)],
        [at(120), at(1_560)],
      ],
    },
    visit: { ...ids(), counter: newId('counter') },
    pass: ids(),
  }
  await transaction(owner, async (tx) => {
    await addTradeProducts(tx, trade, office, capacity)
    await addDated(tx, trade.island, trade.island.out, { leg: 0, groupId: null, capacity })
    await addDated(tx, trade.island, trade.island.back, { leg: 1, groupId: null, capacity })
    for (const group of trade.course.groups)
      await addDated(tx, trade.course, group, { leg: 0, groupId: newId('session'), capacity })
  })
  return trade
}

async function addTradeProducts(tx: Tx, trade: Trade, office: Given, capacity: number): Promise<void> {
  const { island, course, visit, pass } = trade
  await tx.orm.insert(schema.counter).values({ id: visit.counter, capacity })
  const mandate = { saleMode: 'MANDATE', providerId: office.provider, account: '706' } as const
  const own = { saleMode: 'OWN', providerId: null, account: '706' } as const
  await addProduct(tx, island, {
    ...mandate,
    code: 'HOUAT',
    title: 'Houat',
    family: 'BOAT',
    kind: 'SESSION',
    vatCode: 'INTERMEDIATE',
    take: 'LEGS',
    legs: [{ fr: 'Aller' }, { fr: 'Retour' }],
  })
  await addUnit(tx, island.option, island.adult, { code: 'ADULTE', short: 'A', priceC: TRADE_PRICE.adult })
  await addUnit(tx, island.option, island.dog, {
    code: 'CHIEN',
    short: 'C',
    priceC: TRADE_PRICE.dog,
    seats: 0,
  })
  await addProduct(tx, course, {
    ...own,
    code: 'STAGE',
    title: 'Stage de voile',
    family: 'WATER',
    kind: 'SESSION',
    vatCode: 'NORMAL',
    take: 'GROUP',
  })
  await addUnit(tx, course.option, course.adult, { code: 'ADULTE', short: 'A', priceC: TRADE_PRICE.course })
  await addProduct(tx, visit, {
    ...own,
    code: 'VISITE',
    title: 'Visite du bourg',
    family: 'VISIT',
    kind: 'OPEN',
    vatCode: 'NORMAL',
    counterId: visit.counter,
  })
  await addUnit(tx, visit.option, visit.adult, { code: 'ADULTE', short: 'A', priceC: TRADE_PRICE.visit })
  await addProduct(tx, pass, {
    ...mandate,
    code: 'PASS',
    title: 'Pass musées',
    family: 'VISIT',
    kind: 'OPEN',
    vatCode: 'INTERMEDIATE',
  })
  await addUnit(tx, pass.option, pass.adult, { code: 'ADULTE', short: 'A', priceC: TRADE_PRICE.pass })
}

async function addDated(
  tx: Tx,
  ids: Ids,
  dated: readonly Dated[],
  of: { leg: number; groupId: string | null; capacity: number },
): Promise<void> {
  await bulk(
    tx,
    schema.counter,
    dated.map((s) => ({ id: s.counter, capacity: of.capacity, taken: 0, held: 0 })),
  )
  await bulk(
    tx,
    schema.session,
    dated.map((s) => ({
      id: s.id,
      productId: ids.product,
      optionId: ids.option,
      ruleId: null,
      leg: of.leg,
      groupId: of.groupId,
      day: local(s.startsAt).day,
      startsAt: s.startsAt,
      endsAt: s.endsAt,
      cutoffAt: s.startsAt,
      counterId: s.counter,
      closedAt: null,
      closedReason: null,
    })),
  )
}
