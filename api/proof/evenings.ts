import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { makeArchive, type Archived } from '../archive/archive.ts'
import { readAnchors } from '../closure/anchor-file.ts'
import { runClosures } from '../closure/run.ts'
import type { Actor } from '../context.ts'
import { verifyJournals } from '../journal/verify.ts'
import { closeShift } from '../register/close.ts'
import { openShift } from '../register/shift.ts'
import { givenDays, on, sellOne, smallBasket, type Days } from '../report/given-days.ts'
import { correct } from '../sale/correct.ts'
import { takingBack } from '../sale/given-correct.ts'
import { agentOf } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { toDay } from '../shared/time.ts'
import { temporaryFolder } from './running.ts'

/** A small office after three evenings: sold, corrected, closed, anchored and archived; on the fourth day it sells. */
export type Evenings = Days & {
  /** The database as it was after the first evening. */
  old: TestDb
  anchorFile: string
  /** Lines of the anchor file, one an evening. */
  anchors: string[]
  trusted: ReadonlySet<string>
  archive: Archived
  folder: string
  close: () => Promise<void>
}

/** Three topoguides with their SNCF returns, of which the second topoguide is taken back; the drawer is counted. */
async function sellDay(days: Days, day: string, register = 0): Promise<void> {
  const registerId = days.office.registers[register] ?? ''
  const shiftId = newId('shift')
  await openShift(days.at(on(day, '09:00')), { id: shiftId, registerId, floatC: 0, pieces: {} })
  const inputs = ['10:00', '11:00', '12:00'].map((time) => ({
    time,
    input: smallBasket(days.office, shiftId, register),
  }))
  for (const { time, input } of inputs) await sellOne(days.db, days.keys, days.office, on(day, time), input)
  const second = inputs[1]?.input
  if (!second) throw new Error('no second sale')
  await correct(days.at(on(day, '14:00')), second.id, await takingBack(days.db, second, { 1: 1 }))
  await closeShift(days.at(on(day, '18:00')), shiftId, { countedC: 3 * 2_100 - 1_200, pieces: {}, leftC: 0 })
}

export async function givenEvenings(): Promise<Evenings> {
  const temporary = temporaryFolder()
  const anchorFile = join(temporary.path, 'anchors.jsonl')
  const days = await givenDays('2026-06-29', 2)
  const evening = (day: string) => runClosures({ ...days, anchorFile }, on(day, '02:00'))
  await sellDay(days, '2026-06-29')
  await evening('2026-06-30')
  const old = await copyOf(days.db)
  await sellDay(days, '2026-06-30')
  await sellDay(days, '2026-06-30', 1)
  await evening('2026-07-01')
  await sellDay(days, '2026-07-01')
  await evening('2026-07-02')
  const anchors = (await readAnchors(anchorFile)) ?? []
  const trusted = new Set(days.keys.all.map((key) => key.id))
  const actor = { ...agentOf(days.office), roles: ['manager'] } as Actor
  const folder = join(temporary.path, 'archive')
  await mkdir(folder, { recursive: true })
  const notice = async () => new TextEncoder().encode('%PDF-1.7 notice')
  const archive = await makeArchive(
    { actor, now: on('2026-07-02', '08:00') },
    { db: days.db, keys: days.keys, notice, trusted, anchors },
    {
      id: newId('archive'),
      from: toDay('2026-06-29'),
      to: toDay('2026-07-01'),
      folder: join(folder, 'whole'),
    },
  )
  await days.sellOn('2026-07-02', ['09:00'])
  const close = async () => {
    await Promise.all([days.db.close(), old.close()])
    temporary.remove()
  }
  return { ...days, old, anchorFile, anchors, trusted, archive, folder, close }
}

/** Every row of a database in another one, as a dump put back would leave it. */
async function copyOf(db: TestDb): Promise<TestDb> {
  const copy = await testDb()
  const [from, to] = [db.owner(), copy.owner()]
  const tables = await from.sql<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
  await to.sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    for (const { name } of tables) {
      await sql.unsafe(`DELETE FROM ${name}`)
      const [all] = await from.sql.unsafe<{ rows: string | null }[]>(
        `SELECT json_agg(to_json(t))::text AS rows FROM ${name} t`,
      )
      await sql.unsafe(
        `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, $1::text::json)`,
        [all?.rows ?? '[]'],
      )
    }
  })
  return copy
}

/** What `npm run verify` finds in a database, each fault in one line. */
export async function found(
  db: Db,
  against: { trusted?: ReadonlySet<string> | null; anchors?: readonly string[] },
): Promise<string[]> {
  const { faults } = await verifyJournals(db, { page: 3, ...against })
  return faults.map((f) => `${f.register}/${f.journal}/${f.seq} ${f.what}: ${f.detail}`)
}
