import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { SettingsInput } from './form.ts'
import { readSettings, setSettings } from './settings.ts'

const keys = temporaryKeyring()
let db: TestDb
let ctx: Ctx
let agent: Ctx

beforeAll(async () => {
  db = await testDb()
  const owner = db.owner()
  const office = await given(owner, { now: TEST_NOW })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const known = await owner.sql`SELECT 1 FROM register WHERE kind = 'OFFICE'`
  if (known.length === 0)
    await owner.sql`
      INSERT INTO register (id, code, name, site_id, kind, opened_at)
      VALUES (${newId('register')}, 'OFF', 'Office', ${office.site}, 'OFFICE', ${TEST_NOW}::timestamptz)`
  const actor = agentOf(office)
  agent = { db, actor, keys, now: TEST_NOW, requestId: 'test' }
  ctx = { ...agent, actor: { ...actor, roles: ['manager'] } as Ctx['actor'] }
})
afterAll(() => db.close())

const events = async () =>
  (
    await db.sql`SELECT payload FROM journal_record WHERE journal = 'L' AND payload::json->>'code' = 'SETTING_CHANGED' ORDER BY recorded_at, seq`
  ).map((row) => JSON.parse(row.payload as string).detail)

it('a manager sets the rules of the office, and the log says what was and what is', async () => {
  const was = await readSettings(ctx)
  expect(await setSettings(ctx, was)).toEqual(was)
  expect(await events()).toEqual([])
  const wanted = {
    ...was,
    gapApprovalC: was.gapApprovalC + 100,
    legalForm: 'SPL' as const,
    voucherMonths: 24,
  }
  expect(await setSettings(ctx, wanted)).toEqual(wanted)
  expect(await readSettings(ctx)).toEqual(wanted)
  expect(await events()).toEqual([
    {
      setting: 'OFFICE',
      gapApprovalC: wanted.gapApprovalC,
      'was.gapApprovalC': was.gapApprovalC,
      legalForm: 'SPL',
      'was.legalForm': was.legalForm,
      voucherMonths: 24,
      'was.voucherMonths': was.voucherMonths,
    },
  ])
})

it('of the address only that it changed is logged, nowhere what it is', async () => {
  const was = await readSettings(ctx)
  await setSettings(ctx, { ...was, anchorEmail: 'comptable@office.example' })
  expect((await readSettings(ctx)).anchorEmail).toBe('comptable@office.example')
  expect((await events()).at(-1)).toEqual({ setting: 'OFFICE', anchorEmail: 'changed' })
  const [audited] =
    await db.sql`SELECT string_agg(detail::text, ' ') AS said FROM audit WHERE action = 'office.settings'`
  expect(audited?.said).toContain('anchorEmail')
  expect(audited?.said).not.toContain('comptable@')
  expect((await verifyJournals(db)).faults).toEqual([])
})

it('nobody else reads nor sets them, and nothing beyond its bounds is set', async () => {
  const was = await readSettings(ctx)
  await expect(readSettings(agent)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setSettings(agent, was)).rejects.toMatchObject({ code: 'forbidden' })
  for (const wrong of [
    { gapApprovalC: -1 },
    { gapApprovalC: 1.5 },
    { yearStartMonth: 13 },
    { voucherMonths: 0 },
    { chequeClearingDays: 91 },
    { legalForm: 'EARL' },
    { anchorEmail: 'comptable' },
    { name: 'Autre' },
  ])
    expect(SettingsInput.safeParse({ ...was, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  expect(SettingsInput.parse({ ...was, anchorEmail: null })).toMatchObject({ anchorEmail: null })
})
