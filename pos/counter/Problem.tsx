import { onMount, Show } from 'solid-js'
import { problemText } from '../problem.ts'
import { Notice } from '../ui/Notice.tsx'
import type { Till } from './till.ts'

/** A refusal of the whole sale, beside what was pressed; the basket is as it was. */
export function Problem(props: { till: Till }) {
  const problem = () => (props.till.cart.state.sent ? null : props.till.cart.problem())
  return <Show when={problem()}>{(one) => <Said text={problemText(one())} />}</Show>
}

function Said(props: { text: string }) {
  let place: HTMLDivElement | undefined
  onMount(() => place?.scrollIntoView({ block: 'nearest' }))
  return (
    <div ref={(el) => (place = el)}>
      <Notice kind="tan">{props.text}</Notice>
    </div>
  )
}
