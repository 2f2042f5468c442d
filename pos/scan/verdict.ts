import { toDay } from '../../api/shared/time.ts'
import type { ScanAnswer, ScanRefusal } from '../answers.ts'
import { dateOf, dayOf, longDay, timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import type { Heard } from './signal.ts'

/** A verdict as it is read at arm's length: one word, then what explains it. */
export type Verdict = {
  yes: boolean
  /** Nobody answered: neither let in nor refused. */
  unanswered?: true
  /** What ear and hand are told. */
  heard: Heard
  title: string
  lines: string[]
  shortCode: string | null
}

/**
 * What a scan meets: a refusal stays until somebody has pressed, since a queue that goes on scanning must not hide it,
 * and one ticket is asked about at a time, so that each verdict is its own.
 */
export function meeting(shown: Verdict | null, busy: boolean): 'ready' | 'refusal' | 'under_way' {
  if (shown && !shown.yes) return 'refusal'
  return busy ? 'under_way' : 'ready'
}

/** What a scan's answer says in French. `today` is the office's day: a time of today needs no date. */
export function verdictOf(answer: ScanAnswer, today: string, zone: string): Verdict {
  const shortCode = answer.ticket?.shortCode ?? null
  if (answer.verdict === 'admitted') return { yes: true, heard: 'admitted', shortCode, ...admitted(answer) }
  const why = answer.why ?? 'unknown'
  const product = answer.ticket ? [answer.ticket.product] : []
  return {
    yes: false,
    heard: why === 'already_used' ? 'again' : 'refused',
    shortCode,
    title: t.scan.refused[why],
    lines: [...reasons(why, answer, today, zone), ...product],
  }
}

function admitted({ ticket, count, party, admittedOfSession: aboard }: ScanAnswer) {
  const several = (ticket?.admits ?? 1) > 1
  const people = t.scan.persons(count ?? 1)
  const lines: string[] = ticket?.guest ? [ticket.guest] : []
  if (several && ticket) lines.push(ticket.unit)
  if (ticket) lines.push(ticket.time ? `${ticket.time}\u00a0· ${ticket.product}` : ticket.product)
  if (party && party.length > 0 && party.reduce((sum, one) => sum + one.expected, 0) > 1) {
    lines.push(party.map((one) => t.scan.party(one.unit, one.admitted, one.expected)).join('\u00a0· '))
  }
  if (aboard) lines.push(t.scan.aboard(aboard.admitted, aboard.expected))
  return { title: several || !ticket ? people : ticket.unit, lines }
}

function reasons(why: ScanRefusal, { ticket, at }: ScanAnswer, today: string, zone: string): string[] {
  const moment = () => {
    if (!at) return []
    const day = dayOf(at, zone)
    return [day === today ? t.scan.usedAt(timeOf(at, zone)) : t.scan.usedOn(longDay(day), timeOf(at, zone))]
  }
  switch (why) {
    case 'already_used':
      return moment()
    case 'cancelled':
      return [...moment(), t.scan.cancelled]
    case 'other_date':
      return ticket ? [validity(ticket)] : []
    case 'other_session':
      return ticket?.time ? [t.scan.departsAt(ticket.time)] : []
    case 'other_provider':
      return [t.scan.otherProvider]
    case 'forged':
      return [t.scan.forged]
    case 'unknown':
      return [t.scan.unknown]
    case 'too_many':
      return ticket ? [t.scan.stillAdmits(ticket.admits - ticket.admitted)] : []
  }
}

function validity(ticket: NonNullable<ScanAnswer['ticket']>): string {
  if (ticket.day && ticket.time) return t.scan.validAt(longDay(toDay(ticket.day)), ticket.time)
  if (ticket.validFrom === ticket.validTo) return t.scan.validOn(longDay(toDay(ticket.validFrom)))
  return t.scan.validBetween(dateOf(toDay(ticket.validFrom)), dateOf(toDay(ticket.validTo)))
}
