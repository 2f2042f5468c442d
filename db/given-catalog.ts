import type { OptionTake, ShortText } from '../api/shared/catalog.ts'
import { newId } from '../api/shared/id.ts'
import { cents } from '../api/shared/money.ts'
import { toDay } from '../api/shared/time.ts'
import type { Given, GivenGoods, GivenOptions } from './given-type.ts'
import { bulk, type Tx } from './index.ts'
import * as schema from './schema/index.ts'

const words = (title: string) => ({ fr: { title, short: title, description: title } })
const FROM = toDay('2020-01-01')

/** The boat company and the SNCF with their agreements, and the SNCF's tickets. */
export async function addProviders(tx: Tx, ids: Given): Promise<void> {
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
  await addProduct(tx, ids.rail, {
    code: 'SNCF',
    title: 'Billet SNCF',
    family: 'RAIL',
    kind: 'EXTERNAL',
    saleMode: 'MANDATE',
    providerId: sncf,
    vatCode: 'INTERMEDIATE',
    account: '706',
  })
  await addUnit(tx, ids.rail.option, ids.rail.unit, { code: 'UNITE', short: 'U', priceC: null })
}

/** The boat with its fares, and the goods with their stock. */
export async function addProducts(tx: Tx, ids: Given, options: GivenOptions): Promise<void> {
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
  for (const [i, goods] of ids.goods.entries()) {
    await addGoods(tx, goods, { ...options, code: i === 0 ? 'TOPO' : `TOPO${i + 1}` })
  }
}

async function addGoods(tx: Tx, goods: GivenGoods, options: GivenOptions & { code: string }): Promise<void> {
  const stock = options.stock ?? 1_000
  await tx.orm.insert(schema.counter).values({ id: goods.counter, capacity: stock })
  await addProduct(tx, goods, {
    code: options.code,
    title: 'Topoguide des mégalithes',
    family: 'BOUTIQUE',
    kind: 'GOODS',
    saleMode: 'OWN',
    providerId: null,
    vatCode: 'REDUCED',
    account: '707',
    counterId: goods.counter,
  })
  await addUnit(tx, goods.option, goods.unit, { code: 'ARTICLE', short: 'X', priceC: 1_200, seats: 0 })
  await bulk(tx, schema.stockMovement, [
    {
      id: newId('movement'),
      productId: goods.product,
      counterId: goods.counter,
      qty: stock,
      reason: 'PURCHASE',
      saleId: null,
      at: options.now,
    },
  ])
}

type ProductGiven = Pick<
  typeof schema.product.$inferInsert,
  'code' | 'family' | 'kind' | 'saleMode' | 'providerId' | 'vatCode' | 'account'
> & { title: string; counterId?: string; take?: OptionTake; legs?: ShortText[] }

/** A product with its only option. */
export async function addProduct(
  tx: Tx,
  ids: { product: string; option: string },
  p: ProductGiven,
): Promise<void> {
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
  const take = p.take ?? (p.kind === 'SESSION' ? 'ONE' : 'NONE')
  await tx.orm.insert(schema.option).values({
    id: ids.option,
    productId: ids.product,
    code: 'DEFAULT',
    name: { fr: p.title },
    take,
    legs: p.legs ?? [],
    isDefault: true,
  })
}

/** A fare with its price; null when another's terminal prints it. */
export async function addUnit(
  tx: Tx,
  optionId: string,
  unitId: string,
  u: { code: string; short: string; priceC: number | null; seats?: number },
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
  if (u.priceC === null) return
  await tx.orm
    .insert(schema.tariff)
    .values({ id: newId('tariff'), unitId, validFrom: FROM, priceC: cents(u.priceC) })
}
