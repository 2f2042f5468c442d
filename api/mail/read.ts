import { z } from 'zod'
import type { Enclosure } from '../shared/enclosure.ts'
import { transaction } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { attemptOnce, LETTER_LIMIT, letterKey } from '../auth/limit.ts'
import { permit, type Ctx } from '../context.ts'
import { idField } from '../id-field.ts'
import { AppError } from '../shared/errors.ts'
import { queueAgain } from './write.ts'

const MailId = idField('mail')

export const MailQuery = z.strictObject({
  /** Last letter of the page before. */
  after: MailId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const MailParams = z.object({ id: MailId })

const Letter = z.object({
  id: z.string(),
  at: z.string(),
  orderId: z.string(),
  kind: z.enum(['RECEIPT', 'TICKETS', 'QUOTE']),
  recipient: z.string(),
  subject: z.string(),
  status: z.enum(['QUEUED', 'SENT', 'KEPT', 'FAILED']),
  /** Code of what went wrong last: ECONNECTION, EENVELOPE 550. */
  error: z.string().nullable(),
  sentAt: z.string().nullable(),
  attachments: z.array(
    z.object({
      kind: z.enum(['RECEIPT', 'TICKETS', 'QUOTE']),
      /** Null for a quote. */
      saleId: z.string().nullable(),
      number: z.string(),
      copy: z.int().nullable(),
    }),
  ),
})
export const Letters = z.object({ letters: z.array(Letter), after: z.string().nullable() })
export type Letters = z.infer<typeof Letters>
export const LetterView = Letter.extend({ language: z.string(), body: z.string() })
export type LetterView = z.infer<typeof LetterView>
export const RetriedLetter = Letter.pick({ id: true, status: true })
export type RetriedLetter = z.infer<typeof RetriedLetter>

type Row = Omit<LetterView, 'attachments'> & { attachments: Enclosure[] }

/** The letters of the office, newest first, without their bodies. */
export async function listMail(ctx: Ctx, query: z.infer<typeof MailQuery>): Promise<Letters> {
  permit(ctx.actor, 'mail.read')
  const rows = await lettersOf(
    ctx,
    ctx.db
      .sql`${query.after ? ctx.db.sql`WHERE (m.at, m.id) < (SELECT at, id FROM mail WHERE id = ${query.after})` : ctx.db.sql``}
               ORDER BY m.at DESC, m.id DESC LIMIT ${query.limit + 1}`,
  )
  const page = rows.slice(0, query.limit).map((row) => Letter.parse(row))
  return { letters: page, after: rows.length > page.length ? (page.at(-1)?.id ?? null) : null }
}

/** One letter, to be read. Throws `not_found`. */
export async function readMail(ctx: Ctx, id: string): Promise<LetterView> {
  permit(ctx.actor, 'mail.read')
  const [letter] = await lettersOf(ctx, ctx.db.sql`WHERE m.id = ${id}`)
  if (!letter) throw new AppError('not_found')
  return letter
}

/**
 * Has a letter that failed, or that was kept for want of a server, sent again; one that waits or was sent stays as it
 * is. The same letter: no new duplicate of a receipt. Throws `not_found`, `rate_limited`.
 */
export async function retryMail(ctx: Ctx, id: string): Promise<RetriedLetter> {
  permit(ctx.actor, 'order.send')
  const [letter] = await lettersOf(ctx, ctx.db.sql`WHERE m.id = ${id}`)
  if (!letter) throw new AppError('not_found')
  if (!mayGoAgain(letter)) return { id, status: letter.status }
  await attemptOnce(ctx.db, letterKey(letter.orderId), LETTER_LIMIT, ctx.now)
  await transaction(ctx.db, async (tx) => {
    const again = await tx.sql`
      UPDATE mail SET status = 'QUEUED', error = NULL, failed_at = NULL
       WHERE id = ${id} AND status IN ('FAILED', 'KEPT') RETURNING id`
    if (again.length === 0) return
    await queueAgain(tx, id, ctx.now)
    await audited(tx, ctx, {
      action: 'mail.retry',
      subject: letter.orderId,
      detail: { mail: id },
    })
  })
  return { id, status: 'QUEUED' }
}

const mayGoAgain = ({ status }: Pick<LetterView, 'status'>) => status === 'FAILED' || status === 'KEPT'

async function lettersOf({ db }: Ctx, which: ReturnType<Ctx['db']['sql']>): Promise<LetterView[]> {
  const rows = await db.sql<Row[]>`
    SELECT m.id, m.at, m.order_id AS "orderId", m.kind, m.recipient, m.subject, m.status, m.error,
           m.sent_at AS "sentAt", m.language, m.body, m.attachments
      FROM mail m ${which}`
  const saleIds = rows.flatMap((row) =>
    row.attachments.map((a) => (a.kind === 'QUOTE' ? a.quoteId : a.saleId)),
  )
  const sales = await db.sql<{ id: string; number: string }[]>`
    SELECT id, number FROM sale WHERE id = ANY(${saleIds}::text[])
    UNION ALL SELECT id, number FROM quote WHERE id = ANY(${saleIds}::text[])`
  const numbers = new Map(sales.map(({ id, number }) => [id, number]))
  return rows.map((row) => ({
    ...row,
    attachments: row.attachments.map((one) =>
      one.kind === 'QUOTE'
        ? { kind: one.kind, saleId: null, number: numbers.get(one.quoteId) ?? '', copy: null }
        : {
            kind: one.kind,
            saleId: one.saleId,
            number: numbers.get(one.saleId) ?? '',
            copy: one.copy ?? null,
          },
    ),
  }))
}
