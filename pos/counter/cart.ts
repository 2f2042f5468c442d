import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap as raw } from 'solid-js/store'
import { ApiProblem } from '../../api/client.ts'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import type { TypedTender } from '../../api/shared/tender.ts'
import type { Day } from '../../api/shared/time.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { emptyBasket, newIds, type Basket, type SaleDraft } from './basket.ts'
import { viewBasket } from './basket-view.ts'
import { createCharging } from './charging.ts'
import { createEdits } from './edits.ts'
import { keepBasket, keepStill, keptBasket, onKept } from './kept-basket.ts'
import { keepUnseen, unseenOf, type Sold } from './last-sold.ts'
import { createMarks } from './marks.ts'
import { saleDraft } from './sale-draft.ts'
import { createSeats } from './seats.ts'
import { createSending } from './sending.ts'
import type { SaleAnswer, TillApi } from './till-api.ts'
import type { Visitor } from './visitor.ts'

/** What the agent must hear about the basket, whatever was pressed. */
export type BasketNews = 'waiting' | 'emptied_elsewhere' | 'card_dropped'

type CartTerms = {
  api: Pick<TillApi, 'hold' | 'release' | 'sell' | 'sale' | 'charge' | 'payment' | 'cancelPayment'>
  registerId: string
  /** False where nothing is sold: no seat is asked for. */
  keepsSeats?: boolean
  shiftId: () => string | null
  /** Who is signed in. */
  agentId: () => string | null
  officeName: string
  index: () => CatalogIndex
  today: () => Day
  reloadCatalog: () => Promise<void>
  /** Asks the server what is true of the register's session. */
  refreshSession: () => Promise<void>
  news?: (news: BasketNews) => void
  /** The sale is committed, be its screen gone by then. */
  onSold: (sold: Sold) => void
  /** The office's moment, in ms. */
  clock: () => number
}

/**
 * The basket of a register: its lines, what they cost, the seats held for them, and the sale. Every change is written
 * at once, kept on the device until the sale is committed, and heard by the other tabs of the register.
 */
