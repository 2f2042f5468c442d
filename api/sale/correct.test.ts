import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { broken } from '../proof/invariants.ts'
import { closeShift } from '../register/close.ts'
import { readToCount } from '../register/count.ts'
import { readShift } from '../register/read.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { scan } from '../ticket/scan.ts'
import { correct } from './correct.ts'
import { correctable } from './correctable.ts'
import { fixPayment } from './fix.ts'
import { agentCtx, givenManager, MANAGER, openAnother, sold, takingBack } from './given-correct.ts'
import { boatBasket, familyBasket } from './given-sale.ts'
import type { CorrectInput, PaymentFixInput } from './correct-form.ts'
import type { SellInput } from './input.ts'
import { openRefunds, payRefund, setIban } from './refunds.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()
const LATER = plusMinutes(TEST_NOW, 30)

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 3, capacity: 48 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await givenManager(db.owner())
})
afterEach(async () => expect(await broken(db)).toEqual([]))
afterAll(() => db.close())

const at = (now = TEST_NOW) => agentCtx(db, office, keys, now)
const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

const taken = async (counterId: string) =>
  (await db.sql`SELECT taken FROM counter WHERE id = ${counterId}`)[0]?.taken as number
const seatsTaken = (session = 0) => taken(office.sessions[session]?.counter ?? '')

async function soldFamily(over: Partial<SellInput> = {}): Promise<SellInput> {
  const input = { ...familyBasket(office), ...over }
  await sold(at(), input)
  return input
}

/** The books moved by what is done meanwhile. */
async function movedBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = new Map((await balances(db)).map((b) => [b.account, b.balanceC as number]))
  await work()
  const after = await balances(db)
  const moved = after.map((b) => [b.account, b.balanceC - (before.get(b.account) ?? 0)] as const)
  return Object.fromEntries(moved.filter(([, n]) => n !== 0))
}

const rail = (cancelRef = 'ANNUL 12'): CorrectInput['lines'][number] => ({ n: 4, qty: 1, cancelRef })
const whole = { 1: 2, 2: 1, 3: 1 }
const allBack: CorrectInput['tenders'] = [
  { originN: 1, means: 'AVOIR', amountC: 5_000 },
  { originN: 2, means: 'CB', amountC: 3_000, ref: '009911' },
  { originN: 3, means: 'CASH', amountC: 1_200 },
]
async function familyBack(sale: SellInput, over: Partial<CorrectInput> = {}): Promise<CorrectInput> {
  const input = await takingBack(db, sale, whole)
  return {
    ...input,
    lines: [...input.lines, rail()],
    tenders: allBack,
    expected: { totalC: 9_200 },
    approval: MANAGER,
    ...over,
  }
}

