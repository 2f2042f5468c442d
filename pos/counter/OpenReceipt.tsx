import { createSignal, Show } from 'solid-js'
import { newId } from '../../api/shared/id.ts'
import { printProblem } from '../print/ways.ts'
import { counter as t } from '../text/counter.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { claimReceipt } from './print-sale.ts'

/**
 * Opens the original receipt of a sale that was to have none: it is claimed first, as a print is. Who claimed it may
 * open it again for a quarter of an hour; any other is a duplicate.
 */
export function OpenReceipt(props: { sale: { id: string; number: string } }) {
  const [href, setHref] = createSignal<string | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const request = newId('audit')
  let box: HTMLSpanElement | undefined
  const press = async () => {
    if (busy()) return
    setBusy(true)
    setFailed(null)
    // Now, while the browser knows that it was pressed.
    const page = open('about:blank', '_blank')
    try {
      const address = await claimReceipt(props.sale, request)
      page?.location.replace(address)
      setHref(address)
      // The button became a link: the focus stays with it.
      queueMicrotask(() => box?.querySelector('a')?.focus())
    } catch (error) {
      page?.close()
      setFailed(printProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span ref={(el) => (box = el)}>
      <Show
        when={href()}
        fallback={
          <Button icon="print" busy={busy()} onClick={() => void press()}>
            {t.done.openReceipt}
          </Button>
        }
      >
        {(address) => (
          <LinkButton href={address()} target="_blank" icon="print">
            {t.done.openReceipt}
          </LinkButton>
        )}
      </Show>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </span>
  )
}
