import type { Dashboard, Dimension, Split } from '../../api/shared/report.ts'
import { CHANNELS, FAMILIES } from '../../api/shared/catalog.ts'
import { dayOr } from './filter.ts'
import { monthOf, percent } from '../text/format.ts'
import { t } from '../text/fr.ts'
import type { Day } from '../../api/shared/time.ts'

/** A figure against that of a year before: the difference in cents, and its ratio, null when there was nothing. */
export function against(nowC: number, beforeC: number): { differenceC: number; ratio: number | null } {
  return { differenceC: nowC - beforeC, ratio: beforeC > 0 ? (nowC - beforeC) / beforeC : null }
}

/** Whether the year has brought what it was to bring: then no week has to bring anything. */
export const reached = (of: Pick<Dashboard, 'targetC' | 'done'>): boolean =>
  of.targetC > 0 && of.done.grossC >= of.targetC

/** "+ 13,3 %", "− 2,0 %"; a figure that was not there a year before is new, and none at all says nothing. */
export function changeWords(nowC: number, beforeC: number): string {
  const { ratio } = against(nowC, beforeC)
  if (ratio === null) return nowC > 0 ? t.splits.isNew : ''
  return `${ratio < 0 ? '\u2212' : '+'}\u00a0${percent(Math.abs(ratio))}`
}

/** What a split is called on the screen: months, families and channels come as codes. */
export function splitName(by: Dimension, split: Pick<Split, 'key' | 'label'>): string {
  if (by === 'month') return monthOf(dayOr(`${split.key}-01`, '2000-01-01' as Day))
  const family = FAMILIES.find((one) => by === 'family' && one === split.key)
  if (family) return t.families[family]
  const channel = CHANNELS.find((one) => by === 'channel' && one === split.key)
  return channel ? t.channels[channel] : split.label
}
