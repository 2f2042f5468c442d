import { AppError } from '../shared/errors.ts'
import type { TenderInput } from '../shared/tender.ts'
import type { Day, Instant } from '../shared/time.ts'
import { kindOfMeans } from '../shared/voucher.ts'
import { moveOf, type MovementRow, type Voucher } from './voucher.ts'

/** Locked vouchers by code: what is decided moves them in memory, so that the next sale sees what is left. */
export type Wallet = ReadonlyMap<string, Voucher>

/** A wallet of its own over vouchers that were read. */
export function walletOf(vouchers: readonly Voucher[]): Wallet {
  return new Map(vouchers.map((v) => [v.code, { ...v }]))
}

/** The codes that tenders name. */
export function codesOf(tenders: readonly TenderInput[]): string[] {
  return tenders.flatMap((t) => t.voucherCode ?? [])
}

/** A tender, by its place, with the voucher that it spends. */
export type Spent = { n: number; movement: MovementRow }

/**
 * Spends what the tenders of a sale name, in order, all of it or nothing: `voucher_unknown`, also for a voucher of the
 * other kind; `voucher_expired`; `voucher_short` with what is left. Each says which tender, `n`.
 */
export function spend(
  wallet: Wallet,
  tenders: readonly TenderInput[],
  { saleId, at, today }: { saleId: string; at: Instant; today: Day },
): Spent[] {
  const asked = new Map<string, number>()
  for (const [n, { means, voucherCode, amountC }] of tenders.entries()) {
    if (voucherCode === undefined) continue
    const voucher = wallet.get(voucherCode)
    if (!voucher || voucher.kind !== kindOfMeans(means)) throw new AppError('voucher_unknown', { n })
    if (voucher.expiredAt !== null || voucher.expiresOn < today)
      throw new AppError('voucher_expired', { n, expiresOn: voucher.expiresOn })
    const before = asked.get(voucherCode) ?? 0
    if (before + amountC > voucher.balanceC)
      throw new AppError('voucher_short', { n, balanceC: voucher.balanceC - before })
    asked.set(voucherCode, before + amountC)
  }
  return tenders.flatMap(({ voucherCode, amountC }, i): Spent[] => {
    const voucher = voucherCode === undefined ? undefined : wallet.get(voucherCode)
    return voucher
      ? [{ n: i + 1, movement: moveOf(voucher, { kind: 'SPEND', amountC: -amountC, saleId, at }) }]
      : []
  })
}
