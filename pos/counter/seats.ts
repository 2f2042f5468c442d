import { createSignal } from 'solid-js'
import { unwrap as raw, type SetStoreFunction } from 'solid-js/store'
import type { ApiProblem } from '../../api/client.ts'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import { seatsOf } from '../../api/shared/price.ts'
import { toLines, type Basket, type Line } from './basket.ts'
import { createHold } from './hold.ts'
import { createReleases } from './releases.ts'
import type { TillApi } from './till-api.ts'

type SeatsTerms = {
  api: Pick<TillApi, 'hold' | 'release'>
  registerId: string
  /** False in MODE ÉCOLE: no seat is asked for. */
  keepsSeats: boolean
  index: () => CatalogIndex
  basket: Basket
  setBasket: SetStoreFunction<Basket>
  /** A sale is on its way. */
  busy: () => boolean
  /** What the basket's ids stand for is sold already. */
  spent: () => void
  /** Marks the lines that a refusal names; false when it names none. */
  markLines: (refusal: ApiProblem, lines: readonly { key: string }[]) => boolean
  setProblem: (problem: ApiProblem) => void
  /** The office's moment, in ms. */
  clock: () => number
}

/** Seats are held again so long before they lapse, while the agent has touched the till within `ACTIVE` (ms). */
const RENEW = 120_000
const ACTIVE = 300_000

/** The seats that the server keeps for the basket: asked for at each change, kept while somebody is at the till. */
export function createSeats(terms: SeatsTerms) {
  const { basket, setBasket, clock } = terms
  const [late, setLate] = createSignal(false)
  let touched = clock()

  const hold = createHold<Line>({
    keeps: terms.keepsSeats,
    lines: () => structuredClone(raw(basket.lines)),
    put: async (lines) => {
      const answer = await terms.api.hold(basket.orderId, heldOf({ lines }))
      return Date.parse(answer.expiresAt)
    },
    held(until, lines) {
      const held = lines.map(({ key, sessions, units }) => ({ key, sessions, units }))
      setBasket({ heldUntil: until, held })
      setLate(false)
      const answered = (l: Line) => l.refusal !== null && l.refusal.code !== 'price_changed'
      setBasket('lines', answered, 'refusal', null)
    },
    refused(refusal, lines) {
      // Nothing is lost without network: the sale takes the seats itself, or says that they have gone.
      if (refusal.code === 'unavailable') setLate(true)
      else if (refusal.code === 'id_reused') terms.spent()
      else if (!terms.markLines(refusal, lines)) terms.setProblem(refusal)
    },
  })

  const releases = createReleases({ release: terms.api.release })
  void releases.send()

  function heldOf({ lines }: Pick<Basket, 'lines'>) {
    return {
      registerId: terms.registerId,
      lines: toLines(lines).map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units })),
    }
  }

  return {
    hold,
    /** Seats were asked for, and nobody answered. */
    late,
    forgetLate: () => setLate(false),
    /** A basket that leaves the till keeps its seats for as long as a hold lasts. */
    keep(parked: Basket) {
      if (!terms.keepsSeats) return
      void hold
        .settle()
        .then(() => terms.api.hold(parked.orderId, heldOf(parked)))
        .catch(() => undefined)
    },
    /** The order is given up, and its seats with it: the server is told as soon as it answers. */
    giveBack(orderId: string) {
      const ended = hold.leave()
      if (ended === null) return
      releases.add(orderId)
      // What was under way may have kept the seats once more, after another screen had given them back.
      void ended.then(() => {
        releases.add(orderId)
        return releases.send()
      })
    },
    /** How many seats of this line the server keeps, as it last answered. */
    ofLine({ key }: Line): number {
      const units = basket.held.filter((one) => one.key === key).flatMap((one) => one.units)
      return seatsOf(terms.index(), { optionId: '', sessionIds: [], units })
    },
    /** Somebody is at the till. */
    touch() {
      touched = clock()
    },
    /** Once a second: the seats are held again by themselves while somebody is at the till. */
    tick() {
      const until = basket.heldUntil
      if (until === null || basket.sent || basket.charge || terms.busy()) return
      const active = clock() - touched < ACTIVE
      if (active && until - clock() < RENEW) void hold.now()
    },
  }
}
