import type { Role } from '../api/shared/role.ts'
import type { RegieRole } from '../api/shared/regie.ts'
import { newId } from '../api/shared/id.ts'
import { instantOf, type Day, type Instant } from '../api/shared/time.ts'
import { bulk, connect, disconnect, transaction, type Db, type Tx } from '../db/index.ts'
import { regieActor } from '../db/schema/regie.ts'
import { historyOf } from './history/mark.ts'

type SignIn = { code: string; name: string; role: Role; email: string; pin: string | null; provider?: string }

/** The password of every sign-in of the demonstration: it is printed, and production refuses its database. */
export const DEMO_PASSWORD = 'menhirs-de-carnac'

/** The people of the demonstration, at least one for each role; those who stand at a till have a PIN. */
export const demoSignIns: readonly SignIn[] = [
  { code: 'MA', name: 'Maïwenn', role: 'agent', email: 'maiwenn@guichet.example', pin: '1110' },
  { code: 'YA', name: 'Yann', role: 'agent', email: 'yann@guichet.example', pin: '2220' },
  { code: 'KA', name: 'Katell', role: 'regisseur', email: 'katell@guichet.example', pin: '3330' },
  { code: 'SO', name: 'Soizic', role: 'manager', email: 'soizic@guichet.example', pin: '4440' },
  { code: 'GW', name: 'Gwenola', role: 'accountant', email: 'gwenola@guichet.example', pin: null },
  { code: 'AU', name: 'Audren', role: 'auditor', email: 'audren@guichet.example', pin: null },
  { code: 'LO', name: 'Loïc', role: 'admin', email: 'loic@guichet.example', pin: null },
  {
    code: 'ER',
    name: 'Erwan',
    role: 'provider',
    email: 'erwan@guichet.example',
    pin: null,
    provider: 'MARIT',
  },
  {
    code: 'AN',
    name: 'Anaïg',
    role: 'provider',
    email: 'anaig@guichet.example',
    pin: null,
    provider: 'PIERR',
  },
]

export type Contents = 'empty' | 'office' | 'demonstration'

/** What a migrated database holds: nothing, somebody's office, or the demonstration. `ownerUrl` is its owner's. */
export async function contentsOf(ownerUrl: string): Promise<Contents> {
  return withOwner(ownerUrl, contents)
}

/**
 * Fills an empty database with the demonstration office and its people; does nothing when it holds an office. Each
 * half is one transaction, and an interrupted start goes on where it stopped.
 */
export async function seedIfEmpty(
  ownerUrl: string,
  progress?: (text: string) => void,
  now: Instant = instantOf(Date.now()),
): Promise<void> {
  await withOwner(ownerUrl, async (db) => {
    if ((await contents(db)) === 'empty') {
      // Loaded here: a start on a filled database, the usual one, needs none of it.
      const { seed } = await import('../db/seed/index.ts')
      await seed(db, { now, progress })
    }
    if ((await contents(db)) === 'demonstration') await addPeople(db)
  })
}

/** Whether a demonstration lacks its history, or a part of it: a start on a filled one asks, and loads nothing else. */
export async function lacksHistory(ownerUrl: string): Promise<boolean> {
  const known = await withOwner(ownerUrl, historyOf)
  return known !== 'done' && known !== 'too late'
}

async function withOwner<T>(ownerUrl: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(ownerUrl, { role: null, max: 1, applicationName: 'guichet-demo' })
  try {
    return await work(db)
  } finally {
    await disconnect(db)
  }
}

async function contents(db: Db): Promise<Contents> {
  const [office] = await db.sql<{ demo: boolean }[]>`SELECT demo FROM office`
  if (!office) return 'empty'
  return office.demo ? 'demonstration' : 'office'
}

/** Who acts for the régie of the demonstration: the régisseur, who stands in for her, and the counter. */
async function addRegie(tx: Tx, ids: ReadonlyMap<string, string>): Promise<void> {
  const [act] = await tx.sql<{ from: Day; actOn: Day }[]>`
    SELECT valid_from AS from, act_on AS "actOn" FROM regie ORDER BY version LIMIT 1`
  if (!act) return
  const roles: [code: string, role: RegieRole][] = [
    ['KA', 'TITULAIRE'],
    ['YA', 'SUPPLEANT'],
    ['MA', 'MANDATAIRE'],
  ]
  const named = roles.map(([code, role], i) => ({
    id: newId('regieActor'),
    staffId: ids.get(code) ?? '',
    role,
    actNumber: `${act.actOn.slice(0, 4)}-${48 + i}`,
    actOn: act.actOn,
    validFrom: act.from,
    validTo: null,
  }))
  await bulk(tx, regieActor, named)
}

async function addPeople(db: Db): Promise<void> {
  const [somebody] = await db.sql`SELECT 1 FROM staff LIMIT 1`
  if (somebody) return
  const { hashPassword } = await import('better-auth/crypto')
  const { hashPin } = await import('../api/auth/pin.ts')
  const { addStaff } = await import('../api/auth/setup.ts')
  const { seedId } = await import('../db/seed/id.ts')
  const people = await Promise.all(
    demoSignIns.map(async ({ role, provider, pin, ...person }) => ({
      ...person,
      roles: [role],
      providerId: provider ? seedId('provider', provider) : null,
      passwordHash: await hashPassword(DEMO_PASSWORD),
      pinHash: pin ? await hashPin(pin) : null,
    })),
  )
  await transaction(db, async (tx) => {
    const ids = new Map<string, string>()
    for (const person of people) ids.set(person.code, await addStaff(tx, person, instantOf(Date.now())))
    await addRegie(tx, ids)
  })
}
