import { NOT_THEIRS, type ApprovalCause, type CorrectionReason } from '../shared/correction.ts'
import { AppError } from '../shared/errors.ts'
import { backOf, type BackAmounts } from '../shared/refund.ts'
import { cents } from '../shared/money.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import type { CorrectInput } from './correct-form.ts'
import type { Origin, OriginLine, OriginTicket } from './correct-load.ts'

/** Some units of a line on their way back. */
export type Back = {
  line: OriginLine
  qty: number
  amounts: BackAmounts
  tickets: OriginTicket[]
  cancelRef: string | null
}

type Taken = CorrectInput['lines'][number]

/**
 * What of a sale is taken back: units that are left, each line once, and their own tickets. Throws `already_corrected`
 * with what is left of each line, `bad_request` for what does not fit the sale.
 */
export function matchBack(origin: Origin, taken: readonly Taken[]): Back[] {
  if (origin.docType !== 'SALE') throw new AppError('already_corrected', { lines: [] })
  const lines = taken.map((asked, i) => {
    const line = origin.lines.find((l) => l.n === asked.n)
    const isTwice = taken.findIndex((other) => other.n === asked.n) !== i
    if (!line || isTwice) throw wrong(`lines.${i}.n`)
    return { asked, line }
  })
  if (lines.some(({ asked, line }) => asked.qty > line.qty - line.taken)) {
    const left = origin.lines.map((l) => ({ n: l.n, left: l.qty - l.taken }))
    throw new AppError('already_corrected', { lines: left })
  }
  const backs = lines.map(({ asked, line }, i) => {
    const amounts = reversed(line, backOf(line, line.qty, line.taken, asked.qty))
    const tickets = matchTickets(origin, line, asked, i)
    return { line, qty: asked.qty, amounts, tickets, cancelRef: asked.cancelRef ?? null }
  })
  checkExternal(origin, backs)
  return backs
}

/** The commission of what is taken back is reversed unless the agreement that held at the sale says otherwise. */
function reversed(line: OriginLine, amounts: BackAmounts): BackAmounts {
  if (amounts.commissionC === null || line.terms?.reversesCommission !== false) return amounts
  return { ...amounts, commissionC: cents(0) }
}

const wrong = (path: string) => new AppError('bad_request', { issues: [{ path }] })

/** One ticket for each unit, of this line and not void; none named when all that are left go. */
function matchTickets(origin: Origin, line: OriginLine, asked: Taken, i: number): OriginTicket[] {
  const own = origin.tickets.filter((t) => t.lineN === line.n)
  const ids = new Set(asked.ticketIds)
  if (own.length === 0) {
    if (ids.size > 0) throw wrong(`lines.${i}.ticketIds`)
    return []
  }
  const living = own.filter((t) => !t.isVoid)
  const named = asked.ticketIds === undefined ? living : living.filter((t) => ids.has(t.id))
  const isWhole = named.length === asked.qty && (asked.ticketIds?.length ?? asked.qty) === asked.qty
  if (isWhole) return named
  // Named tickets that are void were taken back by somebody else meanwhile.
  if (own.some((t) => t.isVoid && ids.has(t.id)))
    throw new AppError('already_corrected', { lines: [{ n: line.n, left: line.qty - line.taken }] })
  throw wrong(`lines.${i}.ticketIds`)
}

/**
 * A ticket of the SNCF is taken back whole, with the number under which its own terminal cancelled it (fiscal.md 4): its
 * lines, when a fare made two of it, together.
 */
function checkExternal(origin: Origin, backs: readonly Back[]): void {
  for (const [i, back] of backs.entries()) {
    const isExternal = back.line.kind === 'SNCF'
    if (!isExternal && back.cancelRef !== null) throw wrong(`lines.${i}.cancelRef`)
    if (!isExternal) continue
    if (back.cancelRef === null) throw wrong(`lines.${i}.cancelRef`)
    if (back.qty !== back.line.qty) throw wrong(`lines.${i}.qty`)
    const parts = origin.lines.filter((l) => l.kind === 'SNCF' && l.externalRef === back.line.externalRef)
    const taken = backs.filter((b) => parts.includes(b.line) && b.cancelRef === back.cancelRef)
    if (taken.length !== parts.length) throw wrong('lines')
  }
}

/** Until when a line goes free; null when there is no last moment. `isFree` says whether it does now. */
export function freedom(line: OriginLine, now: Instant): { freeUntil: Instant | null; isFree: boolean } {
  if (!line.terms) return { freeUntil: null, isFree: true }
  const minutes = line.terms.freeUntilMinutes
  if (minutes === null) return { freeUntil: null, isFree: false }
  if (line.serviceAt === null) return { freeUntil: null, isFree: true }
  const freeUntil = plusMinutes(line.serviceAt, -minutes)
  return { freeUntil, isFree: now <= freeUntil }
}

/** What makes taking these back wait for an approval. `fromC` in cents: the office's setting. */
export function causesOf(
  backs: readonly Back[],
  reason: CorrectionReason,
  { fromC, now }: { fromC: number; now: Instant },
): ApprovalCause[] {
  const totalC = backs.reduce((sum, b) => sum + b.amounts.totalC, 0)
  const causes: ApprovalCause[] = []
  if (totalC >= fromC) causes.push('AMOUNT')
  if (backs.some((b) => b.tickets.some((t) => t.isUsed))) causes.push('TICKET_USED')
  if (!NOT_THEIRS.includes(reason) && backs.some((b) => !freedom(b.line, now).isFree)) causes.push('TERMS')
  return causes
}
