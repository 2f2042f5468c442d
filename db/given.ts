import { cents } from '../api/shared/money.ts'
import { newId, type Kind } from '../api/shared/id.ts'
import { local, plusMinutes, toDay, type Day, type Instant } from '../api/shared/time.ts'
import { bulk, transaction, type Db, type Tx } from './index.ts'
import * as schema from './schema/index.ts'

/** A small office for tests and benchmarks: the family's boat, a topoguide, the SNCF; everything by known names. */
export type Given = {
  site: string
  registers: string[]
  shifts: string[]
  staff: { id: string; code: string }
  boat: { product: string; option: string; adult: string; child: string; baby: string; family: string }
  sessions: { id: string; counter: string; startsAt: Instant }[]
  topoguide: { product: string; option: string; unit: string; counter: string }
  sncf: { product: string; option: string; unit: string }
  provider: string
  day: Day
}

export type GivenOptions = {
  now: Instant
  registers?: number
  sessions?: number
  capacity?: number
  stock?: number
  /** Open a shift on each register. */
  open?: boolean
}

const words = (title: string) => ({ fr: { title, short: title, description: title } })
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
  return {
    site: id('site'),
    registers: Array.from({ length: options.registers ?? 1 }, () => id('register')),
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
    topoguide: { product: id('product'), option: id('option'), unit: id('unit'), counter: id('counter') },
    sncf: { product: id('product'), option: id('option'), unit: id('unit') },
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
      id: newId('register'),
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
    { code: 'STANDARD', rateBp: 2000, label: '20 %', validFrom: FROM },
    { code: 'INTERMEDIATE', rateBp: 1000, label: '10 %', validFrom: FROM },
    { code: 'REDUCED', rateBp: 550, label: '5,5 %', validFrom: FROM },
  ])
}

async function addProviders(tx: Tx, ids: Given): Promise<void> {
  const sncf = newId('provider')
  await tx.orm.insert(schema.provider).values([
    {
      id: ids.provider,
      code: 'MARIT',
      name: 'Vedettes Kerlann',
      siret: '00090100900019',
      address: 'Cale',
      city: 'La Trinité-sur-Mer',
      vatStatus: 'LIABLE',
      account: '467100',
    },
    {
      id: sncf,
      code: 'SNCF',
      name: 'SNCF',
      siret: '00090199100018',
      address: 'Gare',
      city: 'Auray',
      vatStatus: 'LIABLE',
      account: '467SNCF',
    },
  ])
  const terms = { freeUntilMinutes: 1_440, reversesCommission: true, weather: 'MOVE_OR_REFUND' as const }
  for (const [providerId, rateBp] of [
    [ids.provider, 800],
    [sncf, 400],
  ] as const) {
    const agreementId = newId('agreement')
    await tx.orm.insert(schema.agreement).values({
      id: agreementId,
      providerId,
      version: 1,
      mode: 'MANDATE',
      signedOn: FROM,
      validFrom: FROM,
      settlementPeriod: 'MONTHLY',
      cancellation: terms,
    })
    await tx.orm.insert(schema.commission).values({ agreementId, rateBp, fixedC: cents(0) })
  }
  await addProduct(tx, ids.sncf, {
    code: 'TIRE',
    title: 'Tire-Bouchon aller-retour',
    family: 'RAIL',
    kind: 'EXTERNAL',
    saleMode: 'MANDATE',
    providerId: sncf,
    vatCode: 'INTERMEDIATE',
    account: '706',
  })
  await addUnit(tx, ids.sncf.option, ids.sncf.unit, { code: 'ADULTE', short: 'A', priceC: 900 })
}

async function addProducts(tx: Tx, ids: Given, options: GivenOptions): Promise<void> {
  await addProduct(tx, ids.boat, {
    code: 'GOLFE',
    title: 'Golfe du Morbihan, tour des îles',
    family: 'BOAT',
    kind: 'SESSION',
    saleMode: 'MANDATE',
    providerId: ids.provider,
    vatCode: 'INTERMEDIATE',
    account: '706',
  })
  await addUnit(tx, ids.boat.option, ids.boat.adult, { code: 'ADULTE', short: 'A', priceC: 2_800 })
  await addUnit(tx, ids.boat.option, ids.boat.child, { code: 'ENFANT', short: 'E', priceC: 1_500 })
  await addUnit(tx, ids.boat.option, ids.boat.baby, { code: 'BEBE', short: 'B', priceC: 0 })
  await addUnit(tx, ids.boat.option, ids.boat.family, {
    code: 'FAMILLE',
    short: 'F',
    priceC: 7_900,
    seats: 4,
  })
  await tx.orm.insert(schema.counter).values({ id: ids.topoguide.counter, capacity: options.stock ?? 1_000 })
  await addProduct(tx, ids.topoguide, {
    code: 'TOPO',
    title: 'Topoguide des mégalithes',
    family: 'BOUTIQUE',
    kind: 'GOODS',
    saleMode: 'OWN',
    providerId: null,
    vatCode: 'REDUCED',
    account: '707',
    counterId: ids.topoguide.counter,
  })
  await addUnit(tx, ids.topoguide.option, ids.topoguide.unit, {
    code: 'ARTICLE',
    short: 'X',
    priceC: 1_200,
    seats: 0,
  })
  await bulk(tx, schema.stockMovement, [
    {
      id: newId('movement'),
      productId: ids.topoguide.product,
      counterId: ids.topoguide.counter,
      qty: options.stock ?? 1_000,
      reason: 'PURCHASE',
      saleId: null,
      at: options.now,
    },
  ])
}

type ProductGiven = Pick<
  typeof schema.product.$inferInsert,
  'code' | 'family' | 'kind' | 'saleMode' | 'providerId' | 'vatCode' | 'account'
> & { title: string; counterId?: string }

async function addProduct(tx: Tx, ids: { product: string; option: string }, p: ProductGiven): Promise<void> {
  await tx.orm.insert(schema.product).values({
    id: ids.product,
    code: p.code,
    slug: p.code.toLowerCase(),
    family: p.family,
    kind: p.kind,
    saleMode: p.saleMode,
    providerId: p.providerId,
    vatCode: p.vatCode,
    account: p.account,
    text: words(p.title),
    art: 'boat',
    languages: ['fr'],
    withdrawal: 'NONE_DATED_LEISURE',
    counterId: p.counterId ?? null,
    channels: ['COUNTER', 'ONLINE'],
    status: 'LIVE',
    place: 'Carnac',
  })
  const take = p.kind === 'SESSION' ? 'ONE' : 'NONE'
  await tx.orm.insert(schema.option).values({
    id: ids.option,
    productId: ids.product,
    code: 'DEFAULT',
    name: { fr: p.title },
    take,
    legs: [],
    isDefault: true,
  })
}

async function addUnit(
  tx: Tx,
  optionId: string,
  unitId: string,
  u: { code: string; short: string; priceC: number; seats?: number },
): Promise<void> {
  await tx.orm.insert(schema.unit).values({
    id: unitId,
    optionId,
    code: u.code,
    type: 'OTHER',
    short: u.short,
    name: { fr: u.code },
    seats: u.seats ?? 1,
    admits: Math.max(1, u.seats ?? 1),
  })
  await tx.orm
    .insert(schema.tariff)
    .values({ id: newId('tariff'), unitId, validFrom: FROM, priceC: cents(u.priceC) })
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
