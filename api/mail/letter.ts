import type { OfficeRow } from '../catalog/catalog.ts'
import { typographic } from '../shared/money.ts'
import type { Language } from '../shared/visitor.ts'
import type { Day } from '../shared/time.ts'
import { groupShort } from '../ticket/code.ts'
import type { TicketLanguage, TicketView } from '../ticket/model.ts'
import { letterWords, type LetterWords } from './words.ts'

export type { Enclosure } from '../shared/enclosure.ts'

export type LetterParts = {
  language: Language
  /** As the visitor gave it; empty when they did not. */
  name: string
  office: Pick<OfficeRow, 'name' | 'address' | 'postcode' | 'city' | 'phone' | 'email' | 'demo'>
  tickets: readonly TicketView[]
  /** Receipts that go with it, by number; `copy` when it is a numbered duplicate. */
  receipts: readonly { number: string; copy: number | null }[]
}

/** Tickets exist in French and English: who reads neither French nor English reads English sooner. */
export const ticketLanguage = (language: Language): TicketLanguage => (language === 'fr' ? 'fr' : 'en')

/**
 * Subject and body of a letter: what, when, where, what to bring, and what is attached. Plain text, paragraphs parted
 * by an empty line, the details of an activity set in by two spaces; `letterHtml` draws the same.
 */
export function composeLetter(parts: LetterParts): { subject: string; body: string } {
  const { language, office, tickets, receipts } = parts
  const words = letterWords(language)
  const activities = activitiesOf(tickets)
  const intro = tickets.length === 0 ? words.receipt : receipts.length === 0 ? words.tickets : words.both
  const blocks = [
    words.hello(parts.name),
    intro,
    ...activities.map((activity) => activityText(activity, words)),
    attachedText(parts, words),
    ...(office.demo ? [words.demo] : []),
    words.question,
    [
      office.name,
      `${office.address}, ${office.postcode} ${office.city}`,
      [office.phone, office.email].filter(Boolean).join(' · '),
    ]
      .filter(Boolean)
      .join('\n'),
  ]
  return { subject: subjectOf(activities, receipts, words), body: blocks.join('\n\n') }
}

/** Tickets for the same activity at the same time stand together. */
function activitiesOf(tickets: readonly TicketView[]): TicketView[][] {
  const found = new Map<string, TicketView[]>()
  for (const ticket of tickets) {
    const { title, day, time, legs, validity, orderNumber } = ticket
    const key = JSON.stringify([title, day, time, legs, validity, orderNumber])
    found.set(key, [...(found.get(key) ?? []), ticket])
  }
  return [...found.values()]
}

function subjectOf(
  activities: readonly TicketView[][],
  receipts: LetterParts['receipts'],
  words: LetterWords,
): string {
  const first = activities[0]?.[0]
  if (!first) return words.receiptOf(receipts[0]?.number ?? '')
  const titles = new Set(activities.map((tickets) => tickets[0]?.title))
  const more = titles.size > 1 ? ` ${words.andMore(titles.size - 1)}` : ''
  const when = first.day && titles.size === 1 ? `, ${dayText(first.day, words)}` : ''
  return words.ticketsOf(`${first.title}${more}${when}`)
}

function activityText(tickets: readonly TicketView[], words: LetterWords): string {
  const [ticket] = tickets
  if (!ticket) return ''
  const fares = new Map<string, number>()
  for (const { fareName } of tickets) fares.set(fareName, (fares.get(fareName) ?? 0) + 1)
  const place = [ticket.meetingPoint, ticket.place].filter(Boolean).join(', ')
  const lines = [
    ...whenText(ticket, words),
    [...fares].map(([fare, n]) => `${n}\u00a0×\u00a0${fare}`).join(', '),
    place && `${words.where}: ${place}`,
    ticket.bring && `${words.bring}: ${ticket.bring}`,
    `${words.codes(tickets.length)}: ${tickets.map((one) => groupShort(one.shortCode)).join(', ')}`,
  ].filter((line): line is string => Boolean(line))
  return [ticket.title, ...lines.map((line) => `  ${spaced(line, words)}`)].join('\n')
}

/** French sets a no-break space before a colon. */
const spaced = (line: string, { locale }: LetterWords) =>
  locale === 'fr-FR' ? line.replace(/^([\p{L} ]+): /u, '$1\u00a0: ') : line

function whenText(ticket: TicketView, words: LetterWords): string[] {
  if (ticket.validity) {
    const { from, to } = ticket.validity
    return [words.valid(dayText(from, words), dayText(to, words))]
  }
  if (ticket.day && ticket.time) {
    const at = words.at(dayText(ticket.day, words), ticket.time)
    return [ticket.checkinTime ? `${at} (${words.be(ticket.checkinTime)})` : at]
  }
  return ticket.legs.map(({ label, day, time }) => `${label}: ${words.at(dayText(day, words), time)}`)
}

function attachedText({ tickets, receipts }: LetterParts, words: LetterWords): string {
  const papers = [
    ...(tickets.length > 0 ? [`${words.ticketsFile} (${tickets.length})`] : []),
    ...receipts.map(
      ({ number, copy }) => `${words.receiptFile} ${number}${copy === null ? '' : `, ${words.copy(copy)}`}`,
    ),
  ]
  return spaced(`${words.attached}: ${papers.join(' ; ')}`, words).replaceAll(
    ' ;',
    words.locale === 'fr-FR' ? '\u00a0;' : ';',
  )
}

/** "jeudi 13 août 2026": a civil day, formatted at noon so that no zone moves it. */
function dayText(day: Day, { locale }: LetterWords): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' })
  return typographic(format.format(new Date(`${day}T12:00:00Z`)))
}

/** The same letter for readers of HTML: no picture, no link to follow, nothing that tells of its being read. */
export function letterHtml(body: string, language: Language): string {
  const blocks = body.split('\n\n').map((block) => {
    const [first = '', ...details] = block.split('\n').map(escape)
    if (details.length === 0 || !details.every((line) => line.startsWith('  ')))
      return `<p>${[first, ...details].join('<br>')}</p>`
    return `<p style="margin:1em 0;padding:.6em 1em;border-left:4px solid #0b5a6b;background:#f6f8f8"><b>${first}</b><br>${details.map((line) => line.trim()).join('<br>')}</p>`
  })
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="margin:0 auto;max-width:560px;padding:16px;font:16px/1.5 system-ui,sans-serif;color:#13212a;background:#fff">${blocks.join('')}</body></html>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
