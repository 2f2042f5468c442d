import { FAMILIES, type Family } from '../../../api/shared/catalog.ts'
import { changeOf, type TenderInput } from '../../../api/shared/tender.ts'
import {
  instantOf,
  local,
  msOf,
  plusDays,
  plusMinutes,
  zoned,
  type Day,
  type Instant,
} from '../../../api/shared/time.ts'
import { seedId } from '../id.ts'
import { OFFICE, registerId } from '../office.ts'
import { lineOf, type HistoryLine, type Visit } from './basket.ts'
import { chanceOf, type Chance } from './chance.ts'
import { momentAt, postsOn, type Post } from './opening.ts'
import { partyOf } from './party.ts'
import { seatsOf, type HistorySession, type Seats } from './seats.ts'
import { dueOn, FAMILY_SHARES, SITE_SHARES, type SiteCode } from './shape.ts'
import { facesOf, tendersOf } from './tender.ts'
import { knownOf, type Known } from './visitor.ts'

/** A sale of the history: what its till sends, and when. */
export type PlannedSale = {
  at: Instant
  lines: readonly HistoryLine[]
  input: {
    id: string
    orderId: string
    registerId: string
    shiftId: string
    lines: HistoryLine['input'][]
    tenders: TenderInput[]
    expected: { totalC: number; changeC: number }
  } & Known
}

/** A shift of the history: who opened it on which register, its sales in order, what was counted. */
export type PlannedShift = {
  id: string
  register: string
  registerId: string
  site: SiteCode
  day: Day
  staff: string
  opensAt: Instant
  closesAt: Instant
  floatC: number
  countedC: number
  gapReason?: 'MISCOUNT' | 'CHANGE_ERROR'
  /** The other means, counted as they were tendered. */
  cheques: { saleId: string; n: number }[]
  ancv: Record<string, number>
  cardC: number
  sales: PlannedSale[]
}

export type HistoryAsked = {
  /** First day, the 1st of January of the first year. */
  from: Day
  now: Instant
  sessions: readonly HistorySession[]
}

const ZONE = OFFICE.zone ?? 'Europe/Paris'

/** What is under way from day to day. */
type Course = {
  from: Day
  now: Instant
  seats: Seats
  due: Record<Family, number>
  sold: Record<Family, number>
  siteSold: Record<SiteCode, number>
  ref: number
}

/**
 * What the demonstration sold from a day until `now`: every shift of every register in order of day. Pure, and the same
 * for the same days: another `now` only ends it elsewhere. What a day owes to the shape of the year and did not sell is
 * owed by the next.
 */
export function planHistory({ from, now, sessions }: HistoryAsked): PlannedShift[] {
  const course: Course = {
    from,
    now,
    seats: seatsOf(sessions),
    due: eachFamily(),
    sold: eachFamily(),
    siteSold: { BOURG: 0, PLAGE: 0, MEGA: 0 },
    ref: 0,
  }
  const today = local(now, ZONE).day
  const shifts: PlannedShift[] = []
  for (let day = from; day <= today; day = plusDays(day, 1)) shifts.push(...shiftsOn(course, day))
  return shifts
}

const eachFamily = () => Object.fromEntries(FAMILIES.map((f) => [f, 0])) as Record<Family, number>

type Draft = { post: Post; at: Instant; lines: HistoryLine[]; tenders: TenderInput[]; known: Known }

function shiftsOn(course: Course, day: Day): PlannedShift[] {
  const posts = postsOn(day)
  if (posts.length === 0) return []
  const owed = dueOn(day, Number(course.from.slice(0, 4)))
  for (const family of FAMILIES) course.due[family] += (owed * FAMILY_SHARES[family]) / 100
  const chance = chanceOf(`history ${day}`)
  const drafts = FAMILIES.flatMap((family) => salesOf(course, chance, posts, day, family))
  drafts.sort((a, b) => (a.at < b.at ? -1 : 1))
  return posts.flatMap((post) => {
    const shift = shiftOf(
      course,
      day,
      post,
      drafts.filter((d) => d.post === post),
    )
    return shift ? [shift] : []
  })
}

/** What one basket brings of a family, roughly, in cents: about half of it may stay owed. */
const TYPICAL: Readonly<Record<Family, number>> = {
  BOAT: 8000,
  RAIL: 3200,
  WATER: 6000,
  VISIT: 2700,
  EVENT: 3000,
  TRAIN: 2000,
  WELLNESS: 5600,
  BOUTIQUE: 900,
}

/** Baskets of a day that were begun for a family, until the day owes nothing more of it. */
function salesOf(course: Course, chance: Chance, posts: readonly Post[], day: Day, family: Family): Draft[] {
  const drafts: Draft[] = []
  const owes = (f: Family) => course.due[f] - course.sold[f]
  while (owes(family) > chance.next() * TYPICAL[family]) {
    const post = postOf(course, chance, posts)
    const at = instantOf(msOf(zoned(day, '12:00', ZONE) as Instant) + momentAt(chance, post) - 43_200_000)
    const visit: Visit = {
      chance,
      seats: course.seats,
      site: post.site,
      day,
      moment: at,
      party: partyOf(chance, Number(day.slice(5, 7))),
      nextRef: () => String(400_000_000 + (course.ref += 1)),
    }
    const lines = [family, ...alsoAsked(chance, family, owes)].flatMap((f, i) => {
      const line = lineOf(visit, f)
      return line && (i > 0 || line.family === family) ? [line] : []
    })
    if (!lines.some((line) => line.family === family)) break
    for (const line of lines) course.sold[line.family] += line.totalC
    const totalC = sum(lines.map((l) => l.totalC))
    course.siteSold[post.site] += totalC
    const servicesC = sum(lines.map((l) => (l.isService ? l.totalC : 0)))
    drafts.push({
      post,
      at,
      lines,
      tenders: tendersOf(chance, { totalC, servicesC }),
      known: knownOf(chance, day),
    })
  }
  return drafts
}

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

