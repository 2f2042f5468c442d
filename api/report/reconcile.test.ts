import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { intoSafe } from '../regie/given-regie.ts'
import { handIn, prepareVersement } from '../regie/versement.ts'
import { prepareRemittance } from '../remittance/prepare.ts'
import { credit, remit } from '../remittance/state.ts'
import { recordMemo } from '../sncf/memo.ts'
import { closeShift } from '../register/close.ts'
import { correct } from '../sale/correct.ts'
import { sold, takingBack } from '../sale/given-correct.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { scan } from '../ticket/scan.ts'
import { undo } from '../ticket/undo.ts'
import { CHECK_NAMES, reconcile } from './reconcile.ts'
import { tampered } from './tampered.ts'

let db: TestDb
let owner: Db
let office: Given

beforeAll(async () => {
  db = await testDb()
  const keys = temporaryKeyring()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW, registers: 2 })
  const actor = agentOf(office)
  const named = { ...boatBasket(office, { adults: 3 }), visitor: { lastName: 'Évenou' } }
  for (const input of [familyBasket(office), boatBasket(office), named]) {
    const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(actor, input)])
    if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  }
  const ctx = { db, actor, keys, now: TEST_NOW, requestId: 'test' }
  await groupInAndOut(ctx)
  await takeBackOne(ctx)
  const { lines } = familyBasket(office)
  const kept = lines.slice(0, 2).map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units }))
  const count = { countedC: 14_900, leftC: 10_000, pieces: {}, gapReason: 'MISCOUNT' as const }
  await closeShift(ctx, office.shifts[1] ?? '', count)
  await leave({ ...ctx, actor: { ...(actor as SignedIn), roles: ['manager'] } })
  await hold(ctx, newId('order'), { registerId: office.registers[0] ?? '', lines: kept })
})

/** Card slips go to the bank, cash to it too, and a ticket is paid on the SNCF's own terminal. */
async function leave(ctx: Ctx): Promise<void> {
  const id = newId('remittance')
  const days = office.registers.map((registerId) => ({ day: office.day, registerId }))
  await prepareRemittance(ctx, { id, kind: 'CARD', days: days.slice(0, 1) })
  await remit(ctx, id, office.day)
  await credit(ctx, id, { day: office.day, amountC: 2_990, feeC: 10 })
  await intoSafe(db, ctx.keys, office, 900)
  const owed = { place: 'SAFE' as const, siteId: office.site, amountC: 900 }
  const versement = newId('versement')
  await prepareVersement(ctx, { id: versement, parts: [owed] })
  await handIn(ctx, versement, { day: office.day, receipt: 'Q 1' })
  const external = {
    terminal: 'SNCF-1',
    ref: 'MEMO1',
    product: 'TER' as const,
    origin: 'Auray',
    destination: 'Vannes',
    travelClass: '2' as const,
    travelDay: null,
    passengers: 1,
    fareC: 900,
  }
  const memo = { id: newId('sncfMemo'), registerId: office.registers[0] ?? '', optionId: office.sncf.option }
  await recordMemo(ctx, { ...memo, external, means: ['CARD'] })
}

/** Three come in together, one of them out again, then the others, then all of them in once more; one alone too. */
async function groupInAndOut(ctx: Ctx): Promise<void> {
  const tickets = await db.sql`
    SELECT t.short_code AS code FROM ticket t JOIN sale s ON s.id = t.sale_id ORDER BY s.total_c DESC, t.id`
  const id = () => ({ id: newId('scan') })
  const group = { ...id(), code: tickets[3]?.code as string, group: true as const }
  await scan(ctx, group)
  await undo(ctx, `${group.id}.2`, id())
  await undo(ctx, group.id, id())
  await scan(ctx, { ...group, ...id() })
  const alone = { ...id(), code: tickets.at(-1)?.code as string }
  await scan(ctx, alone)
  await undo(ctx, alone.id, id())
}

/** One of two is taken back; its money is owed. */
async function takeBackOne(ctx: Ctx): Promise<void> {
  const sale = boatBasket(office, { adults: 2 })
  await sold(ctx, sale)
  const iban = 'FR7630006000011234567890189'
  const tenders = [{ originN: 1, means: 'VIREMENT' as const, amountC: 2_800, iban }]
  await correct(ctx, sale.id, await takingBack(db, sale, { 1: 1 }, { tenders }))
}

afterAll(() => db.close())

/** What reconcile says after a superuser did this; then it is undone. */
const after = (statement: string): Promise<string[]> =>
  tampered(
    owner,
    (sql) => sql.unsafe(statement),
    async (seen) => [...new Set((await reconcile(seen)).map((d) => d.check))],
  )

