import { transaction, type Tx } from '../../db/index.ts'
import { post } from '../ledger/ledger.ts'
import { newId } from '../shared/id.ts'
import { instantOf, local, msOf, plusMinutes, type Instant } from '../shared/time.ts'
import type { Cashier } from './payment.ts'
import { ProviderFault, type RefundState } from './provider.ts'

/** Refunds of one turn; the others wait for the next. */
const TURN = 20
const LEASE_MINUTES = 0.5

type Due = { id: string; amountC: number; tries: number; chargeRef: string | null }

/**
 * Gives back to cards what corrections owe to them: each `refund_due` is asked of the provider under its own id, so that
 * it is given once, and booked when it is done. One that the provider cannot give is FAILED, for a person to pay
 * otherwise. Returns how many it saw.
 */
export async function refundDueCards(cashier: Cashier): Promise<number> {
  for (let seen = 0; seen < TURN; seen++) {
    const due = await take(cashier)
    if (!due) return seen
    try {
      if (due.chargeRef === null) await end(cashier, due, { is: 'failed', ref: '' }, 'no_charge')
      else {
        const asked = { key: due.id, ref: due.chargeRef, amountC: due.amountC }
        await end(cashier, due, await cashier.provider.refund(asked), 'refund_failed')
      }
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error
      if (error.why !== null) await end(cashier, due, { is: 'failed', ref: '' }, error.why)
      else await end(cashier, due, null, 'provider_away')
    }
  }
  return TURN
}

async function take({ db, clock }: Cashier): Promise<Due | null> {
  const now = clock()
  const [due] = await db.sql<Due[]>`
    UPDATE refund_due d SET next_at = ${plusMinutes(now, LEASE_MINUTES)}::timestamptz, tries = coalesce(tries, 0) + 1
     WHERE d.id = (SELECT id FROM refund_due
                    WHERE means = 'CB_TERMINAL' AND status IN ('OPEN', 'ASKED')
                      AND (not_before IS NULL OR not_before <= ${local(now).day}::date)
                      AND (next_at IS NULL OR next_at <= ${now}::timestamptz)
                    ORDER BY created, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.id, d.amount_c AS "amountC", d.tries,
              (SELECT charge_ref FROM payment p WHERE p.id = d.payment_id) AS "chargeRef"`
  return due ?? null
}

const nextAt = (now: Instant, tries: number): Instant =>
  instantOf(msOf(now) + Math.min(3_600_000, 5_000 * 2 ** Math.min(tries, 12)))

/** What became of it; null when nobody knows yet. */
async function end(
  { db, clock }: Cashier,
  { id, tries }: Due,
  state: RefundState | null,
  why: string,
): Promise<void> {
  const now = clock()
  await transaction(db, async (tx) => {
    if (state?.is === 'done') return paid(tx, id, state.ref, now)
    const status = state === null ? 'OPEN' : state.is === 'failed' ? 'FAILED' : 'ASKED'
    await tx.sql`
      UPDATE refund_due SET status = ${status}, error = ${state?.is === 'waiting' ? null : why},
             next_at = ${nextAt(now, tries)}::timestamptz
       WHERE id = ${id} AND status IN ('OPEN', 'ASKED')`
  })
}

type Owed = {
  saleId: string
  shiftId: string
  registerId: string
  siteId: string
  number: string
  amountC: number
}

/** The money is back: what was owed to the customer left the balance at the provider (debit 4198, credit 512ST). */
async function paid(tx: Tx, id: string, ref: string, now: Instant): Promise<void> {
  const [owed] = await tx.sql<Owed[]>`
    UPDATE refund_due d SET status = 'PAID', error = NULL, paid_at = ${now}::timestamptz, ref = ${ref}
      FROM sale s JOIN register r ON r.id = s.register_id
     WHERE d.id = ${id} AND d.status IN ('OPEN', 'ASKED') AND s.id = d.sale_id
    RETURNING s.id AS "saleId", s.shift_id AS "shiftId", s.register_id AS "registerId", r.site_id AS "siteId",
              s.number, d.amount_c AS "amountC"`
  if (!owed) return
  const { number: piece, amountC, ...of } = owed
  await post(tx, [
    {
      id: newId('ledgerEvent', msOf(now)),
      kind: 'refund_paid',
      ...of,
      piece,
      day: local(now).day,
      legs: [
        { account: '4198', amountC },
        { account: '512ST', amountC: -amountC },
      ],
    },
  ])
}
