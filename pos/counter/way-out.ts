import type { Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import { counter as t } from '../text/counter.ts'
import { toSession, type Line } from './basket.ts'
import type { Cart } from './cart.ts'
import { courseOf, nextDepartures } from './departure.ts'
import type { Programme } from './programme.ts'

type WayOutTerms = {
  programme: Pick<Programme, 'index' | 'list' | 'fresh' | 'ahead'>
  cart: Pick<Cart, 'move' | 'moveTo'>
  slowMs: () => number
  /** Says why what was pressed did nothing. */
  say: (text: string) => void
}

/** Most departures that a refused line proposes. */
const MOST = 2

/** Where a refused line may go instead. */
export function createWayOut({ programme, cart, slowMs, say }: WayOutTerms) {
  const takeOf = (line: Line) => programme.index().options.get(line.optionId)?.option.take
  let asked = 0

  /**
   * What the server proposed, else what the till knows of the day. Of a course, and of an outward and return, the till
   * does not know whether the whole would fit: there the server's word is the only one.
   */
  function proposed(line: Line, seats: number): Departure[] {
    const next = line.refusal?.next ?? []
    if (next.length > 0 || takeOf(line) !== 'ONE') return next
    const first = programme.list.sessions.find((s) => s.id === line.sessions[0]?.id)
    if (!first) return []
    const fresh = programme.list.sessions.map(programme.fresh)
    return nextDepartures(fresh, first, Math.max(1, seats), slowMs()).slice(0, MOST)
  }

  /** Takes a departure that was proposed. A course is proposed by its first session and taken whole. */
  async function moveTo(line: Line, departure: Departure): Promise<void> {
    const mine = ++asked
    const { key } = line
    const { groupId, productId, day } = departure
    if (takeOf(line) !== 'GROUP' || groupId === null) return cart.moveTo(key, departure)
    const course = await programme.ahead(productId, day as Day).then(
      (all) => courseOf(all, groupId),
      () => [],
    )
    if (mine !== asked) return
    if (course.length === 0) say(t.departures.failed)
    else cart.move(key, course.map(toSession))
  }

  return { proposed, moveTo }
}
