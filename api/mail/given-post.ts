import { afterAll, afterEach, beforeAll } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { soldTo } from '../order/given-order.ts'
import { drain } from '../outbox/outbox.ts'
import { stopPapers } from '../paper/paper.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import { plusMinutes } from '../shared/time.ts'
import type { Contact } from '../shared/visitor.ts'
import { testSmtp, type TestSmtp } from './given-smtp.ts'
import { createPost, type Sender } from './post.ts'
import { writeSaleLetters } from './write.ts'

export const FROM = 'Office de tourisme <billets@office.example>'
export const ANNA: Contact = {
  firstName: 'Anna',
  lastName: 'Müller',
  email: 'anna@post.example',
  language: 'de',
}

export type Post = { db: TestDb; office: Given; smtp: TestSmtp; keys: Keyring; minute: number }

/** For tests: an office whose letters go to a server of the test, for the tests of a file; its clock stands at `minute`. */
export function givenPost() {
  const on = { keys: temporaryKeyring(), minute: 0 } as Post
  beforeAll(async () => {
    on.db = await testDb()
    const kind = { now: TEST_NOW, registers: 2, sessions: 1, capacity: 400, open: true }
    on.office = await given(on.db.owner(), kind)
    on.smtp = await testSmtp()
  })
  afterEach(() => {
    on.smtp.refuse(null)
    on.smtp.received.length = 0
    on.minute = 0
  })
  afterAll(async () => {
    await on.smtp.stop()
    await stopPapers()
    await on.db.close()
  })
  const now = () => plusMinutes(TEST_NOW, on.minute)
  const writer = () => ({ db: on.db, keys: on.keys, clock: now })
  return {
    on,
    now,
    writer,
    ctx: (): Ctx => ({
      db: on.db,
      actor: { ...agentOf(on.office), roles: ['manager'] } as Ctx['actor'],
      now: now(),
      keys: on.keys,
      requestId: 'test',
    }),
    sender: (over: Partial<Sender> = {}): Sender => ({
      ...writer(),
      transport: createPost(on.smtp.url),
      from: FROM,
      ...over,
    }),
    toMail: (contact: Contact = ANNA, basket = familyBasket(on.office)) =>
      soldTo(on, basket, now(), contact, 'EMAIL'),
    /** What the workers do with the messages of the sales. */
    writeAll: (idOf?: (saleId: string) => string) =>
      drain(
        on.db,
        { 'sale.completed': (payload) => writeSaleLetters(writer(), payload.saleIds as string[], idOf) },
        now(),
      ),
  }
}
