import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { givenOffice, givenStaff, type TestOffice } from '../auth/test-office.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { shiftPaper } from '../print/shift-paper.ts'
import { CASH_CHECKS } from '../report/reconcile-cash.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { closeShift } from './close.ts'
import { countShift, readToCount } from './count.ts'
import { drawerOf } from './drawer-sum.ts'
import type { MoveInput } from './form.ts'
import { handOver } from './hand-over.ts'
import { moveCash } from './move.ts'
import { readShift } from './read.ts'
import { openShift } from './shift.ts'
import { agentCtx, count, float, givenRegister, NOW, records, refusal, sold } from './test-shift.ts'

let db: TestDb
let office: TestOffice
let place: { id: string; code: string }
let shift: string
const NO = { code: 'NO', pin: '4711' }

beforeAll(async () => {
  db = await testDb()
  office = await givenOffice(db, NOW)
  await transaction(db, (tx) => registerKeys(tx, office.keys.all))
  await givenStaff(db, { code: 'YA', name: 'Yann', roles: ['agent'], pin: '1357' }, NOW)
})
afterAll(async () => {
  // After all that happened here: the chains are whole, and the books say what the drawers did.
  const { faults } = await verifyJournals(db)
  expect(faults.filter((one) => one.journal !== 'T')).toEqual([])
  for (const [name, check] of Object.entries(CASH_CHECKS)) {
    expect([...(await db.sql.unsafe(check))], name).toEqual([])
  }
  await db.close()
})
beforeEach(async () => {
  place = await givenRegister(db, office)
  shift = (await openShift(at(), float(place.id))).shift.id
})

const at = (on: Db = db, now = NOW): Ctx => agentCtx(on, office, now)
const manager = (): Ctx => ({ ...at(), actor: office.manager })
type Unnamed<Input> = Input extends MoveInput ? Omit<Input, 'id'> & { id?: string } : never
const move = (input: Unnamed<MoveInput>, ctx = at()) =>
  moveCash(ctx, shift, { id: newId('movement'), ...input })
const expected = async () => (await readShift(manager(), shift)).expectedC
const legs = async (kind: string) =>
  (
    await db.sql`
      SELECT l.account, l.amount_c AS "amountC" FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
       WHERE e.shift_id = ${shift} AND e.kind = ${kind} ORDER BY e.id, l.n`
  ).map((one) => [one.account, one.amountC])

