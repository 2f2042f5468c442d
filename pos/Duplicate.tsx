import { createSignal, Show } from 'solid-js'
import { tillApi } from './counter/till-api.ts'
import { problemText } from './problem.ts'
import { counter as t } from './text/counter.ts'
import { Button, LinkButton } from './ui/Button.tsx'
import { Notice } from './ui/Notice.tsx'

/** Makes a numbered duplicate of a sale's receipt, then opens it; a refusal is said beside it. In a list, `number` says of which. */
export function Duplicate(props: { saleId: string; number?: string; onMade?: () => void }) {
  const [copy, setCopy] = createSignal<number | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  let box: HTMLSpanElement | undefined
  const make = async () => {
    if (busy()) return
    setBusy(true)
    setFailed(null)
    try {
      setCopy((await tillApi.copy(props.saleId, 'CUSTOMER')).copy)
      props.onMade?.()
      // The button became a link: the focus stays with it.
      queueMicrotask(() => box?.querySelector('a')?.focus())
    } catch (error) {
      setFailed(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const Of = () => <Show when={props.number}>{(number) => <span class="sr"> {number()}</span>}</Show>
  return (
    <span ref={(el) => (box = el)}>
      <Show
        when={copy()}
        fallback={
          <Button icon="print" busy={busy()} onClick={() => void make()}>
            {t.done.copy}
            <Of />
          </Button>
        }
      >
        {(n) => (
          <LinkButton
            href={`/api/sales/${props.saleId}/receipt.pdf?paper=80&copy=${n()}`}
            target="_blank"
            icon="print"
          >
            {t.done.openCopy(n())}
            <Of />
          </LinkButton>
        )}
      </Show>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </span>
  )
}
