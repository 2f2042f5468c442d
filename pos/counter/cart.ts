import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { createStore, produce, reconcile, unwrap as raw } from 'solid-js/store'
import { ApiProblem } from '../../api/client.ts'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import { changeOf, type TenderInput } from '../../api/shared/tender.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import {
  emptyBasket,
  keyOf,
  toLines,
  toSession,
  viewBasket,
  withQty,
  type External,
  type Line,
  type LineSession,
} from './basket.ts'
import { createHold } from './hold.ts'
import { keepBasket, keptBasket } from './kept-basket.ts'
import { createMarks } from './marks.ts'
import { createSending } from './sending.ts'
import type { SaleAnswer, TillApi } from './till-api.ts'

export type Sold = SaleAnswer & { printed: boolean }
type Units = { unitId: string; qty: number }[]

type CartTerms = {
  api: Pick<TillApi, 'hold' | 'sell' | 'sale'>
  registerId: string
  shiftId: () => string | null
  officeName: string
  index: () => CatalogIndex
  today: () => Day
  reloadCatalog: () => Promise<void>
  /** ms; the device's clock unless a test gives its own. */
  clock?: () => number
}

/** Seats are held again so long before they lapse, while the agent has touched the till within `ACTIVE` (ms). */
const RENEW = 120_000
const ACTIVE = 300_000

/**
 * The basket of a register: its lines, what they cost, the seats held for them, and the sale. Every change is written
 * at once and kept on the device until the sale is committed.
 */
