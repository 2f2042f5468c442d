import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ApiProblem } from '../../api/client.ts'
import { newId } from '../../api/shared/id.ts'
import { MEANS_ICON } from '../counter/means-icon.ts'
import { problemText } from '../problem.ts'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segments } from '../ui/Segments.tsx'
import { ApprovalFields } from './ApprovalFields.tsx'
import { createApproval } from './approval-state.ts'
import { createAsked } from './asked.ts'
import { correctApi, type Correctable, type Corrected, type SoldTender } from './correct-api.ts'
import css from './Correct.module.css'
import { Done } from './Done.tsx'
import { fixable, fixAmount, refuseFixRef, rightMeans, type FixableMeans } from './fix.ts'
import { NoAnswer } from './NoAnswer.tsx'
import { focusApproval, focusWrong, usePlace, type Place } from './place.ts'
import type { AboutSale } from './WithSale.tsx'

/** The money came by another means than was said: which payment was wrong, what it was; the total stays. */
export function Fix(props: AboutSale & { read: Correctable }) {
  const tenders = () => fixable(props.read.tenders)
  return (
    <Show when={tenders()[0]} fallback={<Empty bare title={t.fix.none} text={t.fix.noneHelp} />} keyed>
      {(first) => <FixForm {...props} first={first} />}
    </Show>
  )
}

/** A payment said again while it is entered. Its id is made now. */
function createFix(first: SoldTender, place: () => Place | null) {
  const id = newId('sale')
  const [wrong, setWrong] = createSignal(first)
  const [means, setMeans] = createSignal<FixableMeans>(rightMeans(first)[0] as FixableMeans)
  const [typed, setTyped] = createSignal('')
  const [ref, setRef] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const amountC = () => fixAmount(wrong(), typed())
  const refFault = () => refuseFixRef(means(), ref())
  const approval = createApproval(() => [])
  return {
    wrong,
    choose(next: SoldTender) {
      setWrong(next)
      setTyped('')
      if (next.means === means()) setMeans(rightMeans(next)[0] as FixableMeans)
    },
    means,
    setMeans(next: FixableMeans) {
      setMeans(next)
      setRef('')
    },
    typed,
    setTyped,
    ref,
    setRef,
    amountC,
    amountSaid: () => (amountC() === null ? t.fix.amountWrong(wrong().leftC) : null),
    refSaid: () => {
      const fault = refFault()
      return tried() && fault ? t.back.ref[fault] : null
    },
    approval,
    ready(): boolean {
      setTried(true)
      const approved = approval.ready()
      return amountC() !== null && refFault() === null && approved && place() !== null
    },
    body: () => ({
      id,
      ...(place() as Place),
      reason: 'PAYMENT_ERROR' as const,
      from: [{ originN: wrong().n, amountC: amountC() as number }],
      to: [
        {
          means: means(),
          amountC: amountC() as number,
          ...(ref().trim() === '' ? {} : { ref: ref().trim() }),
        },
      ],
      ...approval.sent(),
    }),
  }
}

type FixBody = ReturnType<ReturnType<typeof createFix>['body']>

function FixForm(props: AboutSale & { read: Correctable; first: SoldTender }) {
  const { read } = props
  const fix = createFix(props.first, usePlace())
  const [done, setDone] = createSignal<Corrected | null>(null)
  const [problem, setProblem] = createSignal<ApiProblem | null>(null)
  let form: HTMLFormElement | undefined
  const asked = createAsked<FixBody, Corrected>({
    about: `fix ${read.id}`,
    ask: (body) => correctApi.fix(read.id, body),
    known: correctApi.known,
    done(answer) {
      setDone(answer)
      props.onDone()
    },
    refused(error) {
      if (fix.approval.heard(error)) return focusApproval(form)
      setProblem(error)
      focusWrong(form)
    },
  })
  const press = (event: Event) => {
    event.preventDefault()
    if (asked.busy()) return
    setProblem(null)
    if (fix.ready()) void asked.send(fix.body)
    else focusWrong(form)
  }
  return (
    <Switch>
      <Match when={done()}>{(answer) => <Done done={answer()} onClose={props.onClose} />}</Match>
      <Match when={asked.waiting()}>
        <NoAnswer asked={asked} />
      </Match>
      <Match when={true}>
        <form ref={(el) => (form = el)} class={css.form} data-narrow novalidate onSubmit={press}>
          <Wrong tenders={fixable(read.tenders)} chosen={fix.wrong()} onChoose={fix.choose} />
          <div class={css.side}>
            <Segments<FixableMeans>
              label={t.fix.right}
              options={rightMeans(fix.wrong()).map((value) => ({ value, text: t.back.names[value] }))}
              chosen={fix.means()}
              onChoose={fix.setMeans}
            />
            <div class={css.pin}>
              <Field
                label={t.fix.amount}
                name="amount"
                inputmode="decimal"
                autocomplete="off"
                placeholder={(fix.wrong().leftC / 100).toFixed(2).replace('.', ',')}
                value={fix.typed()}
                error={fix.amountSaid()}
                onText={fix.setTyped}
              />
              <Show when={fix.means() === 'CB' || fix.means() === 'CHEQUE'}>
                <Field
                  label={fix.means() === 'CB' ? t.fix.slip : t.fix.chequeNo}
                  name="ref"
                  inputmode="numeric"
                  autocomplete="off"
                  value={fix.ref()}
                  error={fix.refSaid()}
                  onText={fix.setRef}
                />
              </Show>
            </div>
            <ApprovalFields approval={fix.approval} fromC={read.approvalFromC} />
          </div>
          <footer class={css.foot} data-narrow>
            <Show when={problem()}>{(one) => <Notice kind="tan">{problemText(one())}</Notice>}</Show>
            <Button kind="sea" size="pay" wide type="submit" busy={asked.busy()}>
              {asked.busy() ? t.unanswered.sending : t.fix.act(fix.amountC() ?? 0, fix.means())}
            </Button>
          </footer>
        </form>
      </Match>
    </Switch>
  )
}

function Wrong(props: {
  tenders: readonly SoldTender[]
  chosen: SoldTender
  onChoose: (tender: SoldTender) => void
}) {
  return (
    <fieldset class={css.take}>
      <legend class={css.legend}>{t.fix.wrong}</legend>
      <div class={css.lines}>
        <For each={props.tenders}>
          {(tender) => (
            <label class={css.wrongOne} data-chosen={props.chosen.n === tender.n ? '' : undefined}>
              <input
                type="radio"
                name="wrong"
                checked={props.chosen.n === tender.n}
                onChange={() => props.onChoose(tender)}
              />
              <Icon name={MEANS_ICON[tender.means]} />
              <span>
                <b>{t.back.names[tender.means]}</b>
                <Show when={tender.ref}>{(ref) => <span class="meta"> {ref()}</span>}</Show>
              </span>
              <Money cents={tender.leftC} />
            </label>
          )}
        </For>
      </div>
      <p class="soft">{t.fix.help}</p>
    </fieldset>
  )
}
