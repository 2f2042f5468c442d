import type { Tx } from '../../db/index.ts'
import type { OfficeRow } from '../catalog/catalog.ts'
import { queueLetter } from '../mail/write.ts'
import { newId } from '../shared/id.ts'
import { formatEuros } from '../shared/money.ts'
import { msOf, type Instant } from '../shared/time.ts'
import type { HeldQuote } from './lock.ts'

type What = 'SENT' | 'LAPSED' | 'REMINDER'
type Said = Pick<HeldQuote, 'id' | 'orderId' | 'number' | 'name' | 'email' | 'totalC' | 'validUntil'>

const DATE = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const dateOf = (day: string) => DATE.format(Date.parse(day))

function wordsOf(quote: Said, what: What, owedC: number): { subject: string; text: string } {
  const total = formatEuros(quote.totalC)
  switch (what) {
    case 'SENT':
      return {
        subject: `Devis ${quote.number}`,
        text: `Voici notre devis ${quote.number}, ${total}, en pièce jointe. Ses prix sont valables jusqu’au ${dateOf(quote.validUntil)}.`,
      }
    case 'LAPSED':
      return {
        subject: `Commande ${quote.number} sans suite`,
        text: `Votre commande ${quote.number}, ${total}, n’a pas été confirmée à temps. Ses places sont de nouveau libres. Écrivez-nous si vous souhaitez encore venir.`,
      }
    case 'REMINDER':
      return {
        subject: `Règlement de la commande ${quote.number}`,
        text: `Il reste ${formatEuros(owedC)} à régler pour la commande ${quote.number}. Si le paiement est parti entre-temps, ne tenez pas compte de ce message.`,
      }
  }
}

/** Queues a letter about a quote; nothing when there is no address. */
export async function writeQuoteLetter(
  tx: Tx,
  quote: Said,
  { what, office, at, owedC = 0 }: { what: What; office: OfficeRow | null; at: Instant; owedC?: number },
): Promise<void> {
  if (quote.email === null) return
  const { subject, text } = wordsOf(quote, what, owedC)
  const foot = office ? `${office.name}\n${office.address}, ${office.postcode} ${office.city}` : ''
  await queueLetter(tx, {
    id: newId('mail', msOf(at)),
    kind: 'QUOTE',
    orderId: quote.orderId,
    saleId: null,
    recipient: quote.email,
    language: 'fr',
    subject,
    body: [
      `Bonjour ${quote.name},`,
      text,
      ...(office?.demo ? ['DÉMONSTRATION, sans valeur.'] : []),
      foot,
    ].join('\n\n'),
    attachments: what === 'SENT' ? [{ kind: 'QUOTE', quoteId: quote.id }] : [],
    status: 'QUEUED',
    at,
  })
}
