import { NOT_THEIRS, type ApprovalCause, type CorrectionReason } from '../../api/shared/correction.ts'
import { msOf, toInstant } from '../../api/shared/time.ts'
import type { Correctable, SoldLine } from './correct-api.ts'
import { backTotal, openLines, takenOf, type Taken } from './taken.ts'

/** How the terms of a line stand at a moment: free until then, free at any time, too late, or never free. */
export type Terms = { kind: 'until'; at: string } | { kind: 'always' } | { kind: 'late' } | { kind: 'never' }

/** The terms under which a line was bought, at `nowMs`. */
export function termsOf(line: SoldLine, nowMs: number): Terms {
  if (line.freeUntil === null) return { kind: line.isFree ? 'always' : 'never' }
  return msOf(toInstant(line.freeUntil)) > nowMs ? { kind: 'until', at: line.freeUntil } : { kind: 'late' }
}

/** True when the terms do not let it go free any more. */
export const isBound = (terms: Terms): boolean => terms.kind === 'late' || terms.kind === 'never'

/**
 * Why what is chosen will need somebody who approves, as far as a screen can know: the server decides, and knows of a
 * drawer that is counted already.
 */
export function causesOf(
  sale: Correctable,
  taken: Taken,
  reason: CorrectionReason | null,
  nowMs: number,
): ApprovalCause[] {
  const chosen = openLines(sale).filter((line) => takenOf(taken, line) > 0)
  const causes: ApprovalCause[] = []
  if (backTotal(sale, taken) >= sale.approvalFromC) causes.push('AMOUNT')
  const isUsed = (line: SoldLine) =>
    line.tickets.some((one) => one.isUsed && taken[line.n]?.ticketIds.includes(one.id))
  if (chosen.some(isUsed)) causes.push('TICKET_USED')
  const isTheirs = reason === null || !NOT_THEIRS.includes(reason)
  if (isTheirs && chosen.some((line) => isBound(termsOf(line, nowMs)))) causes.push('TERMS')
  return causes
}
