import { createHmac, randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Db } from '../../db/index.ts'
import { authSession, authUser, staff } from '../../db/schema/auth.ts'
import { createApp } from '../app.ts'
import { createAuth, type Auth } from '../auth/auth.ts'
import type { Env } from '../body.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { createLive } from '../live.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { startPayments } from '../payment/start.ts'
import type { SaleRequest } from '../sale/prepare.ts'
import { createLane } from '../sale/lane.ts'
import { sell, type Outcome } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { ROLES, type Role } from '../shared/role.ts'
import { msOf, type Instant } from '../shared/time.ts'

/** Cards are simulated. */
const NO_KEYS = { stripeKey: null, stripeWebhookSecret: null, stripeAddress: null, production: false }

const SECRET = 'a secret for the proofs alone, long enough'

export type TestApp = {
  app: Hono<Env>
  keys: Keyring
  /** The cookie of a new session of somebody with this role (and of this provider). */
  cookie: (role: Role, providerId?: string) => Promise<string>
  stop: () => Promise<void>
}

/** The whole HTTP application on a test database, at a moment of its own; `owner` may write what the role may not. */
export async function testApp(db: Db, owner: Db, now: Instant): Promise<TestApp> {
  const keys = temporaryKeyring()
  const live = await createLive(db)
  const auth = createAuth({ db, secret: SECRET, baseUrl: 'http://office.example', secure: false })
  const lane = createLane<SaleRequest, Outcome>({
    limit: 64,
    width: 2,
    run: (requests) => sell({ db, keys, now: () => now, onSeats: live.seats }, requests),
  })
  const payments = await startPayments(NO_KEYS, {
    db,
    clock: () => now,
    sell: lane.push,
    onSeats: live.seats,
  })
  const stopping = new AbortController()
  const kept = join(tmpdir(), `guichet-kept-${randomBytes(4).toString('hex')}`)
  const app = createApp({
    db,
    keys,
    auth,
    live,
    lane,
    payments,
    clock: () => now,
    log: createLog('silent'),
    metrics: createMetrics(),
    origins: ['http://office.example'],
    archiveDir: join(kept, 'archives'),
    anchorFile: join(kept, 'anchors.jsonl'),
    address: () => '192.0.2.1',
    stopping: stopping.signal,
  })
  return {
    app,
    keys,
    cookie: (role, providerId) => openSession(owner, auth, role, providerId ?? null, now),
    stop: async () => {
      stopping.abort()
      await payments?.stop()
      await lane.idle()
      await live.stop()
    },
  }
}

/** A session of a new person, as sign-in would have opened it. */
async function openSession(
  owner: Db,
  auth: Auth,
  role: Role,
  providerId: string | null,
  now: Instant,
): Promise<string> {
  const userId = newId('staff')
  const mark = randomBytes(4).toString('hex')
  const email = `${mark}@office.example`
  await owner.orm.insert(authUser).values({ id: userId, name: role, email })
  const code = `${ROLES.indexOf(role)}${mark}`
  await owner.orm.insert(staff).values({ id: userId, userId, code, name: role, roles: [role], providerId })
  const token = randomBytes(24).toString('hex')
  const expiresAt = new Date(msOf(now) + 12 * 3_600_000)
  await owner.orm.insert(authSession).values({ id: newId('audit'), token, userId, expiresAt })
  const signature = createHmac('sha256', auth.secret).update(token).digest('base64')
  return `${auth.cookieName}=${encodeURIComponent(`${token}.${signature}`)}`
}
