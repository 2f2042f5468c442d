import { APPROVAL_CAUSES, type ApprovalCause } from '../../api/shared/correction.ts'
import { isId } from '../../api/shared/id.ts'
import { keep, kept, onKeptElsewhere } from '../device.ts'
import { serverNow } from '../server-time.ts'
import type { SoldTender, TakenLine } from './correct-api.ts'
import type { GivenBack } from './give-back.ts'

/** Units of a past sale that come back while the till sells what is taken in their place. */
export type Exchange = {
  /** Of the correcting document, made when the exchange began: a retry is the same one. */
  id: string
  sale: { id: string; number: string }
  lines: TakenLine[]
  /** What they give back, in cents: it pays for the new sale. */
  backC: number
  /** What paid for them: what the new sale does not take goes back so. */
  tenders: SoldTender[]
  /** Why somebody will have to approve, as it was foreseen; and from which sum on. */
  causes: ApprovalCause[]
  approvalFromC: number
  /** When it began, ms of the office's clock. */
  at: number
  /** What was given back with the new sale that was sent and not answered: only the very same may be sent again. */
  sent: { saleId: string; tenders: GivenBack[] } | null
}

/** An exchange that waits longer (ms) is a forgotten one: the next morning nobody knows whose it was. */
const FORGOTTEN = 12 * 60 * 60_000

const key = (registerId: string) => `exchange.${registerId}`

/** Keeps the exchange of a register on this device, through a reload; null ends it. */
export const keepExchange = (registerId: string, exchange: Exchange | null): void =>
  keep(key(registerId), exchange && JSON.stringify(exchange))

/** The exchange under way on a register; null when there is none, or what is kept is not one. */
export const keptExchange = (registerId: string): Exchange | null => readExchange(kept(key(registerId)))

/** Calls `fn` with the exchange of this register each time that another tab changes it. */
export const onExchangeKept = (registerId: string, fn: (exchange: Exchange | null) => void): (() => void) =>
  onKeptElsewhere(key(registerId), (text) => fn(readExchange(text)))

/** Reads what was kept; nothing is exchanged of what is no exchange. */
export function readExchange(text: string | null, nowMs = serverNow()): Exchange | null {
  try {
    const one = JSON.parse(text ?? 'null') as Exchange | null
    if (!one || !isId('sale', one.id) || !isId('sale', one.sale?.id)) return null
    if (!Array.isArray(one.lines) || !Array.isArray(one.tenders) || !Number.isInteger(one.backC)) return null
    if (!one.sent && !(nowMs - one.at < FORGOTTEN)) return null
    return { ...one, causes: APPROVAL_CAUSES.filter((cause) => one.causes?.includes(cause)) }
  } catch {
    return null
  }
}
