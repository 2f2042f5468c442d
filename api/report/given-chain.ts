import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Tx } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { openShift } from '../register/shift.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { EVENT, logEvent } from '../journal/event.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals, type VerifyOptions } from '../journal/verify.ts'
import type { Fault } from '../journal/verify-record.ts'

/** For tests: an office with some chains, and somebody who tampers with them. */
export type Chains = {
  db: TestDb
  office: Given
  keys: Keyring
  /** Register whose T chain has six records: B1. */
  t: string
  /** As a superuser who switched the guards off. */
  tamper: (work: (sql: Tx['sql']) => Promise<unknown>) => Promise<void>
  /** The first fault, in short: B1/T/3 altered. Throws when nothing was seen. */
  firstFault: (options?: VerifyOptions) => Promise<{ at: string; detail: string; all: Fault[] }>
}

/** Six sales on B1 and one on B2; on B3 a shift opened by the book and an event: chains T, P and L. */
export async function givenChains(): Promise<Chains> {
  const db = await testDb()
  const keys = temporaryKeyring()
  const office = await given(db.owner(), { now: TEST_NOW, registers: 3 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  const actor = agentOf(office)
  const inputs = [familyBasket(office), ...[1, 2, 3, 4, 5].map((adults) => boatBasket(office, { adults }))]
  for (const input of [...inputs, boatBasket(office, { register: 1 })]) {
    const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(actor, input)])
    if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  }
  const tamper: Chains['tamper'] = async (work) => {
    await db.owner().sql.begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`
      await work(sql)
    })
  }
  await tamper((sql) => sql`DELETE FROM shift WHERE id = ${office.shifts[2] ?? ''}`)
  const registerId = office.registers[2] ?? ''
  await openShift(
    { db, actor, keys, now: TEST_NOW, requestId: 'test' },
    { id: newId('shift'), registerId, floatC: 15_000, pieces: { 5000: 3 } },
  )
  const event = { registerId, code: EVENT.SIGN_IN, operator: 'MA', detail: {}, at: TEST_NOW }
  await transaction(db, (tx) => logEvent(tx, keys, event))
  return { db, office, keys, t: office.registers[0] ?? '', tamper, firstFault: (o) => firstFault(db, o) }
}

async function firstFault(db: TestDb, options: VerifyOptions = {}) {
  const { faults } = await verifyJournals(db, { page: 2, ...options })
  const [first] = faults
  if (!first) throw new Error('nothing was seen')
  const { register, journal, seq, what, detail } = first
  return { at: `${register}/${journal}/${seq} ${what}`, detail, all: faults }
}
