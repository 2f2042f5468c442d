import { mail } from '../../db/schema/customer.ts'
import { bulkAll, transaction, type Db, type Tx } from '../../db/index.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { messageRows, MAIL_DUE } from '../outbox/outbox.ts'
import { PREFIX } from '../shared/id.ts'
import type { Instant } from '../shared/time.ts'
import type { Language } from '../shared/visitor.ts'
import type { TicketView } from '../ticket/model.ts'
import { ticketsOf, type TicketSource } from '../ticket/view.ts'
import { composeLetter, ticketLanguage, type Enclosure, type LetterParts } from './letter.ts'

export type MailRow = typeof mail.$inferInsert

/** What letters are written from; `clock` says when. */
export type Writer = TicketSource & { clock: () => Instant }

/** The letter of a sale has the sale's own id under another prefix: however often it is written, it is there once. */
export const letterIdOf = (saleId: string): string => `${PREFIX.mail}${saleId.slice(PREFIX.sale.length)}`

type Due = {
  saleId: string
  orderId: string
  number: string
  email: string
  name: string
  language: Language
}

/**
 * Writes the letter of each of these sales whose visitor asked for it by e-mail, with receipt and tickets, and has it
 * sent. May be called any number of times, by any number of processes: each sale has one letter. Its receipt is the
 * original, whatever was sold meanwhile: its issue was decided with the sale (decision 0014). `idOf` is for the test
 * that shows what the ids are for.
 */
export async function writeSaleLetters(
  writer: Writer,
  saleIds: readonly string[],
  idOf: (saleId: string) => string = letterIdOf,
): Promise<void> {
  const due = await writer.db.sql<Due[]>`
    SELECT s.id AS "saleId", s.order_id AS "orderId", s.number, c.email, c.language,
           concat_ws(' ', c.first_name, c.last_name) AS name
      FROM sale s
      JOIN "order" o ON o.id = s.order_id AND o.receipt = 'EMAIL'
      JOIN customer c ON c.id = o.customer_id AND c.email IS NOT NULL
      JOIN register r ON r.id = s.register_id AND r.kind <> 'SCHOOL'
     WHERE s.id = ANY(${saleIds as string[]}::text[]) AND s.doc_type = 'SALE'`
  const failed: unknown[] = []
  for (const sale of due) {
    // One that cannot be written does not keep the others from theirs.
    await writeSaleLetter(writer, sale, idOf(sale.saleId)).catch((error: unknown) => failed.push(error))
  }
  if (failed.length > 0) throw failed[0]
}

async function writeSaleLetter(writer: Writer, sale: Due, id: string): Promise<void> {
  const { tickets, parts } = await partsOf(writer, [sale.saleId], sale)
  const said = composeLetter({ ...parts, receipts: [{ number: sale.number, copy: null }] })
  const row: MailRow = {
    id,
    kind: tickets.length > 0 ? 'TICKETS' : 'RECEIPT',
    orderId: sale.orderId,
    saleId: sale.saleId,
    recipient: sale.email,
    language: sale.language,
    ...said,
    attachments: [...ticketEnclosures(tickets), { kind: 'RECEIPT', saleId: sale.saleId }],
    status: 'QUEUED',
    at: writer.clock(),
  }
  await transaction(writer.db, (tx) => queueLetter(tx, row))
}

export type SaleTickets = { saleId: string; views: TicketView[] }[]

/** The tickets of the sales, in the visitor's language as far as tickets have it, and what else a letter says. */
export async function partsOf(
  source: TicketSource,
  saleIds: readonly string[],
  to: { name: string; language: Language },
): Promise<{ tickets: SaleTickets; parts: Omit<LetterParts, 'receipts'> }> {
  const books = await cachedBooks(source.db)
  const all = await Promise.all(
    saleIds.map(async (saleId) => ({
      saleId,
      views: await ticketsOf(source, saleId, ticketLanguage(to.language)),
    })),
  )
  const tickets = all.filter(({ views }) => views.length > 0)
  const office = books.office ?? {
    name: '',
    address: '',
    postcode: '',
    city: '',
    phone: null,
    email: null,
    demo: false,
  }
  return {
    tickets,
    parts: { language: to.language, name: to.name, office, tickets: tickets.flatMap(({ views }) => views) },
  }
}

export const ticketEnclosures = (tickets: SaleTickets): Enclosure[] =>
  tickets.map(({ saleId }) => ({ kind: 'TICKETS', saleId }))

/** Puts a letter in the queue unless it is there already; whether it was put. */
export async function queueLetter(tx: Tx, row: MailRow): Promise<boolean> {
  const added = await tx.orm.insert(mail).values(row).onConflictDoNothing().returning({ id: mail.id })
  if (added.length === 0) return false
  await queueAgain(tx, row.id, row.at)
  return true
}

/** Tells the senders of a letter that waits; they are told its id and nothing of it. */
export async function queueAgain(tx: Tx | Db, mailId: string, at: Instant): Promise<void> {
  await bulkAll(tx, [messageRows([{ kind: MAIL_DUE, payload: { mailId }, dueAt: at }])])
}
