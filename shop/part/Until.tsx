import type { Instant } from '../../api/shared/time.ts'
import { duration, minutesTo } from '../day.ts'
import { clock } from '../live.ts'
import type { Text } from '../text/fr.ts'

export type UntilData = { startsAt: Instant; time: string; now: number }

/** "dans 23 min", or "ce soir" when it is far: follows the clock. */
export function Until(props: UntilData & { t: Text }) {
  const label = () => {
    const minutes = minutesTo(clock(props.now), props.startsAt)
    if (minutes <= 0) return props.t.gone
    if (minutes > 180 && props.time >= '18:00') return props.t.tonight
    return props.t.inMinutes(duration(minutes))
  }
  return <span>{label()}</span>
}
