import type { Waiting } from '../shared/remittance.ts'
import { NEAR_BP, type RegieAlert, type RegieRole } from '../shared/regie.ts'
import type { LegalForm } from '../shared/legal-form.ts'
import { plusDays, toDay, type Day } from '../shared/time.ts'
import type { Act } from './act.ts'

export type Acting = { role: RegieRole; validFrom: Day; validTo: Day | null }

export type Watched = {
  legalForm: LegalForm
  /** First month of the financial year. */
  yearStartMonth: number
  today: Day
  act: Act | null
  actors: readonly Acting[]
  /** Cash that is held, floats apart. */
  cashC: number
  /** All that is held and on no slip. */
  openC: number
  /** Day of the last versement that was prepared and not cancelled; of the first receipt before the first; null before both. */
  lastOn: Day | null
  waiting: Waiting['sums']
}

/** The day by which the next versement is due: so many days after the last one, or after the first receipt. */
export function versementDue({ act, lastOn }: Pick<Watched, 'act' | 'lastOn'>): Day | null {
  return act && plusDays(lastOn ?? act.validFrom, act.everyDays)
}

/**
 * What the régisseur has to be told (fiscal.md 3.2): a versement is due when its period is over, when the most that may be
 * held is reached, at the end of the financial year, and when the régisseur changes.
 */
export function alertsOf(watched: Watched): RegieAlert[] {
  const { act, today, cashC, openC, lastOn } = watched
  const alerts: RegieAlert[] = []
  if (watched.waiting.CHEQUE.late > 0) alerts.push('CHEQUES_LATE')
  if (!act) return watched.legalForm === 'EPIC_COMPTABLE_PUBLIC' ? ['NO_ACT', ...alerts] : alerts
  if (cashC >= act.mostHeldC) alerts.unshift('MOST_REACHED')
  else if (cashC * 10_000 >= act.mostHeldC * NEAR_BP) alerts.push('MOST_NEAR')
  const titular = watched.actors.find(
    (a) => a.role === 'TITULAIRE' && a.validFrom <= today && (a.validTo ?? today) >= today,
  )
  if (!titular) alerts.push('NO_TITULAIRE')
  if (openC <= 0) return alerts
  if ((versementDue(watched) ?? today) < today) alerts.push('PERIOD_OVER')
  if (isYearEnd(watched)) alerts.push('YEAR_END')
  const changed =
    titular && watched.actors.some((a) => a.role === 'TITULAIRE' && a.validFrom < titular.validFrom)
  if (changed && (lastOn === null || lastOn < titular.validFrom)) alerts.push('REGISSEUR_CHANGED')
  return alerts
}

/** The last three days of the financial year, and after them until what was taken in before is handed in. */
function isYearEnd({ today, yearStartMonth, lastOn, act }: Watched): boolean {
  const start = yearStart(today, yearStartMonth)
  const next = yearStart(toDay(`${Number(start.slice(0, 4)) + 1}-${start.slice(5)}`), yearStartMonth)
  if (today >= plusDays(next, -3)) return lastOn === null || lastOn < plusDays(next, -3)
  const since = lastOn ?? act?.validFrom ?? today
  return since < plusDays(start, -3)
}

/** First day of the financial year that a day is in. */
export function yearStart(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < month ? 1 : 0)
  return toDay(`${year}-${String(month).padStart(2, '0')}-01`)
}
