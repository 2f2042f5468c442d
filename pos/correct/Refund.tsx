import { createSignal, Match, Show, Switch } from 'solid-js'
import type { ApiProblem } from '../../api/client.ts'
import { problemText } from '../problem.ts'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ApprovalFields } from './ApprovalFields.tsx'
import { createAsked } from './asked.ts'
import { correctApi, type Correctable, type Corrected } from './correct-api.ts'
import css from './Correct.module.css'
import { Done } from './Done.tsx'
import { GiveBack } from './GiveBack.tsx'
import { NoAnswer } from './NoAnswer.tsx'
import { focusApproval, focusWrong, usePlace } from './place.ts'
import { Reason } from './Reason.tsx'
import { createRefund, type RefundBody } from './refund-state.ts'
import { openLines } from './taken.ts'
import { TakeBack } from './TakeBack.tsx'
import { NothingLeft, type AboutSale } from './WithSale.tsx'

/** Takes back some or all of a sale: what, why, how it is given back, on one screen; then what came of it. */
export function Refund(props: AboutSale & { read: Correctable }) {
  const { read } = props
  const refund = createRefund(read, usePlace())
  const [done, setDone] = createSignal<Corrected | null>(null)
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)
  let form: HTMLFormElement | undefined
  const asked = createAsked<RefundBody, Corrected>({
    about: `refund ${read.id}`,
    ask: (body) => correctApi.correct(read.id, body),
    known: correctApi.known,
    done(answer) {
      setDone(answer)
      props.onDone()
    },
    refused(error) {
      if (refund.approval.heard(error)) return focusApproval(form)
      setProblem(error)
      focusWrong(form)
    },
  })
  const press = (event: Event) => {
    event.preventDefault()
    if (asked.busy()) return
    setProblem(null)
    if (refund.ready()) void asked.send(refund.body)
    else focusWrong(form)
  }
  const word = () => {
    if (refund.lines().length === 0) return t.refund.none
    return refund.totalC() === 0 ? t.refund.free : t.refund.act(refund.totalC())
  }
  return (
    <Switch>
      <Match when={done()}>{(answer) => <Done done={answer()} onClose={props.onClose} />}</Match>
      <Match when={asked.waiting()}>
        <NoAnswer asked={asked} />
      </Match>
      <Match when={openLines(read).length === 0}>
        <NothingLeft number={read.number} />
      </Match>
      <Match when={true}>
        <form ref={(el) => (form = el)} class={css.form} novalidate onSubmit={press}>
          <TakeBack
            sale={read}
            taken={refund.taken()}
            reason={refund.reason()}
            tried={refund.tried()}
            onTake={refund.take}
          />
          <div class={css.side}>
            <Reason reason={refund.reason()} tried={refund.tried()} onChoose={refund.setReason} />
            <Show when={refund.totalC() > 0}>
              <GiveBack back={refund.back} />
            </Show>
            <ApprovalFields approval={refund.approval} fromC={read.approvalFromC} />
          </div>
          <footer class={css.foot}>
            <Show when={problem()}>{(one) => <Notice kind="tan">{problemText(one())}</Notice>}</Show>
            <Show when={refund.tried() && refund.lines().length === 0}>
              <p class={css.wrong} role="alert">
                <Icon name="alert" small />
                {t.take.choose}
              </p>
            </Show>
            <p class={css.total} aria-live="polite">
              <span>{t.refund.sum}</span>
              <Money cents={refund.totalC()} />
            </p>
            <Button kind="sea" size="pay" wide type="submit" busy={asked.busy()}>
              {asked.busy() ? t.unanswered.sending : word()}
            </Button>
          </footer>
        </form>
      </Match>
    </Switch>
  )
}
