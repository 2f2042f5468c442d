import { createTransport } from 'nodemailer'
import { transaction, type Db } from '../../db/index.ts'
import { quotePaper } from '../group/paper.ts'
import { drawPaper } from '../paper/paper.ts'
import { MAIL_DUE } from '../outbox/outbox.ts'
import { lease, putOff, settle, type Lease } from '../outbox/lease.ts'
import { receiptOf } from '../sale/view.ts'
import { msOf, plusMinutes } from '../shared/time.ts'
import type { Language } from '../shared/visitor.ts'
import { ticketsOf } from '../ticket/view.ts'
import { letterHtml, ticketLanguage, type Enclosure } from './letter.ts'
import type { Writer } from './write.ts'

/** Longer than a server may take over one letter (`createPost`): until then no other process sends it. */
const LEASE_MINUTES = 5
/** A server that is away for a night is waited for: half a minute, one, two, four… and eight hours in all. */
const MOST_ATTEMPTS = 10
/** Letters of one turn; the others wait for the next. */
const TURN = 20
const SECOND = 1_000

export type Attached = { filename: string; content: Buffer; contentType: string }
export type Message = {
  messageId: string
  from: string
  to: string
  subject: string
  text: string
  html: string
  date: Date
  attachments: Attached[]
}
/** Hands a letter to a server; throws with what the server said. */
export type Transport = { sendMail: (message: Message) => Promise<unknown>; close: () => void }

/** A transport for the server of the settings; null when there is none. */
export function createPost(smtpUrl: string | null): Transport | null {
  if (smtpUrl === null) return null
  const { hostname, password } = new URL(smtpUrl)
  const near = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return createTransport({
    url: smtpUrl,
    // A password never travels in the open.
    requireTLS: password !== '' && !near,
    dnsTimeout: 10 * SECOND,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

export type Sender = Writer & { transport: Transport | null; from: string | null }

type Letter = {
  id: string
  status: string
  recipient: string
  language: Language
  subject: string
  body: string
  attachments: Enclosure[]
  at: string
}

/**
 * Sends the letters that are due, each by one process, none within a transaction; without a server they are kept, to
 * be read in the office. What fails is tried again, ever later, then marked FAILED. A server that takes a letter and
 * dies before it says so gets it again, under the same Message-ID, by which readers know it. Returns how many it saw.
 */
export async function sendDue(sender: Sender): Promise<number> {
  for (let seen = 0; seen < TURN; seen++) {
    const due = await lease(sender.db, MAIL_DUE, sender.clock(), LEASE_MINUTES)
    if (!due) return seen
    const letter = await letterOf(sender.db, String(due.payload.mailId))
    if (letter?.status !== 'QUEUED') await end(sender, due, null, null)
    else if (!sender.transport) await end(sender, due, 'KEPT', null)
    else await tryOnce(sender, sender.transport, due, letter)
  }
  return TURN
}

async function tryOnce(sender: Sender, transport: Transport, due: Lease, letter: Letter): Promise<void> {
  try {
    await transport.sendMail(await messageOf(sender, letter))
  } catch (error) {
    const { code, isFinal } = faultOf(error)
    if (isFinal || due.attempts >= MOST_ATTEMPTS) return end(sender, due, 'FAILED', code)
    const at = plusMinutes(sender.clock(), 2 ** (due.attempts - 2))
    return transaction(sender.db, async (tx) => {
      await tx.sql`UPDATE mail SET error = ${code} WHERE id = ${letter.id} AND status = 'QUEUED'`
      await putOff(tx, due, at, code)
    })
  }
  await end(sender, due, 'SENT', null)
}

/** What became of the letter, and the message gone, together. */
function end(
  sender: Sender,
  due: Lease,
  status: 'SENT' | 'KEPT' | 'FAILED' | null,
  error: string | null,
): Promise<void> {
  return transaction(sender.db, async (tx) => {
    if (status !== null)
      await tx.sql`
        UPDATE mail SET status = ${status}, error = ${error},
               sent_at = ${status === 'SENT' ? sender.clock() : null}::timestamptz,
               failed_at = ${status === 'FAILED' ? sender.clock() : null}::timestamptz
         WHERE id = ${String(due.payload.mailId)} AND status = 'QUEUED'`
    await settle(tx, due)
  })
}

async function letterOf(db: Db, id: string): Promise<Letter | null> {
  const [row] = await db.sql<Letter[]>`
    SELECT id, status, recipient, language, subject, body, attachments, at FROM mail WHERE id = ${id}`
  return row ?? null
}

async function messageOf(sender: Sender, letter: Letter): Promise<Message> {
  const from = sender.from ?? ''
  const host = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'guichet.invalid'
  const attachments: Attached[] = []
  for (const enclosure of letter.attachments) {
    const drawn = await draw(sender, enclosure, letter.language)
    if (drawn) attachments.push(drawn)
  }
  return {
    messageId: `<${letter.id}@${host}>`,
    from,
    to: letter.recipient,
    subject: letter.subject,
    text: letter.body,
    html: letterHtml(letter.body, letter.language),
    date: new Date(msOf(sender.clock())),
    attachments,
  }
}

/** The document as it is now; null for tickets that were all voided meanwhile. */
async function draw(sender: Sender, enclosure: Enclosure, language: Language): Promise<Attached | null> {
  const contentType = 'application/pdf'
  if (enclosure.kind === 'QUOTE') {
    const view = await quotePaper(sender.db, enclosure.quoteId)
    return {
      filename: `devis-${view.number}.pdf`,
      content: await drawPaper({ kind: 'quote', view }),
      contentType,
    }
  }
  const { kind, saleId, copy } = enclosure
  if (kind === 'RECEIPT') {
    const view = await receiptOf(sender.db, saleId, copy ?? null)
    const again = copy === undefined ? '' : `-duplicata-${copy}`
    const content = await drawPaper({ kind: 'receipt', view, paper: 'a5' })
    return { filename: `recu-${view.number}${again}.pdf`, content, contentType }
  }
  const views = await ticketsOf(sender, saleId, ticketLanguage(language))
  if (views.length === 0) return null
  const content = await drawPaper({ kind: 'tickets', views })
  return { filename: `billets-${views[0]?.orderNumber}.pdf`, content, contentType }
}

/**
 * A code for what went wrong, without what the server wrote, which quotes the address. Final: the server knows the
 * address or the letter and refuses it (5xx); a sign-in refused is ours to mend, and tried again.
 */
function faultOf(error: unknown): { code: string; isFinal: boolean } {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  const name = typeof code === 'string' ? code.slice(0, 40) : 'FAULT'
  const status = typeof responseCode === 'number' ? responseCode : null
  const isFinal = (name === 'EENVELOPE' || name === 'EMESSAGE') && (status === null || status >= 500)
  return { code: status === null ? name : `${name} ${status}`, isFinal }
}
