import type { Db } from '../../db/index.ts'
import type { Day } from '../shared/time.ts'
import { byTime, onceEach, readSold, type Once, type Sold } from './sold.ts'
import { PAST_YEARS, yearOf, yearSpan } from './span.ts'

/**
 * What was sold, oldest first: a copy in this process. Sales are never changed nor deleted and number themselves without
 * a gap, so the last number of each register says what is missing from it: it is asked for before each report, and what
 * came meanwhile is read, so that a report is right at once after a sale. A report counts in one go, without awaiting:
 * what comes meanwhile is put into the same list.
 */
export type Book = {
  readonly sales: readonly Sold[]
  /** Everything sold from this day on is in it; nothing earlier may be asked of it. */
  readonly since: Day
  /** The day of the very first sale, which may be long before. */
  readonly first: Day | null
  /** Answers about days that are over, until a sale of those days or earlier ones comes: `settled`. */
  readonly answers: Map<string, { to: Day; answer: unknown }>
}

type Kept = {
  sales: Sold[]
  since: Day
  answers: Book['answers']
  /** Last number read of each register, and the last day. */
  known: Map<string, number>
  last: Day | null
  /** The earliest day that those who wait ask for. */
  wanted: Day | null
  once: Once
  running: Promise<unknown>
  next: Promise<Book> | null
}

const books = new WeakMap<Db, Kept>()

/** Before every sale: nothing is missing from the book. */
const ALWAYS = '0001-01-01' as Day

/**
 * The book with everything that was committed when it was asked for, back to a day at least; without one, of the years
 * that are kept: that of the last sale and those before it that its dashboard reads (decision 0012). What was sold before
 * them is read when it is asked for, and goes again with the first sale of another day.
 */
export function soldBook(db: Db, from?: Day): Promise<Book> {
  let kept = books.get(db)
  if (!kept) books.set(db, (kept = newBook()))
  const book = kept
  if (from !== undefined) book.wanted = earlier(from, book.wanted)
  // A look that has begun may have missed the sale before this question: the next one is shared by all who wait.
  book.next ??= book.running
    .catch(() => {})
    .then(() => {
      const look = (book.running = update(db, book, book.wanted))
      book.next = null
      book.wanted = null
      return look
    })
  return book.next
}

/** Sales that a process reads before anybody asks: more would cost those that are sold meanwhile, and its memory after. */
const AHEAD = 200_000

/** Reads the book for the first report, where that takes a second at most; true when it did. */
export async function readAhead(db: Db, most = AHEAD): Promise<boolean> {
  const [row] = await db.sql<{ sales: number }[]>`
    SELECT coalesce(sum(last_seq), 0)::bigint AS sales FROM journal_head WHERE journal = 'T'`
  if ((row?.sales ?? 0) > most) return false
  await soldBook(db)
  return true
}

const earlier = (a: Day, b: Day | null): Day => (b !== null && b < a ? b : a)

function newBook(): Kept {
  return {
    sales: [],
    since: ALWAYS,
    answers: new Map(),
    known: new Map(),
    last: null,
    wanted: null,
    once: onceEach(),
    running: Promise.resolve(),
    next: null,
  }
}

type End = { id: string; siteId: string; seq: number; first: Day | null; last: Day | null }

async function update(db: Db, kept: Kept, wanted: Day | null): Promise<Book> {
  const ends = await db.sql<End[]>`
    SELECT r.id, r.site_id AS "siteId", coalesce(l.seq, 0) AS seq, l.business_day AS last,
           (SELECT s.business_day FROM sale s WHERE s.register_id = r.id ORDER BY s.seq LIMIT 1) AS first
      FROM register r
      LEFT JOIN LATERAL (SELECT s.seq, s.business_day FROM sale s WHERE s.register_id = r.id
                          ORDER BY s.seq DESC LIMIT 1) l ON true
     WHERE r.kind <> 'SCHOOL'`
  // Another history under the same name (a copy was put back): all is read again.
  if (ends.some((end) => end.seq < (kept.known.get(end.id) ?? 0)))
    Object.assign(kept, { sales: [], since: ALWAYS, answers: new Map(), known: new Map(), last: null })
  const days = ends.flatMap((end) => (end.first && end.last ? [end.first, end.last] : [])).sort()
  const [first = null] = days
  const last = days.at(-1) ?? null
  const since = sinceWhen(kept, { wanted, first, last })
  const older: Sold[] = []
  const newer: Sold[] = []
  for (const end of ends) {
    const known = kept.known.get(end.id) ?? 0
    if (since < kept.since)
      await readSold(db, older, kept.once, { ...end, above: 0, upTo: known, from: since, before: kept.since })
    await readSold(db, newer, kept.once, { ...end, above: known, upTo: end.seq, from: since, before: null })
  }
  // Nothing is awaited from here on: whoever reads the book meanwhile sees all of it or none.
  if (since > kept.since) kept.sales = kept.sales.slice(placeOf(kept.sales, (sale) => sale.day < since))
  put(kept.sales, older.sort(byTime))
  put(kept.sales, newer.sort(byTime))
  const [earliest] = newer
  if (earliest) for (const [key, { to }] of kept.answers) if (to >= earliest.day) kept.answers.delete(key)
  for (const end of ends) kept.known.set(end.id, end.seq)
  Object.assign(kept, { since, last })
  return { sales: kept.sales, since, first, answers: kept.answers }
}

/** How far back the book goes: no less than it did, but for the first sale of another day. */
function sinceWhen(kept: Kept, asked: { wanted: Day | null; first: Day | null; last: Day | null }): Day {
  const { wanted, first, last } = asked
  if (first === null || last === null) return ALWAYS
  const usual = last === kept.last ? kept.since : yearSpan(yearOf(last) - PAST_YEARS).from
  const since = earlier(usual, wanted)
  return since <= first ? ALWAYS : since
}

/** Puts sales into their place: as a rule behind the last, else only what is newer than the first of them moves. */
function put(sales: Sold[], added: readonly Sold[]): void {
  const [first] = added
  if (!first) return
  const rest = sales.splice(placeOf(sales, (sale) => byTime(sale, first) < 0))
  let next = 0
  for (const sale of added) {
    for (; next < rest.length && byTime(rest[next] as Sold, sale) < 0; next++) sales.push(rest[next] as Sold)
    sales.push(sale)
  }
  for (; next < rest.length; next++) sales.push(rest[next] as Sold)
}

/** So many answers are kept; the oldest goes. */
const MOST_ANSWERS = 300

/** An answer about days up to `to`, worked out once: sales are only ever added, and on the day of their making. */
export function settled<T>({ answers }: Book, key: string, to: Day, make: () => T): T {
  const known = answers.get(key)
  if (known) return known.answer as T
  const answer = make()
  if (answers.size >= MOST_ANSWERS) answers.delete(answers.keys().next().value as string)
  answers.set(key, { to, answer })
  return answer
}

/** Where the first sale of that day or a later one stands. */
export function firstFrom({ sales, since }: Book, day: Day): number {
  if (day < since) throw new Error(`the book was asked for since ${since}, not since ${day}`)
  return placeOf(sales, (sale) => sale.day < day)
}

/** How many sales come before a place: those that `isBefore` says so of stand first. */
function placeOf(sales: readonly Sold[], isBefore: (sale: Sold) => boolean): number {
  let low = 0
  let high = sales.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(sales[middle] as Sold)) low = middle + 1
    else high = middle
  }
  return low
}
