import type { Instant } from '../../api/shared/time.ts'
import { duration, minutesTo } from '../day.ts'
import { clock } from '../live.ts'
import type { Text } from '../text/fr.ts'

export type UntilData = { startsAt: Instant; time: string; now: number }

/** Beyond, nobody counts in minutes. */
const SOON_MINUTES = 180

function partOfDay(time: string, t: Text): string {
  if (time >= '18:00') return t.tonight
  return time < '12:00' ? t.thisMorning : t.thisAfternoon
}

/** "dans 23 min", or "ce soir" when it is far: follows the clock. */
export function Until(props: UntilData & { t: Text }) {
  const label = () => {
    const minutes = minutesTo(clock(props.now), props.startsAt)
    if (minutes <= 0) return props.t.gone
    if (minutes > SOON_MINUTES) return partOfDay(props.time, props.t)
    return props.t.inMinutes(duration(minutes))
  }
  return <span>{label()}</span>
}
