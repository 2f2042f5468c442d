import { cents } from '../api/shared/money.ts'
import { newId, type Kind } from '../api/shared/id.ts'
import { local, plusMinutes, toDay } from '../api/shared/time.ts'
import { addProducts, addProviders } from './given-catalog.ts'
import type { Given, GivenOptions } from './given-type.ts'
import { bulk, transaction, type Db, type Tx } from './index.ts'
import * as schema from './schema/index.ts'

const FROM = toDay('2020-01-01')

/** Builds the small office with the owner's connection: the restricted role cannot write all of it. */
export async function given(owner: Db, options: GivenOptions): Promise<Given> {
  return transaction(owner, async (tx) => {
    const ids = makeIds(options)
    await addOffice(tx, ids, options)
    await addProviders(tx, ids)
    await addProducts(tx, ids, options)
    await addSessions(tx, ids, options)
    return ids
  })
}

function makeIds(options: GivenOptions): Given {
  const id = (kind: Kind) => newId(kind)
  const day = local(options.now).day
  const oneGoods = () => ({
    product: id('product'),
    option: id('option'),
    unit: id('unit'),
    counter: id('counter'),
  })
  const topoguide = oneGoods()
  return {
    site: id('site'),
    registers: Array.from({ length: options.registers ?? 1 }, () => id('register')),
    office: id('register'),
    shifts: Array.from({ length: options.registers ?? 1 }, () => id('shift')),
    staff: { id: id('staff'), code: 'MA' },
    boat: {
      product: id('product'),
      option: id('option'),
      adult: id('unit'),
      child: id('unit'),
      baby: id('unit'),
      family: id('unit'),
    },
    sessions: Array.from({ length: options.sessions ?? 1 }, (_, i) => ({
      id: id('session'),
      counter: id('counter'),
      startsAt: plusMinutes(options.now, 60 + i),
    })),
    topoguide,
    goods: [topoguide, ...Array.from({ length: (options.goods ?? 1) - 1 }, oneGoods)],
    sncf: { product: id('product'), option: id('option'), unit: id('unit') },
    rail: { product: id('product'), option: id('option'), unit: id('unit') },
    provider: id('provider'),
    day,
  }
}

async function addOffice(tx: Tx, ids: Given, options: GivenOptions): Promise<void> {
  await tx.orm.insert(schema.office).values({
    name: 'Office de tourisme',
    address: '1 place du Guichet',
    postcode: '56340',
    city: 'Carnac',
    siret: '00090243700011',
    vatNumber: 'FR00 000902437',
    demo: true,
    targetC: cents(32_000_000),
    targetExcludes: ['BOUTIQUE'],
    cashCeilingC: cents(100_000),
    cashCeilingNonResidentC: cents(1_000_000),
    noteFromC: cents(2_500),
  })
  await tx.orm.insert(schema.site).values({
    id: ids.site,
    code: 'BOURG',
    name: 'Bourg',
    address: '1 place du Guichet',
    city: 'Carnac',
    cashAccount: '5311',
  })
  await tx.orm.insert(schema.register).values([
    ...ids.registers.map((id, i) => ({
      id,
      code: `B${i + 1}`,
      name: `Caisse ${i + 1}`,
      siteId: ids.site,
      kind: 'COUNTER' as const,
      openedAt: options.now,
    })),
    {
      id: ids.office,
      code: 'OFF',
      name: 'Bureau',
      siteId: ids.site,
      kind: 'OFFICE' as const,
      openedAt: options.now,
    },
  ])
  await tx.orm
    .insert(schema.authUser)
    .values({ id: `user-${ids.staff.id}`, name: 'MA', email: `${ids.staff.id}@guichet.example` })
  await tx.orm.insert(schema.staff).values({
    id: ids.staff.id,
    userId: `user-${ids.staff.id}`,
    code: ids.staff.code,
    name: 'Maïwenn',
    roles: ['agent'],
  })
  if (options.open !== false) {
    await bulk(
      tx,
      schema.shift,
      ids.shifts.map((id, i) => ({
        id,
        registerId: ids.registers[i] ?? '',
        openedBy: ids.staff.id,
        openedAt: options.now,
        businessDay: ids.day,
        floatC: cents(15_000),
        closedBy: null,
        closedAt: null,
        expectedC: null,
        countedC: null,
        gapReason: null,
      })),
    )
  }
  await tx.orm.insert(schema.vatRate).values([
    { code: 'NORMAL', rateBp: 2000, label: '20 %', validFrom: FROM },
    { code: 'INTERMEDIATE', rateBp: 1000, label: '10 %', validFrom: FROM },
    { code: 'REDUCED', rateBp: 550, label: '5,5 %', validFrom: FROM },
  ])
}

async function addSessions(tx: Tx, ids: Given, options: GivenOptions): Promise<void> {
  await bulk(
    tx,
    schema.counter,
    ids.sessions.map((s) => ({ id: s.counter, capacity: options.capacity ?? 48, taken: 0, held: 0 })),
  )
  await bulk(
    tx,
    schema.session,
    ids.sessions.map((s) => ({
      id: s.id,
      productId: ids.boat.product,
      optionId: ids.boat.option,
      ruleId: null,
      leg: 0,
      groupId: null,
      day: local(s.startsAt).day,
      startsAt: s.startsAt,
      endsAt: plusMinutes(s.startsAt, 180),
      cutoffAt: s.startsAt,
      counterId: s.counter,
      closedAt: null,
      closedReason: null,
    })),
  )
}
