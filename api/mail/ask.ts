import { z } from 'zod'
import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { attemptOnce, LETTER_LIMIT, letterKey } from '../auth/limit.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { addCopy } from '../sale/copy.ts'
import { isIssued, lockReceipt } from '../sale/issued.ts'
import { AppError } from '../shared/errors.ts'
import type { Language } from '../shared/visitor.ts'
import { emailField } from '../visitor-field.ts'
import { idField } from '../id-field.ts'
import { composeLetter, type Enclosure } from './letter.ts'
import { partsOf, queueLetter, ticketEnclosures, type MailRow } from './write.ts'

/** One press of a button. `id` is made by the device for it: asked again after an answer was lost, one letter is sent. */
export const LetterInput = z.strictObject({
  id: idField('mail'),
  what: z.enum(['TICKETS', 'RECEIPT', 'BOTH']),
  /** Where to, when it is not the visitor's address; it is not kept as theirs. */
  email: emailField.optional(),
})
export type LetterInput = z.infer<typeof LetterInput>

export const AskedLetter = z.object({
  id: z.string(),
  status: z.literal('QUEUED'),
  /** Receipts that go with it; `copy` is the number of the duplicate, null for the original. */
  receipts: z.array(z.object({ number: z.string(), copy: z.int().nullable() })),
})
export type AskedLetter = z.infer<typeof AskedLetter>

type Sale = { id: string; number: string }
type Addressee = { email: string | null; name: string; language: Language; sales: Sale[] }

/**
 * Writes to the visitor of an order again, with its tickets, its receipts or both. A receipt is the original only if
 * nothing issued it yet and no sale has followed on its register (fiscal.md 1.10); else it is a duplicate, numbered and
 * chained in the same transaction as the letter. Asked again under the same id, nothing is written and the first answer
 * is given. Throws `not_found` (also when the order has none of what is asked), `no_address`, `id_reused`,
 * `rate_limited`.
 */
export async function askLetter(ctx: Ctx, orderId: string, input: LetterInput): Promise<AskedLetter> {
  const actor = permit(ctx.actor, 'order.send')
  const first = await asked(ctx.db, orderId, input)
  if (first) return first
  const to = await addresseeOf(ctx, orderId)
  const recipient = input.email ?? to.email
  if (!recipient) throw new AppError('no_address')
  const saleIds = to.sales.map((sale) => sale.id)
  const read = await partsOf(ctx, input.what === 'RECEIPT' ? [] : saleIds, to)
  const wantsReceipts = input.what !== 'TICKETS'
  if (read.tickets.length === 0 && !(wantsReceipts && to.sales.length > 0)) throw new AppError('not_found')
  await attemptOnce(ctx.db, letterKey(orderId), LETTER_LIMIT, ctx.now)
  return transaction(ctx.db, async (tx) => {
    // The same press twice at once: the second waits here for the first one's letter.
    await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${input.id}, 0))`
    const meanwhile = await asked(tx, orderId, input)
    if (meanwhile) return meanwhile
    const receipts = wantsReceipts ? await receiptsOf(tx, ctx, actor, to.sales) : []
    const row: MailRow = {
      id: input.id,
      kind: read.tickets.length > 0 ? 'TICKETS' : 'RECEIPT',
      orderId,
      saleId: to.sales.length === 1 ? (saleIds[0] ?? null) : null,
      recipient,
      language: to.language,
      ...composeLetter({ ...read.parts, receipts }),
      attachments: [...ticketEnclosures(read.tickets), ...receipts.map(enclosure)],
      status: 'QUEUED',
      at: ctx.now,
    }
    await queueLetter(tx, row)
    await audited(tx, ctx, {
      action: 'order.send',
      subject: orderId,
      detail: { mail: row.id, what: input.what },
    })
    return answer(input.id, receipts)
  })
}

const answer = (id: string, receipts: readonly { number: string; copy: number | null }[]): AskedLetter => ({
  id,
  status: 'QUEUED',
  receipts: receipts.map(({ number, copy }) => ({ number, copy })),
})

type Known = { orderId: string; recipient: string; attachments: Enclosure[] }

/** What this id was answered; null when it is new. Throws `id_reused` when it was another letter's. */
async function asked({ sql }: Tx | Db, orderId: string, input: LetterInput): Promise<AskedLetter | null> {
  const [known] = await sql<Known[]>`
    SELECT order_id AS "orderId", recipient, attachments FROM mail WHERE id = ${input.id}`
  if (!known) return null
  const carries = (kind: Enclosure['kind']) => known.attachments.some((one) => one.kind === kind)
  const isOther =
    known.orderId !== orderId ||
    (input.email ?? known.recipient) !== known.recipient ||
    carries('RECEIPT') !== (input.what !== 'TICKETS') ||
    (carries('TICKETS') && input.what === 'RECEIPT')
  if (isOther) throw new AppError('id_reused')
  const receipts = known.attachments.flatMap((one) => (one.kind === 'RECEIPT' ? [one] : []))
  const saleIds = receipts.map((one) => one.saleId)
  const sales = await sql<Sale[]>`SELECT id, number FROM sale WHERE id = ANY(${saleIds}::text[])`
  const numbers = new Map(sales.map(({ id, number }) => [id, number]))
  return answer(
    input.id,
    receipts.map(({ saleId, copy }) => ({ number: numbers.get(saleId) ?? '', copy: copy ?? null })),
  )
}

type Receipt = { saleId: string; number: string; copy: number | null }
const enclosure = ({ saleId, copy }: Receipt): Enclosure => ({
  kind: 'RECEIPT' as const,
  saleId,
  ...(copy === null ? {} : { copy }),
})

async function addresseeOf({ db }: Ctx, orderId: string): Promise<Addressee> {
  const [order] = await db.sql<Omit<Addressee, 'sales'>[]>`
    SELECT c.email, concat_ws(' ', c.first_name, c.last_name) AS name, coalesce(c.language, 'fr') AS language
      FROM "order" o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.id = ${orderId}`
  if (!order) throw new AppError('not_found')
  // By register: chain heads are locked in that order.
  const sales = await db.sql<Sale[]>`
    SELECT s.id, s.number FROM sale s JOIN register r ON r.id = s.register_id
     WHERE s.order_id = ${orderId} AND r.kind <> 'SCHOOL' ORDER BY s.register_id, s.seq`
  return { ...order, sales: [...sales] }
}

/** Each receipt as the original or as a numbered duplicate. */
async function receiptsOf(tx: Tx, ctx: Ctx, actor: SignedIn, sales: readonly Sale[]): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  // All before any chain: a print locks its receipt, then the chain, and would wait for us as we for it.
  for (const { id } of sales) await lockReceipt(tx, id)
  for (const { id, number } of sales) {
    const copy = (await isIssued(tx, id)) ? (await addCopy(tx, ctx, actor, id, 'CUSTOMER')).copy : null
    receipts.push({ saleId: id, number, copy })
  }
  return receipts
}
