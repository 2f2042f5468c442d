import { transaction, bulk, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import { audited } from '../audit.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { post, type EventKind } from '../ledger/ledger.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf, type Day } from '../shared/time.ts'
import type { PaymentInput, QuoteSummary } from './form.ts'
import { writeQuoteLetter } from './letter.ts'
import { lockQuote, type HeldQuote } from './lock.ts'
import { quoteOf } from './read.ts'

/** Days that a buyer on account has, where nothing else is agreed (C. com. L441-10; CCP R2192-10). */
export const AGREED_DAYS = 30

/** The auxiliary account of a buyer: of its establishment when that is known, else of the buyer of this quote alone. */
export function accountAux({ buyer, buyerId }: Pick<HeldQuote, 'buyer' | 'buyerId'>): string {
  return `C${buyer?.siret ?? buyerId.slice(-8).toUpperCase()}`
}

/**
 * Books money that came for a sale on account: debit 512, credit 411 of the buyer. Parts may come, never more than is owed.
 * Idempotent by the payment's id. Throws `not_found`, `quote_state`, `paid_too_much`, `id_reused`.
 */
export async function recordPayment(ctx: Ctx, id: string, input: PaymentInput): Promise<QuoteSummary> {
  const actor = permit(ctx.actor, 'account.pay')
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, ['SETTLED'])
    const [known] = await tx.sql<{ quoteId: string; amountC: number; day: string; ref: string }[]>`
      SELECT quote_id AS "quoteId", amount_c AS "amountC", day, ref FROM account_payment WHERE id = ${input.id}`
    if (known) {
      const isSame =
        known.quoteId === id &&
        known.amountC === input.amountC &&
        known.day === input.day &&
        known.ref === input.ref
      if (!isSame) throw new AppError('id_reused')
      return quoteOf(tx, id)
    }
    const { owedC } = await quoteOf(tx, id)
    if (input.amountC > owedC) throw new AppError('paid_too_much', { owedC })
    const eventId = await book(tx, ctx, held, 'account_paid', input.amountC)
    await bulk(tx, schema.accountPayment, [
      {
        id: input.id,
        quoteId: id,
        day: input.day as Day,
        amountC: cents(input.amountC),
        ref: input.ref,
        eventId,
        staffId: actor.staffId,
        at: ctx.now,
      },
    ])
    await audited(tx, ctx, {
      action: 'account.pay',
      subject: id,
      detail: { payment: input.id, amountC: input.amountC },
    })
    return quoteOf(tx, id)
  })
}

/** Writes to whoever owes and has an address. Throws `quote_state`, `no_address`. */
export async function remindAccount(ctx: Ctx, id: string): Promise<QuoteSummary> {
  permit(ctx.actor, 'group.manage')
  const { office } = await cachedBooks(ctx.db)
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, ['SETTLED'])
    const quote = await quoteOf(tx, id)
    if (quote.owedC <= 0) throw new AppError('quote_state', { status: held.status, number: held.number })
    if (held.email === null) throw new AppError('no_address')
    await writeQuoteLetter(tx, held, { what: 'REMINDER', office, at: ctx.now, owedC: quote.owedC })
    await audited(tx, ctx, { action: 'account.remind', subject: id, detail: { owedC: quote.owedC } })
    return quote
  })
}

/** One event of the account of a buyer, named after the receipt of the sale; its id. */
export async function book(
  tx: Tx,
  { now }: Pick<Ctx, 'now'>,
  held: HeldQuote,
  kind: Extract<EventKind, 'account_paid' | 'account_offset'>,
  amountC: number,
): Promise<string> {
  const [sale] = await tx.sql<{ number: string; registerId: string; siteId: string }[]>`
    SELECT s.number, s.register_id AS "registerId", r.site_id AS "siteId"
      FROM sale s JOIN register r ON r.id = s.register_id WHERE s.id = ${held.saleId}`
  if (!sale) throw new AppError('not_found')
  const id = newId('ledgerEvent', msOf(now))
  await post(tx, [
    {
      id,
      kind,
      saleId: null,
      shiftId: null,
      piece: sale.number,
      day: local(now).day,
      siteId: sale.siteId,
      registerId: sale.registerId,
      legs: [
        { account: kind === 'account_paid' ? '512' : '4198', amountC },
        { account: '411', aux: accountAux(held), amountC: -amountC },
      ],
    },
  ])
  return id
}
