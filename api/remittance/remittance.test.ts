import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { stopPapers } from '../paper/paper.ts'
import { setAct } from '../regie/act.ts'
import { actOf, ctxAs, sold } from '../regie/given-regie.ts'
import { lockDesk } from '../regie/office.ts'
import { reconcile } from '../report/reconcile.ts'
import { boatBasket, familyBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { remittancePdf } from './paper.ts'
import { prepareRemittance } from './prepare.ts'
import { listRemittances, listWaiting } from './read.ts'
import { credit, remit, voidRemittance } from './state.ts'

let db: TestDb
let owner: Db
let office: Given
let ctx: Ctx
const keys = temporaryKeyring()

beforeEach(async () => {
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW })
  ctx = ctxAs(db, keys, office)
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterEach(() => db.close())
afterAll(stopPapers)

const refusal = (code: string, data: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })
const accounts = async () =>
  Object.fromEntries((await balances(db)).map((b) => [b.account, b.balanceC as number]))

/** Sells a boat trip by cheque and returns what waits. */
async function cheque(ref: string) {
  await sold(db, keys, office, { ...boatBasket(office), tenders: [{ means: 'CHEQUE', amountC: 2_800, ref }] })
  const { cheques } = await listWaiting(ctx)
  const found = cheques.find((c) => c.ref === ref)
  if (!found) throw new Error('it does not wait')
  return { saleId: found.saleId, n: found.n }
}
const prepared = async (tenders: { saleId: string; n: number }[]) => {
  const id = newId('remittance')
  const { number } = await prepareRemittance(ctx, { id, kind: 'CHEQUE', tenders })
  return { id, number }
}

