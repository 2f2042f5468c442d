import { join } from 'node:path'
import { given } from '../../db/given.ts'
import { givenGift, type GivenGift } from '../../db/given-gift.ts'
import { givenTrade, type Trade } from '../../db/given-trade.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import { chanceOf, type Chance } from '../../db/seed/history/chance.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { runClosures } from '../closure/run.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { givenManager } from '../sale/given-correct.ts'
import { agentOf } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { daysBetween, plusDays, toDay, zoned, type Day, type Instant } from '../shared/time.ts'
import { temporaryFolder } from './running.ts'
import type { Made } from './season-sale.ts'

export const FIRST = toDay('2026-03-27')
export const LAST = toDay('2027-01-03')
/** After which somebody still sells: both changes of the clock and the turn of the year. */
export const NIGHTS = ['2026-03-28', '2026-10-24', '2026-12-31'].map(toDay)

/** Of a simulated season: the office and its three sites, what chance draws, and what its agents remember. */
export type Season = {
  db: TestDb
  keys: Keyring
  office: Given
  trade: Trade
  gift: GivenGift
  chance: Chance
  anchorFile: string
  /** Cash that the last shift left in the drawer of each register. */
  left: (number | null)[]
  /** Gift cards and credit notes that still pay. */
  cards: Card[]
  /** A sale of an earlier day, to be taken back on the next. */
  regretted: Made | null
  done: Record<string, number>
  ctx: (now: Instant) => Ctx
  close: () => Promise<void>
}

export type Card = { code: string; means: 'GIFT' | 'AVOIR'; balanceC: number; expiresOn: string }

export const at = (day: Day, time: string): Instant => zoned(day, time) as Instant

/** One more of what was done. */
export function count(season: Season, what: string, n = 1): void {
  season.done[what] = (season.done[what] ?? 0) + n
}

/** The days on which the office sells: each one of the span, or those around what is worth looking at. */
export function daysOf(isWhole: boolean): Day[] {
  const all = Array.from({ length: daysBetween(FIRST, LAST) + 1 }, (_, i) => plusDays(FIRST, i))
  const near = new Set([...NIGHTS.flatMap((night) => [night, plusDays(night, 1)]), toDay('2026-07-14')])
  return isWhole ? all : all.filter((day) => near.has(day))
}

export async function givenSeason(days: readonly Day[]): Promise<Season> {
  const db = await testDb()
  const keys = temporaryKeyring()
  const opened = at(FIRST, '08:00')
  const owner = db.owner()
  const office = await given(owner, {
    now: opened,
    registers: 3,
    sessions: days.length,
    capacity: 100_000,
    stock: 100_000,
    open: false,
  })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const trade = await givenTrade(owner, office, opened, 100_000)
  const gift = await givenGift(owner)
  await givenManager(owner)
  await spread(owner, office, days)
  const folder = temporaryFolder()
  return {
    db,
    keys,
    office,
    trade,
    gift,
    chance: chanceOf('a season'),
    anchorFile: join(folder.path, 'anchors.jsonl'),
    left: [null, null, null],
    cards: [],
    regretted: null,
    done: {},
    ctx: (now) => ({ db, keys, now, actor: agentOf(office), requestId: 'season' }),
    close: async () => {
      await db.close()
      folder.remove()
    },
  }
}

/** Three sites with a till each, a boat on each day, vouchers that end within the season. */
async function spread(
  owner: ReturnType<TestDb['owner']>,
  office: Given,
  days: readonly Day[],
): Promise<void> {
  await transaction(owner, async (tx) => {
    const sites = ['PLAGE', 'MEGA'].map((code, i) => ({
      id: newId('site'),
      code,
      name: code,
      address: '1 rue du Port',
      city: 'Carnac',
      cashAccount: `531${i + 2}`,
    }))
    await tx.orm.insert(schema.site).values(sites)
    for (const [i, { id }] of sites.entries())
      await tx.sql`UPDATE register SET site_id = ${id} WHERE id = ${office.registers[i + 1] ?? ''}`
    for (const [i, day] of days.entries()) {
      const session = office.sessions[i]
      if (!session) throw new Error('too few boats')
      await tx.sql`
        UPDATE session SET day = ${day}::date, starts_at = ${at(day, '19:00')}::timestamptz,
               ends_at = ${at(day, '22:00')}::timestamptz, cutoff_at = ${at(day, '19:00')}::timestamptz
         WHERE id = ${session.id}`
    }
    await tx.sql`UPDATE office SET voucher_months = 1`
  })
}

/** Closes what is over and anchors it, as the job of a process does. */
export async function closeAt(season: Season, now: Instant): Promise<void> {
  const { closed } = await runClosures(season, now)
  count(season, 'closures', closed.length)
}
