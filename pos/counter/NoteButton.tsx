import { createSignal, Show } from 'solid-js'
import { printNote, printProblem } from '../print/ways.ts'
import { useSession } from '../session.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { SaleDraft } from './basket.ts'

/**
 * Prints the provisional note of a basket, which is due before services of 25 € and more are paid (fiscal.md 7.2), by
 * the register's printer. It writes nothing: the basket goes on as it is.
 */
export function NoteButton(props: { orderId: string; lines: SaleDraft['lines']; short?: boolean }) {
  const { register } = useSession()
  const [busy, setBusy] = createSignal(false)
  const [sent, setSent] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  const print = async () => {
    const at = register()
    if (busy() || !at) return
    setBusy(true)
    setSent(false)
    setFailed(null)
    try {
      await printNote({ orderId: props.orderId, registerId: at.id, lines: props.lines }, at.printer)
      setSent(true)
    } catch (error) {
      setFailed(printProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        icon="print"
        cap="Alt N"
        aria-keyshortcuts="Alt+N"
        data-note
        busy={busy()}
        onClick={() => void print()}
      >
        {props.short ? t.print.noteShort : t.print.note}
      </Button>
      <Show when={sent()}>
        <span class="meta" role="status">
          {t.print.noteSent}
        </span>
      </Show>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </>
  )
}
