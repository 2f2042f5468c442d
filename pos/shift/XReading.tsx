import { createSignal, Show } from 'solid-js'
import type { Register } from '../answers.ts'
import { createLoad } from '../load.ts'
import { SlipSheet } from '../print/SlipSheet.tsx'
import { printProblem } from '../print/ways.ts'
import { problemText } from '../problem.ts'
import { desk as t } from '../text/desk.ts'
import { t as all } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Desk.module.css'
import { printPaper, readPaper } from './paper.ts'

/** The reading of an open session: on the screen the same paper that is printed. */
export function XReading(props: { open: boolean; register: Register; shiftId: string; onClose: () => void }) {
  return (
    <Dialog open={props.open} title={t.acts.reading} onClose={() => props.onClose()}>
      <Paper register={props.register} shiftId={props.shiftId} />
    </Dialog>
  )
}

function Paper(props: { register: Register; shiftId: string }) {
  const paper = createLoad(() => readPaper(props.shiftId))
  const [said, setSaid] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const print = async () => {
    setBusy(true)
    setSaid(null)
    await printPaper(props.register, props.shiftId).catch((error) => setSaid(printProblem(error)))
    setBusy(false)
  }
  return (
    <div class={css.paper}>
      <div>
        <Button wide kind="sea" size="big" icon="print" busy={busy()} onClick={() => void print()}>
          {t.print}
        </Button>
      </div>
      <Show when={said()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show
        when={paper.data()}
        fallback={
          <Show when={paper.error()} fallback={<Loading rows={8} />}>
            {(error) => (
              <Notice kind="tan">
                {problemText(error())}
                <Button onClick={() => void paper.reload()}>{all.ui.retry}</Button>
              </Notice>
            )}
          </Show>
        }
      >
        {(slip) => <SlipSheet slips={[slip()]} />}
      </Show>
    </div>
  )
}