describe('after sales and a hold', () => {
  it('nothing differs', async () => {
    expect(await reconcile(db)).toEqual([])
  })

  it('a difference says which row, what was expected and what was found', async () => {
    const id = office.sessions[0]?.counter ?? ''
    await db.sql`UPDATE counter SET taken = taken + 2 WHERE id = ${id}`
    expect(await reconcile(db)).toEqual([
      { check: 'places taken of a counter', subject: id, expected: '8', found: '10' },
    ])
    await db.sql`UPDATE counter SET taken = taken - 2 WHERE id = ${id}`
  })
})

describe('each check sees what it is for', () => {
  const boat = `(SELECT id FROM sale WHERE total_c = 2800)`
  const cases: Record<string, string> = {
    'places taken of a counter': `DELETE FROM stock_movement WHERE reason = 'SALE'`,
    'places held of a counter': `UPDATE booking SET status = 'EXPIRED' WHERE status = 'ON_HOLD'`,
    'stock that came in': `UPDATE stock_movement SET qty = qty - 1 WHERE reason = 'PURCHASE'`,
    'counter of a session': `DELETE FROM counter WHERE id IN (SELECT counter_id FROM session)`,
    'counter of a booking': `DELETE FROM counter WHERE id IN (SELECT counter_id FROM session)`,
    'session of a booking': `DELETE FROM session`,
    'booking of places taken': `DELETE FROM booking WHERE status = 'ON_HOLD'`,
    'order of a booking': `DELETE FROM "order"`,
    'status of an order': `UPDATE "order" SET status = 'OPEN' WHERE status = 'COMPLETED'`,
    'places of a booking': `UPDATE unit_item SET seats = 2`,
    'sale of a booking': `UPDATE sale_line SET booking_id = NULL`,
    'booking of a unit item': `DELETE FROM booking WHERE status = 'CONFIRMED'`,
    'tickets of a unit item': `UPDATE ticket SET voided_at = now()`,
    'unit item of a ticket': `DELETE FROM unit_item`,
    'sale line of a ticket': `DELETE FROM sale_line WHERE sale_id = ${boat}`,
    'tickets of a paid line': `DELETE FROM ticket WHERE sale_id = ${boat}`,
    'people admitted on a ticket': `INSERT INTO admission SELECT id, '', 9, 0, now(), now() FROM ticket`,
    'scans of an admission': `INSERT INTO admission SELECT id, '', admits, 1, now(), now() FROM ticket`,
    'unit item of a guest': `INSERT INTO guest SELECT booking_id, id || 'x', 'Le Guen Anne' FROM unit_item LIMIT 1`,
    'customer of a sale': `UPDATE "order" SET customer_id = 'cus_other' WHERE customer_id IS NOT NULL`,
    'admission of a scan': `DELETE FROM admission`,
    'scan that is taken back': `UPDATE scan SET count = count + 1 WHERE undoes IS NOT NULL`,
    'scans of a group': `UPDATE scan SET count = count + 1 WHERE verdict = 'group'`,
    'redemption of a unit item': `UPDATE unit_item SET status = 'REDEEMED'`,
    'lines of a sale': `UPDATE sale_line SET total_c = 2900, ht_c = 2900, unit_c = 2900 WHERE sale_id = ${boat}`,
    'tenders of a sale': `UPDATE tender SET amount_c = 2700 WHERE sale_id = ${boat}`,
    'sale of a line or tender': `DELETE FROM sale WHERE id = ${boat}`,
    'record of a sale': `DELETE FROM journal_record WHERE seq = 2`,
    'numbers of a register': `DELETE FROM sale WHERE seq = 2`,
    'stock sold': `UPDATE stock_movement SET qty = -2 WHERE reason = 'SALE'`,
    'SNCF tickets of a sale': `DELETE FROM sncf_sale`,
    'ledger event that balances': `UPDATE ledger_leg SET amount_c = amount_c + 1 WHERE account = '5115'`,
    'ledger that balances': `UPDATE ledger_leg SET amount_c = amount_c + 1 WHERE account = '5115'`,
    'event of a ledger leg': `DELETE FROM ledger_event WHERE kind = 'commission'`,
    'sale in the ledger': `DELETE FROM ledger_event WHERE sale_id = ${boat} AND kind = 'sale'`,
    'due to a principal': `UPDATE sale_line SET family = 'WATER' WHERE family = 'BOAT'`,
    'commission of a sale': `UPDATE sale_line SET commission_c = 0 WHERE commission_c > 0`,
    'payments of a sale': `UPDATE ledger_leg SET account = '5112' WHERE account = '5115'`,
    'revenue of a sale': `UPDATE sale_line SET family = 'VISIT' WHERE kind = 'OWN'`,
    'cash expected of a shift': `UPDATE shift SET expected_c = 14900 WHERE closed_at IS NOT NULL`,
    'gap of a shift': `DELETE FROM ledger_event WHERE kind = 'cash_gap'`,
    'movement of cash in the books': `DELETE FROM ledger_event WHERE kind = 'safe_deposit'`,
    'count of a means of payment': `UPDATE shift_count SET means = 'CB'`,
    'float and count of a shift': `UPDATE cash_movement SET amount_c = 15000`,
    'tender of a remittance': `UPDATE remittance_tender SET amount_c = amount_c + 1`,
    'total of a remittance': `UPDATE remittance SET total_c = total_c + 1`,
    'values that wait for the bank': `DELETE FROM remittance_tender`,
    'remittance in the ledger': `DELETE FROM ledger_event WHERE kind = 'remittance_fee'`,
    'versement in the ledger': `DELETE FROM ledger_event WHERE kind = 'versement'`,
    'numbers of slips': `UPDATE versement SET n = 2`,
    'SNCF memo of a ticket': `UPDATE sncf_memo SET cancelled_at = now()`,
    'correction of a document': `DELETE FROM correction`,
    'line of a correction': `DELETE FROM corrected_line`,
    'units taken back of a line': `UPDATE corrected_line SET before = 1`,
    'amounts taken back of a line': `UPDATE sale_line SET ht_c = ht_c + 1, vat_c = vat_c - 1 WHERE qty < 0`,
    'money given back of a tender': `UPDATE tender SET amount_c = amount_c * 9 WHERE amount_c < 0`,
    'refund of a tender': `DELETE FROM refund_due`,
    'refunds that are owed': `UPDATE refund_due SET amount_c = 1`,
    'account of a refund that is paid': `UPDATE refund_due SET status = 'PAID'`,
    'what exchanges leave': `UPDATE ledger_leg SET account = '4718' WHERE account = '5116'`,
    'tickets of a line taken back': `UPDATE ticket SET voided_at = NULL`,
    'VAT of a sale': `UPDATE ledger_leg SET account = '4457120' WHERE account = '4457105'`,
    'balance of a voucher': `INSERT INTO voucher VALUES ('vch_x', 'GIFT', 'X', 'sal_x', 1, 1, 1, 1, now(), now())`,
    'voucher of a tender': `UPDATE tender SET means = 'GIFT' WHERE means = 'CB'`,
    'gift cards of a sale': `UPDATE sale_line SET kind = 'VOUCHER_MPV' WHERE kind = 'OWN'`,
    'vouchers in the books': `UPDATE ledger_leg SET account = '41911' WHERE account = '5116'`,
  }
  it('all of them are tried here', () => {
    expect(Object.keys(cases).sort()).toEqual([...CHECK_NAMES].sort())
  })
  for (const [check, statement] of Object.entries(cases)) {
    it(check, async () => {
      expect(await after(statement)).toContain(check)
    })
  }

  /** The same checks, seen from their other sides. */
  const sides: [string, string, string][] = [
    [
      'scan that is taken back',
      'of another ticket',
      `UPDATE scan SET ticket_id = 'tkt_x' WHERE undoes LIKE '%.2'`,
    ],
    [
      'scan that is taken back',
      'of another departure',
      `UPDATE scan SET session_id = NULL WHERE undoes IS NOT NULL`,
    ],
    ['scan that is taken back', 'that is none', `UPDATE scan SET undoes = NULL WHERE undoes LIKE '%.2'`],
    [
      'scan that is taken back',
      'that is not there',
      `UPDATE scan SET undoes = 'scn_x' WHERE undoes LIKE '%.2'`,
    ],
    [
      'scan that is taken back',
      'by one that admits',
      `UPDATE scan SET verdict = 'admitted' WHERE undoes LIKE '%.2'`,
    ],
    [
      'scans of a group',
      'out again',
      `UPDATE scan SET count = 0 WHERE undoes IS NOT NULL AND ticket_id IS NULL`,
    ],
    ['redemption of a unit item', 'of nobody who is in', `UPDATE admission SET admitted = 0`],
    ['redemption of a unit item', 'that is to come', `UPDATE unit_item SET status = 'CONFIRMED'`],
    ['customer of a sale', 'forgotten by its order', `UPDATE "order" SET customer_id = NULL`],
  ]
  for (const [check, side, statement] of sides) {
    it(`${check}, ${side}`, async () => {
      expect(await after(statement)).toContain(check)
    })
  }

  it('an order that learns later who it is for is no difference', async () => {
    const later = `UPDATE "order" SET customer_id = 'cus_later' WHERE customer_id IS NULL`
    expect(await after(later)).toEqual([])
  })
})