describe('a sale that is taken back', () => {
  it('gives back every cent by its own way, the seats, the pieces and the commission (fiscal.md 5.4)', async () => {
    const seats = await seatsTaken()
    const pieces = await taken(office.topoguide.counter)
    const sale = await soldFamily()
    const input = await familyBack(sale)
    let number = ''
    const moved = await movedBy(async () => {
      const { answer } = await correct(at(), sale.id, input)
      number = answer.number
      expect(answer).toMatchObject({ docType: 'CANCEL', totalC: -9_200, due: [], sale: null })
      expect(answer.vouchers).toMatchObject([{ amountC: 5_000 }])
    })
    expect(moved).toEqual({
      '467100': 7_100 - 568,
      '467SNCF': 900 - 36,
      '707': 1_137,
      '4457105': 63,
      '7082': 568 + 36,
      '5115': -3_000,
      '4197': -5_000,
      '5311': -1_200,
    })
    expect(await seatsTaken()).toBe(seats)
    expect(await taken(office.topoguide.counter)).toBe(pieces)
    const [rows] = await db.sql`
      SELECT (SELECT count(*)::int FROM ticket WHERE sale_id = ${sale.id} AND voided_at IS NOT NULL) AS void,
             (SELECT status FROM booking WHERE order_id = ${sale.orderId}) AS booking,
             (SELECT cancel_ref FROM sncf_sale WHERE sale_id = ${sale.id} AND status = 'CANCELLED_ON_TERMINAL') AS rail`
    expect(rows).toEqual({ void: 3, booking: 'CANCELLED', rail: 'ANNUL 12' })
    const [record] = await db.sql`
      SELECT payload FROM journal_record WHERE subject = ${input.id} AND journal = 'T'`
    const said = JSON.parse(record?.payload)
    expect(said).toMatchObject({
      number,
      docType: 'CANCEL',
      reason: 'AGENT_ERROR',
      origin: { number: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      approval: { code: 'YA', causes: ['AMOUNT'] },
      totals: { ownTtcC: -1_200, thirdTtcC: -8_000, grandTtcC: -9_200 },
    })
    expect(said.totals.vat).toEqual([{ rateBp: 550, htC: -1_137, vatC: -63, ttcC: -1_200 }])
    const events = await db.sql`
      SELECT payload::json->>'code' AS code FROM journal_record
       WHERE journal = 'L' AND payload::json->'detail'->>'document' = ${number} ORDER BY seq`
    expect(events.map((e) => e.code)).toEqual(['MANAGER_OVERRIDE', '320'])
  })

  it('Cancel twice → refused; partials sum to exact; refund mirrors VAT per rate', async () => {
    const sale = await soldFamily()
    await correct(at(), sale.id, await takingBack(db, sale, { 3: 1 }, back(3, 1_200)))
    const again = await takingBack(db, sale, { 3: 1 }, back(3, 1_200))
    await expect(correct(at(), sale.id, again)).rejects.toEqual(
      refused('already_corrected', { lines: expect.arrayContaining([{ n: 3, left: 0 }]) }),
    )
    await correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }, back(1, 2_800, 'AVOIR')))
    await expect(
      correct(at(), sale.id, await takingBack(db, sale, { 1: 2 }, { lines: [{ n: 1, qty: 2 }] })),
    ).rejects.toEqual(refused('already_corrected'))
    await correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }, back(1, 2_200, 'AVOIR', back2(2, 600))))
    const [sums] = await db.sql`
      SELECT sum(l.total_c)::int AS total, sum(l.vat_c)::int AS vat, sum(l.ht_c)::int AS ht, sum(l.qty)::int AS qty,
             sum(l.commission_c)::int AS commission
        FROM sale_line l JOIN corrected_line k ON k.sale_id = l.sale_id AND k.n = l.n
       WHERE k.origin_id = ${sale.id} AND k.origin_n = 1`
    const [line] = await db.sql`
      SELECT -total_c AS total, -vat_c AS vat, -ht_c AS ht, -qty AS qty, -commission_c AS commission
        FROM sale_line WHERE sale_id = ${sale.id} AND n = 1`
    expect(sums).toEqual(line)
  })

  it('is a REFUND in another shift; a correction is not corrected, an unknown sale is not found', async () => {
    const sale = boatBasket(office, { register: 1 })
    await sold(at(), sale)
    const asked = await takingBack(db, sale, { 1: 1 })
    const elsewhere = { ...asked, registerId: office.registers[0] ?? '', shiftId: office.shifts[0] ?? '' }
    await expect(correct(at(), sale.id, { ...elsewhere, shiftId: sale.shiftId })).rejects.toEqual(
      refused('shift_closed'),
    )
    await expect(correct(at(plusMinutes(TEST_NOW, 1_441)), sale.id, elsewhere)).rejects.toEqual(
      refused('shift_too_old'),
    )
    const { answer } = await correct(at(), sale.id, elsewhere)
    expect(answer.docType).toBe('REFUND')
    const next = { ...elsewhere, id: newId('sale') }
    await expect(correct(at(), answer.id, next)).rejects.toEqual(refused('already_corrected'))
    await expect(correct(at(), newId('sale'), next)).rejects.toEqual(refused('not_found'))
  })

  it('answers the same request the same, and takes nothing back twice; other content is another request', async () => {
    const sale = boatBasket(office, { adults: 2 })
    await sold(at(), sale)
    const asked = await takingBack(db, sale, { 1: 1 })
    const first = await correct(at(), sale.id, asked)
    const replay = await correct(at(LATER), sale.id, asked)
    expect(replay).toEqual({ answer: first.answer, again: true, counters: [] })
    await expect(correct(at(), sale.id, { ...asked, reason: 'GOODWILL' })).rejects.toEqual(
      refused('id_reused'),
    )
    await expect(correct(at(), sale.id, { ...asked, id: sale.id })).rejects.toEqual(refused('id_reused'))
  })

  it('refuses foreign tickets, void ones, and a total that is not the one shown', async () => {
    const sale = boatBasket(office, { adults: 2 })
    const other = boatBasket(office)
    await sold(at(), sale)
    await sold(at(), other)
    const asked = await takingBack(db, sale, { 1: 1 })
    const foreign = (await takingBack(db, other, { 1: 1 })).lines
    await expect(correct(at(), sale.id, { ...asked, lines: foreign })).rejects.toEqual(refused('bad_request'))
    await expect(correct(at(), sale.id, { ...asked, expected: { totalC: 2_700 } })).rejects.toEqual(
      refused('price_changed', { totalC: 2_800 }),
    )
    await correct(at(), sale.id, asked)
    await expect(correct(at(), sale.id, { ...asked, id: newId('sale') })).rejects.toEqual(
      refused('already_corrected'),
    )
  })

  it('goods that are broken do not come back on the shelf', async () => {
    const [before] = await db.sql`SELECT capacity, taken FROM counter WHERE id = ${office.topoguide.counter}`
    const sale = await soldFamily()
    await correct(
      at(),
      sale.id,
      await takingBack(db, sale, { 3: 1 }, { ...back(3, 1_200), reason: 'DEFECT' }),
    )
    const [after] = await db.sql`SELECT capacity, taken FROM counter WHERE id = ${office.topoguide.counter}`
    expect(after).toEqual({ capacity: before?.capacity - 1, taken: before?.taken })
  })

  it('an SNCF ticket goes whole, with the number under which its own terminal cancelled it', async () => {
    const sale = await soldFamily()
    const asked = await takingBack(db, sale, { 4: 1 }, back(3, 900))
    await expect(correct(at(), sale.id, asked)).rejects.toEqual(refused('bad_request'))
    await correct(at(), sale.id, { ...asked, lines: [rail()] })
  })

  it('keeps the commission where the agreement says so', async () => {
    const terms = (reverses: boolean) => db.owner().sql`
      UPDATE agreement SET cancellation = jsonb_set(cancellation, '{reversesCommission}', ${reverses}::text::jsonb)`
    await terms(false)
    const sale = boatBasket(office)
    await sold(at(), sale)
    const moved = await movedBy(async () => correct(at(), sale.id, await takingBack(db, sale, { 1: 1 })))
    await terms(true)
    expect(moved).toEqual({ '467100': 2_800, '5311': -2_800 })
  })
})

