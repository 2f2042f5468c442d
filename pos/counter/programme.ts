import { createMemo, createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { ApiProblem } from '../../api/client.ts'
import { local, instantOf, plusDays, type Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import { indexOf } from './basket.ts'
import { isOpen } from './departure.ts'
import type { TillApi, TillCatalog } from './till-api.ts'
import { indexWords } from './search.ts'
import { seatsLeft } from '../ui/seat-level.ts'

type Counter = { capacity: number; taken: number; held: number }
type ProgrammeTerms = {
  api: Pick<TillApi, 'catalog' | 'departures' | 'stock'>
  zone: string
  nowMs: () => number
}

/** Most days that the API answers at once. */
const SPAN = 30
/** ms after which a catalogue that did not come is asked for again. */
const AGAIN_MS = 5_000
/** How far a product's next date is looked for, and how long before it a course may have begun (days). */
const YEAR = 365
const BEGUN = 14

/**
 * What can be sold: the catalogue, a day's departures and the stock, with live counts. What is on screen stays while it
 * is fetched again, marked with its time when the fetch fails.
 */
export function createProgramme(terms: ProgrammeTerms) {
  const today = createMemo(() => local(instantOf(terms.nowMs()), terms.zone).day)
  const [catalog, setCatalog] = createSignal<TillCatalog | null>(null)
  const [chosen, setChosen] = createSignal<Day | null>(null)
  const day = () => chosen() ?? today()
  const [list, setList] = createStore<{ day: string | null; sessions: Departure[]; staleAt: number | null }>({
    day: null,
    sessions: [],
    staleAt: null,
  })
  const [counters, setCounters] = createStore<Record<string, Counter>>({})
  const [failed, setFailed] = createSignal(false)
  let asked = ''
  let answeredAt = 0
  let later: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(later))

  const index = createMemo(() => indexOf(catalog()))
  const words = createMemo(() => indexWords(index().catalog.products))

  async function loadCatalog(): Promise<void> {
    setCatalog(await terms.api.catalog())
  }

  /** The catalogue changed. Until it has come, it is asked for again: what is sold must not be an older one. */
  async function followCatalog(): Promise<void> {
    clearTimeout(later)
    try {
      await loadCatalog()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      later = setTimeout(() => void followCatalog(), AGAIN_MS)
    }
  }

  function count(rows: readonly (Counter & { id: string })[]) {
    for (const { id, capacity, taken, held } of rows) {
      setCounters(id, { capacity, taken, held })
    }
  }

  async function loadDay(): Promise<void> {
    const wanted = day()
    asked = wanted
    try {
      const { sessions } = await terms.api.departures({ day: wanted })
      if (asked !== wanted) return
      count(sessions)
      setList('sessions', reconcile(sessions, { key: 'id' }))
      setList({ day: wanted, staleAt: null })
      answeredAt = terms.nowMs()
      setFailed(false)
    } catch {
      // The old figures stay; without any, the list says so and offers to try again.
      if (asked !== wanted) return
      if (list.day === wanted) setList('staleAt', answeredAt)
      else setFailed(true)
    }
  }

  async function loadStock(): Promise<void> {
    count((await terms.api.stock()).counters)
  }

  /** Everything again, after a start or a break of the line. */
  async function load(): Promise<void> {
    await Promise.allSettled([loadCatalog(), loadDay(), loadStock()])
    if (catalog() === null) setFailed(true)
  }

  function setDay(next: Day) {
    setChosen(next === today() ? null : next)
    setFailed(false)
    void loadDay()
  }

  /** A product's departures from the day shown on; for a course, from before it. */
  async function ahead(productId: string, from: Day, back = 0): Promise<Departure[]> {
    const { sessions } = await terms.api.departures({
      day: plusDays(from, -back),
      to: plusDays(from, SPAN - back),
      product: productId,
    })
    count(sessions)
    return sessions
  }

  /**
   * The first day after the one shown with room for this product, asked for a month at a time; null when there is none
   * within a year. A course counts on its first day alone, for it is sold whole.
   */
  async function nextDay(productId: string): Promise<Day | null> {
    const shown = day()
    const begun = new Set<string>()
    // A course that has begun already is known by its first days, a little before.
    for (let from = -BEGUN; from <= YEAR; from += SPAN + 1) {
      for (const s of await ahead(productId, plusDays(shown, from))) {
        const first = s.groupId === null || !begun.has(s.groupId)
        if (s.groupId !== null) begun.add(s.groupId)
        if (first && s.day > shown && isOpen(s, terms.nowMs()) && seatsLeft(s) > 0) return s.day as Day
      }
    }
    return null
  }

  /** A session with its counts as they are now. Read it where it is shown. */
  function fresh(session: Departure): Departure {
    const now = counters[session.counterId]
    return now ? { ...session, capacity: now.capacity, taken: now.taken, held: now.held } : session
  }

  return {
    catalog,
    index,
    words,
    today,
    day,
    setDay,
    list,
    counters,
    count,
    fresh,
    failed,
    load,
    loadCatalog,
    followCatalog,
    loadDay,
    ahead,
    nextDay,
  }
}

export type Programme = ReturnType<typeof createProgramme>
