import { transaction, type Db } from '../../db/index.ts'
import type { Anchor } from '../journal/anchor.ts'
import { letterHtml } from '../mail/letter.ts'
import type { Message, Transport } from '../mail/post.ts'
import { lease, putOff, settle, type Lease } from '../outbox/lease.ts'
import { ANCHOR_DUE } from '../outbox/outbox.ts'
import { local, plusMinutes, type Instant } from '../shared/time.ts'

type Sender = { db: Db; clock: () => Instant; transport: Transport | null; from: string | null }

const LEASE_MINUTES = 5
/** Half a day in all; the next anchor says more anyway. */
const MOST_ATTEMPTS = 10

/**
 * Sends the anchors that are due to the address of the office's settings, each by one process. They are no letters to
 * visitors: nothing of them is kept in `mail`. Without a server, or when the address went, the file alone has them.
 */
export async function sendAnchors({ db, clock, transport, from }: Sender): Promise<void> {
  for (;;) {
    const due = await lease(db, ANCHOR_DUE, clock(), LEASE_MINUTES)
    if (!due) return
    const [office] = await db.sql<{ name: string; email: string | null }[]>`
      SELECT name, anchor_email AS email FROM office`
    if (!transport || !from || !office?.email) {
      await transaction(db, (tx) => settle(tx, due))
      continue
    }
    try {
      await transport.sendMail(anchorLetter(String(due.payload.line), { ...office, to: office.email, from }))
      await transaction(db, (tx) => settle(tx, due))
    } catch (error) {
      await later(db, due, clock(), error)
    }
  }
}

async function later(db: Db, due: Lease, now: Instant, error: unknown): Promise<void> {
  const { code: said } = error as { code?: unknown }
  const code = typeof said === 'string' ? said.slice(0, 40) : 'FAILED'
  await transaction(db, async (tx) => {
    if (due.attempts < MOST_ATTEMPTS) return putOff(tx, due, plusMinutes(now, 2 ** (due.attempts - 1)), code)
    await tx.sql`UPDATE outbox SET failed_at = ${now}::timestamptz, last_error = ${code} WHERE id = ${due.id}`
  })
}

/** The letter: what it is and why it should be kept, the ends of the chains, and the line of the file itself. */
export function anchorLetter(
  line: string,
  { name, to, from }: { name: string; to: string; from: string },
): Message {
  const anchor = JSON.parse(line) as Anchor
  const { day } = local(anchor.at)
  const [year, month, date] = day.split('-')
  const heads = anchor.heads.map(
    ({ register, journal, seq, hash }) => `  ${register} ${journal} n° ${seq} : ${hash}`,
  )
  const text = [
    'Bonjour,',
    `Les caisses de ${name} ont été clôturées. Conservez ce message : il porte l’empreinte du dernier enregistrement de chaque journal. Si un enregistrement venait à être modifié ou retiré, même par quelqu’un qui a la main sur la base de données, la vérification contre ces empreintes le montrerait.`,
    ['Dernier enregistrement de chaque journal', ...heads].join('\n'),
    'Le fichier joint est la ligne du fichier des empreintes, signée par la clé du journal.',
    name,
  ].join('\n\n')
  const domain = /@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'guichet.invalid'
  return {
    // The same anchor sent twice is one message to who reads it.
    messageId: `<anchor-${anchor.signature.replace(/[^A-Za-z0-9]/g, '').slice(0, 32)}@${domain}>`,
    from,
    to,
    subject: `Clôture du ${date}/${month}/${year} : empreintes des journaux de caisse`,
    text,
    html: letterHtml(text, 'fr'),
    date: new Date(anchor.at),
    attachments: [
      {
        filename: `empreintes-${day}.jsonl`,
        content: Buffer.from(`${line}\n`),
        contentType: 'application/x-ndjson',
      },
    ],
  }
}