describe('cheques', () => {
  it('wait with their number, are due the next day, and leave 5112 when the bank has them', async () => {
    const one = await cheque('1000001')
    const two = await cheque('1000002')
    const { cheques, sums } = await listWaiting(ctx)
    expect(cheques).toMatchObject([
      {
        number: 'B1-2026-000001',
        ref: '1000001',
        amountC: 2_800,
        day: '2026-08-13',
        dueOn: '2026-08-14',
        late: false,
      },
      { ref: '1000002' },
    ])
    expect(sums.CHEQUE).toEqual({ count: 2, amountC: 5_600, since: '2026-08-13', late: 0 })
    const after = { ...ctx, now: plusMinutes(TEST_NOW, 2 * 24 * 60) }
    expect((await listWaiting(after)).sums.CHEQUE.late).toBe(2)
    const { id, number } = await prepared([one])
    expect(number).toBe('CH-2026-0001')
    expect(await accounts()).toMatchObject({ '5112': 5_600 })
    await remit(ctx, id, office.day)
    await remit(ctx, id, office.day)
    expect(await accounts()).toMatchObject({ '5112': 2_800, '512': 2_800 })
    await expect(credit(ctx, id, { day: office.day, amountC: 2_800, feeC: 50 })).rejects.toEqual(
      refusal('remittance_mismatch', { expectedC: 2_800, foundC: 2_850 }),
    )
    await credit(ctx, id, { day: office.day, amountC: 2_750, feeC: 50 })
    await credit(ctx, id, { day: office.day, amountC: 2_750, feeC: 50 })
    expect(await accounts()).toMatchObject({ '5112': 2_800, '512': 2_750, '627': 50 })
    expect((await listWaiting(ctx)).cheques).toMatchObject([{ saleId: two.saleId }])
    expect(await reconcile(db)).toEqual([])
    expect((await verifyJournals(db, {})).faults).toEqual([])
  })

  it('go to the bank once: neither twice on a slip nor on two, until the slip is cancelled', async () => {
    const one = await cheque('1000001')
    const { id } = await prepared([one])
    await expect(prepared([one])).rejects.toEqual(refusal('remitted_already'))
    await expect(prepared([await cheque('1000002'), one])).rejects.toEqual(refusal('remitted_already'))
    expect((await listRemittances(ctx, undefined)).remittances).toHaveLength(1)
    await voidRemittance(ctx, id)
    await expect(remit(ctx, id, office.day)).rejects.toEqual(refusal('already_done', { status: 'VOID' }))
    const again = await prepared([one])
    expect(again.number).toBe('CH-2026-0002')
    expect(await reconcile(db)).toEqual([])
    const wrong = { id: newId('remittance'), kind: 'ANCV' as const, tenders: [one], faces: { '2000': 2 } }
    await expect(prepareRemittance(ctx, wrong)).rejects.toEqual(refusal('remitted_already'))
  })

  it('the slip lists each with its number, and says the count and the total', async () => {
    const { id } = await prepared([await cheque('1000001'), await cheque('1000002')])
    const text = (await pdfText(await remittancePdf(ctx, id))).join(' ')
    for (const said of [
      'remise de chèques',
      'CH-2026-0001',
      '1000001',
      '1000002',
      'B1-2026-000002',
      'Nombre de chèques',
      '56,00 €',
      'cinquante-six euros',
    ])
      expect(text).toContain(said)
  })

  it('of a régie with an account at the Treasury go there, on the day that the act says', async () => {
    await setAct(ctx, actOf(office, { treasuryAccount: 'DFT 100 123', chequeDays: 8 }))
    const { id } = await prepared([await cheque('1000001')])
    await cheque('1000002')
    expect((await listWaiting(ctx)).cheques).toMatchObject([{ dueOn: '2026-08-21' }])
    await remit(ctx, id, office.day)
    expect(await accounts()).toMatchObject({ '515': 2_800, '5112': 2_800 })
  })

  it('that a payment correction took back wait no more; one whose sale was refunded says so', async () => {
    const one = await cheque('1000001')
    const two = await cheque('1000002')
    const copy = (id: string, doc: string, origin: string, seq: number, totalC: number) => owner.sql`
      INSERT INTO sale (id, order_id, register_id, shift_id, staff_id, channel, doc_type, seq, number, business_day, at,
                        total_c, own_c, third_c, voucher_c, change_c, digest, origin_id)
      SELECT ${id}, order_id, register_id, shift_id, staff_id, channel, ${doc}, ${seq}, 'B1-' || ${seq}::int, business_day, at,
             ${totalC}::int, 0, ${totalC}::int, 0, 0, '', id FROM sale WHERE id = ${origin}`
    const [fix, refund] = [newId('sale'), newId('sale')]
    await copy(fix, 'PAYMENT_FIX', one.saleId, 3, 0)
    await copy(refund, 'REFUND', two.saleId, 4, -2_800)
    await owner.sql`INSERT INTO correction VALUES (${fix}, ${one.saleId}, 'WRONG_MEANS', NULL, '[]'), (${refund}, ${two.saleId}, 'CUSTOMER', NULL, '[]')`
    await owner.sql`
      INSERT INTO tender (sale_id, n, means, amount_c)
      VALUES (${fix}, 1, 'CHEQUE', -2800), (${fix}, 2, 'CB', 2800), (${refund}, 1, 'VIREMENT', -2800)`
    await owner.sql`INSERT INTO tender_link (sale_id, n, origin_n) VALUES (${fix}, 1, 1), (${refund}, 1, 1)`
    const { cheques } = await listWaiting(ctx)
    expect(cheques).toMatchObject([{ saleId: two.saleId, refundedBy: 'B1-4' }])
    await expect(prepared([one])).rejects.toEqual(refusal('remitted_already'))
    await expect(prepared([{ saleId: fix, n: 1 }])).rejects.toEqual(refusal('remitted_already'))
  })
})

