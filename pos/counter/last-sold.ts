import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import type { SaleAnswer } from './till-api.ts'

/** A committed sale, with what was chosen for its receipt. */
export type Sold = SaleAnswer & { receipt: ReceiptChoice }

/** Sales that were committed and not shown yet, by register: the screen that sent one may be gone when it is answered. */
const unseen = new Map<string, Sold>()

export const keepUnseen = (registerId: string, sold: Sold) => unseen.set(registerId, sold)

/** The last sale of a register while no screen has said its number and its change. */
export const unseenOf = (registerId: string): Sold | null => unseen.get(registerId) ?? null

/** Its number and its change are on the screen. */
export function seen(saleId: string): void {
  for (const [registerId, sold] of unseen) if (sold.id === saleId) unseen.delete(registerId)
}
