import { newId } from '../api/shared/id.ts'
import { VAT_RATES } from './defaults.ts'
import { addProduct, addUnit } from './given-catalog.ts'
import { transaction, type Db } from './index.ts'
import * as schema from './schema/index.ts'

/** For tests: the gift card of a small office, of 50 € and of an amount of one's own choice. */
export type GivenGift = { product: string; option: string; fifty: string; free: string }

/** Puts the gift card on sale. */
export async function givenGift(owner: Db): Promise<GivenGift> {
  const gift = {
    product: newId('product'),
    option: newId('option'),
    fifty: newId('unit'),
    free: newId('unit'),
  }
  await transaction(owner, async (tx) => {
    const mpv = VAT_RATES.filter((rate) => rate.code === 'VOUCHER')
    await tx.orm.insert(schema.vatRate).values(mpv)
    await addProduct(tx, gift, {
      code: 'CADEAU',
      title: 'Carte cadeau',
      family: 'BOUTIQUE',
      kind: 'VOUCHER',
      saleMode: 'OWN',
      providerId: null,
      vatCode: 'VOUCHER',
      account: '41911',
    })
    await addUnit(tx, gift.option, gift.fifty, { code: 'CARTE50', short: 'C', priceC: 5_000, seats: 0 })
    await addUnit(tx, gift.option, gift.free, { code: 'LIBRE', short: 'L', priceC: null, seats: 0 })
  })
  return gift
}