describe('chèques-vacances and cards', () => {
  it('vouchers are counted by face value; what they are worth more than the sales is the office’s', async () => {
    await sold(db, keys, office, {
      ...boatBasket(office),
      tenders: [
        { means: 'ANCV_P', amountC: 2_700 },
        { means: 'CASH', amountC: 100 },
      ],
    })
    const { vouchers } = await listWaiting(ctx)
    const tenders = vouchers.map(({ saleId, n }) => ({ saleId, n }))
    const ask = (faces: Record<string, number>, comment?: string) =>
      prepareRemittance(ctx, {
        id: newId('remittance'),
        kind: 'ANCV',
        tenders,
        faces,
        ...(comment ? { comment } : {}),
      })
    await expect(ask({})).rejects.toEqual(refusal('bad_request'))
    await expect(ask({ '2500': 1 })).rejects.toEqual(refusal('comment_needed', { gapC: -200 }))
    const { id } = await ask({ '2000': 1, '1000': 1 })
    await remit(ctx, id, office.day)
    await credit(ctx, id, { day: office.day, amountC: 2_925, feeC: 75 })
    expect(await accounts()).toMatchObject({ '5116': 0, '512': 2_925, '627': 75, '758': -300 })
    const text = (await pdfText(await remittancePdf(ctx, id))).join(' ')
    expect(text).toContain('20,00 € 1 20,00 €')
    expect(text).toContain('3,00 € de plus que les ventes')
    expect(await reconcile(db)).toEqual([])
  })

  it('card slips go by day and register, all that wait of them', async () => {
    await sold(db, keys, office, familyBasket(office))
    const other = {
      ...boatBasket(office),
      tenders: [{ means: 'CB' as const, amountC: 2_800, ref: '004513' }],
    }
    await sold(db, keys, office, other)
    const days = [{ day: office.day, registerId: office.registers[0] ?? '' }]
    expect((await listWaiting(ctx)).cards).toMatchObject([{ ...days[0], count: 2, amountC: 5_800 }])
    const id = newId('remittance')
    expect(await prepareRemittance(ctx, { id, kind: 'CARD', days })).toEqual({ id, number: 'CB-2026-0001' })
    expect((await listWaiting(ctx)).cards).toEqual([])
    const again = { id: newId('remittance'), kind: 'CARD' as const, days }
    await expect(prepareRemittance(ctx, again)).rejects.toEqual(refusal('remitted_already'))
    await remit(ctx, id, office.day)
    expect(await accounts()).toMatchObject({ '5115': 0, '512': 5_800 })
    expect(await reconcile(db)).toEqual([])
  })

  it('an agent prepares nothing, an auditor reads', async () => {
    const auditor = ctxAs(db, keys, office, ['auditor'])
    expect((await listWaiting(auditor)).cheques).toEqual([])
    const one = await cheque('1000001')
    for (const role of ['auditor', 'agent'] as const) {
      const input = { id: newId('remittance'), kind: 'CHEQUE' as const, tenders: [one] }
      await expect(prepareRemittance(ctxAs(db, keys, office, [role]), input)).rejects.toEqual(
        refusal('forbidden'),
      )
    }
  })
})

describe('the same cheque on two slips at the same moment', () => {
  /** Prepares a slip while another with the same cheque is between its look and its commit. Returns slips with the cheque. */
  async function twoAtOnce(protection: 'lock' | 'index' | 'none'): Promise<number> {
    const one = await cheque('1000001')
    if (protection === 'none') await owner.sql`DROP INDEX remittance_tender_once`
    let second: Promise<unknown> | undefined
    await transaction(db.another({ max: 1 }), async (tx) => {
      if (protection === 'lock') await lockDesk(tx, ctx)
      await tx.sql`
        INSERT INTO remittance (id, kind, year, n, number, status, count, total_c, counted_c, faces, staff_id, at)
        VALUES ('rem_x', 'CHEQUE', 2026, 100, 'CH-2026-0100', 'PREPARED', 1, 2800, 2800, '{}', 'stf_x', ${TEST_NOW}::timestamptz)`
      await tx.sql`
        INSERT INTO remittance_tender (remittance_id, sale_id, n, amount_c) VALUES ('rem_x', ${one.saleId}, ${one.n}, 2800)`
      second = prepared([one])
      second.catch(() => {})
      await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300))])
    })
    await second?.catch((error: unknown) => expect(error).toEqual(refusal('remitted_already')))
    const [row] = await db.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM remittance_tender`
    return row?.n ?? 0
  }

  it('is on the first, by the lock; and without the lock, by the index', async () => {
    expect(await twoAtOnce('lock')).toBe(1)
  })
  it('is refused by the index alone', async () => {
    expect(await twoAtOnce('index')).toBe(1)
  })
  it('negative control: without the lock nor the index it would be on both', async () => {
    expect(await twoAtOnce('none')).toBe(2)
  })
})