describe('a movement of cash', () => {
  it('is numbered in the P chain, logged, booked, and done once however often it is sent', async () => {
    const id = newId('movement')
    const first = await move({ id, kind: 'IN', amountC: 2_000, reason: 'CHANGE_FETCHED' })
    expect(first).toMatchObject({
      made: true,
      movement: { number: `${place.code}-P-2`, amountC: 2_000, staff: 'MA', reason: 'CHANGE_FETCHED' },
    })
    expect(await move({ id, kind: 'IN', amountC: 2_000, reason: 'CHANGE_FETCHED' })).toEqual({
      ...first,
      made: false,
    })
    await expect(move({ id, kind: 'IN', amountC: 2_100, reason: 'CHANGE_FETCHED' })).rejects.toMatchObject(
      refusal('id_reused'),
    )
    expect(await legs('cash_in')).toEqual([
      ['5311', 2_000],
      ['580', -2_000],
    ])
    expect((await records(db, place.id, 'L')).at(-1)).toMatchObject({ code: 'CASH_MOVED' })
    expect(await expected()).toBe(17_000)
  })

  it('twenty times at once moves once', async () => {
    const id = newId('movement')
    const ends = await Promise.all(
      Array.from({ length: 20 }, () => move({ id, kind: 'SAFE_DEPOSIT', amountC: 1_000 })),
    )
    expect(ends.filter((end) => end.made)).toHaveLength(1)
    expect(await expected()).toBe(14_000)
  })

  it('never takes more than the drawer holds, and does not say how much that is', async () => {
    await sold(db, { id: shift, registerId: place.id }, [{ means: 'CASH', amountC: 500 }])
    const refused = await move({ kind: 'SAFE_DEPOSIT', amountC: 15_501 }).catch((e) => e)
    expect(refused).toMatchObject({ code: 'drawer_short', data: {} })
    // Of two that together are more, one goes.
    const other = db.another({ max: 2 })
    const ends = await Promise.allSettled([
      move({ kind: 'SAFE_DEPOSIT', amountC: 9_000 }),
      move({ kind: 'SAFE_DEPOSIT', amountC: 9_000 }, at(other)),
    ])
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await expected()).toBe(6_500)
  })

  it('out of the drawer above the threshold waits for a régisseur or a manager', async () => {
    const out = { kind: 'OUT' as const, amountC: 6_000, reason: 'CHANGE_TAKEN' as const }
    await expect(move(out)).rejects.toMatchObject(refusal('approval_needed', { fromC: 5_000 }))
    const wrong = { ...out, approval: { code: 'MA', pin: '2580' } }
    await expect(move(wrong)).rejects.toMatchObject(refusal('approval_refused'))
    await move({ ...out, approval: NO })
    expect((await records(db, place.id, 'P')).at(-1)).toMatchObject({ approvedBy: { code: 'NO' } })
    expect((await records(db, place.id, 'L')).at(-1)).toMatchObject({ code: 'MANAGER_OVERRIDE' })
  })

  it('a small purchase waits on 471, and a public body may not pay one out of its drawer', async () => {
    const purchase = { kind: 'OUT' as const, amountC: 850, reason: 'SMALL_PURCHASE' as const }
    await move(purchase)
    expect(await legs('cash_out')).toEqual([
      ['5311', -850],
      ['471', 850],
    ])
    await db.sql`UPDATE office SET legal_form = 'EPIC_COMPTABLE_PUBLIC'`
    await expect(move(purchase)).rejects.toMatchObject(refusal('bad_request'))
    await db.sql`UPDATE office SET legal_form = 'ASSOCIATION'`
  })

  it('between two drawers is written in both, linked, and needs a session on each', async () => {
    const other = await givenRegister(db, office)
    const transfer = { kind: 'TRANSFER' as const, amountC: 3_000, toRegisterId: other.id }
    await expect(move(transfer)).rejects.toMatchObject(refusal('shift_closed', { registerId: other.id }))
    const there = (await openShift(at(), float(other.id))).shift.id
    const id = newId('movement')
    await move({ id, ...transfer })
    await move({ id, ...transfer })
    expect(await expected()).toBe(12_000)
    expect((await readShift(manager(), there)).expectedC).toBe(18_000)
    const out = (await records(db, place.id, 'P')).at(-1)
    const got = (await records(db, other.id, 'P')).at(-1)
    expect(out).toMatchObject({
      type: 'TRANSFER_OUT',
      link: { movement: got.movement, register: other.code },
    })
    expect(got).toMatchObject({ type: 'TRANSFER_IN', link: { movement: id, register: place.code } })
    expect(await legs('cash_transfer')).toEqual([
      ['5311', -3_000],
      ['580', 3_000],
    ])
  })

  it('is refused in a session that is closed, or older than 24 hours, which can only be closed', async () => {
    const late = at(db, plusMinutes(NOW, 24 * 60 + 1))
    await expect(move({ kind: 'SAFE_DEPOSIT', amountC: 100 }, late)).rejects.toMatchObject(
      refusal('shift_too_old'),
    )
    await closeShift(late, shift, count(15_000))
    await expect(move({ kind: 'SAFE_DEPOSIT', amountC: 100 })).rejects.toMatchObject(refusal('shift_closed'))
  })

  it('a random day keeps expected = float + sales − refunds + in − out', async () => {
    let seed = 20_260_813
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    const other = await givenRegister(db, office)
    await openShift(at(), float(other.id, { floatC: 50_000, pieces: {} }))
    let holds = 15_000
    for (let i = 0; i < 60; i++) {
      const amountC = 1 + next(4_000)
      const at = { id: shift, registerId: place.id }
      const kind = next(6)
      if (kind === 0) await sold(db, at, [{ means: 'CASH', amountC, tenderedC: amountC + 500 }])
      else if (kind === 1) await sold(db, at, [{ means: 'CASH', amountC: -amountC }], 'CANCEL')
      else if (kind === 2) await move({ kind: 'IN', amountC, reason: 'FLOAT_RAISED' })
      else {
        const input =
          kind === 3
            ? { kind: 'OUT' as const, amountC, reason: 'FLOAT_LOWERED' as const }
            : kind === 4
              ? { kind: 'SAFE_DEPOSIT' as const, amountC }
              : { kind: 'TRANSFER' as const, amountC, toRegisterId: other.id }
        const went = await move(input).then(
          () => true,
          (error) => {
            expect(error).toMatchObject(refusal('drawer_short'))
            return false
          },
        )
        expect(went).toBe(amountC <= holds)
        if (went) holds -= amountC
        continue
      }
      holds += kind === 1 ? -amountC : amountC
      expect(await drawerOf(db, { id: shift, floatC: 15_000 })).toBe(holds)
    }
    expect(await expected()).toBe(holds)
  })
})

