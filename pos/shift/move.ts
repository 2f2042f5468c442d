import type { InReason, OutReason } from '../../api/shared/cash.ts'
import type { CashMovement } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { createUnanswered } from '../unanswered.ts'
import type { Approving } from './Approval.tsx'

export type MoveKind = 'IN' | 'OUT' | 'SAFE_DEPOSIT' | 'TRANSFER'
export type Move = {
  kind: MoveKind
  amountC: number
  reason: InReason | OutReason | null
  bag: string
  toRegisterId: string | null
  approval: Approving | null
}

const once = createUnanswered('movement')

/**
 * Moves cash once, though its answer is lost and it is pressed again: what is asked names the request. An approval that
 * comes later is no other request.
 */
export function moveCash(shiftId: string, { approval, ...move }: Move): Promise<CashMovement> {
  const { kind, amountC } = move
  const named = JSON.stringify([shiftId, move])
  return once(named, (id) => {
    const json =
      kind === 'IN'
        ? { id, kind, amountC, reason: move.reason as InReason }
        : kind === 'OUT'
          ? { id, kind, amountC, reason: move.reason as OutReason, ...(approval ? { approval } : {}) }
          : kind === 'SAFE_DEPOSIT'
            ? { id, kind, amountC, ...(move.bag ? { bag: move.bag } : {}) }
            : { id, kind, amountC, toRegisterId: move.toRegisterId ?? '' }
    return unwrap<CashMovement>(client.api.shifts[':id'].movements.$post({ param: { id: shiftId }, json }))
  })
}
