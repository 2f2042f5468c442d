import { createSignal, Show } from 'solid-js'
import { newId } from '../api/shared/id.ts'
import { ApiProblem } from './api.ts'
import { printSale } from './counter/print-sale.ts'
import { tillApi } from './counter/till-api.ts'
import { receiptPdf } from './printer.ts'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import { counter as t } from './text/counter.ts'
import { Button, LinkButton } from './ui/Button.tsx'
import { Notice } from './ui/Notice.tsx'

/** Duplicates that were asked for and not answered, by sale: pressed again, on whatever screen, it is the same one. */
const unanswered = new Map<string, string>()

/** A numbered duplicate of a sale, made once though its answer is lost and it is asked for again. */
async function makeCopy(saleId: string): Promise<number> {
  const request = unanswered.get(saleId) ?? newId('audit')
  unanswered.set(saleId, request)
  try {
    const { copy } = await tillApi.copy(saleId, request)
    unanswered.delete(saleId)
    return copy
  } catch (error) {
    if (error instanceof ApiProblem && !['unavailable', 'internal'].includes(error.code))
      unanswered.delete(saleId)
    throw error
  }
}

/**
 * Makes a numbered duplicate of a sale's receipt and prints it by the register's printer; it may be opened too. A refusal
 * is said beside it. In a list, `named` says of which sale.
 */
export function Duplicate(props: {
  sale: { id: string; number: string }
  named?: boolean
  onMade?: () => void
}) {
  const { register } = useSession()
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
