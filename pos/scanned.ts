import type { Product } from '../api/shared/catalog.ts'
import { typographic } from '../api/shared/money.ts'
import { byBarcode } from './counter/search.ts'
import { tillApi } from './counter/till-api.ts'
import { orderOf } from './orders/orders-api.ts'
import { counter } from './text/counter.ts'
import { scanned as t } from './text/scanned.ts'

type Means = {
  products: () => Promise<readonly Product[]>
  /** The order of a ticket or receipt; null when it is of none. */
  orderOf: (code: string) => Promise<string | null>
}

const SERVER: Means = { products: async () => (await tillApi.catalog()).products, orderOf }

/**
 * A code that is read on a screen that neither sells nor checks: `open` is given the order of a ticket or receipt. Answers
 * what is to be said when it is none, null when nothing is.
 */
export async function openScanned(
  code: string,
  open: (orderId: string) => void,
  means = SERVER,
): Promise<string | null> {
  const products = await means.products().catch(() => [])
  const product = byBarcode(products, code)
  if (product) return t.goods(product.text.fr.title)
  const id = await means.orderOf(code).catch(() => undefined)
  if (id === undefined) return counter.search.orderAway
  if (id === null) return counter.search.unknownCode(typographic(code))
  open(id)
  return null
}
