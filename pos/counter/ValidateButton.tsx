import { correct } from '../text/correct.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { asksCode } from './payment.ts'
import type { Till } from './till.ts'

/** What Enter does now: puts the tender, asks for its slip, or validates with the change in its words. */
export function ValidateButton(props: { till: Till; size?: 'pay' }) {
  const pay = () => props.till.payment
  const asksSlip = () =>
    pay().entry.stage === 'amount' &&
    (pay().entry.means === 'CB' || pay().entry.means === 'CHEQUE') &&
    pay().remainingC() > 0
  const validates = () => pay().final() && !asksSlip() && !asksCode(pay().entry)
  const words = () => {
    const amountC = Math.min(pay().amountC() ?? 0, 99_999_999)
    if (props.till.cart.waiting()) return props.till.payWord()
    if (props.till.exchange.giveC() > 0) return correct.exchange.give(props.till.exchange.giveC())
    if (asksCode(pay().entry)) return t.pay.readCode
    if (asksSlip()) return pay().entry.means === 'CB' ? t.pay.toSlip(amountC) : t.pay.toCheque(amountC)
    if (validates() && pay().entry.means === 'CB_TERMINAL' && pay().pending()) return t.card.ask(amountC)
    if (validates()) return pay().changeC() > 0 ? t.pay.validateChange(pay().changeC()) : t.pay.validate
    return pay().remainingC() === 0 ? t.pay.validate : t.pay.put(amountC)
  }
  return (
    <Button
      kind={
        props.till.exchange.giveC() > 0 ? 'sea' : validates() || pay().remainingC() === 0 ? 'gorse' : 'sea'
      }
      size="pay"
      wide
      cap={t.pay.enter}
      busy={props.till.cart.busy() || pay().reading() || props.till.cart.state.charge !== null}
      data-validate
      onClick={() => pay().put()}
    >
      {words()}
    </Button>
  )
}