/** What the same visitors take besides: another outing, something of the shop. */
function alsoAsked(chance: Chance, family: Family, owes: (f: Family) => number): Family[] {
  const also: Family[] = []
  const others = FAMILIES.filter((f) => f !== family && f !== 'BOUTIQUE' && owes(f) > 0)
  if (family !== 'BOUTIQUE' && others.length > 0 && chance.happens(0.2))
    also.push(chance.pick(others.map((f) => [f, FAMILY_SHARES[f]] as const)))
  if (family !== 'BOUTIQUE' && owes('BOUTIQUE') > 0 && chance.happens(0.3)) also.push('BOUTIQUE')
  return also
}

/** The site that is farthest behind its share, and one of its registers. */
function postOf({ siteSold }: Course, chance: Chance, posts: readonly Post[]): Post {
  const [first = posts[0], ...others] = posts
  const filled = (post: Post) => siteSold[post.site] / SITE_SHARES[post.site]
  const behind = others.reduce(
    (least, post) => (filled(post) < filled(least as Post) ? post : least),
    first,
  ) as Post
  const here = posts.filter((post) => post.site === behind.site)
  return chance.pick(here.map((post, i) => [post, i === 0 ? 2 : 1] as const))
}

const FLOAT_C = 15_000
/** Nobody sells in the last minutes before `now`: the shift of today is counted by then. */
const COUNTED_MINUTES = 3

/** The shift of a post with its sales numbered; null when there were none. */
function shiftOf({ now }: Course, day: Day, post: Post, drafts: readonly Draft[]): PlannedShift | null {
  const chance = chanceOf(`shift ${day} ${post.register}`)
  const opensAt = plusMinutes(zoned(day, post.from, ZONE) as Instant, -chance.whole(1, 9))
  const closes = plusMinutes(zoned(day, post.to, ZONE) as Instant, chance.whole(2, 14))
  const counted = plusMinutes(now, -COUNTED_MINUTES)
  const closesAt = closes < counted ? closes : counted
  const id = seedId('shift', `history ${day} ${post.register}`, msOf(opensAt))
  const made = drafts.filter((draft) => draft.at < closesAt)
  if (made.length === 0) return null
  const sales = made.map((draft, i) => saleOf(draft, id, `history ${day} ${post.register} ${i + 1}`))
  const cashC = sum(made.flatMap((d) => d.tenders.map((t) => (t.means === 'CASH' ? t.amountC : 0))))
  // The float is always whole: it stays for the next day.
  const gapC = cashC > 0 && chance.happens(0.05) ? Math.max(chance.pick(GAPS), -cashC) : 0
  return {
    id,
    register: post.register,
    registerId: registerId(post.register),
    site: post.site,
    day,
    staff: post.staff,
    opensAt,
    closesAt,
    floatC: FLOAT_C,
    countedC: FLOAT_C + cashC + gapC,
    ...(gapC === 0
      ? {}
      : { gapReason: gapC % 500 === 0 ? ('CHANGE_ERROR' as const) : ('MISCOUNT' as const) }),
    ...countedOf(sales),
    sales,
  }
}

/** Cheques, chèques-vacances and card slips of a shift, counted as they were tendered. */
function countedOf(sales: readonly PlannedSale[]): Pick<PlannedShift, 'cheques' | 'ancv' | 'cardC'> {
  const tenders = sales.flatMap(({ input }) =>
    input.tenders.map((t, i) => ({ saleId: input.id, n: i + 1, ...t })),
  )
  const of = (means: TenderInput['means']) => tenders.filter((t) => t.means === means)
  return {
    cheques: of('CHEQUE').map(({ saleId, n }) => ({ saleId, n })),
    ancv: facesOf(of('ANCV_P').map((t) => t.amountC)),
    cardC: sum(of('CB').map((t) => t.amountC)),
  }
}

/** What is missing or too much in a drawer, now and then. */
const GAPS: readonly (readonly [gapC: number, weight: number])[] = [
  [-20, 3],
  [-100, 2],
  [-500, 1],
  [10, 3],
  [50, 2],
  [500, 0.5],
]

function saleOf({ post, at, lines, tenders, known }: Draft, shiftId: string, key: string): PlannedSale {
  const ms = msOf(at)
  return {
    at,
    lines,
    input: {
      id: seedId('sale', key, ms),
      orderId: seedId('order', key, ms),
      registerId: registerId(post.register),
      shiftId,
      lines: lines.map((line) => line.input),
      tenders,
      expected: { totalC: sum(lines.map((l) => l.totalC)), changeC: changeOf(tenders) },
      ...known,
    },
  }
}
