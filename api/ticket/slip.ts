import { formatEuros } from '../shared/money.ts'
import type { Slip, SlipRow } from '../shared/slip.ts'
import { groupShort } from './code.ts'
import type { TicketView } from './model.ts'
import { qrPath } from './qr-path.ts'
import { ticketWords, type TicketWords } from './text.ts'
import { legal, spell, where } from './wording.ts'

/**
 * An entry ticket on 80 mm paper: product, day and hour large, fare, the signed code as a QR code and the short one
 * in groups, how many it admits, and who sells it in whose name. A pure function of the view.
 */
export function ticketSlip(view: TicketView): Slip {
  const words = ticketWords(view.language)
  const people = view.admits > 1 ? `, ${words.admits(view.admits)}` : ''
  const price = view.priceC === 0 ? words.free : formatEuros(view.priceC, words.locale.slice(0, 2))
  const place = where(view, words)
  const seller = view.provider?.name ?? view.office.name
  return [
    ...(view.office.demo ? [{ kind: 'box', text: words.demo, note: words.demoNote } as const] : []),
    { kind: 'title', text: view.title },
    { kind: 'gap' },
    ...whenRows(view, words),
    ...(place ? [{ kind: 'text', text: place, center: true } as const] : []),
    { kind: 'dashes' },
    { kind: 'pair', left: view.fareName + people, right: price, bold: true },
    { kind: 'pair', left: words.ticket(view.n, view.of), right: view.orderNumber },
    { kind: 'text', text: seller },
    { kind: 'gap' },
    { kind: 'qr', text: view.code, ...qrPath(view.code) },
    { kind: 'figure', text: groupShort(view.shortCode) },
    { kind: 'gap' },
    ...(view.bring ? [{ kind: 'text', text: `${words.bring} ${view.bring}`, small: true } as const] : []),
    ...(view.cancel ? [{ kind: 'text', text: `${words.cancel} ${view.cancel}`, small: true } as const] : []),
    { kind: 'text', text: legal(view, words), small: true },
  ]
}

/** Day and hour as large as they go; each day of a course on its line; the last day of what has none. */
function whenRows(view: TicketView, words: TicketWords): SlipRow[] {
  if (view.legs.length > 0) {
    return view.legs.map((leg) => ({
      kind: 'pair',
      left: [leg.label, spell(leg.day, words, 'short')].filter(Boolean).join(' '),
      right: leg.time,
      bold: true,
    }))
  }
  if (view.day === null) {
    if (view.validity === null) return []
    return [
      { kind: 'text', text: words.validFrom(spell(view.validity.from, words, 'date')), center: true },
      { kind: 'figure', text: spell(view.validity.to, words, 'full') },
    ]
  }
  const rows: SlipRow[] = [{ kind: 'figure', text: spell(view.day, words, 'full') }]
  if (view.time) rows.push({ kind: 'figure', text: view.time })
  return rows
}