export function createCart(terms: CartTerms) {
  const [state, setState] = createStore(keptBasket(terms.registerId) ?? emptyBasket())
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)
  const [sold, setSold] = createSignal<Sold | null>(unseenOf(terms.registerId))
  const [live, setLive] = createSignal<string | null>(null)

  const view = createMemo(() => viewBasket(terms.index(), state.lines, terms.today(), terms.officeName))
  const { markChanged, markLines } = createMarks(state, setState, view)
  const refused = createMemo(() => state.lines.some((l) => l.refusal !== null) || view().gone.length > 0)

  createEffect(() => keepBasket(terms.registerId, state))
  createEffect(on(terms.index, (next, before) => before && markChanged(before, next, terms.today())))
  onCleanup(onKept(terms.registerId, adopt))

  const seats = createSeats({
    api: terms.api,
    registerId: terms.registerId,
    keepsSeats: terms.keepsSeats ?? true,
    index: terms.index,
    basket: state,
    setBasket: setState,
    busy: () => sending.busy(),
    spent: () => spend(null),
    markLines,
    setProblem,
    clock: terms.clock,
  })
  const { hold } = seats
  onCleanup(() => void hold.settle())
  const sending = createSending({
    api: terms.api,
    sent: () => (state.sent ? structuredClone(raw(state.sent)) : null),
    setSent(draft) {
      setState({ sent: draft, sentBy: draft && terms.agentId() })
      // Kept here, not by the effect: an answer may come when the session has ended and the screen is gone.
      keepStill(terms.registerId, state.saleId, state)
    },
    ours,
    setProblem,
    committed: (answer) => committed(answer, state.sent),
    soldBefore: (answer) => spend(answer.number),
    refused: refusedSale,
    released: () => hold.change(),
  })
  let charged: SaleDraft | null = state.charge?.sale ?? null
  const charging = createCharging({
    api: terms.api,
    charge: () => (state.charge ? structuredClone(raw(state.charge)) : null),
    setCharge(charge) {
      charged = charge?.sale ?? charged
      setState('charge', charge)
      keepStill(terms.registerId, state.saleId, state)
    },
    setProblem,
    committed: (answer) => committed(answer, charged),
    refused: refusedSale,
    released: () => hold.change(),
  })
  const { busy } = sending
  if (state.lines.length > 0) {
    hold.assume()
    if (state.charge) void charging.follow()
    else if (state.sent) sending.resume()
    else if (!state.spent) hold.change()
  }

  function committed(answer: SaleAnswer, of: SaleDraft | null) {
    const { saleId } = state
    const now: Sold = { ...answer, receipt: of?.receipt ?? 'NONE' }
    drop()
    keepStill(terms.registerId, saleId, state)
    keepUnseen(terms.registerId, now)
    terms.onSold(now)
    setSold(now)
  }

  function ours(): boolean {
    return state.sentBy !== null && state.sentBy === terms.agentId()
  }

  /** False while a sale waits for its answer: then nothing may change, and the agent is told. */
  function mayChange(): boolean {
    if (!state.sent && !state.charge && !busy()) return true
    terms.news?.('waiting')
    return false
  }

  function changed() {
    seats.touch()
    setProblem(null)
    setSold(null)
    if (state.lines.length === 0) leave()
    else if (!state.spent) hold.change()
  }

  const edits = createEdits({
    basket: state,
    setBasket: setState,
    index: terms.index,
    live,
    setLive,
    mayChange,
    changed,
  })

  /** The basket became empty: its ids go with it, so that no other basket is ever sent under them. */
  function leave() {
    const { orderId } = state
    if (state.tenders.some((t) => t.means === 'CB')) terms.news?.('card_dropped')
    seats.giveBack(orderId)
    fresh()
  }

  /** What these ids stand for is sold: the lines stay under new ones, and wait for the agent's word. */
  function spend(number: string | null) {
    hold.renew()
    setProblem(null)
    setState({ ...newIds(), sent: null, sentBy: null, heldUntil: null, held: [], spent: { number } })
  }

  /** The agent says that it is another sale: its seats are asked for under the new ids. */
  function sellAgain() {
    setState('spent', null)
    changed()
  }

  /** The basket of another tab of this register, as that tab left it; null when it sold or emptied it. */
  function adopt(basket: Basket | null) {
    if (busy()) return
    const had = state.lines.length > 0
    hold.renew()
    if (basket) {
      hold.assume()
      setState(reconcile(basket, { key: 'key' }))
    } else if (had) {
      fresh()
      terms.news?.('emptied_elsewhere')
    }
    // It may have gone with that tab: here too the agent may ask what became of it.
    setProblem(basket?.sent ? new ApiProblem('unavailable', 0) : null)
  }

  /** Sends the sale. Nothing shows as sold before the server has committed it. */
  async function pay(tenders: TypedTender[], choice: ReceiptChoice): Promise<void> {
    const shiftId = terms.shiftId()
    if (state.lines.length === 0 || state.spent || !mayChange()) return
    if (shiftId === null) {
      setProblem(new ApiProblem('shift_closed', 409))
      void terms.refreshSession()
      return
    }
    await sending.send(hold.settle(), () => draftOf(shiftId, tenders, choice))
  }

  const draftOf = (shiftId: string, tenders: TypedTender[], receipt: ReceiptChoice): SaleDraft =>
    saleDraft(state, {
      registerId: terms.registerId,
      shiftId,
      totalC: view().price.totalC,
      tenders,
      receipt,
    })

  /** Has the reader ask for a card for what the tenders leave. */
  async function charge(amountC: number, tenders: TypedTender[], choice: ReceiptChoice): Promise<void> {
    const shiftId = terms.shiftId()
    if (state.lines.length === 0 || state.spent || !mayChange()) return
    if (shiftId === null) return pay(tenders, choice)
    await charging.start(hold.settle(), amountC, () => draftOf(shiftId, tenders, choice))
  }

  /** A refused sale leaves the basket as it is, with marks on the lines that it is about. */
  async function refusedSale(error: ApiProblem): Promise<void> {
    if (error.code === 'id_reused') spend(null)
    else if (error.code === 'shift_closed' || error.code === 'shift_too_old') await terms.refreshSession()
    else if (error.code === 'price_changed') {
      // The server names every line; the new catalogue tells which of them changed.
      await terms.reloadCatalog().catch(() => undefined)
      if (refused()) setProblem(null)
    } else if (markLines(error, [...state.lines])) setProblem(null)
  }

  function drop() {
    hold.renew()
    fresh()
  }

  /** Takes the basket off the till as it is, its seats kept for as long as a hold lasts; null when nothing may move. */
  function park(): Basket | null {
    if (state.lines.length === 0 || state.spent || !mayChange()) return null
    const basket = structuredClone(raw(state))
    drop()
    seats.keep(basket)
    return basket
  }

  /** Puts a parked basket on the till, where none may be; its seats are asked for again. False when one is there. */
  function takeBack(basket: Basket): boolean {
    if (state.lines.length > 0 || !mayChange()) return false
    hold.renew()
    hold.assume()
    setState(reconcile(basket, { key: 'key' }))
    changed()
    return true
  }

  function fresh() {
    seats.forgetLate()
    setLive(null)
    setProblem(null)
    setState(reconcile(emptyBasket(), { key: 'key' }))
  }

  return {
    state,
    view,
    heldUntil: () => state.heldUntil,
    holdLate: seats.late,
    /** The lines that the server keeps seats for, as it last answered. */
    ownHeld: () => state.held,
    seatsHeld: seats.ofLine,
    busy,
    /** A sale is on its way, or was sent and not answered. */
    waiting: () => busy() || state.sent !== null || state.charge !== null,
    mayChange,
    problem,
    sold,
    live,
    refused,
    setLive,
    ...edits,
    setTenders: (tenders: TypedTender[]) => setState('tenders', tenders),
    setReceipt: (receipt: ReceiptChoice | null) => setState('receipt', receipt),
    /** False while a sale waits for its answer. */
    setVisitor(said: Partial<Visitor>): boolean {
      if (!mayChange()) return false
      setState('visitor', said)
      return true
    },
    park,
    takeBack,
    pay,
    charge,
    charging,
    sellAgain,
    /** Takes every line out. */
    clear: () => {
      if (!mayChange()) return
      setState('lines', [])
      changed()
    },
    retry: sending.retry,
    resume: sending.resume,
    /** True while a sale waits that another agent sent: it goes on only when somebody asks. */
    sentByOther: () => state.sent !== null && !ours(),
    release: sending.release,
    tick: seats.tick,
    touch: seats.touch,
    forgetSold: () => setSold(null),
    forgetProblem: () => setProblem(null),
    holdAgain: () => state.lines.length > 0 && !state.spent && !state.sent && !state.charge && hold.change(),
  }
}

export type Cart = ReturnType<typeof createCart>

/** True once the last sale is committed and until the next begins. */
export const isDone = (cart: Cart): boolean => cart.sold() !== null
