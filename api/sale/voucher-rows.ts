import type { Books } from '../catalog/catalog.ts'
import { spend, type Wallet } from '../voucher/spend.ts'
import { issued } from '../voucher/voucher.ts'
import type { Prepared } from './prepare.ts'
import type { Moment, Rows } from './rows.ts'

type VoucherRows = Pick<Rows, 'voucher' | 'voucherMovement' | 'tenderLink'>

/** Nothing stands behind a tender but what is said. */
export const NO_LINK = { voucherId: null, paymentId: null, originN: null, sourceMeans: null, isRefund: false }

/** The gift cards that a sale sells, each a voucher of its own, and what its tenders spend, taken from the wallet. */
export function addVouchers(
  rows: VoucherRows,
  books: Books,
  { request: { input }, priced }: Prepared,
  { at, today: day }: Moment,
  wallet: Wallet,
): void {
  const saleId = input.id
  const months = books.office?.voucherMonths ?? 12
  for (const line of priced.lines) {
    if (line.kind !== 'VOUCHER_MPV') continue
    for (let copy = 1; copy <= line.qty; copy++) {
      const of = { saleId, lineN: line.n, copy, amountC: line.unitC, at, day, months }
      const { row, movement } = issued({ kind: 'GIFT', ...of })
      rows.voucher.push(row)
      rows.voucherMovement.push(movement)
    }
  }
  for (const { n, movement } of spend(wallet, input.tenders, { saleId, at, today: day })) {
    rows.voucherMovement.push(movement)
    rows.tenderLink.push({ ...NO_LINK, saleId, n, voucherId: movement.voucherId })
  }
}
