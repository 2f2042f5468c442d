import { createSignal, Show } from 'solid-js'
import { printSale } from './counter/print-sale.ts'
import { tillApi } from './counter/till-api.ts'
import { receiptPdf } from './printer.ts'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import { counter as t } from './text/counter.ts'
import { Button, LinkButton } from './ui/Button.tsx'
import { Notice } from './ui/Notice.tsx'
import { createUnanswered } from './unanswered.ts'

const once = createUnanswered('audit')

/** A numbered duplicate of a sale, made once though its answer is lost and it is asked for again. */
const makeCopy = async (saleId: string): Promise<number> =>
  (await once(saleId, (request) => tillApi.copy(saleId, request))).copy

/**
 * Makes a numbered duplicate of a sale's receipt and prints it by the register's printer; it may be opened too. A refusal
 * is said beside it. In a list, `named` says of which sale.
 */
export function Duplicate(props: {
  sale: { id: string; number: string }
  named?: boolean
  onMade?: () => void
}) {
  const { till: register } = useSession()
  const [copy, setCopy] = createSignal<number | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  let box: HTMLSpanElement | undefined
  const make = async () => {
    if (busy()) return
    setBusy(true)
    setFailed(null)
    try {
      const { id, number } = props.sale
      const copy = await makeCopy(id)
      setCopy(copy)
      props.onMade?.()
      if (register()) void printSale({ id, number }, { what: 'RECEIPT', copy })
      // The button became a link: the focus stays with it.
      queueMicrotask(() => box?.querySelector('a')?.focus())
    } catch (error) {
      setFailed(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const Of = () => (
    <Show when={props.named}>
      <span class="sr"> {props.sale.number}</span>
    </Show>
  )
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
          <LinkButton href={receiptPdf(props.sale.id, n())} target="_blank" icon="print">
            {t.done.openCopy(n())}
            <Of />
          </LinkButton>
        )}
      </Show>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </span>
  )
}
