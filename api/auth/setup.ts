import { hashPassword } from 'better-auth/crypto'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ACCOUNTS, VAT_RATES } from '../../db/defaults.ts'
import { transaction, violated, type Db, type Tx } from '../../db/index.ts'
import { audit, authAccount, authUser, staff } from '../../db/schema/auth.ts'
import { vatRate } from '../../db/schema/catalog.ts'
import { account } from '../../db/schema/ledger.ts'
import { office, register, site } from '../../db/schema/office.ts'
import { actorRef } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { noteKeys } from '../journal/keys.ts'
import { noteVersion } from '../journal/version.ts'
import type { Keyring } from '../keyring.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import type { Role } from '../shared/role.ts'
import { msOf, type Instant } from '../shared/time.ts'
import { hashPin } from './pin.ts'

const text = (max: number) => z.string().trim().min(1).max(max).normalize('NFC')
const bare = z.string().transform((typed) => typed.replace(/\s/g, '').toUpperCase())
const code = (max: number) => bare.pipe(z.string().regex(new RegExp(`^[A-Z][A-Z0-9]{0,${max - 1}}$`)))

export const Pin = z.string().regex(/^\d{4,8}$/)
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** better-auth takes no more than 128 characters. */
export const NewPassword = z.string().min(10).max(128)
export const StaffCode = code(4)

/** Codes that the wizard gives to the registers without a drawer. */
const WEB = 'WEB'
const SCHOOL = 'ECOLE'
const OFFICE = 'OFF'

/** What the first-run wizard asks. */
export const SetupInput = z.strictObject({
  office: z.strictObject({
    name: text(120),
    address: text(200),
    postcode: z.string().regex(/^\d{5}$/),
    city: text(80),
    siret: bare.pipe(z.string().regex(/^\d{14}$/)),
    vatNumber: bare.pipe(z.string().regex(/^[A-Z]{2}[A-Z0-9]{2,13}$/)).optional(),
    email: Email.optional(),
    phone: text(30).optional(),
  }),
  site: z.strictObject({ code: code(8), name: text(80), address: text(200), city: text(80) }),
  register: z.strictObject({
    code: code(8).refine((value) => ![WEB, SCHOOL, OFFICE].includes(value), 'taken by Guichet'),
    name: text(80),
  }),
  manager: z.strictObject({ name: text(80), code: StaffCode, email: Email, password: NewPassword, pin: Pin }),
})
export type SetupInput = z.infer<typeof SetupInput>

/** True until the first-run wizard has been walked (or the demonstration seeded). */
export async function setupNeeded(db: Db): Promise<boolean> {
  const rows = await db.sql`SELECT 1 FROM office`
  return rows.length === 0
}

/**
 * The first-run wizard: makes the office, its site and registers (the counter, ECOLE, WEB and OFF), the VAT rates, the chart
 * of accounts and the manager's sign-in, all or nothing; its event log begins with the registers, the keys that sign
 * and the version of the fiscal core that runs. Anybody may, once: `already_set_up` as soon as an office
 * exists. Of two wizards at the same moment one wins, by the office's single row.
 */
export async function setUp(db: Db, keys: Keyring, input: SetupInput, now: Instant): Promise<void> {
  if (!(await setupNeeded(db))) throw new AppError('already_set_up')
  const [passwordHash, pinHash] = await Promise.all([
    hashPassword(input.manager.password),
    hashPin(input.manager.pin),
  ])
  try {
    await transaction(db, async (tx) => {
      await makeOffice(tx, input.office)
      const registers = await makePlaces(tx, input, now)
      await tx.orm.insert(vatRate).values(VAT_RATES)
      await tx.orm.insert(account).values(ACCOUNTS)
      const managerId = await addStaff(
        tx,
        { ...input.manager, roles: ['manager'], providerId: null, passwordHash, pinHash },
        now,
      )
      await tx.orm.insert(audit).values({
        id: newId('audit', msOf(now)),
        at: now,
        actor: actorRef({ kind: 'visitor' }),
        action: 'office.set_up',
        subject: managerId,
        detail: { siret: input.office.siret, registers: registers.all.map((place) => place.code) },
      })
      await startLogs(tx, keys, registers, input.manager.code, now)
      // The process that runs has published its keys and started before there was a log to tell of it.
      await noteKeys(tx, keys, now)
      await noteVersion(tx, keys, now)
    })
  } catch (error) {
    if (violated(error) === 'office_pkey') throw new AppError('already_set_up')
    throw error
  }
}

async function makeOffice(tx: Tx, input: SetupInput['office']): Promise<void> {
  await tx.orm.insert(office).values({
    ...input,
    vatMention: input.vatNumber ? null : 'TVA non applicable, art. 293 B du CGI',
    // Defaults of fiscal.md 2.4, 3.4 and 0.1 (6); the manager's settings change them.
    targetC: cents(32_000_000),
    targetExcludes: ['BOUTIQUE'],
    cashCeilingC: cents(100_000),
    cashCeilingNonResidentC: cents(1_000_000),
    noteFromC: cents(2_500),
  })
}

type Place = { id: string; code: string }

async function makePlaces(tx: Tx, input: SetupInput, now: Instant): Promise<{ office: Place; all: Place[] }> {
  const siteId = newId('site', msOf(now))
  await tx.orm.insert(site).values({ id: siteId, ...input.site, cashAccount: '5311', position: 1 })
  const make = (kind: 'COUNTER' | 'SCHOOL' | 'WEB' | 'OFFICE', place: { code: string; name: string }) => ({
    id: newId('register', msOf(now)),
    ...place,
    siteId,
    kind,
    openedAt: now,
  })
  const counter = make('COUNTER', input.register)
  const school = make('SCHOOL', { code: SCHOOL, name: 'Caisse école' })
  const web = make('WEB', { code: WEB, name: 'Boutique en ligne' })
  const log = make('OFFICE', { code: OFFICE, name: 'Office' })
  await tx.orm.insert(register).values([counter, school, web, log])
  return { office: log, all: [counter, school, web, log] }
}

export type NewStaff = {
  name: string
  code: string
  email: string
  roles: Role[]
  providerId: string | null
  /** better-auth's hash of the password. */
  passwordHash: string
  pinHash: string | null
}

/** A person with their sign-in; returns the id of the staff row. */
export async function addStaff(tx: Tx, person: NewStaff, now: Instant): Promise<string> {
  const { name, code: staffCode, email, roles, providerId, passwordHash, pinHash } = person
  const userId = randomUUID()
  await tx.orm.insert(authUser).values({ id: userId, name, email, emailVerified: true })
  await tx.orm.insert(authAccount).values({
    id: randomUUID(),
    accountId: userId,
    providerId: 'credential',
    userId,
    password: passwordHash,
  })
  const id = newId('staff', msOf(now))
  await tx.orm.insert(staff).values({ id, userId, code: staffCode, name, roles, providerId, pinHash })
  return id
}

/** The first record of each register's event log (fiscal.md 1.9, code 260). */
async function startLogs(
  tx: Tx,
  keys: Keyring,
  registers: { office: Place; all: Place[] },
  operator: string,
  at: Instant,
): Promise<void> {
  const heads = await lockHeads(
    tx,
    registers.all.map((place) => ({ registerId: place.id, journal: 'L' as const })),
  )
  const entries = registers.all.map((place) =>
    eventEntry({
      registerId: place.id,
      code: EVENT.LOG_INITIALISED,
      operator,
      detail: { register: place.code },
      at,
    }),
  )
  await append(tx, heads, keys, entries)
}
