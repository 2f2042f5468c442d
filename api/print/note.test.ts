import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, familyBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import type { SellInput } from '../sale/input.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { escpos } from './escpos.ts'
import { noteRows } from './note-layout.ts'
import { readNote } from './note.ts'
import { readEscpos } from './read-escpos.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, open: true })
})
afterAll(() => db.close())

const ctx = (): Ctx => ({ db, actor: agentOf(office), now: TEST_NOW, keys, requestId: 'test' })
const asked = () => {
  const { registerId, lines } = familyBasket(office)
  return { registerId, lines }
}
const counts = async () => {
  const [row] = await db.sql`
    SELECT (SELECT count(*)::int FROM journal_record) AS records, (SELECT count(*)::int FROM audit) AS audits,
           (SELECT count(*)::int FROM "order") AS orders, (SELECT sum(taken + held)::int FROM counter) AS seats`
  return row
}

test('the note says what is sold and its price, with and without tax, and writes nothing', async () => {
  const before = await counts()
  const view = await readNote(ctx(), newId('order'), asked())
  // 12.00 at 5.5 % is 11.37; 71.00 and 9.00 at 10 %, for two principals, 64.55 and 8.18.
  expect(view).toMatchObject({ totalC: 9_200, htC: 1_137 + 6_455 + 818, thirdC: 8_000 })
  const { slips } = readEscpos(escpos([noteRows(view)], { columns: 48 }))
  const text = slips[0]?.map((line) => line.text).join('\n') ?? ''
  for (const said of [
    '*** NOTE ***',
    'document provisoire, à remettre avant paiement',
    '13/08/2026',
    '  adulte 2 × 28,00                         56,00',
    '84,10 €',
    '92,00 €',
    'SIRET',
    'pas un ticket de caisse',
  ])
    expect(text).toContain(said)
  expect(text).not.toMatch(/VENTE|impression|nº \d|B1-2026/)
  expect(await counts()).toEqual(before)
})

test('the note is refused what the sale would be', async () => {
  const late = { ...ctx(), now: plusMinutes(TEST_NOW, 24 * 60) }
  await expect(readNote(late, newId('order'), asked())).rejects.toMatchObject({ code: 'cutoff_passed' })
  await expect(
    readNote(ctx(), newId('order'), { ...asked(), registerId: newId('register') }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
  const discounts = [
    {
      discountId: newId('discount'),
      unitId: office.boat.adult,
      qty: 1,
      value: 10_000,
      reason: 'PRESS' as const,
    },
  ]
  const lines = asked().lines.map((line, i) => (i === 0 ? { ...line, discounts } : line))
  await expect(readNote(ctx(), newId('order'), { ...asked(), lines })).rejects.toMatchObject({
    code: 'discount_not_allowed',
  })
  const provider: Ctx['actor'] = {
    ...agentOf(office),
    kind: 'provider',
    roles: ['provider'],
    providerId: 'x',
  } as never
  await expect(readNote({ ...ctx(), actor: provider }, newId('order'), asked())).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('of what the SNCF printed, of names and of discounts the note is refused like the sale', async () => {
  const note = (lines: SellInput['lines']) => readNote(ctx(), newId('order'), { ...asked(), lines })
  const unprinted = asked().lines.map((line) => ({ ...line, external: undefined }))
  await expect(note(unprinted)).rejects.toMatchObject({
    code: 'bad_request',
    data: { issues: [{ path: 'lines.2.external' }] },
  })
  const named = asked().lines.map((line, i) => (i === 1 ? { ...line, names: ['Un', 'Deux'] } : line))
  await expect(note(named)).rejects.toMatchObject({ code: 'names_needed' })
})

test('the note of an order is for its own register', async () => {
  const { registerId, lines } = asked()
  const orderId = newId('order')
  const kept = lines.slice(0, 1).map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units }))
  await hold(ctx(), orderId, { registerId, lines: kept })
  const other = office.registers[1] ?? ''
  await expect(readNote(ctx(), orderId, { registerId: other, lines })).rejects.toMatchObject({
    code: 'id_reused',
  })
  expect(await readNote(ctx(), orderId, { registerId, lines })).toMatchObject({ totalC: 9_200 })
})
