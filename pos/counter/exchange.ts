import { createSignal, onCleanup } from 'solid-js'
import { ApiProblem } from '../../api/client.ts'
import { createApproval } from '../correct/approval-state.ts'
import { createBack } from '../correct/back-state.ts'
import { correctApi, type Corrected } from '../correct/correct-api.ts'
import { keepExchange, keptExchange, onExchangeKept, type Exchange } from '../correct/exchange-kept.ts'
import { focusApproval, focusWrong } from '../correct/place.ts'
import type { SaleDraft } from './basket.ts'
import type { SaleAnswer, TillApi } from './till-api.ts'

type ExchangeTerms = {
  registerId: string
  /** What the basket comes to, in cents. */
  totalC: () => number
}

const panel = () => document.querySelector<HTMLElement>('[data-exchange]') ?? undefined

/**
 * The exchange under way on a till: what comes back pays for the basket, and only the difference is paid or given back.
 * The basket is filled and sent as any other; its sale goes to the server together with what it takes back, in one.
 */
export function createExchange(terms: ExchangeTerms) {
  const { registerId } = terms
  const [current, setCurrent] = createSignal(keptExchange(registerId))
  const [last, setLast] = createSignal<Corrected | null>(null)
  onCleanup(onExchangeKept(registerId, setCurrent))

  const set = (next: Exchange | null) => {
    setCurrent(next)
    keepExchange(registerId, next)
  }
  const backC = () => current()?.backC ?? 0
  const giveC = () => Math.max(0, backC() - terms.totalC())
  const back = createBack(() => current()?.tenders ?? [], giveC)
  const approval = createApproval(() => current()?.causes ?? [])

  /** The exchange as it goes with this sale: what was sent once is sent again as it was. */
  function frozen(one: Exchange, draft: SaleDraft): Exchange {
    if (one.sent?.saleId === draft.id) return one
    const next = { ...one, sent: { saleId: draft.id, tenders: back.sent() } }
    set(next)
    return next
  }

  async function sell(api: Pick<TillApi, 'sell'>, draft: SaleDraft): Promise<SaleAnswer> {
    const now = current()
    if (!now) return api.sell(draft)
    const one = frozen(now, draft)
    try {
      const { corrected, replay } = await correctApi.exchange(one.sale.id, {
        id: one.id,
        registerId: draft.registerId,
        shiftId: draft.shiftId,
        reason: 'EXCHANGE',
        lines: one.lines,
        tenders: one.sent?.tenders ?? [],
        sale: draft,
        expected: { totalC: one.backC },
        ...approval.sent(),
      })
      if (!corrected.sale) throw new ApiProblem('internal', 500)
      // Not over before its sale is known: what is asked again meanwhile is the very same.
      const answer = await correctApi.sold(corrected.sale)
      setLast(corrected)
      set(null)
      return { ...answer, replay }
    } catch (error) {
      if (error instanceof ApiProblem && error.code !== 'unavailable' && error.code !== 'internal') {
        set({ ...one, sent: null })
        if (approval.heard(error)) focusApproval(panel())
      }
      throw error
    }
  }

  return {
    current,
    backC,
    giveC,
    back,
    approval,
    /** What the last exchange took back, by the sale that was its other half. */
    ofSale: (saleId: string): Corrected | null => (last()?.sale?.id === saleId ? last() : null),
    /** Sells through the exchange while there is one. */
    sell,
    /** True when nothing that the exchange asks for is missing; else the screen says what is. */
    ready(): boolean {
      if (!current()) return true
      const all = [giveC() === 0 || back.ready(), approval.ready()]
      const isReady = all.every(Boolean)
      if (!isReady) focusWrong(panel())
      return isReady
    },
    /** The till sells as before; nothing was taken back. */
    leave: () => set(null),
  }
}

export type TillExchange = ReturnType<typeof createExchange>