export function createCart(terms: CartTerms) {
  const clock = terms.clock ?? Date.now
  const [state, setState] = createStore(keptBasket(terms.registerId) ?? emptyBasket())
  const [heldUntil, setHeldUntil] = createSignal<number | null>(null)
  const [holdLate, setHoldLate] = createSignal(false)
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)
  const [sold, setSold] = createSignal<Sold | null>(null)
  const [live, setLive] = createSignal<string | null>(null)
  let touched = clock()
  let printed = false

  const view = createMemo(() => viewBasket(terms.index(), state.lines, terms.today(), terms.officeName))
  const at = (key: string) => state.lines.findIndex((l) => l.key === key)
  const { markChanged, markLines } = createMarks(state, setState, view)
  const refused = createMemo(() => state.lines.some((l) => l.refusal !== null))

  createEffect(() => keepBasket(terms.registerId, state))
  createEffect(on(terms.index, (next, before) => before && markChanged(before, next, terms.today())))

  const hold = createHold<Line>({
    lines: () => structuredClone(raw(state.lines)),
    put: async (lines) => {
      const plain = toLines(lines).map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units }))
      const answer = await terms.api.hold(state.orderId, { registerId: terms.registerId, lines: plain })
      return Date.parse(answer.expiresAt)
    },
    held(until) {
      setHeldUntil(until)
      setHoldLate(false)
      const answered = (l: Line) => l.refusal !== null && l.refusal.code !== 'price_changed'
      setState('lines', answered, 'refusal', null)
    },
    refused(refusal, lines) {
      // Nothing is lost without network: the sale takes the seats itself, or says that they have gone.
      if (refusal.code === 'unavailable') setHoldLate(true)
      else if (!markLines(refusal, lines)) setProblem(refusal)
    },
  })
  const sending = createSending({
    api: terms.api,
    sent: () => (state.sent ? structuredClone(raw(state.sent)) : null),
    setSent: (draft) => setState('sent', draft),
    setProblem,
    committed(answer) {
      drop()
      setSold({ ...answer, printed })
    },
    refused: refusedSale,
    released: () => hold.change(),
  })
  const { busy } = sending
  if (state.lines.length > 0) {
    hold.assume()
    if (state.sent) sending.retry()
    else hold.change()
  }

  function changed() {
    touched = clock()
    setProblem(null)
    setSold(null)
    hold.change()
  }

  /** Sets the units of an option for its sessions; none removes the line. Returns its key. */
  function setUnits(
    optionId: string,
    sessions: LineSession[],
    units: Units,
    external: External | null = null,
  ) {
    const ids = sessions.map((s) => s.id)
    const key = keyOf(optionId, ids, external)
    if (state.sent) return key
    const i = at(key)
    const kept = units.filter((u) => u.qty > 0)
    if (kept.length === 0) {
      if (i >= 0) remove(key)
      return key
    }
    if (i < 0) {
      const line: Line = { key, optionId, sessions, units: kept, external, refusal: null }
      setState('lines', state.lines.length, line)
    } else {
      setState('lines', i, 'units', reconcile(kept, { key: 'unitId' }))
    }
    setLive(key)
    changed()
    return key
  }

  function setQty(optionId: string, sessions: LineSession[], unitId: string, qty: number) {
    const option = terms.index().options.get(optionId)?.option
    if (!option) return
    const ids = sessions.map((s) => s.id)
    const line = state.lines[at(keyOf(optionId, ids))]
    setUnits(optionId, sessions, withQty(option, line?.units ?? [], unitId, qty))
  }

  function setLineQty(key: string, unitId: string, qty: number) {
    const line = state.lines[at(key)]
    const option = line && terms.index().options.get(line.optionId)?.option
    if (line && option)
      setUnits(line.optionId, line.sessions, withQty(option, line.units, unitId, qty), line.external)
  }

  /** One more of an article or an open-dated ticket. */
  function addUnit(unitId: string, qty = 1) {
    const fare = terms.index().fares.get(unitId)
    if (!fare) return
    const line = state.lines[at(keyOf(fare.option.id, []))]
    const had = line?.units.find((u) => u.unitId === unitId)?.qty ?? 0
    setQty(fare.option.id, [], unitId, had + qty)
  }

  function remove(key: string) {
    if (state.sent) return
    setState('lines', (lines) => lines.filter((l) => l.key !== key))
    if (live() === key) setLive(null)
    changed()
  }

  /** The same party on other sessions, in the same place of the basket. */
  function move(key: string, sessions: LineSession[]) {
    const i = at(key)
    const line = state.lines[i]
    if (!line || state.sent) return
    const next = keyOf(
      line.optionId,
      sessions.map((s) => s.id),
      line.external,
    )
    setState(
      'lines',
      i,
      produce((l) => {
        l.key = next
        l.sessions = sessions
        l.refusal = null
      }),
    )
    setLive(next)
    changed()
  }

  /** Takes a next departure that the refusal proposes; the other leg stays. */
  function moveTo(key: string, departure: Departure) {
    const line = state.lines[at(key)]
    if (!line) return
    const others = line.sessions.filter((s) => line.sessions.length > 1 && s.leg !== departure.leg)
    move(
      key,
      [...others, toSession(departure)].sort((a, b) => a.leg - b.leg),
    )
  }

  function accept(key: string) {
    const i = at(key)
    if (i >= 0) setState('lines', i, 'refusal', null)
    changed()
  }

  /** Sends the sale. Nothing shows as sold before the server has committed it. */
  async function pay(tenders: TenderInput[], print: boolean): Promise<void> {
    const shiftId = terms.shiftId()
    if (state.lines.length === 0) return
    if (shiftId === null) {
      setProblem(new ApiProblem('shift_closed', 409))
      return
    }
    printed = print
    await sending.send(hold.settle(), () => ({
      id: state.saleId,
      orderId: state.orderId,
      registerId: terms.registerId,
      shiftId,
      lines: toLines(structuredClone(raw(state.lines))),
      tenders,
      expected: { totalC: view().price.totalC, changeC: changeOf(tenders) },
    }))
  }

  /** A refused sale leaves the basket as it is, with marks on the lines that it is about. */
  async function refusedSale(error: ApiProblem): Promise<void> {
    if (error.code === 'price_changed') {
      // The server names every line; the new catalogue tells which of them changed.
      await terms.reloadCatalog().catch(() => undefined)
      if (refused()) setProblem(null)
    } else if (markLines(error, [...state.lines])) setProblem(null)
  }

  function drop() {
    hold.renew()
    setHeldUntil(null)
    setHoldLate(false)
    setLive(null)
    setProblem(null)
    setState(reconcile(emptyBasket(), { key: 'key' }))
  }

  /** Once a second: the seats are held again by themselves while somebody is at the till. */
  function tick() {
    const until = heldUntil()
    if (until === null || state.sent || busy()) return
    const active = clock() - touched < ACTIVE
    if (active && until - clock() < RENEW) void hold.now()
  }

  return {
    state,
    view,
    heldUntil,
    holdLate,
    busy,
    problem,
    sold,
    live,
    refused,
    setLive,
    setUnits,
    setQty,
    setLineQty,
    addUnit,
    remove,
    move,
    moveTo,
    accept,
    pay,
    retry: sending.retry,
    release: sending.release,
    tick,
    has: (key: string) => at(key) >= 0,
    /** Somebody is at the till. */
    touch: () => {
      touched = clock()
    },
    forgetSold: () => setSold(null),
    forgetProblem: () => setProblem(null),
    holdAgain: () => state.lines.length > 0 && hold.change(),
  }
}

export type Cart = ReturnType<typeof createCart>

/** True once the last sale is committed and until the next begins. */
export const isDone = (cart: Cart): boolean => cart.sold() !== null
