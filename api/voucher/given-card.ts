import type { GivenGift } from '../../db/given-gift.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db, Tx } from '../../db/index.ts'
import { boatBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'

/** For tests: a basket of gift cards alone, of an amount of one's own choice, paid by card. */
export function cardBasket(office: Given, gift: GivenGift, amountC: number, qty = 1): SellInput {
  const totalC = amountC * qty
  return {
    ...boatBasket(office),
    lines: [
      {
        optionId: gift.option,
        sessionIds: [],
        units: [{ unitId: gift.free, qty }],
        voucher: { amountC },
      },
    ],
    tenders: [{ means: 'CB', amountC: totalC, ref: '004512' }],
    expected: { totalC, changeC: 0 },
  }
}

/** For tests: a boat for one (28,00 €), paid by vouchers, the rest in cash. */
export function paidBy(
  office: Given,
  spent: { code: string; amountC: number; means?: 'GIFT' | 'AVOIR' }[],
  register = 0,
): SellInput {
  const basket = boatBasket(office, { register })
  const restC = basket.expected.totalC - spent.reduce((sum, s) => sum + s.amountC, 0)
  return {
    ...basket,
    tenders: [
      ...spent.map(({ code, amountC, means = 'GIFT' as const }) => ({ means, amountC, voucherCode: code })),
      ...(restC > 0 ? [{ means: 'CASH' as const, amountC: restC }] : []),
    ],
  }
}

/** For tests: the vouchers of a sale, as they are. */
export async function vouchersOf(
  { sql }: Pick<Db | Tx, 'sql'>,
  saleId: string,
): Promise<{ id: string; code: string; balanceC: number; expiresOn: string }[]> {
  return sql`
    SELECT id, code, balance_c AS "balanceC", expires_on AS "expiresOn" FROM voucher
     WHERE sale_id = ${saleId} ORDER BY line_n, copy`
}
