import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { claimPrint } from './claim.ts'
import type { PrintInput } from './form.ts'
import { givenPrinter, type FakePrinter } from './given-printer.ts'
import { printSale } from './print.ts'
import { setPrinter } from './printer.ts'
import { sendRaw } from './raw.ts'

let db: TestDb
let office: Given
let printer: FakePrinter
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 1, capacity: 400, open: true })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  printer = await givenPrinter()
  const manager = { ...agentOf(office), roles: ['manager'] } as Ctx['actor']
  const { host, port } = printer
  await setPrinter({ ...ctx(), actor: manager }, registerId(), { kind: 'NETWORK', columns: 48, host, port })
})
afterEach(() => {
  printer.manner = 'prints'
})
afterAll(async () => {
  await printer.close()
  await db.close()
})

const ctx = (): Ctx => ({ db, actor: agentOf(office), now: TEST_NOW, keys, requestId: 'test' })
const registerId = () => office.registers[0] ?? ''

async function sold(): Promise<string> {
  const input = boatBasket(office)
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  return input.id
}
const asked = (over: Partial<PrintInput> = {}): PrintInput => ({
  id: newId('audit'),
  registerId: registerId(),
  what: 'RECEIPT',
  drawer: false,
  by: 'SERVER',
  ...over,
})
const refused = (code: string, data: object) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

describe('a print that is still under way', () => {
  /** The printer is busy with another paper for a moment, and what it does then is `manner`. */
  async function waiting(manner: FakePrinter['manner']) {
    printer.manner = 'silent'
    const before = printer.taken
    const busy = sendRaw(printer, Buffer.from('another paper'))
    await vi.waitUntil(() => printer.taken > before)
    printer.manner = manner
    const [id, one] = [await sold(), asked()]
    const first = printSale(ctx(), id, one)
    first.catch(() => undefined)
    await vi.waitUntil(async () => (await db.sql`SELECT 1 FROM audit WHERE id = ${one.id}`).length === 1)
    const again = printSale(ctx(), id, one)
    return { first, again, busy }
  }

  test('is waited for, and fails for whoever asks again as it failed', async () => {
    const { first, again, busy } = await waiting('breaks')
    await expect(again).rejects.toEqual(refused('printer_failed', { reason: 'broken', copy: null }))
    await expect(first).rejects.toEqual(refused('printer_failed', { reason: 'broken' }))
    await busy
  })

  test('is told as printed once it is', async () => {
    const { first, again, busy } = await waiting('prints')
    expect(await again).toMatchObject({ copy: null, again: true })
    expect(await first).toMatchObject({ copy: null, again: false })
    await busy
  })

  test('whose server died is neither printed nor failed: the next is a duplicate', async () => {
    const [id, one] = [await sold(), asked()]
    await claimPrint(ctx(), agentOf(office) as SignedIn, id, one, 'NETWORK')
    await expect(printSale(ctx(), id, one, 300)).rejects.toEqual(
      refused('printer_failed', { reason: 'unknown', copy: null }),
    )
    expect(await printSale(ctx(), id, asked({ failed: one.id }))).toMatchObject({ copy: 1 })
  })
})
