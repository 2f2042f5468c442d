import { bulkAll, callAll, commitNow, into, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import { businessDayOf } from '../journal/business-day.ts'
import {
  chain,
  headAdvance,
  headOf,
  recordRows,
  sealed,
  type Entry,
  type Head,
  type Signer,
} from '../journal/journal.ts'
import { eventRows } from '../ledger/ledger.ts'
import { counterMove, type Move } from '../seat/seat.ts'
import type { Instant } from '../shared/time.ts'
import type { Draft } from './draft.ts'
import type { SaleAnswer } from './input.ts'
import type { State } from './load.ts'
import type { Prepared } from './prepare.ts'
import { showRows } from './shows.ts'
import { saleEntry } from './record.ts'
import { saleRow, type Rows, type SaleRow, type Stamp } from './rows.ts'

export type Keys = Signer & { ticket: { id: number } }

/** What a batch is decided upon and written with. */
export type Batch = {
  keys: Keys
  books: Books
  state: State
  now: Instant
  /** Lines that were taken out of the baskets before payment, for the event logs. */
  removals: readonly Entry[]
}

/**
 * Writes what says the number of each sale, and answers by id: the sales, their events and signed records, the heads and
 * the counters. This is all that is done while others wait for the locks; the rest was drafted, and `sent`, before.
 * Commits.
 */
export async function writeNumbered(
  tx: Tx,
  { keys, books, state, now, removals }: Batch,
  { sales, rows, events, written }: Draft,
  moves: readonly Move[],
  sent: Promise<void>,
): Promise<Map<string, SaleAnswer>> {
  if (sales.length === 0) return new Map()
  const stamps = numbersOf(books, state, sales, now)
  const saleRows = sales.map((sale, i) => saleRow(sale, stamps[i] as Stamp))
  const records = sales.map((sale, i) => {
    const record = chain(state.heads, saleEntry(sale, written[i] ?? [], stamps[i] as Stamp))
    if (record.seq !== stamps[i]?.seq)
      throw new Error(`${stamps[i]?.number} would be sealed as number ${record.seq}`)
    return sealed(keys, record)
  })
  records.push(...removals.map((entry) => sealed(keys, chain(state.heads, entry))))
  const booked = stamps.flatMap(({ number, day }, i) =>
    (events[i] ?? []).map((event) => ({ ...event, piece: number, day })),
  )
  await commitNow(tx, [
    sent,
    bulkAll(tx, [
      into(schema.sale, saleRows),
      eventRows(booked),
      recordRows(records),
      ...(state.serials.size > 0
        ? [into(schema.showTicket, showRows(books, state, sales, rows, stamps))]
        : []),
    ]),
    callAll(tx, [counterMove(tx, moves), headAdvance(tx, state.heads, records)]),
  ])
  return answersOf(saleRows, rows)
}

/** The place of each sale in its register's chain, in order, with the number and the time of its paper. */
function numbersOf(books: Books, state: State, sales: readonly Prepared[], now: Instant): Stamp[] {
  const ends = new Map<string, { seq: number; at: Instant | null }>()
  return sales.map((sale) => {
    const { registerId } = sale.request.input
    const head = headOf(state.heads, { registerId, journal: 'T' })
    const end = ends.get(registerId) ?? { seq: head.lastSeq, at: head.lastAt }
    const code = books.registers.get(registerId)?.code ?? ''
    const stamp = stampAfter(head, end, code, sale.request.at ?? now)
    ends.set(registerId, stamp)
    return stamp
  })
}

/** The place that follows `end` in the T chain of `head`, with the number and the time of a paper made at `made`. */
export function stampAfter(
  head: Head,
  end: { seq: number; at: Instant | null },
  code: string,
  made: Instant,
): Stamp {
  // The time on the paper is the time in the chain, which never goes back.
  const at = end.at !== null && end.at > made ? end.at : made
  const seq = end.seq + 1
  const day = businessDayOf(head, at)
  const number = `${code}-${day.slice(0, 4)}-${String(seq).padStart(6, '0')}`
  return { at, day, seq, number }
}

function answersOf(sales: readonly SaleRow[], rows: Rows): Map<string, SaleAnswer> {
  const lines = new Map(rows.saleLine.map((l) => [`${l.saleId}/${l.n}`, l]))
  const answers = new Map<string, SaleAnswer>()
  for (const { id, number, at, totalC, changeC } of sales) {
    answers.set(id, { id, number, at, totalC, changeC, tickets: [], cards: 0 })
  }
  for (const { saleId } of rows.voucher) {
    const answer = answers.get(saleId)
    if (answer) answer.cards += 1
  }
  for (const t of rows.ticket) {
    const line = lines.get(`${t.saleId}/${t.lineN}`)
    answers.get(t.saleId)?.tickets.push({
      id: t.id,
      shortCode: t.shortCode,
      label: line?.label ?? '',
      fare: line?.fare ?? null,
      admits: t.admits,
    })
  }
  return answers
}
