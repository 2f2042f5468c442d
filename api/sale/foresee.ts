import type { Books } from '../catalog/catalog.ts'
import { AppError } from '../shared/errors.ts'
import type { Day, Instant } from '../shared/time.ts'
import { spend, walletOf, type Wallet } from '../voucher/spend.ts'
import { heldBy } from './decide.ts'
import type { Claimed } from './load.ts'
import type { Preparation, Prepared, SaleRequest } from './prepare.ts'
import { needOf } from './seats.ts'

/**
 * The sales that will probably be accepted, in order: nothing that was read before the locks speaks against them. Their
 * rows may be sent before the locks are taken; whether they may stay is decided under the locks. What was not read (the
 * stock of goods, whether the shift is open) is taken to be well: guessing wrong costs a second run, and nothing else.
 */
export function foresee(
  books: Books,
  preparations: readonly Preparation[],
  claimed: Claimed,
  momentOf: (request: SaleRequest) => { at: Instant; today: Day },
): Prepared[] {
  const wallet = walletOf(claimed.vouchers)
  const left = new Map([...claimed.sessions.values()].map((s) => [s.counterId, s.left]))
  const orders = new Map(claimed.orders.map((o) => [o.id, o]))
  const taken = new Set(claimed.known.keys())
  const free = (counterId: string) => left.get(counterId) ?? Infinity
  return preparations.filter((p): p is Prepared => {
    const { id, orderId, registerId } = p.request.input
    if ('error' in p || taken.has(id) || taken.has(orderId)) return false
    if (books.registers.get(registerId)?.closedAt !== null) return false
    const order = orders.get(orderId)
    if (order && (order.status === 'COMPLETED' || order.registerId !== registerId)) return false
    const own = heldBy(claimed, orderId)
    const need = [...needOf(p.matched)]
    if (need.some(([counterId, { seats }]) => free(counterId) + (own.get(counterId) ?? 0) < seats))
      return false
    if (!pays(wallet, p, momentOf(p.request))) return false
    for (const [counterId, seats] of own) left.set(counterId, free(counterId) + seats)
    for (const [counterId, { seats }] of need) left.set(counterId, free(counterId) - seats)
    taken.add(id).add(orderId)
    return true
  })
}

/** True when the vouchers that a sale names are good for it; they are spent in memory. */
function pays(
  wallet: Wallet,
  { request: { input } }: Prepared,
  moment: { at: Instant; today: Day },
): boolean {
  if (input.tenders.every((t) => t.voucherCode === undefined)) return true
  try {
    spend(wallet, input.tenders, { saleId: input.id, ...moment })
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
