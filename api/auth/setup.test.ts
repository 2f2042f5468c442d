import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { CORE_DIGEST, CORE_VERSION } from '../journal/digest.ts'
import { EVENT } from '../journal/event.ts'
import { adoptKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { noteVersion } from '../journal/version.ts'
import { temporaryKeyring } from '../keyring.ts'
import { hashPin, verifyPin } from './pin.ts'
import { signIn } from './session.ts'
import { setUp, setupNeeded, SetupInput } from './setup.ts'
import { ctxOf, givenAuth, PASSWORD, testNow, WIZARD } from './test-office.ts'

let db: TestDb
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  await start()
})
afterAll(() => db.close())

/** What a process does when it starts, before it serves. */
const start = () =>
  transaction(db, async (tx) => {
    await adoptKeys(tx, keys, testNow())
    await noteVersion(tx, keys, testNow())
  })

type Logged = { register: string; code: string; detail: Record<string, string> }

/** The events of a code, in the order of the registers' codes. */
async function logged(code: string): Promise<Logged[]> {
  const rows = await db.sql`
    SELECT g.code AS register, r.payload FROM journal_record r JOIN register g ON g.id = r.register_id
     WHERE r.journal = 'L' ORDER BY g.code, r.seq`
  const all = rows.map((row): Logged => ({ ...JSON.parse(row.payload), register: row.register }))
  return all.filter((event) => event.code === code)
}

const enter = () =>
  signIn(givenAuth(db), ctxOf(db, keys, { kind: 'visitor' }, testNow()), {
    email: WIZARD.manager.email,
    password: PASSWORD,
    address: '192.0.2.9',
  })

test('two wizards at the same moment: one office, and its manager can sign in', async () => {
  expect(await setupNeeded(db)).toBe(true)
  await expect(enter()).rejects.toMatchObject({ code: 'not_set_up' })
  const now = testNow()
  const wizards = [WIZARD, { ...WIZARD, site: { ...WIZARD.site, code: 'P' } }]
  const ends = await Promise.allSettled([
    setUp(db, keys, WIZARD, now),
    setUp(db.another({ max: 1 }), keys, wizards[1] as typeof WIZARD, now),
  ])
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
  expect(ends.find((end) => end.status === 'rejected')).toMatchObject({ reason: { code: 'already_set_up' } })
  expect(await setupNeeded(db)).toBe(false)
  const registers = await db.sql`SELECT code, kind FROM register ORDER BY code`
  expect([...registers]).toEqual([
    { code: 'B1', kind: 'COUNTER' },
    { code: 'ECOLE', kind: 'SCHOOL' },
    { code: 'OFF', kind: 'OFFICE' },
    { code: 'WEB', kind: 'WEB' },
  ])
  expect((await logged(EVENT.LOG_INITIALISED)).map((event) => event.detail.register)).toEqual([
    'B1',
    'ECOLE',
    'OFF',
    'WEB',
  ])
  const trace = await db.sql`SELECT actor, action, subject, detail FROM audit`
  const [manager] = await db.sql`SELECT id FROM staff`
  expect([...trace]).toEqual([
    {
      actor: 'visitor',
      action: 'office.set_up',
      subject: manager?.id,
      detail: { siret: '00090100900019', registers: ['B1', 'ECOLE', 'WEB', 'OFF'] },
    },
  ])
  expect((await enter()).me.agent).toMatchObject({ code: 'NO', roles: ['manager'] })
})

test('the log of a new office tells of the keys that sign in it and of the core that runs, once', async () => {
  const told = async () => [await logged(EVENT.KEY_ADDED), await logged(EVENT.VERSION_STARTED)]
  const [added, started] = await told()
  expect(added?.map((event) => event.detail.key).sort()).toEqual(keys.all.map((key) => key.id).sort())
  expect(started?.map((event) => event.detail)).toEqual([{ version: CORE_VERSION, coreDigest: CORE_DIGEST }])
  expect(new Set([...(added ?? []), ...(started ?? [])].map((event) => event.register))).toEqual(
    new Set(['OFF']),
  )
  await start()
  expect(await told()).toEqual([added, started])
  expect((await verifyJournals(db)).faults).toEqual([])
})

test('a third wizard is refused, and changes nothing', async () => {
  await expect(setUp(db, keys, WIZARD, testNow())).rejects.toMatchObject({ code: 'already_set_up' })
  const [count] = await db.sql`SELECT count(*)::int AS staff FROM staff`
  expect(count?.staff).toBe(1)
})

test('the wizard refuses what an office cannot be', () => {
  const wrong = [
    { ...WIZARD, office: { ...WIZARD.office, siret: '123' } },
    { ...WIZARD, office: { ...WIZARD.office, name: ' ' } },
    { ...WIZARD, register: { ...WIZARD.register, code: 'web' } },
    { ...WIZARD, manager: { ...WIZARD.manager, password: 'short' } },
    { ...WIZARD, manager: { ...WIZARD.manager, pin: '12' } },
    { ...WIZARD, manager: { ...WIZARD.manager, email: 'nobody' } },
    { ...WIZARD, more: 1 },
  ]
  for (const input of wrong) expect(SetupInput.safeParse(input).success).toBe(false)
})

test('a PIN is salted, and known again', async () => {
  const [one, two] = [await hashPin('2580'), await hashPin('2580')]
  expect(one).not.toBe(two)
  expect(await verifyPin('2580', one)).toBe(true)
  expect(await verifyPin('2581', one)).toBe(false)
  expect(await verifyPin('2580', null)).toBe(false)
  expect(await verifyPin('2580', 'scrypt$x')).toBe(false)
})
