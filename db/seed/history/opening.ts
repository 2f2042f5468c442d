import { daysBetween, toDay, weekday, type Day } from '../../../api/shared/time.ts'
import type { Chance } from './chance.ts'
import type { SiteCode } from './shape.ts'

/** A register that somebody works at, from when to when (HH:MM). */
export type Post = { register: string; site: SiteCode; staff: string; from: string; to: string }

/** Codes of the demonstration's people who sell: agents and the régisseur by turns, the manager helps in summer. */
export const SELLERS = ['MA', 'YA', 'KA'] as const
export const HELPER = 'SO'

const CLOSED = new Set(['01-01', '05-01', '11-11', '12-25'])
const SUNDAY = 7

const monthOf = (day: Day) => Number(day.slice(5, 7))
const isWinter = (day: Day) => monthOf(day) >= 11 || monthOf(day) <= 3
const isSummer = (day: Day) => monthOf(day) === 7 || monthOf(day) === 8

/** Whether the office sells on a day: not on four feasts, nor on the Sundays of winter. */
export function isOpenOn(day: Day): boolean {
  return !CLOSED.has(day.slice(5)) && !(isWinter(day) && weekday(day) === SUNDAY)
}

const ALL = [1, 2, 3, 4, 5, 6, 7]
/** Days of the week on which the sites open: all in summer, some in spring and autumn, few in winter. */
const SITE_DAYS: Record<SiteCode, Record<'summer' | 'winter' | 'between', readonly number[]>> = {
  BOURG: { summer: ALL, between: ALL, winter: [1, 2, 3, 4, 5, 6] },
  PLAGE: { summer: ALL, between: [3, 4, 5, 6, 7], winter: [3, 6] },
  MEGA: { summer: ALL, between: [2, 3, 6, 7], winter: [6] },
}
/** And those on which a second register opens in July and August. */
const SECOND: Record<'B2' | 'P2', readonly number[]> = { B2: [1, 3, 5, 6], P2: [1, 4, 5, 6, 7] }

const EPOCH = toDay('2020-01-01')

const HOURS = { summer: ['09:15', '19:00'], between: ['09:30', '18:00'], winter: ['10:00', '17:30'] } as const

/** Who works where on a day; empty when the office is closed. The three sellers take turns at the three sites. */
export function postsOn(day: Day): Post[] {
  if (!isOpenOn(day)) return []
  const season = isSummer(day) ? 'summer' : isWinter(day) ? 'winter' : 'between'
  const [from, to] = HOURS[season]
  const sites = (['BOURG', 'PLAGE', 'MEGA'] as const).filter((site) =>
    SITE_DAYS[site][season].includes(weekday(day)),
  )
  const turn = daysBetween(EPOCH, day)
  const posts = sites.map((site, i) => ({
    register: `${site[0]}1`,
    site,
    staff: SELLERS[(turn + i) % SELLERS.length] ?? SELLERS[0],
    from,
    to,
  }))
  if (!isSummer(day)) return posts
  const second: Post[] = [
    { register: 'B2', site: 'BOURG', staff: HELPER, from: '09:30', to: '13:00' },
    { register: 'P2', site: 'PLAGE', staff: HELPER, from: '14:00', to: '19:00' },
  ]
  return [...posts, ...second.filter((p) => SECOND[p.register as 'B2' | 'P2'].includes(weekday(day)))]
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** How busy an hour of the day is: two waves, before noon and in the afternoon. */
const BUSY: Readonly<Record<number, number>> = {
  9: 6,
  10: 12,
  11: 13,
  12: 6,
  13: 5,
  14: 10,
  15: 12,
  16: 13,
  17: 10,
  18: 5,
}

/** The milliseconds after midnight at which somebody comes to a post; the first and last five minutes nobody does. */
export function momentAt(chance: Chance, post: Post): number {
  const [least, most] = [minutesOf(post.from) + 5, minutesOf(post.to) - 5]
  const hours = Object.entries(BUSY).filter(
    ([hour]) => Number(hour) * 60 + 60 > least && Number(hour) * 60 < most,
  )
  const hour = chance.pick(hours.map(([h, weight]) => [Number(h), weight] as const))
  const [from, to] = [Math.max(least, hour * 60), Math.min(most, hour * 60 + 60)]
  return Math.floor((from + chance.next() * (to - from)) * 60_000)
}
