import { ledgerEvent, ledgerLeg } from '../../db/schema/ledger.ts'
import type { BulkWrite } from '../../db/bulk.ts'
import { bulkAll, into, type Db, type Tx } from '../../db/index.ts'
import type { Family } from '../shared/catalog.ts'
import { cents, type Cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'

/** One leg: debit positive, credit negative, in cents. */
export type Leg = { account: string; aux?: string | null; amountC: number; family?: Family | null }

/** The business events of the ledger, each named; legs come from the functions of this folder. */
export type EventKind =
  | 'sale'
  | 'commission'
  | 'cancellation'
  | 'refund'
  | 'payment_fix'
  | 'commission_reversal'
  | 'refund_paid'
  | 'voucher_expired'
  | 'account_paid'
  | 'account_offset'
  | 'cash_gap'
  | 'means_gap'
  | 'cash_in'
  | 'cash_out'
  | 'cash_transfer'
  | 'safe_deposit'
  | 'versement'
  | 'remittance'
  | 'remittance_fee'
  | 'sncf_statement'

export type LedgerEvent = {
  id: string
  kind: EventKind
  saleId: string | null
  shiftId: string | null
  /** Number printed on the document it books. */
  piece: string
  day: Day
  siteId: string
  registerId: string
  legs: readonly Leg[]
}

/** Legs of the same account, auxiliary and family are one; those that come to nothing go. */
export function gather(legs: readonly Leg[]): Leg[] {
  const sums = new Map<string, Leg>()
  for (const leg of legs) {
    const key = `${leg.account}|${leg.aux ?? ''}|${leg.family ?? ''}`
    const known = sums.get(key)
    if (known) known.amountC += leg.amountC
    else sums.set(key, { ...leg })
  }
  return [...sums.values()].filter((leg) => leg.amountC !== 0)
}

/** An event whose document has no number nor day yet. */
export type DraftEvent = Omit<LedgerEvent, 'piece' | 'day'>

/** The legs of events, for a caller that writes them together with its own rows. Throws as `post` does. */
export function legRows(events: readonly DraftEvent[]): BulkWrite {
  for (const event of events) {
    const sum = event.legs.reduce((total, leg) => total + leg.amountC, 0)
    if (sum !== 0) throw new Error(`ledger event ${event.kind} ${event.id} is off by ${sum} cents`)
  }
  const legs = events.flatMap((event) =>
    gather(event.legs).map((leg, i) => ({
      eventId: event.id,
      n: i + 1,
      account: leg.account,
      aux: leg.aux ?? null,
      amountC: cents(leg.amountC),
      family: leg.family ?? null,
    })),
  )
  return into(ledgerLeg, legs)
}

/** The events themselves, whose legs the same transaction writes. */
export function eventRows(events: readonly LedgerEvent[]): BulkWrite {
  return into(ledgerEvent, events)
}

/**
 * Books events in double entry. Throws when the legs of one do not sum to zero, before the database would refuse
 * them. Events without a leg left (a free ticket) are booked all the same: their piece exists.
 */
export async function post(tx: Tx, events: readonly LedgerEvent[]): Promise<void> {
  await bulkAll(tx, [eventRows(events), legRows(events)])
}

export type Balance = { account: string; aux: string | null; balanceC: Cents }

/** Balance of each account (debit positive), in cents, up to a day: summed, never stored. */
export async function balances(db: Db | Tx, until?: Day): Promise<Balance[]> {
  const rows = await db.sql`
    SELECT l.account, l.aux, sum(l.amount_c)::bigint AS balance
      FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
     WHERE ${until ?? null}::date IS NULL OR e.day <= ${until ?? null}::date
     GROUP BY 1, 2 ORDER BY 1, 2`
  return rows.map((r) => ({ account: r.account, aux: r.aux, balanceC: cents(Number(r.balance)) }))
}
