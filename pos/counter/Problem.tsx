import { onMount, Show } from 'solid-js'
import { problemText } from '../problem.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Till } from './till.ts'

/** A refusal of the whole sale, beside what was pressed; the basket is as it was. */
export function Problem(props: { till: Till }) {
  const problem = () => (props.till.cart.state.sent ? null : props.till.cart.problem())
  return (
    <>
      <Show when={props.till.cart.charging.ended()}>{(end) => <Told text={t.card.ended(end())} />}</Show>
      <Show when={problem()}>{(one) => <Told text={problemText(one())} />}</Show>
      <Show when={props.till.cart.state.spent}>
        {(spent) => <Spent till={props.till} number={spent().number} />}
      </Show>
    </>
  )
}

/** The basket was sold already, in another tab: nothing is sent again before the agent says that it is another sale. */
function Spent(props: { till: Till; number: string | null }) {
  return (
    <Notice kind="tan">
      <span>{props.number === null ? t.basket.spent : t.basket.spentAs(props.number)}</span>
      <Button onClick={() => props.till.cart.sellAgain()}>{t.basket.sellAgain}</Button>
      <Button onClick={() => props.till.cart.clear()}>{t.basket.clear}</Button>
    </Notice>
  )
}

function Told(props: { text: string }) {
  let place: HTMLDivElement | undefined
  onMount(() => place?.scrollIntoView({ block: 'nearest' }))
  return (
    <div ref={(el) => (place = el)}>
      <Notice kind="tan">{props.text}</Notice>
    </div>
  )
}
