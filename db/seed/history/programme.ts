import { daysBetween, toDay, type Day } from '../../../api/shared/time.ts'
import { addRule, noPlan, type PlanRows } from '../plan.ts'
import { PRODUCTS } from '../products/index.ts'
import type { RuleSpec } from '../spec.ts'

/** What of a rule took place: some times on some weekdays; all of it when they are absent. */
type Part = { times?: string[]; weekdays?: number[] }
/** One part for each rule of the option, or one for all of them; null when nothing took place. */
type Parts = Part | Part[] | null
type Seasons = { high?: Parts; mid?: Parts; low?: Parts }

const WHOLE: Part = {}
const WEEKEND = [6, 7]

/**
 * What took place in the years before: the whole programme in summer, part of it in spring and autumn, little in
 * winter. The plan of the coming year has every departure every day, so that there is something to sell whenever the
 * demonstration is opened; nobody sails at a quarter to midnight in January.
 */
const PROGRAMME: Readonly<Record<string, Seasons>> = {
  GOLFE: {
    high: [{ times: ['10:00', '14:30', '17:45', '20:30'] }],
    mid: [{ times: ['10:00', '14:30'] }],
    low: [{ times: ['14:30'], weekdays: [3, 6, 7] }],
  },
  BELLEILE: {
    high: WHOLE,
    mid: [{ times: ['08:15', '10:30', '14:00'] }, { times: ['12:00', '16:45', '19:15'] }],
    low: [
      { times: ['10:30'], weekdays: [3, 6] },
      { times: ['16:45'], weekdays: [3, 6] },
    ],
  },
  HOUAT: { high: WHOLE, mid: [{ times: ['09:00'] }, { times: ['16:30'] }] },
  SINAGOT: { high: WHOLE, mid: { weekdays: WEEKEND } },
  VOILIER: { high: WHOLE, mid: { weekdays: WEEKEND } },
  ALIGN: {
    high: WHOLE,
    mid: { times: ['10:30', '14:30'] },
    low: { times: ['14:30'], weekdays: [3, 6] },
  },
  CAIRN: { high: WHOLE, mid: { times: ['14:15'] } },
  BALADE: { high: WHOLE, mid: { weekdays: [3, 6] }, low: { weekdays: [6] } },
  LANTERNE: { high: WHOLE, mid: { weekdays: [5] } },
  KAYAK: { high: WHOLE, mid: { times: ['10:00', '15:00'], weekdays: [3, 6, 7] } },
  PADDLE: { high: WHOLE, mid: { weekdays: WEEKEND } },
  CATA: { high: { times: ['10:00', '14:00', '16:00'] }, mid: { times: ['14:00'], weekdays: WEEKEND } },
  STAGE: { high: WHOLE },
  CHAR: {
    high: WHOLE,
    mid: { times: ['10:30', '14:00'], weekdays: [3, 6, 7] },
    low: { times: ['14:00'], weekdays: [6] },
  },
  PLONGEE: { high: WHOLE, mid: { weekdays: [6] } },
  TRAIN: {
    high: WHOLE,
    mid: { times: ['10:20', '11:40', '14:20', '15:40'] },
    low: { times: ['14:20'], weekdays: [3, 6] },
  },
  SPAWE: { high: WHOLE, mid: WHOLE, low: { times: ['14:00'] } },
  VAE: { high: WHOLE, mid: WHOLE },
  CIMES: { high: WHOLE, mid: { weekdays: WEEKEND } },
  HARPE: { high: WHOLE, mid: { weekdays: [6] }, low: { weekdays: [6] } },
  FESTNOZ: { high: WHOLE, mid: { weekdays: [5] } },
}

const SPANS: readonly [season: keyof Seasons, from: string, to: string][] = [
  ['low', '01-01', '03-31'],
  ['mid', '04-01', '06-30'],
  ['high', '07-01', '08-31'],
  ['mid', '09-01', '10-31'],
  ['low', '11-01', '12-31'],
]

/** Rules and sessions of the days from `from` to `to`, as they took place. */
export function programmeRows(from: Day, to: Day): PlanRows {
  const rows = noPlan()
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const [season, first, last] of SPANS) {
      const span = {
        from: later(from, toDay(`${year}-${first}`)),
        to: earlier(to, toDay(`${year}-${last}`)),
      }
      if (daysBetween(span.from, span.to) >= 0)
        addSeason(rows, season, { key: `history ${span.from}`, ...span })
    }
  }
  return rows
}

const later = (a: Day, b: Day) => (a > b ? a : b)
const earlier = (a: Day, b: Day) => (a < b ? a : b)

function addSeason(rows: PlanRows, season: keyof Seasons, span: { key: string; from: Day; to: Day }): void {
  for (const product of PRODUCTS) {
    const parts = PROGRAMME[product.code]?.[season]
    if (!parts) continue
    for (const option of product.options) {
      option.rules?.forEach((rule, i) => {
        const part = Array.isArray(parts) ? parts[i] : parts
        if (part) addRule(rows, { product, option, rule: partOf(rule, part), i, span })
      })
    }
  }
}

function partOf(rule: RuleSpec, { times, weekdays }: Part): RuleSpec {
  const own = rule.weekdays
  return {
    ...rule,
    times: times ?? rule.times,
    weekdays: own && weekdays ? own.filter((d) => weekdays.includes(d)) : (weekdays ?? own),
  }
}