const back = (
  originN: number,
  amountC: number,
  means: CorrectInput['tenders'][number]['means'] = 'CASH',
  more: CorrectInput['tenders'] = [],
): Pick<CorrectInput, 'tenders'> => ({ tenders: [{ originN, means, amountC }, ...more] })
const back2 = (originN: number, amountC: number): CorrectInput['tenders'] => [
  { originN, means: 'CB', amountC, ref: '77' },
]

describe('the ways of the money', () => {
  const bad: [string, CorrectInput['tenders'], object][] = [
    ['cash for a card', [{ originN: 2, means: 'CASH', amountC: 1_200 }], { allowed: ['CB'] }],
    ['cash for chèques-vacances', [{ originN: 1, means: 'CASH', amountC: 1_200 }], { allowed: ['AVOIR'] }],
    ['more cash than came', [{ originN: 3, means: 'CASH', amountC: 1_201 }], { leftC: 1_200 }],
    [
      'a card without the slip of its credit',
      [{ originN: 2, means: 'CB', amountC: 1_200 }],
      { missing: 'ref' },
    ],
    ['a transfer to nowhere', [{ originN: 3, means: 'VIREMENT', amountC: 1_200 }], { missing: 'iban' }],
  ]
  it.each(bad)('refuses %s', async (_, tenders, data) => {
    const sale = await soldFamily()
    const asked = await takingBack(db, sale, { 3: 1 }, { tenders })
    await expect(correct(at(), sale.id, asked)).rejects.toEqual(refused('refund_not_allowed', data))
  })

  it('what is given back adds up', async () => {
    const sale = await soldFamily()
    const asked = await takingBack(db, sale, { 3: 1 }, back(3, 1_000))
    await expect(correct(at(), sale.id, asked)).rejects.toEqual(refused('tender_mismatch', { missingC: 200 }))
  })

  it('a cheque is owed until it has cleared; its transfer is noted once, and the account forgotten', async () => {
    const accountant = { ...at(), actor: { ...at().actor, roles: ['accountant'] } } as ReturnType<typeof at>
    const sale = boatBasket(office)
    await sold(at(), { ...sale, tenders: [{ means: 'CHEQUE', amountC: 2_800, ref: '0001234' }] })
    const asked = await takingBack(db, sale, { 1: 1 }, back(1, 2_800, 'VIREMENT'))
    const { answer } = await correct(at(), sale.id, asked)
    expect(answer.due).toEqual([{ means: 'VIREMENT', amountC: 2_800, notBefore: '2026-08-28' }])
    // It lies in the drawer, to be counted and cashed.
    const { cheques } = await readToCount(at(), sale.shiftId)
    expect(cheques.map((one) => one.saleId)).toContain(sale.id)
    const due = (await openRefunds(accountant)).refunds.find((r) => r.saleId === answer.id)
    const id = due?.id ?? ''
    const iban = { iban: 'FR76 3000 6000 0112 3456 7890 189', holder: 'A. Visitor' }
    expect(await setIban(accountant, id, iban)).toMatchObject({ iban: 'FR7630006000011234567890189' })
    const pay = (ref: string, days = 0) => {
      const now = plusMinutes(TEST_NOW, days * 1_440)
      return payRefund({ ...accountant, now }, id, { ref })
    }
    await expect(pay('V1')).rejects.toEqual(refused('refund_not_allowed', { notBefore: '2026-08-28' }))
    await expect(payRefund(at(), id, { ref: 'V1' })).rejects.toEqual(refused('forbidden'))
    const moved = await movedBy(async () => {
      expect(await pay('V1', 20)).toMatchObject({ status: 'PAID', iban: null, holder: null })
      expect(await pay('V1', 21)).toMatchObject({ status: 'PAID' })
    })
    expect(moved).toEqual({ '4198': 2_800, '512': -2_800 })
    await expect(pay('V2', 21)).rejects.toEqual(refused('id_reused'))
  })
})

