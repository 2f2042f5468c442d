import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bulk } from '../../db/index.ts'
import { sessionRule } from '../../db/schema/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Actor } from '../context.ts'
import { local, toDay, type Day, type Instant } from '../shared/time.ts'
import { generateSessions } from './planning.ts'

const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_00000000000000000000000001',
  code: 'MG',
  name: 'Direction',
  roles: ['manager'],
  providerId: null,
}

describe('sessions made from a rule', () => {
  let db: TestDb
  let option: string
  beforeAll(async () => {
    db = await testDb('carnac')
    const [row] = await db.sql<{ id: string }[]>`
      SELECT o.id FROM option o JOIN product p ON p.id = o.product_id WHERE p.code = 'KAYAK'`
    option = row?.id ?? ''
  })
  afterAll(() => db.close())

  async function rule(id: string, times: string[], from: string, to: string, grouped = false) {
    await bulk(db, sessionRule, [
      {
        id,
        optionId: option,
        leg: 0,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        times,
        fromDay: toDay(from),
        toDay: toDay(to),
        except: ['2026-03-31'],
        capacity: 9,
        durationMinutes: 120,
        grouped,
      },
    ])
    return id
  }
  const run = (id: string, actor: Actor = manager) => generateSessions({ db, actor, now: TEST_NOW }, id)
  const made = (id: string) => db.sql<
    { day: Day; startsAt: Instant; cutoffAt: Instant; capacity: number; groupId: string | null }[]
  >`SELECT s.day, s.starts_at AS "startsAt", s.cutoff_at AS "cutoffAt", c.capacity, s.group_id AS "groupId"
      FROM session s JOIN counter c ON c.id = s.counter_id WHERE s.rule_id = ${id} ORDER BY s.starts_at`

  it('keep their civil hour over a clock change, skip the hour that is not, and leave out exceptions', async () => {
    const id = await rule('rul_spring', ['02:30', '10:00'], '2026-03-28', '2026-04-01')
    const done = await run(id)
    expect(done).toEqual({ made: 7, kept: 0, skipped: [{ day: '2026-03-29', time: '02:30' }] })
    const sessions = await made(id)
    expect(sessions.map((s) => [s.day, local(s.startsAt).time])).toEqual([
      ['2026-03-28', '02:30'],
      ['2026-03-28', '10:00'],
      ['2026-03-29', '10:00'],
      ['2026-03-30', '02:30'],
      ['2026-03-30', '10:00'],
      ['2026-04-01', '02:30'],
      ['2026-04-01', '10:00'],
    ])
    expect(sessions[2]?.startsAt).toBe('2026-03-29T08:00:00.000Z')
    expect(sessions[2]?.cutoffAt).toBe('2026-03-29T07:45:00.000Z')
    expect(sessions.every((s) => s.capacity === 9)).toBe(true)
  })

  it('are made once, also when two people press at the same moment', async () => {
    const id = await rule('rul_twice', ['02:30', '10:00'], '2026-10-24', '2026-10-26')
    const [one, two] = await Promise.all([run(id), run(id)])
    expect(one.made + two.made).toBe(6)
    expect(one.kept + two.kept).toBe(6)
    expect(await run(id)).toEqual({ made: 0, kept: 6, skipped: [] })
    expect(await made(id)).toHaveLength(6)
  })

  it('keep their seats when the rule is lengthened', async () => {
    const id = await rule('rul_longer', ['10:00'], '2026-05-01', '2026-05-02')
    await run(id)
    await db.sql`UPDATE counter SET taken = 4 WHERE id IN (SELECT counter_id FROM session WHERE rule_id = ${id})`
    await db.sql`UPDATE session_rule SET to_day = '2026-05-03' WHERE id = ${id}`
    expect(await run(id)).toMatchObject({ made: 1, kept: 2 })
    const [row] = await db.sql<{ taken: number }[]>`
      SELECT sum(taken)::int AS taken FROM counter WHERE id IN (SELECT counter_id FROM session WHERE rule_id = ${id})`
    expect(row?.taken).toBe(8)
  })

  it('of a course find their group again when some are made later', async () => {
    const id = await rule('rul_course', ['09:30'], '2026-06-01', '2026-06-14', true)
    await run(id)
    await db.owner().sql`DELETE FROM session WHERE rule_id = ${id} AND day = '2026-06-03'`
    expect(await run(id)).toMatchObject({ made: 1, kept: 13 })
    const groups = new Set((await made(id)).map((s) => s.groupId))
    expect(groups.size).toBe(2)
  })

  it('are for a manager or a job to make, and leave a trace', async () => {
    const id = await rule('rul_whom', ['10:00'], '2026-06-01', '2026-06-01')
    await expect(run(id, { ...manager, roles: ['agent'] })).rejects.toMatchObject({
      code: 'forbidden',
      data: { permission: 'catalog.plan' },
    })
    await expect(run(id, { kind: 'visitor' })).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(run('rul_nothing')).rejects.toMatchObject({ code: 'not_found' })
    await run(id, { kind: 'system' })
    const rows = await db.sql<{ actor: string; detail: unknown }[]>`
      SELECT actor, detail FROM audit WHERE subject = ${id}`
    expect(rows).toEqual([{ actor: 'system', detail: { made: 1, kept: 0, skipped: 0 } }])
  })
})
