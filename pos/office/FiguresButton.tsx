import { createSignal, type JSX } from 'solid-js'
import { Dialog } from '../ui/Dialog.tsx'
import { t } from '../text/fr.ts'

/** "les chiffres": the table behind a chart, over the page. */
export function FiguresButton(props: { what: string; word?: string; children: JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {props.word ?? t.goal.figures}
        <span class="sr">, {props.what}</span>
      </button>
      <Dialog open={open()} title={t.goal.figuresOf(props.what)} wide onClose={() => setOpen(false)}>
        {props.children}
      </Dialog>
    </>
  )
}
