import { bulkStatement, type BulkStatement } from '../../db/bulk.ts'
import { into } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import { legRows, type DraftEvent } from '../ledger/ledger.ts'
import type { Prepared } from './prepare.ts'
import { saleEvents } from './record.ts'
import { addRows, noRows, type Moment, type Rows } from './rows.ts'

/** Sales whose rows are sent together: PostgreSQL inserts the ones while Node makes the next. */
const PART = 16

/** Some sales with all that they write but their numbers, ready to be sent. */
export type Draft = {
  sales: readonly Prepared[]
  rows: Rows
  /** One list for each sale. */
  events: DraftEvent[][]
  statement: BulkStatement
}

/** Drafts in parts, for a batch of which all is made at one moment. */
export type Drafts = { moment: Moment; parts: Draft[] }

/** Puts together what prepared sales will write if they are accepted at this moment; nothing of it is numbered. */
export function draft(books: Books, sales: readonly Prepared[], moment: Moment): Drafts {
  const parts: Draft[] = []
  for (let from = 0; from < sales.length; from += PART) {
    parts.push(draftPart(books, sales.slice(from, from + PART), moment))
  }
  return { moment, parts }
}

function draftPart(books: Books, sales: readonly Prepared[], moment: Moment): Draft {
  const rows = noRows()
  for (const sale of sales) addRows(rows, books, sale, moment)
  const events = sales.map((sale) => saleEvents(books, sale, moment))
  const statement = bulkStatement([
    into(schema.booking, rows.booking),
    into(schema.bookingSeat, rows.bookingSeat),
    into(schema.unitItem, rows.unitItem),
    into(schema.ticket, rows.ticket),
    into(schema.saleLine, rows.saleLine),
    into(schema.tender, rows.tender),
    into(schema.sncfSale, rows.sncfSale),
    into(schema.stockMovement, rows.stockMovement),
    legRows(events.flat()),
  ])
  return { sales, rows, events, statement }
}

/** True when these very sales were drafted, in this order, for the moment at which all of them are numbered. */
export function isDraftOf(
  drafts: Drafts,
  sales: readonly Prepared[],
  stamps: readonly { at: string }[],
): boolean {
  const drafted = drafts.parts.flatMap((part) => part.sales)
  return (
    drafted.length === sales.length &&
    drafted.every((sale, i) => sale.request === sales[i]?.request && sale.priced === sales[i].priced) &&
    stamps.every((stamp) => stamp.at === drafts.moment.at)
  )
}
