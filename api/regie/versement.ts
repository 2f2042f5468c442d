import { bulk, transaction, type Tx } from '../../db/index.ts'
import { versement } from '../../db/schema/regie.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { post } from '../ledger/ledger.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { sumCents } from '../shared/money.ts'
import type { Held, VersementPart, VersementRange, VersementSums } from '../shared/regie.ts'
import { msOf, type Day } from '../shared/time.ts'
import { actOn } from './act.ts'
import type { HandInInput, VersementInput } from './form.ts'
import { preparedParts, readHolding, sourcesOf, type Holding, type Moment, type Source } from './held.ts'
import { lockDesk, numberOf, record } from './office.ts'
import { takenC, takenSince, upTo, type Taken } from './sums.ts'

type Known = {
  id: string
  kind: 'REGIE' | 'BANK'
  number: string
  status: string
  totalC: number
  parts: VersementPart[]
  handedOn: Day | null
  receipt: string | null
}

/**
 * Prepares a versement: its slip is numbered without a gap (the office's P chain is locked), says what was taken in since the
 * last one receipt by receipt, and what stays. The money leaves the books when it is handed in. With a régie it goes to
 * the accountant, without one to the bank. Throws `versement_short` when a place holds less than is taken from it.
 */
export async function prepareVersement(
  ctx: Ctx,
  input: VersementInput,
): Promise<{ id: string; number: string }> {
  const actor = permit(ctx.actor, 'regie.pay')
  return transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, input.id)
    if (known) {
      if (!sameParts(known.parts, input.parts)) throw new AppError('id_reused')
      return { id: known.id, number: known.number }
    }
    const act = await actOn(tx, desk.today)
    const [prepared, last] = [await preparedParts(tx), await lastOne(tx)]
    const { holding, taken } = await readTogether(tx, last?.ranges ?? [], { now: ctx.now, today: desk.today })
    const hasTreasury = act !== null && act.treasuryAccount !== null
    const parts = input.parts.map((part) => partOf(part, sourcesOf(holding, prepared, hasTreasury)))
    const totalC = sumCents(parts.map((p) => p.amountC))
    const year = Number(desk.today.slice(0, 4))
    const n = await nextOf(tx, year)
    const number = numberOf('V', year, n)
    await bulk(tx, versement, [
      {
        id: input.id,
        kind: act ? ('REGIE' as const) : ('BANK' as const),
        year,
        n,
        number,
        status: 'PREPARED' as const,
        fromDay: taken.firstDay ?? last?.toDay ?? desk.today,
        toDay: desk.today,
        totalC,
        parts,
        ranges: upTo(last?.ranges ?? [], taken.ranges),
        sums: sumsOf(
          taken,
          last ? leftC(last.sums.left) : 0,
          leftAfter(holding, [...prepared, ...parts]),
          totalC,
        ),
        staffId: actor.staffId,
        at: ctx.now,
        handedOn: null,
        handedAt: null,
        handedBy: null,
        receipt: null,
      },
    ])
    await audited(tx, ctx, { action: 'versement.prepare', subject: input.id, detail: { number, totalC } })
    const detail = parts.map((p) => ({ ...p }))
    await record(tx, ctx, desk, actor, {
      docType: 'VERSEMENT_PREPARED',
      id: input.id,
      number,
      amountC: totalC,
      detail,
    })
    return { id: input.id, number }
  })
}

/** What is held and what was taken in, of one moment: a sale between the two readings makes them be read again. */
async function readTogether(
  tx: Tx,
  before: readonly VersementRange[],
  moment: Moment,
): Promise<{ holding: Holding; taken: Taken }> {
  let taken = await takenSince(tx, before, moment.today)
  for (let i = 0; ; i++) {
    const holding = await readHolding(tx, moment)
    const after = await takenSince(tx, before, moment.today)
    if (i === 5 || JSON.stringify(after.ranges) === JSON.stringify(taken.ranges))
      return { holding, taken: after }
    taken = after
  }
}

function partOf(part: VersementInput['parts'][number], sources: readonly Source[]): VersementPart {
  const source = sources.find((s) => s.place === part.place && s.siteId === part.siteId)
  if (!source) throw new AppError('not_found')
  if (part.amountC > source.availableC)
    throw new AppError('versement_short', { place: part.place, availableC: Math.max(0, source.availableC) })
  const { place, siteId, site, account } = source
  return { place, siteId, site, account, amountC: part.amountC }
}

const sameParts = (a: readonly VersementPart[], b: VersementInput['parts']) => {
  const keys = (parts: VersementInput['parts']) =>
    parts
      .map((p) => `${p.place} ${p.siteId ?? ''} ${p.amountC}`)
      .sort()
      .join('|')
  return keys([...a]) === keys(b)
}

async function lastOne(tx: Tx) {
  const [row] = await tx.sql<{ toDay: Day; ranges: VersementRange[]; sums: VersementSums }[]>`
    SELECT to_day AS "toDay", ranges, sums FROM versement WHERE status <> 'VOID' ORDER BY at DESC, n DESC LIMIT 1`
  return row ?? null
}

