import { createSignal, For, Show } from 'solid-js'
import { ANCV_FACES } from '../../api/shared/cash.ts'
import { formatEuros, parseEuros } from '../../api/shared/money.ts'
import type { ToCount } from '../answers.ts'
import { zone } from '../clock.ts'
import { desk as t } from '../text/desk.ts'
import { timeOf } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Faces } from './Count.tsx'
import css from './Desk.module.css'
import type { KeptCount } from './kept-count.ts'

export const chequeKey = (one: { saleId: string; n: number }): string => `${one.saleId}/${one.n}`

/** Each cheque of the session, ticked when it is in hand; one that no sale tells of is added. */
export function ChequeStep(props: { cheques: ToCount['cheques']; kept: KeptCount }) {
  const ticked = () => props.cheques.filter((one) => props.kept.state.seen.includes(chequeKey(one))).length
  return (
    <>
      <p class="soft">{props.cheques.length > 0 ? t.cheque.help : t.cheque.none}</p>
      <ul class={css.cheques}>
        <For each={props.cheques}>
          {(one) => (
            <li>
              <label>
                <input
                  type="checkbox"
                  checked={props.kept.state.seen.includes(chequeKey(one))}
                  onChange={(event) => props.kept.tick(chequeKey(one), event.currentTarget.checked)}
                />
                <span class={css.words}>
                  <b>{one.number ?? t.cheque.noNumber}</b>
                  <span class="meta">{t.cheque.of(one.sale, timeOf(one.at, zone()))}</span>
                </span>
                <span class={css.sum}>{formatEuros(one.amountC)}</span>
              </label>
            </li>
          )}
        </For>
        <For each={props.kept.state.unknown}>
          {(one, i) => (
            <li data-unknown>
              <b>{one.number}</b>
              <span class={css.sum}>{formatEuros(one.amountC)}</span>
              <Button
                kind="plain"
                icon="close"
                aria-label={t.cheque.remove(one.number)}
                onClick={() =>
                  props.kept.write({ unknown: props.kept.state.unknown.filter((_, at) => at !== i()) })
                }
              >
                {''}
              </Button>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.cheques.length > 0}>
        <p role="status">{t.cheque.ticked(ticked(), props.cheques.length)}</p>
      </Show>
      <UnknownCheque kept={props.kept} />
    </>
  )
}

function UnknownCheque(props: { kept: KeptCount }) {
  const [number, setNumber] = createSignal('')
  const [amount, setAmount] = createSignal('')
  const [wrong, setWrong] = createSignal<string | null>(null)
  const add = () => {
    const amountC = parseEuros(amount())
    const typed = number().trim()
    if (!/^[A-Za-z0-9 -]{1,20}$/.test(typed) || !amountC) return void setWrong(t.cheque.bad)
    props.kept.write({ unknown: [...props.kept.state.unknown, { number: typed, amountC }] })
    setNumber('')
    setAmount('')
    setWrong(null)
  }
  return (
    <details>
      <summary>{t.cheque.unknown}</summary>
      <div class={css.unknown}>
        <Field
          label={t.cheque.number}
          value={number()}
          onText={setNumber}
          autocomplete="off"
          error={wrong()}
        />
        <Field
          label={t.cheque.amount}
          value={amount()}
          onText={setAmount}
          inputmode="decimal"
          autocomplete="off"
        />
        <Button icon="plus" onClick={add}>
          {t.cheque.add}
        </Button>
      </div>
    </details>
  )
}

/** Chèques-vacances by face value, as cash is counted. */
export function AncvStep(props: { kept: KeptCount }) {
  return (
    <>
      <p class="soft">{t.ancvHelp}</p>
      <Faces
        title={t.ancvFaces}
        faces={[...ANCV_FACES].map(Number).reverse()}
        pieces={props.kept.state.ancv}
        onCount={props.kept.countAncv}
      />
    </>
  )
}

/** The total that the bank's terminal prints at the end of the day. */
export function CardStep(props: { kept: KeptCount; wrong: boolean }) {
  return (
    <>
      <p class="soft">{t.card.help}</p>
      <div class={css.split}>
        <div class={css.amount}>
          <Field
            label={t.card.total}
            name="card"
            inputmode="decimal"
            autocomplete="off"
            value={props.kept.state.card}
            onText={(card) => props.kept.write({ card })}
            error={props.wrong ? t.card.bad : null}
          />
        </div>
      </div>
    </>
  )
}
