import { createMemo, createSignal } from 'solid-js'
import type { Departure } from '../answers.ts'
import { toSession, type LineSession } from './basket.ts'
import type { Cart } from './cart.ts'
import { courseOf, proposedReturn, returnsOf } from './departure.ts'
import type { Programme } from './programme.ts'

type OpenedTerms = { programme: Programme; cart: Cart; slowMs: () => number; failed: () => void }

/** The departure that is open in the list: its sessions, with the return or the days of a course. */
export function createOpened({ programme, cart, slowMs, failed }: OpenedTerms) {
  const [openId, setOpenId] = createSignal<string | null>(null)
  const [returnId, setReturnId] = createSignal<string | null>(null)
  const [course, setCourse] = createSignal<Departure[]>([])

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
    if (session?.groupId && option(session)?.take === 'GROUP') {
      const groupId = session.groupId
      programme
        .ahead(session.productId, programme.day(), 14)
        .then((all) => openId() === session.id && setCourse(courseOf(all, groupId)))
        .catch(() => failed())
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

  function putParty(units: { unitId: string; qty: number }[]) {
    const s = openSession()
    const all = openSessions()
    if (s && all) cart.setUnits(s.optionId, all, units)
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
