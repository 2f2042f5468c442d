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
import { reconcile } from '../report/reconcile.ts'
import { boatBasket, familyBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { plusDays, plusMinutes, toDay, toInstant } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { addActor, endActor, setAct } from './act.ts'
import { alertsOf, yearStart, type Watched } from './alerts.ts'
import { actOf, ctxAs, intoSafe, sold } from './given-regie.ts'
import { handOver } from './handover.ts'
import { lockDesk } from './office.ts'
import { handoverPdf, versementPdf } from './paper.ts'
import { readRegie } from './read.ts'
import { handIn, prepareVersement, voidVersement } from './versement.ts'

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
const sellBoat = (means?: 'CB') => {
  const basket = boatBasket(office)
  return sold(
    db,
    keys,
    office,
    means ? { ...basket, tenders: [{ means, amountC: 2_800, ref: '004512' }] } : basket,
  )
}
const safe = (amountC: number) => ({ place: 'SAFE' as const, siteId: office.site, amountC })
const accounts = async () =>
  Object.fromEntries((await balances(db)).map((b) => [b.account, b.balanceC as number]))

describe('what may be taken in', () => {
  it('a revenue, a means or a place that the act does not list is refused: gestion de fait', async () => {
    await sellBoat()
    await setAct(ctx, actOf(office, { families: ['BOUTIQUE'] }))
    await expect(sellBoat()).rejects.toEqual(
      refusal('revenue_not_authorised', { what: 'line', family: 'BOAT' }),
    )
    await setAct(ctx, actOf(office, { kinds: ['OWN'] }))
    await expect(sellBoat()).rejects.toEqual(
      refusal('revenue_not_authorised', { what: 'line', kind: 'THIRD_PARTY' }),
    )
    await setAct(ctx, actOf(office, { means: ['CASH'] }))
    await expect(sellBoat('CB')).rejects.toEqual(
      refusal('revenue_not_authorised', { what: 'means', means: 'CB' }),
    )
    await sellBoat()
    await owner.sql`INSERT INTO site (id, code, name, address, city, cash_account) VALUES (${newId('site')}, 'P', 'Plage', '', '', '5312')`
    const [beach] = await db.sql<{ id: string }[]>`SELECT id FROM site WHERE code = 'P'`
    await setAct(ctx, actOf(office, { siteIds: [beach?.id ?? ''] }))
    await expect(sellBoat()).rejects.toEqual(refusal('revenue_not_authorised', { what: 'site' }))
    await setAct(ctx, actOf(office))
    await sold(db, keys, office, familyBasket(office))
  })

  it('an office with a public accountant takes in nothing without an act in force; an association needs none', async () => {
    await sellBoat()
    await owner.sql`UPDATE office SET legal_form = 'EPIC_COMPTABLE_PUBLIC'`
    await expect(sellBoat()).rejects.toEqual(refusal('revenue_not_authorised', { what: 'none' }))
    await setAct(ctx, actOf(office, { validFrom: plusDays(office.day, 1) }))
    await expect(sellBoat()).rejects.toEqual(refusal('revenue_not_authorised', { what: 'none' }))
    await setAct(ctx, actOf(office))
    await sellBoat()
    await setAct(ctx, actOf(office, { validTo: plusDays(office.day, -1) }))
    await expect(sellBoat()).rejects.toEqual(refusal('revenue_not_authorised', { what: 'none' }))
  })

  it('each act is a version that stays, in the audit and the event log; the same again changes nothing', async () => {
    expect(await setAct(ctx, actOf(office))).toEqual({ version: 1 })
    expect(await setAct(ctx, actOf(office))).toEqual({ version: 1 })
    expect(await setAct(ctx, actOf(office, { mostHeldC: 500_000 }))).toEqual({ version: 2 })
    const events = await db.sql<{ payload: string }[]>`
      SELECT payload FROM journal_record WHERE journal = 'L' AND register_id = ${office.office} ORDER BY seq`
    expect(events.map((e) => JSON.parse(e.payload).detail.version)).toEqual([1, 2])
    expect(await db.sql`SELECT 1 FROM audit WHERE action = 'regie.set'`).toHaveLength(2)
    const agent = ctxAs(db, keys, office, ['agent', 'regisseur'])
    await expect(setAct(agent, actOf(office))).rejects.toEqual(refusal('forbidden'))
  })

  it('a new titulaire ends the one before; an ended function stays ended', async () => {
    const actor = (role: 'TITULAIRE' | 'SUPPLEANT', from: string) => ({
      id: newId('regieActor'),
      staffId: office.staff.id,
      role,
      actNumber: 'N1',
      actOn: toDay('2026-01-10'),
      validFrom: toDay(from),
    })
    const [first, second] = [actor('TITULAIRE', '2026-01-15'), actor('TITULAIRE', '2026-08-01')]
    await addActor(ctx, first)
    await addActor(ctx, first)
    await addActor(ctx, actor('SUPPLEANT', '2026-01-15'))
    await addActor(ctx, second)
    const { actors } = await readRegie(ctx)
    expect(actors.map((a) => [a.role, a.validFrom, a.validTo])).toEqual([
      ['TITULAIRE', '2026-08-01', null],
      ['SUPPLEANT', '2026-01-15', null],
      ['TITULAIRE', '2026-01-15', '2026-07-31'],
    ])
    await expect(addActor(ctx, actor('TITULAIRE', '2026-07-01'))).rejects.toEqual(refusal('bad_request'))
    await endActor(ctx, second.id, toDay('2026-08-31'))
    await endActor(ctx, second.id, toDay('2026-08-31'))
    await expect(endActor(ctx, second.id, toDay('2026-09-30'))).rejects.toEqual(refusal('already_done'))
  })
})

describe('a versement', () => {
  it('takes the cash of the safe, accounts for every receipt once, and leaves the books when it is handed in', async () => {
    await setAct(ctx, actOf(office))
    await sold(db, keys, office, familyBasket(office))
    await sellBoat()
    await intoSafe(db, keys, office, 4_000)
    const id = newId('versement')
    const made = await prepareVersement(ctx, { id, parts: [safe(3_000)] })
    expect(made).toEqual({ id, number: 'V-2026-0001' })
    expect(await prepareVersement(ctx, { id, parts: [safe(3_000)] })).toEqual(made)
    await expect(prepareVersement(ctx, { id, parts: [safe(2_000)] })).rejects.toEqual(refusal('id_reused'))
    const [row] = await db.sql`SELECT kind, ranges, sums FROM versement`
    expect(row?.ranges).toMatchObject([{ register: 'B1', fromSeq: 1, toSeq: 2, count: 2 }])
    expect(row?.sums).toMatchObject({
      grossC: 12_000,
      thirdC: 10_800,
      beforeC: 0,
      takenC: 12_000,
      otherC: 0,
      left: { drawersC: 0, safeC: 1_000, cardsC: 3_000, ancvC: 5_000 },
    })
    expect((await accounts())['580']).toBe(4_000)
    await handIn(ctx, id, { day: office.day, receipt: 'Q-77' })
    await handIn(ctx, id, { day: office.day, receipt: 'Q-77' })
    await expect(handIn(ctx, id, { day: office.day, receipt: 'Q-78' })).rejects.toEqual(
      refusal('already_done'),
    )
    expect(await accounts()).toMatchObject({ '580': 1_000, '4711': 3_000 })
    // The next one begins where this one ended.
    await sellBoat()
    await prepareVersement(ctx, { id: newId('versement'), parts: [safe(1_000)] })
    const [next] = await db.sql`SELECT ranges, sums FROM versement WHERE n = 2`
    expect(next?.ranges).toMatchObject([{ fromSeq: 3, toSeq: 3, count: 1 }])
    expect(next?.sums).toMatchObject({ grossC: 2_800, beforeC: 9_000, takenC: 2_800, otherC: 0 })
    const types =
      await db.sql`SELECT doc_type FROM journal_record WHERE journal = 'P' AND register_id = ${office.office} ORDER BY seq`
    expect(types.map((t) => t.doc_type)).toEqual([
      'VERSEMENT_PREPARED',
      'VERSEMENT_HANDED_IN',
      'VERSEMENT_PREPARED',
    ])
    expect((await verifyJournals(db, {})).faults).toEqual([])
    expect(await reconcile(db)).toEqual([])
  })

  it('says its total in figures and in letters, by revenue, means and receipts, on paper', async () => {
    await setAct(ctx, actOf(office))
    await sold(db, keys, office, familyBasket(office))
    await intoSafe(db, keys, office, 1_180)
    const id = newId('versement')
    await prepareVersement(ctx, { id, parts: [safe(1_180)] })
    const text = (await pdfText(await versementPdf(ctx, id))).join(' ')
    for (const said of [
      'Bordereau de versement',
      'V-2026-0001',
      'Arrêté à la somme de onze euros et quatre-vingts centimes.',
      'Bateaux',
      'Pour le compte de tiers',
      'Chèques-Vacances',
      'B1-2026-000001',
      'Service de gestion comptable d’Auray',
      'Le régisseur',
      'Le comptable',
      'DÉMONSTRATION',
    ])
      expect(text).toContain(said)
  })

  it('takes no more than is there, and nothing of a drawer that somebody works at', async () => {
    await sellBoat()
    await intoSafe(db, keys, office, 1_000)
    const prepare = (amountC: number) =>
      prepareVersement(ctx, { id: newId('versement'), parts: [safe(amountC)] })
    await expect(prepare(1_001)).rejects.toEqual(refusal('versement_short', { availableC: 1_000 }))
    await prepare(600)
    await expect(prepare(401)).rejects.toEqual(refusal('versement_short', { availableC: 400 }))
    const drawer = { place: 'DRAWERS' as const, siteId: office.site, amountC: 1 }
    await expect(prepareVersement(ctx, { id: newId('versement'), parts: [drawer] })).rejects.toEqual(
      refusal('versement_short', { availableC: 0 }),
    )
    const treasury = { place: 'TREASURY' as const, siteId: null, amountC: 1 }
    await expect(prepareVersement(ctx, { id: newId('versement'), parts: [treasury] })).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('without a régie goes to the bank; one that has not left is cancelled, and keeps its number', async () => {
    await sellBoat()
    await intoSafe(db, keys, office, 2_800)
    const [first, second] = [newId('versement'), newId('versement')]
    await prepareVersement(ctx, { id: first, parts: [safe(1_000)] })
    await prepareVersement(ctx, { id: second, parts: [safe(500)] })
    await expect(voidVersement(ctx, first)).rejects.toEqual(refusal('already_done', { status: 'FOLLOWED' }))
    await voidVersement(ctx, second)
    await voidVersement(ctx, second)
    await voidVersement(ctx, first)
    const third = newId('versement')
    await prepareVersement(ctx, { id: third, parts: [safe(2_800)] })
    await handIn(ctx, third, { day: office.day, receipt: 'BANQUE 1' })
    expect(await db.sql`SELECT number, kind, status FROM versement ORDER BY n`).toEqual([
      { number: 'V-2026-0001', kind: 'BANK', status: 'VOID' },
      { number: 'V-2026-0002', kind: 'BANK', status: 'VOID' },
      { number: 'V-2026-0003', kind: 'BANK', status: 'HANDED_IN' },
    ])
    expect((await db.sql`SELECT ranges FROM versement WHERE n = 3`)[0]?.ranges).toMatchObject([
      { fromSeq: 1 },
    ])
    expect(await accounts()).toMatchObject({ '512': 2_800, '580': 0 })
    await expect(voidVersement(ctx, third)).rejects.toEqual(refusal('already_done'))
    expect(await reconcile(db)).toEqual([])
  })

  /** Prepares a slip of 600 while another of 600 is between its look at a safe of 1 000 and its commit. */
  async function twoAtOnce(locked: boolean): Promise<number> {
    await sellBoat()
    await intoSafe(db, keys, office, 1_000)
    let second: Promise<unknown> | undefined
    await transaction(db.another({ max: 1 }), async (tx) => {
      if (locked) await lockDesk(tx, ctx)
      await tx.sql`
        INSERT INTO versement (id, kind, year, n, number, status, from_day, to_day, total_c, parts, ranges, sums, staff_id, at)
        VALUES ('ver_x', 'BANK', 2026, 100, 'V-2026-0100', 'PREPARED', ${office.day}, ${office.day}, 600,
                ${JSON.stringify([{ ...safe(600), account: '580', site: 'Bourg' }])}::text::jsonb, '[]',
                '{"left": {}}', 'stf_x', ${TEST_NOW}::timestamptz)`
      second = prepareVersement(ctx, { id: newId('versement'), parts: [safe(600)] })
      second.catch(() => {})
      await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300))])
    })
    await second?.catch(() => {})
    const [row] = await db.sql<{ n: number }[]>`SELECT sum(total_c)::int AS n FROM versement`
    return row?.n ?? 0
  }

  it('of two that take the same money one is refused', async () => {
    expect(await twoAtOnce(true)).toBe(600)
  })

  it('negative control: without the lock both would take it', async () => {
    expect(await twoAtOnce(false)).toBe(1_200)
  })

  it('ten at once are numbered without a gap', async () => {
    await sellBoat()
    await intoSafe(db, keys, office, 1_000)
    const other = db.another({ max: 5 })
    const ids = Array.from({ length: 10 }, () => newId('versement'))
    await Promise.all(
      ids.map((id, i) => prepareVersement({ ...ctx, db: i % 2 ? db : other }, { id, parts: [safe(100)] })),
    )
    const rows = await db.sql<{ n: number }[]>`SELECT n FROM versement ORDER BY n`
    expect(rows.map((r) => r.n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect((await readRegie(ctx)).preparedC).toBe(1_000)
  })
})

describe('a hand-over', () => {
  it('says what every drawer and safe should hold and held, and moves nothing in the books', async () => {
    await setAct(ctx, actOf(office))
    await sellBoat()
    await sold(db, keys, office, {
      ...boatBasket(office),
      tenders: [{ means: 'CHEQUE', amountC: 2_800, ref: '1234567' }],
    })
    await intoSafe(db, keys, office, 800)
    await owner.sql`INSERT INTO auth_user (id, name, email) VALUES ('u', 'KA', 'ka@guichet.example')`
    const to = newId('staff')
    await owner.sql`INSERT INTO staff (id, user_id, code, name, roles) VALUES (${to}, 'u', 'KA', 'Katell', '["regisseur"]')`
    const { places } = await readRegie(ctx)
    expect(places).toEqual([
      { place: 'DRAWER', id: office.registers[0], name: 'Bourg · Caisse 1', expectedC: 17_000 },
      { place: 'SAFE', id: office.site, name: 'Bourg', expectedC: 800 },
    ])
    const before = await balances(db)
    const id = newId('handover')
    const counts = places.map(({ place, id }) => ({ place, id, countedC: place === 'SAFE' ? 800 : 16_980 }))
    const input = { id, fromStaff: office.staff.id, toStaff: to, counts }
    await expect(handOver(ctx, { ...input, counts: counts.slice(0, 1) })).rejects.toEqual(
      refusal('bad_request'),
    )
    await expect(handOver(ctx, { ...input, toStaff: office.staff.id })).rejects.toEqual(
      refusal('bad_request'),
    )
    expect(await handOver(ctx, input)).toEqual({ id, number: 'PV-2026-0001' })
    expect(await handOver(ctx, input)).toEqual({ id, number: 'PV-2026-0001' })
    expect(await balances(db)).toEqual(before)
    const text = (await pdfText(await handoverPdf(ctx, id))).join(' ')
    for (const said of [
      'Procès-verbal de remise de service',
      'Maïwenn',
      'Katell',
      '−0,20 €',
      'Chèques à remettre',
      'cent soixante-dix-sept euros et quatre-vingts centimes',
    ])
      expect(text).toContain(said)
    expect((await verifyJournals(db, {})).faults).toEqual([])
    await owner.sql.begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`
      await sql`UPDATE regie_handover SET counted_c = 17800`
    })
    expect((await verifyJournals(db, {})).faults).toMatchObject([{ what: 'altered', journal: 'P' }])
  })
})

describe('what the régisseur is told', () => {
  const none = { count: 0, amountC: 0, since: null, late: 0 }
  const watched = (more: Partial<Watched> = {}): Watched => ({
    legalForm: 'EPIC_AGENT_COMPTABLE',
    yearStartMonth: 1,
    today: toDay('2026-08-13'),
    act: { ...actOf({ site: 'sit' } as Given), version: 1, at: '' },
    actors: [{ role: 'TITULAIRE', validFrom: toDay('2026-01-15'), validTo: null }],
    cashC: 10_000,
    openC: 10_000,
    lastOn: toDay('2026-08-01'),
    waiting: { CHEQUE: none, ANCV: none, CARD: none },
    ...more,
  })

  it('the most that may be held is near, then reached', () => {
    expect(alertsOf(watched())).toEqual([])
    expect(alertsOf(watched({ cashC: 159_999 }))).toEqual([])
    expect(alertsOf(watched({ cashC: 160_000 }))).toEqual(['MOST_NEAR'])
    expect(alertsOf(watched({ cashC: 200_000 }))).toEqual(['MOST_REACHED'])
  })

  it('a versement is due after its period, at the end of the year and when the régisseur changes', () => {
    expect(alertsOf(watched({ lastOn: toDay('2026-07-13') }))).toEqual([])
    expect(alertsOf(watched({ lastOn: toDay('2026-07-12') }))).toEqual(['PERIOD_OVER'])
    expect(alertsOf(watched({ lastOn: toDay('2026-07-12'), openC: 0 }))).toEqual([])
    const december = { today: toDay('2026-12-30'), lastOn: toDay('2026-12-20') }
    expect(alertsOf(watched(december))).toEqual(['YEAR_END'])
    expect(alertsOf(watched({ ...december, lastOn: toDay('2026-12-29') }))).toEqual([])
    expect(alertsOf(watched({ today: toDay('2027-01-04'), lastOn: toDay('2026-12-20') }))).toEqual([
      'YEAR_END',
    ])
    const actors = [
      { role: 'TITULAIRE' as const, validFrom: toDay('2026-08-10'), validTo: null },
      { role: 'TITULAIRE' as const, validFrom: toDay('2026-01-15'), validTo: toDay('2026-08-09') },
    ]
    expect(alertsOf(watched({ actors }))).toEqual(['REGISSEUR_CHANGED'])
    expect(alertsOf(watched({ actors, lastOn: toDay('2026-08-10') }))).toEqual([])
    expect(alertsOf(watched({ actors: [] }))).toEqual(['NO_TITULAIRE'])
    expect(alertsOf(watched({ act: null, legalForm: 'EPIC_COMPTABLE_PUBLIC' }))).toEqual(['NO_ACT'])
    expect(alertsOf(watched({ act: null }))).toEqual([])
    expect(yearStart(toDay('2026-03-01'), 4)).toBe('2025-04-01')
  })

  it('the cash held is that of all drawers and the safe, at any moment', async () => {
    await setAct(ctx, actOf(office, { mostHeldC: 5_000 }))
    expect(await readRegie(ctx)).toMatchObject({ cashC: 0, alerts: ['NO_TITULAIRE'], dueOn: null })
    await sellBoat()
    await sellBoat()
    await intoSafe(db, keys, office, 3_000)
    const later = { ...ctx, now: plusMinutes(toInstant('2026-10-01T08:00:00Z'), 0) }
    expect(await readRegie(later)).toMatchObject({
      cashC: 5_600,
      held: { drawersC: 2_600, safeC: 3_000 },
      floatsC: 15_000,
      alerts: ['MOST_REACHED', 'NO_TITULAIRE', 'PERIOD_OVER'],
      dueOn: '2026-09-13',
    })
  })
})
