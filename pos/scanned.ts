import type { Product } from '../api/shared/catalog.ts'
import { typographic } from '../api/shared/money.ts'
import { isVoucherMark, toVoucherCode } from '../api/shared/voucher-code.ts'
import { byBarcode } from './counter/search.ts'
import { tillApi, type VoucherAnswer } from './counter/till-api.ts'
import { orderOf } from './orders/orders-api.ts'
import { problemText } from './problem.ts'
import { cards } from './text/cards.ts'
import { counter } from './text/counter.ts'
import { scanned as t } from './text/scanned.ts'

type Means = {
  products: () => Promise<readonly Product[]>
  /** The order of a ticket or receipt; null when it is of none. */
  orderOf: (code: string) => Promise<string | null>
  /** What is left on the gift card whose square was read. */
  voucher: (code: string) => Promise<Pick<VoucherAnswer, 'kind' | 'end' | 'balanceC'>>
}

const SERVER: Means = {
  products: async () => (await tillApi.catalog()).products,
  orderOf,
  voucher: (code) => tillApi.voucher(toVoucherCode(code) ?? code),
}

/**
 * A code that is read on a screen that neither sells nor checks: `open` is given the order of a ticket or receipt. Answers
 * what is to be said when it is none, null when nothing is.
 */
export async function openScanned(
  code: string,
  open: (orderId: string) => void,
  means = SERVER,
): Promise<string | null> {
  if (isVoucherMark(code)) {
    const voucher = await means.voucher(code).catch((error: unknown) => problemText(error))
    return typeof voucher === 'string' ? voucher : cards.said(voucher.kind, voucher.end, voucher.balanceC)
  }
  const products = await means.products().catch(() => [])
  const product = byBarcode(products, code)
  if (product) return t.goods(product.text.fr.title)
  const id = await means.orderOf(code).catch(() => undefined)
  if (id === undefined) return counter.search.orderAway
  if (id === null) return counter.search.unknownCode(typographic(code))
  open(id)
  return null
}