describe('a hand-over', () => {
  const handed = { pieces: {}, to: { code: 'YA', pin: '1357' } }

  it('is counted blind by both; the next agent holds the drawer and starts from that count', async () => {
    const id = newId('movement')
    await expect(handOver(at(), shift, { id, countedC: 14_700, ...handed })).rejects.toMatchObject(
      refusal('gap_reason_needed', { gapC: -300 }),
    )
    const input = { id, countedC: 14_700, gapReason: 'CHANGE_ERROR' as const, ...handed }
    const first = await handOver(at(), shift, input)
    expect(first).toMatchObject({ made: true, movement: { kind: 'HANDOVER_COUNT', other: 'YA' } })
    expect(await handOver(at(), shift, input)).toEqual({ ...first, made: false })
    expect(await readShift(manager(), shift)).toMatchObject({
      openedBy: 'MA',
      heldBy: 'YA',
      expectedC: 14_700,
    })
    expect(await legs('cash_gap')).toEqual([
      ['5311', -300],
      ['658', 300],
    ])
    expect(await closeShift(at(), shift, count(14_700))).toMatchObject({ gapC: 0 })
  })

  it('needs the PIN of who takes it, who is somebody else, and an approval of a large gap', async () => {
    const id = newId('movement')
    const wrong = { ...handed, to: { code: 'YA', pin: '0000' } }
    await expect(handOver(at(), shift, { id, countedC: 15_000, ...wrong })).rejects.toMatchObject(
      refusal('approval_refused'),
    )
    const self = { ...handed, to: { code: 'MA', pin: '2580' } }
    await expect(handOver(at(), shift, { id, countedC: 15_000, ...self })).rejects.toMatchObject(
      refusal('bad_request'),
    )
    const large = { id, countedC: 10_000, gapReason: 'UNKNOWN' as const, ...handed }
    await expect(handOver(at(), shift, large)).rejects.toMatchObject(refusal('approval_needed'))
    await handOver(at(), shift, { ...large, approval: NO })
    expect((await records(db, place.id, 'P')).at(-1)).toMatchObject({
      approvedBy: { code: 'NO' },
      to: { code: 'YA' },
    })
  })
})