describe('what needs an approval', () => {
  it('much money, a ticket that was used, terms that are over; a wrong PIN approves nothing', async () => {
    const sale = boatBasket(office, { adults: 2 })
    await sold(at(), sale)
    const [ticket] =
      await db.sql`SELECT short_code FROM ticket WHERE sale_id = ${sale.id} ORDER BY id LIMIT 1`
    expect(
      await scan(at(plusMinutes(TEST_NOW, 50)), { id: newId('scan'), code: ticket?.short_code }),
    ).toMatchObject({ verdict: 'admitted' })
    const asked = await takingBack(db, sale, { 1: 2 }, { reason: 'CUSTOMER_CANCELS' })
    await expect(correct(at(), sale.id, asked)).rejects.toEqual(
      refused('approval_needed', { causes: ['AMOUNT', 'TICKET_USED', 'TERMS'] }),
    )
    const wrong = { ...asked, approval: { ...MANAGER, pin: '000000' } }
    await expect(correct(at(), sale.id, wrong)).rejects.toEqual(refused('approval_refused'))
    const seller = { ...asked, approval: { code: office.staff.code, pin: '1234' } }
    await expect(correct(at(), sale.id, seller)).rejects.toEqual(refused('approval_refused'))
    await correct(at(), sale.id, { ...asked, approval: MANAGER })
    const [row] =
      await db.sql`SELECT causes, approved_by IS NOT NULL AS is FROM correction WHERE sale_id = ${asked.id}`
    expect(row).toEqual({ causes: ['AMOUNT', 'TICKET_USED', 'TERMS'], is: true })
  })

  it('somebody who may not correct is told before anything else', async () => {
    const auditor = { ...at(), actor: { ...at().actor, roles: ['auditor'] } } as ReturnType<typeof at>
    const asked = await takingBack(db, { ...boatBasket(office), id: (await soldFamily()).id }, {})
    await expect(correct(auditor, newId('sale'), asked)).rejects.toEqual(refused('forbidden'))
  })

  it('says beforehand what can be taken back, and how', async () => {
    const sale = await soldFamily()
    await correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }, back(1, 2_800, 'AVOIR')))
    const seen = await correctable(at(), sale.id)
    expect(seen.lines[0]).toMatchObject({ n: 1, qty: 2, left: 1, backC: [2_800], isFree: false })
    expect(seen.lines[0]?.tickets.map((t) => t.isVoid).sort()).toEqual([false, true])
    expect(seen.tenders).toMatchObject([
      { n: 1, means: 'ANCV_P', leftC: 2_200, ways: ['AVOIR'] },
      { n: 2, means: 'CB', leftC: 3_000, ways: ['CB'] },
      { n: 3, means: 'CASH', leftC: 1_200, ways: ['CASH', 'VIREMENT'] },
    ])
    expect(seen.approvalFromC).toBe(5_000)
  })
})

