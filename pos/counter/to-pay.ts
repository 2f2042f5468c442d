import { isVoucherMark } from '../../api/shared/voucher-code.ts'
import { counter as t } from '../text/counter.ts'
import type { Cart } from './cart.ts'
import type { Dialogs } from './dialogs.ts'
import type { Payment } from './pay-state.ts'
import type { Programme } from './programme.ts'
import { byBarcode } from './search.ts'
import type { Notice, TillTerms } from './till-terms.ts'

type ToPayTerms = Pick<TillTerms, 'payWaits'> & {
  programme: Programme
  cart: Cart
  dialogs: Dialogs
  payment: Payment
  /** True while the basket is exchanged for something: then its payment is always seen. */
  isExchange: () => boolean
  mode: () => 'sell' | 'pay'
  setMode: (mode: 'sell' | 'pay') => void
  setSheet: (open: boolean) => void
  setNotice: (notice: Notice | null) => void
  say: (text: string) => void
}

/** The way from the basket to its payment and back, and what must be answered before it. */
export function createToPay(terms: ToPayTerms) {
  const { programme, cart, dialogs, payment, mode, setMode, setSheet, setNotice, say } = terms

  /** A code scanned while paying adds nothing: it pays, when it is a card's; it may be a slip's number: then false. */
  function scannedInPay(code: string): boolean {
    if (isVoucherMark(code)) {
      payment.recall()
      payment.scanVoucher(code)
      return true
    }
    if (payment.entry.stage === 'ref' && !byBarcode(programme.index().catalog.products, code)) return false
    payment.recall()
    say(t.pay.scanned)
    return true
  }

  function toSell() {
    // While a card is asked for, going back is taking it back: what is true then shows by itself.
    if (cart.state.charge) return void cart.charging.cancel()
    setNotice(null)
    setMode('sell')
  }

  /** F9 and the gorse button: the payment, unless a line waits for an answer. */
  function toPay(means: 'CASH' | 'CB' | 'CB_TERMINAL' = 'CASH') {
    if (!cart.mayChange()) return
    // The basket beside says that it is empty.
    if (cart.state.lines.length === 0) return
    const waits = terms.payWaits?.() ?? null
    if (waits !== null) return setNotice({ kind: 'few', text: waits })
    if (cart.state.spent) return say(t.basket.answerSpent)
    if (cart.refused()) return say(t.basket.answerFirst)
    if (!dialogs.ready(() => toPay(means))) return
    setNotice(null)
    setSheet(false)
    payment.enter(means)
    setMode('pay')
  }

  /** F8: exact cash in one press; what was already put is finished in the payment instead. */
  function exact() {
    const { lines, spent, tenders } = cart.state
    const waits = (terms.payWaits?.() ?? null) !== null
    if (lines.length === 0 || spent || waits || cart.refused() || cart.waiting()) return toPay()
    if (terms.isExchange()) return toPay()
    if (!dialogs.ready(exact)) return
    if (tenders.length === 0) return payment.exactCash()
    if (mode() === 'sell') toPay()
    setNotice({ kind: 'info', text: t.basket.receivedFirst })
  }

  /** What the gorse button says. */
  function payWord(): string {
    if (cart.busy()) return t.unanswered.sending
    if (cart.state.charge) return t.card.waiting
    return cart.state.sent ? t.unanswered.waiting : t.basket.pay
  }

  return { scannedInPay, toSell, toPay, exact, payWord }
}
