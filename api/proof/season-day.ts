import type { SignedIn } from '../context.ts'
import { closeShift } from '../register/close.ts'
import { moveCash } from '../register/move.ts'
import { openShift } from '../register/shift.ts'
import { exactCount } from '../register/test-shift.ts'
import { copySale } from '../sale/copy.ts'
import { correct } from '../sale/correct.ts'
import { exchange } from '../sale/exchange.ts'
import { fixPayment } from '../sale/fix.ts'
import { MANAGER, takingBack } from '../sale/given-correct.ts'
import { boatBasket } from '../sale/given-sale.ts'
import type { CorrectInput } from '../sale/correct-form.ts'
import { openRefunds, payRefund } from '../sale/refunds.ts'
import { newId } from '../shared/id.ts'
import { plusDays, plusMinutes, type Day, type Instant } from '../shared/time.ts'
import { expireVouchers } from '../voucher/expire.ts'
import { sellTo, visitor, type Made, type Till } from './season-sale.ts'
import { at, closeAt, count, NIGHTS, type Season } from './season.ts'

const FLOAT_C = 15_000

/** One day of the office: three tills open, sell, correct, move cash, and are counted; then what is over is closed. */
export async function liveDay(season: Season, day: Day, boat: number, sales: number): Promise<void> {
  const till: Till = { day, boat, shifts: [], isNight: false }
  for (const register of season.office.registers.keys()) till.shifts.push(await open(season, day, register))
  await regret(season, till, at(day, '09:05'))
  const steps = Math.ceil(sales / 6)
  for (let step = 0, left = sales; step < steps; step++, left -= 6) {
    const now = plusMinutes(at(day, '09:10'), Math.floor((step * 540) / steps))
    const made = Array.from({ length: Math.min(6, left) }, (_, i) => visitor(season, till, i % 3))
    await sellTo(season, made, now)
    await after(season, till, made, now)
  }
  await moveSome(season, till, at(day, '18:20'))
  await payDue(season, at(day, '18:30'))
  const isNight = NIGHTS.includes(day)
  for (const register of isNight ? [1, 2] : [0, 1, 2]) await shut(season, till, register, at(day, '18:45'))
  if (isNight) await liveNight(season, till)
  const ended = await expireVouchers(season.db, at(plusDays(day, 1), '05:00'))
  count(season, 'expired', ended)
  await closeAt(season, at(plusDays(day, 1), '05:00'))
}

/** The first till sells on until four in the morning, also while the day that is over is closed. */
async function liveNight(season: Season, till: Till): Promise<void> {
  const night = { ...till, isNight: true }
  const end = at(plusDays(till.day, 1), '04:00')
  let hasClosed = false
  for (let now = at(till.day, '23:29'); now < end; now = plusMinutes(now, 31)) {
    await sellTo(season, [visitor(season, night, 0)], now)
    if (!hasClosed && now > at(plusDays(till.day, 1), '00:30')) {
      await closeAt(season, now)
      hasClosed = true
    }
  }
  await shut(season, night, 0, end)
}

async function open(season: Season, day: Day, register: number): Promise<string> {
  const id = newId('shift')
  const floatC = season.left[register] ?? FLOAT_C
  const registerId = season.office.registers[register] ?? ''
  await openShift(season.ctx(at(day, '09:00')), { id, registerId, floatC, pieces: {} })
  return id
}

/** A blind count; one in ten is off by some coins. What is above the float goes to the safe. */
async function shut(season: Season, till: Till, register: number, now: Instant): Promise<void> {
  const id = till.shifts[register] ?? ''
  const exact = await exactCount(season.db, id)
  const gapC = season.chance.happens(0.1) ? season.chance.whole(-3, 3) * 10 : 0
  const countedC = exact.countedC + gapC
  const leftC = Math.min(FLOAT_C, countedC)
  const reason = gapC === 0 ? {} : { gapReason: 'MISCOUNT' as const }
  await closeShift(season.ctx(now), id, { ...exact, ...reason, countedC, leftC })
  season.left[register] = leftC
  count(season, 'shifts')
}

async function moveSome(season: Season, { shifts }: Till, now: Instant): Promise<void> {
  const { chance, office } = season
  for (const [i, shiftId] of shifts.entries()) {
    const of = { id: newId('movement'), amountC: chance.whole(1, 20) * 100 }
    const asked = chance.pick([
      [{ ...of, kind: 'IN' as const, reason: 'CHANGE_FETCHED' as const }, 1],
      [{ ...of, kind: 'OUT' as const, reason: 'CHANGE_TAKEN' as const }, 1],
      [{ ...of, kind: 'SAFE_DEPOSIT' as const, bag: 'A1' }, 1],
      [{ ...of, kind: 'TRANSFER' as const, toRegisterId: office.registers[(i + 1) % 3] ?? '' }, 1],
      [null, 2],
    ])
    if (asked === null) continue
    await moveCash(season.ctx(now), shiftId, asked)
    count(season, 'movements')
  }
}