describe('a payment that is said again', () => {
  const fix = (sale: SellInput, over: Partial<PaymentFixInput>): PaymentFixInput => ({
    id: newId('sale'),
    registerId: sale.registerId,
    shiftId: sale.shiftId,
    reason: 'PAYMENT_ERROR',
    from: [{ originN: 1, amountC: 2_800 }],
    to: [{ means: 'CB', amountC: 2_800, ref: '004512' }],
    ...over,
  })

  it('moves the money from one account to the other, and is what is given back later', async () => {
    const sale = boatBasket(office)
    await sold(at(), sale)
    const asked = fix(sale, {})
    const moved = await movedBy(async () => {
      const { answer } = await fixPayment(at(), sale.id, asked)
      expect(answer).toMatchObject({ docType: 'PAYMENT_FIX', totalC: 0 })
      expect(await fixPayment(at(), sale.id, asked)).toMatchObject({ again: true, answer })
    })
    expect(moved).toEqual({ '5311': -2_800, '5115': 2_800 })
    expect((await correctable(at(), sale.id)).tenders).toMatchObject([
      { n: 1, means: 'CASH', leftC: 0 },
      { n: 2, means: 'CB', leftC: 2_800 },
    ])
    await expect(correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }))).rejects.toEqual(
      refused('refund_not_allowed'),
    )
    await correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }, { tenders: back2(2, 2_800) }))
  })

  it('obeys the rules of a sale: no chèques-vacances for goods, sums that agree, no vouchers', async () => {
    const family = familyBasket(office)
    const goods = {
      ...family,
      lines: family.lines.slice(1, 2),
      tenders: [{ means: 'CASH' as const, amountC: 1_200 }],
      expected: { totalC: 1_200, changeC: 0 },
    }
    await sold(at(), goods)
    const from = [{ originN: 1, amountC: 1_200 }]
    const to = (means: 'ANCV_P' | 'CHEQUE' | 'GIFT', amountC = 1_200) => [{ means, amountC }]
    const asked = (tenders: PaymentFixInput['to']) =>
      fixPayment(at(), goods.id, fix(goods, { from, to: tenders }))
    await expect(asked(to('ANCV_P'))).rejects.toEqual(refused('tender_not_allowed'))
    await expect(asked(to('CHEQUE', 1_100))).rejects.toEqual(refused('tender_mismatch'))
    await expect(asked(to('GIFT'))).rejects.toEqual(refused('refund_not_allowed'))
    await asked(to('CHEQUE'))
  })

  it('needs an approval once the shift that sold is counted; cash that goes out is expected of the drawer', async () => {
    const ctx = at()
    const { registerId, shiftId } = await openAnother(db.owner(), ctx, office)
    const sale = { ...boatBasket(office, { session: 2 }), registerId, shiftId }
    await sold(ctx, sale)
    // Who counts the drawer is not told what it should hold.
    const manager = { ...ctx, actor: { ...ctx.actor, roles: ['manager'] } } as typeof ctx
    const before = await readShift(manager, shiftId)
    await correct(ctx, sale.id, await takingBack(db, sale, { 1: 1 }))
    expect((await readShift(manager, shiftId)).expectedC).toBe((before.expectedC ?? 0) - 2_800)
    const paid = { ...boatBasket(office, { session: 2 }), registerId, shiftId }
    await sold(ctx, paid)
    const expectedC = (await readShift(manager, shiftId)).expectedC ?? 0
    await closeShift(ctx, shiftId, { countedC: expectedC, pieces: {} })
    const here = { registerId: office.registers[0] ?? '', shiftId: office.shifts[0] ?? '' }
    const asked = fix(paid, here)
    await expect(fixPayment(at(), paid.id, asked)).rejects.toEqual(
      refused('approval_needed', { causes: ['SHIFT_COUNTED'] }),
    )
    await fixPayment(at(), paid.id, { ...asked, approval: MANAGER })
  })
})
