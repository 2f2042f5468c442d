import { Hono } from 'hono'
import { serve } from '@hono/node-server'
import type { Server } from 'node:http'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import type { TestDb } from '../../db/test.ts'
import type { Env } from '../body.ts'
import type { Ctx } from '../context.ts'
import { problemOf, sendProblem } from '../errors.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { instantOf, msOf, type Instant } from '../shared/time.ts'
import type { PaymentInput } from './form.ts'
import type { Cashier } from './payment.ts'
import { paymentRoutes } from './routes.ts'
import { startStandIn } from './stand-in/stand-in.ts'
import { createStripe } from './stripe.ts'

export const READER = 'tmr_simulated_1'

/** For tests: an office whose first register has a reader, and a provider that is simulated over real HTTP. */
export async function givenReaders(db: TestDb, now: Instant, options: { capacity?: number } = {}) {
  const owner = db.owner()
  const office = await given(owner, { now, registers: 2, capacity: options.capacity ?? 200 })
  await owner.sql`UPDATE register SET reader_id = ${READER} WHERE id = ANY(${office.registers}::text[])`
  await owner.sql`INSERT INTO account (code, label) VALUES ('512ST', 'Solde') ON CONFLICT DO NOTHING`
  // Tests let hours pass.
  await owner.sql`UPDATE session SET cutoff_at = cutoff_at + interval '20 hours'`
  const keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  let ms = msOf(now)
  const clock = () => instantOf(ms)
  const secrets = { secretKey: 'sk_test_given', webhookSecret: 'whsec_given' }
  const standIn = await startStandIn({ db, clock, ...secrets })
  const provider = createStripe({ ...secrets, address: standIn.address })
  /** As another process would be: on connections of its own. */
  const cashierOn = (on: Db): Cashier => ({
    db: on,
    clock,
    provider,
    sell: async (request) => {
      const [outcome] = await sell({ db: on, keys, now: clock }, [request])
      if (!outcome) throw new Error('no outcome')
      return outcome
    },
    onSeats: () => {},
  })
  return {
    office,
    owner,
    keys,
    clock,
    secrets,
    standIn,
    provider,
    cashierOn,
    cashier: cashierOn(db),
    ctx: (): Ctx => ({ db, actor: agentOf(office), keys, now: clock(), requestId: 'test' }),
    /** Lets time pass. */
    pass: (seconds: number) => (ms += seconds * 1_000),
  }
}

/** For tests: the office listens for what the provider tells, on a port of its own. */
export async function listen(at: GivenReaders): Promise<{ url: string; stop: () => Promise<void> }> {
  const app = new Hono<Env>()
  app.onError((error, c) => {
    const { code, data } = problemOf(error)
    return sendProblem(c, code, data)
  })
  app.use('*', async (c, next) => {
    c.set('ctx', { ...at.ctx(), actor: { kind: 'visitor' } })
    await next()
  })
  const { cashier } = at
  app.route('/api', paymentRoutes({ cashier, mode: 'SIMULATED', listening: () => {}, stop: async () => {} }))
  const { server, port } = await new Promise<{ server: Server; port: number }>((ready) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      ready({ server: server as Server, port: info.port }),
    )
  })
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

export type GivenReaders = Awaited<ReturnType<typeof givenReaders>>

/** A payment by card of one adult on the boat, some of it in cash. */
export function boatPayment(
  office: Given,
  over: { cashC?: number; register?: number; sale?: Partial<SellInput> } = {},
): PaymentInput {
  const cashC = over.cashC ?? 0
  const basket = boatBasket(office, { register: over.register ?? 0 })
  return {
    id: newId('payment'),
    amountC: 2_800 - cashC,
    sale: {
      ...basket,
      tenders: cashC > 0 ? [{ means: 'CASH', amountC: cashC }] : [],
      ...over.sale,
    } as PaymentInput['sale'],
  }
}