/** What the accountant transfers of what is owed and may be paid by now. */
async function payDue(season: Season, now: Instant): Promise<void> {
  const actor = { ...(season.ctx(now).actor as SignedIn), roles: ['accountant' as const] }
  const ctx = { ...season.ctx(now), actor }
  if (!season.chance.happens(0.3)) return
  for (const due of (await openRefunds(ctx)).refunds.slice(0, 3)) {
    if (due.means !== 'VIREMENT' || (due.notBefore ?? '') > now.slice(0, 10)) continue
    await payRefund(ctx, due.id, { ref: `V${season.done['transfers'] ?? 0}` })
    count(season, 'transfers')
  }
}

/** Some come back: to correct, to exchange, to be charged otherwise, for a duplicate. */
async function after(season: Season, till: Till, made: readonly Made[], now: Instant): Promise<void> {
  for (const one of made) {
    // What comes seldom is taken back often: few days have to show every way of the money.
    const isSeldom = one.way !== 'CASH' && one.way !== 'CB'
    const what = season.chance.pick([
      [takeBack, isSeldom ? 35 : 6],
      [exchanged, 5],
      [paidOtherwise, 3],
      [copied, 2],
      [null, 81],
    ])
    await what?.(season, till, one, now)
    const { wish, way } = one
    if (what === null && (way === 'CASH' || way === 'CB') && wish.boats.length === 0 && wish.trains === 0)
      season.regretted = one
  }
}

/** Somebody of an earlier day brings back what they bought: a refund in the shift of today. */
async function regret(season: Season, till: Till, now: Instant): Promise<void> {
  const made = season.regretted
  if (!made) return
  season.regretted = null
  const shiftId = till.shifts[season.office.registers.indexOf(made.input.registerId)] ?? ''
  await takeBack(season, till, { ...made, input: { ...made.input, shiftId } }, now)
}

async function copied(season: Season, _: Till, { input }: Made, now: Instant): Promise<void> {
  await copySale(season.ctx(now), input.id, { id: newId('audit'), reason: 'CUSTOMER' })
  count(season, 'copies')
}

async function paidOtherwise(season: Season, _: Till, { input, way }: Made, now: Instant): Promise<void> {
  const amountC = input.expected.totalC
  if (way !== 'CASH' || amountC === 0) return
  await fixPayment(season.ctx(now), input.id, {
    id: newId('sale'),
    registerId: input.registerId,
    shiftId: input.shiftId,
    reason: 'PAYMENT_ERROR',
    from: [{ originN: 1, amountC }],
    to: [{ means: 'CB', amountC, ref: '004512' }],
  })
  count(season, 'payment fixes')
}

/** One unit of the first line goes back by the way its money came. */
async function takeBack(season: Season, _: Till, made: Made, now: Instant): Promise<void> {
  const { input, wish, way } = made
  const isRail = wish.boats.length + wish.books === 0 && wish.trains > 0
  const isCut = wish.boats.length === 0 && wish.books > 0 && wish.off.books
  if (isCut || way === 'SPLIT' || way === 'GIFT_SOLD') return
  const asked = await takingBack(season.db, input, { 1: 1 })
  const tenders = backBy(made, asked.expected.totalC)
  if (tenders === null) return
  const lines = isRail ? [{ n: 1, qty: 1, cancelRef: 'ANNUL 12' }] : asked.lines
  const { answer } = await correct(season.ctx(now), input.id, { ...asked, lines, tenders })
  for (const { code, amountC, expiresOn } of answer.vouchers)
    season.cards.push({ code, means: 'AVOIR', balanceC: amountC, expiresOn })
  const card = season.cards.find((one) => one.code === made.card?.code)
  if (card) card.balanceC += asked.expected.totalC
  count(season, 'corrections')
}

function backBy({ way, card, input }: Made, amountC: number): CorrectInput['tenders'] | null {
  const one = (means: CorrectInput['tenders'][number]['means'], more = {}) => [
    { originN: 1, means, amountC, ...more },
  ]
  if (way === 'CASH') return one('CASH')
  if (way === 'CB') return one('CB', { ref: '009911' })
  if (way === 'CHEQUE') return one('VIREMENT')
  if (way === 'TERMINAL') return one('CB_TERMINAL')
  if (way === 'ANCV')
    return [
      { originN: 1, means: 'AVOIR', amountC: 2_000 },
      { originN: 2, means: 'CASH', amountC: amountC - 2_000 },
    ]
  return card && (input.tenders[0]?.amountC ?? 0) >= amountC ? one(card.means) : null
}

/** One adult of a boat becomes one adult and a child, the difference by card. */
async function exchanged(season: Season, till: Till, made: Made, now: Instant): Promise<void> {
  const { input, wish, way } = made
  if ((way !== 'CASH' && way !== 'CB') || wish.boats.length === 0) return
  const { office, db } = season
  const basket = boatBasket({ ...office, sessions: office.sessions.slice(till.boat) })
  const [line] = basket.lines
  const units = [
    { unitId: office.boat.adult, qty: 1 },
    { unitId: office.boat.child, qty: 1 },
  ]
  const back = await takingBack(db, input, { 1: 1 }, { tenders: [], reason: 'EXCHANGE', approval: MANAGER })
  await exchange(season.ctx(now), input.id, {
    ...back,
    sale: {
      ...basket,
      registerId: input.registerId,
      shiftId: input.shiftId,
      lines: line ? [{ ...line, units }] : [],
      tenders: [{ means: 'CB', amountC: 1_500, ref: '004513' }],
      expected: { totalC: 4_300, changeC: 0 },
    },
  })
  count(season, 'exchanges')
}