async function nextOf(tx: Tx, year: number): Promise<number> {
  const [row] = await tx.sql<
    { n: number }[]
  >`SELECT coalesce(max(n), 0) + 1 AS n FROM versement WHERE year = ${year}`
  return row?.n ?? 1
}

/** What is held once all slips have left. */
function leftAfter({ held }: Holding, gone: readonly VersementPart[]): Held {
  const of = (place: string) => gone.reduce((sum, p) => (p.place === place ? sum + p.amountC : sum), 0)
  return {
    ...held,
    drawersC: held.drawersC - of('DRAWERS'),
    safeC: held.safeC - of('SAFE'),
    treasuryC: held.treasuryC - of('TREASURY'),
  }
}

const leftC = (left: Held) => sumCents(Object.values(left))

/** What was there, came in and leaves has to give what stays; the rest is gaps, fees and what drawers exchanged with others. */
function sumsOf(taken: Taken, beforeC: number, left: Held, totalC: number): VersementSums {
  const { grossC, thirdC, voucherC, revenue, means } = taken
  const inC = takenC(taken)
  const otherC = leftC(left) + totalC - beforeC - inC
  return { grossC, thirdC, voucherC, revenue, means, beforeC, takenC: inC, otherC, left }
}

async function find(tx: Tx, id: string): Promise<Known | null> {
  const [row] = await tx.sql<Known[]>`
    SELECT id, kind, number, status, total_c AS "totalC", parts, handed_on AS "handedOn", receipt
      FROM versement WHERE id = ${id} FOR NO KEY UPDATE`
  return row ?? null
}

async function mustBePrepared(tx: Tx, id: string): Promise<Known> {
  const known = await find(tx, id)
  if (!known) throw new AppError('not_found')
  if (known.status !== 'PREPARED') throw new AppError('already_done', { status: known.status })
  return known
}

/**
 * Notes that the accountant (or the bank) took it, with the number of the receipt: now the money leaves the books. The same
 * receipt again changes nothing; another one is `already_done`.
 */
export async function handIn(ctx: Ctx, id: string, input: HandInInput): Promise<void> {
  const actor = permit(ctx.actor, 'regie.pay')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, id)
    if (known?.status === 'HANDED_IN' && known.receipt === input.receipt) return
    const { number, totalC, kind, parts } = await mustBePrepared(tx, id)
    if (input.day > desk.today) throw new AppError('bad_request', { issues: [{ path: 'day' }] })
    await tx.sql`
      UPDATE versement SET status = 'HANDED_IN', handed_on = ${input.day}::date, receipt = ${input.receipt},
             handed_at = ${ctx.now}::timestamptz, handed_by = ${actor.staffId}
       WHERE id = ${id}`
    await book(tx, ctx, { number, kind, parts, day: input.day, place: desk.place })
    await audited(tx, ctx, {
      action: 'versement.hand_in',
      subject: id,
      detail: { number, totalC, day: input.day },
    })
    await record(tx, ctx, desk, actor, { docType: 'VERSEMENT_HANDED_IN', id, number, amountC: totalC })
  })
}

/**
 * A versement in double entry, one event for each place it is taken from: with a régie D 4711, which the accountant's titles
 * clear, without one D 512; C 580 (safe), 531 (drawers) or 515 (Treasury). See docs/decisions.
 */
async function book(
  tx: Tx,
  ctx: Ctx,
  of: {
    number: string
    kind: 'REGIE' | 'BANK'
    parts: VersementPart[]
    day: Day
    place: { id: string; siteId: string }
  },
): Promise<void> {
  const events = of.parts.map(({ account, amountC, siteId }) => ({
    id: newId('ledgerEvent', msOf(ctx.now)),
    kind: 'versement' as const,
    saleId: null,
    shiftId: null,
    piece: of.number,
    day: of.day,
    siteId: siteId ?? of.place.siteId,
    registerId: of.place.id,
    legs: [
      { account: of.kind === 'REGIE' ? '4711' : '512', amountC },
      { account, amountC: -amountC },
    ],
  }))
  await post(tx, events)
}

/** Cancels a slip that has not left, the last one alone: it keeps its number, and the next accounts for its receipts. */
export async function voidVersement(ctx: Ctx, id: string): Promise<void> {
  const actor = permit(ctx.actor, 'regie.pay')
  await transaction(ctx.db, async (tx) => {
    const desk = await lockDesk(tx, ctx)
    const known = await find(tx, id)
    if (known?.status === 'VOID') return
    const { number, totalC } = await mustBePrepared(tx, id)
    const [later] = await tx.sql`
      SELECT 1 FROM versement v JOIN versement o ON o.id = ${id}
       WHERE v.status <> 'VOID' AND (v.year, v.n) > (o.year, o.n)`
    if (later) throw new AppError('already_done', { status: 'FOLLOWED' })
    await tx.sql`UPDATE versement SET status = 'VOID' WHERE id = ${id}`
    await audited(tx, ctx, { action: 'versement.void', subject: id, detail: { number } })
    await record(tx, ctx, desk, actor, { docType: 'VERSEMENT_VOID', id, number, amountC: totalC })
  })
}
