import { heldBy } from './decide.ts'
import type { Claimed } from './load.ts'
import type { Preparation, Prepared } from './prepare.ts'
import { needOf } from './seats.ts'

/**
 * The sales that will probably be accepted, in order: nothing that was read before the locks speaks against them. Their
 * rows may be sent before the locks are taken; whether they may stay is decided under the locks.
 */
export function foresee(preparations: readonly Preparation[], claimed: Claimed): Prepared[] {
  const left = new Map([...claimed.sessions.values()].map((s) => [s.counterId, s.left]))
  const orders = new Map(claimed.orders.map((o) => [o.id, o]))
  const taken = new Set(claimed.known.keys())
  return preparations.filter((p): p is Prepared => {
    const { id, orderId, registerId } = p.request.input
    if ('error' in p || taken.has(id) || taken.has(orderId)) return false
    const order = orders.get(orderId)
    if (order && (order.status === 'COMPLETED' || order.registerId !== registerId)) return false
    const ownHeld = heldBy(claimed, orderId)
    const need = [...needOf(p.matched)]
    const isFull = need.some(
      ([counter, { seats }]) => (left.get(counter) ?? Infinity) + (ownHeld.get(counter) ?? 0) < seats,
    )
    if (isFull) return false
    for (const [counter, { seats }] of need) left.set(counter, (left.get(counter) ?? Infinity) - seats)
    taken.add(id).add(orderId)
    return true
  })
}
