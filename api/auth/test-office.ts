import { hashPassword } from 'better-auth/crypto'
import { transaction, type Db } from '../../db/index.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import type { Role } from '../shared/role.ts'
import { instantOf, type Instant } from '../shared/time.ts'
import { createAuth, type Auth } from './auth.ts'
import { hashPin } from './pin.ts'
import { addStaff, setUp, SetupInput } from './setup.ts'

export const SECRET = 'a secret for the tests alone, long enough'
export const PASSWORD = 'phare-de-la-teignouse'

/** What the first-run wizard sends in the tests. */
export const WIZARD = SetupInput.parse({
  office: {
    name: 'Office de tourisme',
    address: '74 avenue des Druides',
    postcode: '56340',
    city: 'Carnac',
    siret: '000 901 009 00019',
  },
  site: { code: 'B', name: 'Bourg', address: 'Place de la Chapelle', city: 'Carnac' },
  register: { code: 'B1', name: 'Bourg 1' },
  manager: { name: 'Nolwenn', code: 'NO', email: 'nolwenn@office.example', password: PASSWORD, pin: '4711' },
})

export type TestOffice = {
  keys: Keyring
  registerId: string
  siteId: string
  manager: SignedIn
  agent: SignedIn
}

/** An office made by the wizard, with a manager (NO, PIN 4711) and an agent (MA, PIN 2580). */
export async function givenOffice(db: Db, now: Instant): Promise<TestOffice> {
  const keys = temporaryKeyring()
  await setUp(db, keys, WIZARD, now)
  await givenStaff(db, { code: 'MA', name: 'Maïwenn', roles: ['agent'], pin: '2580' }, now)
  const [place] = await db.sql`SELECT id, site_id FROM register WHERE kind = 'COUNTER'`
  return {
    keys,
    registerId: place?.id,
    siteId: place?.site_id,
    manager: await signedIn(db, 'NO'),
    agent: await signedIn(db, 'MA'),
  }
}

/** A person with the tests' password; their e-mail is `<code>@office.example`. */
export async function givenStaff(
  db: Db,
  person: { code: string; name: string; roles: Role[]; pin: string | null },
  now: Instant,
): Promise<void> {
  const { code, name, roles } = person
  const passwordHash = await hashPassword(PASSWORD)
  const pinHash = person.pin === null ? null : await hashPin(person.pin)
  const email = `${code.toLowerCase()}@office.example`
  await transaction(db, (tx) =>
    addStaff(tx, { code, name, email, roles, providerId: null, passwordHash, pinHash }, now),
  )
}

async function signedIn(db: Db, code: string): Promise<SignedIn> {
  const [row] = await db.sql`SELECT id, code, name, roles FROM staff WHERE code = ${code}`
  return {
    kind: 'staff',
    staffId: row?.id,
    code: row?.code,
    name: row?.name,
    roles: row?.roles,
    providerId: null,
  }
}

/** The sign-in engine of one process. */
export function givenAuth(db: Db, options: { secure?: boolean } = {}): Auth {
  const secure = options.secure ?? false
  return createAuth({ db, secret: SECRET, baseUrl: `http${secure ? 's' : ''}://office.example`, secure })
}

export function ctxOf(db: Db, keys: Keyring, actor: Ctx['actor'], now: Instant): Ctx {
  return { db, keys, actor, now, requestId: 'test' }
}

/** The moment of the tests: better-auth ends sessions by the machine's clock, so it is the machine's. */
export function testNow(): Instant {
  return instantOf(Date.now())
}
