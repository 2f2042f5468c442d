import { createMemo, createSignal } from 'solid-js'
import type { Departure } from '../answers.ts'
import { counter as t } from '../text/counter.ts'
import { timeOf } from '../text/format.ts'
import { seatsLeft } from '../ui/seat-level.ts'
import { toSession, type LineSession } from './basket.ts'
import type { Cart } from './cart.ts'
import { arePriced, courseOf, isOpen, nextDepartures, proposedReturn, returnsOf } from './departure.ts'
import type { Programme } from './programme.ts'

type Units = { unitId: string; qty: number }[]
type OpenedTerms = {
  programme: Programme
  cart: Cart
  slowMs: () => number
  zone: string
  /** Says why what was pressed or typed did nothing. */
  say: (text: string) => void
}

/** The departure that is open in the list: its sessions, with the return or the days of a course. */
export function createOpened({ programme, cart, slowMs, zone, say }: OpenedTerms) {
  const [openId, setOpenId] = createSignal<string | null>(null)
  const [returnId, setReturnId] = createSignal<string | null>(null)
  const [course, setCourse] = createSignal<Departure[]>([])
  /** A party typed before the days of its course have come. */
  let wanted: Units | null = null

  const openSession = createMemo(() => programme.list.sessions.find((s) => s.id === openId()) ?? null)
  const option = (s: Departure | null) =>
    s ? (programme.index().options.get(s.optionId)?.option ?? null) : null

  const returns = createMemo(() => {
    const s = openSession()
    return s && option(s)?.take === 'LEGS'
      ? returnsOf(programme.list.sessions, s, 1, slowMs()).map(programme.fresh)
      : []
  })
  const chosenReturn = createMemo(() => {
    const line = cart.state.lines.find((l) => l.sessions[0]?.id === openId())
    const id = line?.sessions[1]?.id ?? returnId()
    return returns().find((s) => s.id === id) ?? proposedReturn(returns(), slowMs())
  })

  /** The sessions that a booking of the open departure takes; null while they are not all known. */
  const openSessions = createMemo((): LineSession[] | null => {
    const s = openSession()
    const take = option(s)?.take
    if (!s) return null
    if (take === 'LEGS') {
      const back = chosenReturn()
      return back ? [toSession(s), toSession(back)] : null
    }
    if (take === 'GROUP') return course().length > 0 ? course().map(toSession) : null
    return [toSession(s)]
  })

  function open(session: Departure | null) {
    setOpenId(session?.id ?? null)
    setReturnId(null)
    setCourse([])
    wanted = null
    if (session?.groupId && option(session)?.take === 'GROUP') {
      const groupId = session.groupId
      programme
        .ahead(session.productId, programme.day(), 14)
        .then((all) => {
          if (openId() !== session.id) return
          setCourse(courseOf(all, groupId))
          if (wanted) putParty(wanted)
          wanted = null
        })
        .catch(() => say(t.departures.failed))
    }
  }

  /** Another return for the same outward; what is in the basket already moves with it. */
  function chooseReturn(back: Departure) {
    const s = openSession()
    if (!s) return
    setReturnId(back.id)
    const line = cart.state.lines.find((l) => l.sessions[0]?.id === s.id)
    if (line) cart.move(line.key, [toSession(s), toSession(back)])
  }

  /** Puts a party on the open departure, or says why it cannot be sold and what leaves next. */
  function putParty(units: Units) {
    const s = openSession()
    if (!s) return
    const all = openSessions()
    const take = option(s)?.take
    if (!all) {
      // That there is no return, the open departure says.
      if (take === 'GROUP') wanted = units
      else if (!isOpen(s, slowMs())) say(shutSaid(s))
      return
    }
    const taken = [s, ...(take === 'GROUP' ? course() : []), ...(take === 'LEGS' ? returnTaken() : [])]
    const shut = taken.find((one) => !isOpen(one, slowMs()))
    // The open departure says it too.
    if (take === 'GROUP' && course()[0]?.id !== s.id) return
    const opt = option(s)
    if (shut) say(shutSaid(shut))
    else if (opt && !arePriced(programme.index(), opt, units, s.day)) say(t.search.fareNotSold)
    else cart.setUnits(s.optionId, all, units)
  }

  const returnTaken = () => {
    const back = chosenReturn()
    return back ? [back] : []
  }

  /** "Fermé : panne. Prochain : 16:30, 12 places." */
  function shutSaid(shut: Departure): string {
    const why =
      shut.closedReason === null
        ? t.departures.cutoff(timeOf(shut.cutoffAt, zone))
        : t.departures.closedBy(shut.closedReason)
    const [next] = nextDepartures(programme.list.sessions.map(programme.fresh), shut, 1, slowMs())
    return `${why}. ${next ? t.departures.next(next.time, seatsLeft(next)) : t.departures.noNext}.`
  }

  return {
    openId,
    openSession,
    option,
    open,
    openSessions,
    returns,
    chosenReturn,
    chooseReturn,
    course,
    putParty,
  }
}

export type Opened = ReturnType<typeof createOpened>