describe('a closing', () => {
  const on = () => ({ id: shift, registerId: place.id })

  it('counts cheques one by one, chèques-vacances by face, the terminal by its total, and nothing else', async () => {
    const saleId = await sold(db, on(), [
      { means: 'CHEQUE', amountC: 4_000, ref: '0012345' },
      { means: 'CHEQUE', amountC: 2_500, ref: '0012346' },
      { means: 'ANCV_P', amountC: 4_500 },
      { means: 'CB', amountC: 3_000, ref: '004512' },
      { means: 'GIFT', amountC: 1_000 },
    ])
    await sold(db, on(), [
      { means: 'EXCHANGE', amountC: 700 },
      { means: 'AVOIR', amountC: 300 },
      { means: 'VIREMENT', amountC: 900 },
    ])
    await sold(db, on(), [{ means: 'CASH', amountC: -1_200 }], 'CANCEL')
    const toCount = await readToCount(at(), shift)
    expect(toCount.means).toEqual(['CASH', 'CHEQUE', 'ANCV_P', 'CB'])
    expect(toCount.cheques.map((one) => [one.number, one.amountC])).toEqual([
      ['0012345', 4_000],
      ['0012346', 2_500],
    ])
    const counted = {
      ...count(13_800),
      cheques: { seen: [{ saleId, n: 1 }], unknown: [{ number: '777', amountC: 1_000 }] },
      ancv: { '2500': 1, '2000': 1 },
      cardC: 3_100,
    }
    const { counts } = await countShift(at(), shift, counted)
    expect(counts.map((one) => [one.means, one.expectedC, one.countedC])).toEqual([
      ['CASH', 13_800, 13_800],
      ['CHEQUE', 6_500, 5_000],
      ['ANCV_P', 4_500, 4_500],
      ['CB', 3_000, 3_100],
    ])
    const reasons = { CHEQUE: 'PAPER_MISSING', CB: 'TERMINAL_DIFFERS' } as const
    await expect(closeShift(at(), shift, { ...counted, reasons })).rejects.toMatchObject(
      refusal('approval_needed', { fromC: 500 }),
    )
    await closeShift(at(), shift, { ...counted, reasons, approval: NO, leftC: 10_000, bag: 'S-18' })
    const rows = await db.sql`
      SELECT c.means, c.counted_c - c.expected_c AS gap, c.reason, s.code AS by, c.detail
        FROM shift_count c LEFT JOIN staff s ON s.id = c.approved_by WHERE shift_id = ${shift} ORDER BY means`
    expect(rows.map(({ means, gap, reason, by }) => [means, gap, reason, by])).toEqual([
      ['ANCV_P', 0, null, null],
      ['CASH', 0, null, null],
      ['CB', 100, 'TERMINAL_DIFFERS', null],
      ['CHEQUE', -1_500, 'PAPER_MISSING', 'NO'],
    ])
    expect(rows.at(-1)?.detail.missing).toMatchObject([{ number: '0012346', amountC: 2_500 }])
    expect(await legs('means_gap')).toEqual([
      ['5112', -1_500],
      ['471', 1_400],
      ['5115', 100],
    ])
    expect(await legs('safe_deposit')).toEqual([
      ['580', 3_800],
      ['5311', -3_800],
    ])
    const said = (await shiftPaper(at(), shift, null)).map((row) => JSON.stringify(row)).join('\n')
    for (const words of ['CLÔTURE DE SESSION', 'Papier introuvable', 'sac S-18', 'Approuvé par', '-12,00'])
      expect(said.replaceAll('\u2212', '-').replaceAll('\u00a0', ' ')).toContain(words)
  })

  it('what was not counted was not found, and a cheque of another session is refused', async () => {
    await sold(db, on(), [{ means: 'CB', amountC: 3_000 }])
    await expect(closeShift(at(), shift, count(15_000))).rejects.toMatchObject(
      refusal('gap_reason_needed', {
        counts: expect.arrayContaining([{ means: 'CB', expectedC: 3_000, countedC: 0, gapC: -3_000 }]),
      }),
    )
    const foreign = { seen: [{ saleId: newId('sale'), n: 1 }], unknown: [] }
    await expect(countShift(at(), shift, { ...count(15_000), cheques: foreign })).rejects.toMatchObject(
      refusal('bad_request'),
    )
  })

  it('each count that was told a difference leaves a trace', async () => {
    await countShift(at(), shift, count(14_000))
    await closeShift(at(), shift, count(14_800)).catch(() => undefined)
    await closeShift(at(), shift, count(15_000))
    const counted = (await records(db, place.id, 'L')).filter((one) => one.code === '170')
    expect(counted.map((one) => one.detail.gapC)).toEqual([-1_000, -200, 0])
  })

  it('says what is left, and the next opening is held against it', async () => {
    await closeShift(at(), shift, { ...count(15_000), leftC: 10_000 })
    await expect(openShift(at(), float(place.id))).rejects.toMatchObject(
      refusal('gap_reason_needed', { gapC: 5_000, expectedC: 10_000 }),
    )
    const { shift: opened } = await openShift(at(), float(place.id, { gapReason: 'UNKNOWN' }))
    shift = opened.id
    expect(await legs('cash_gap')).toEqual([
      ['5311', 5_000],
      ['758', -5_000],
    ])
    await closeShift(at(), shift, { ...count(15_000), leftC: 10_000 })
    const right = float(place.id, { floatC: 10_000, pieces: {} })
    expect((await openShift(at(), right)).shift.floatC).toBe(10_000)
  })
})

describe('a reading on paper', () => {
  it('is named a reading that closes nothing, and hides the cash from who will count it', async () => {
    await sold(db, { id: shift, registerId: place.id }, [{ means: 'CASH', amountC: 4_321 }])
    const text = async (ctx: Ctx) => JSON.stringify(await shiftPaper(ctx, shift, null))
    expect(await text(at())).toContain('LECTURE X')
    expect(await text(at())).toContain('non clôturée')
    expect(await text(at())).toContain('au comptage')
    expect(await text(at())).not.toContain('193,21')
    expect(await text(manager())).toContain('193,21')
  })

  it('of a movement has its number, its reason and a place to sign', async () => {
    const { movement } = await move({ kind: 'SAFE_DEPOSIT', amountC: 5_000, bag: 'S-19' })
    const said = JSON.stringify(await shiftPaper(at(), shift, movement.id))
    for (const words of [movement.number, 'Versement au coffre', 'S-19', 'Signature'])
      expect(said).toContain(words)
  })
})
