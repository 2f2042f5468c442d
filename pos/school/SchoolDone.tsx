import { createSignal, Show } from 'solid-js'
import type { Slip } from '../../api/shared/slip.ts'
import { SlipSheet } from '../print/SlipSheet.tsx'
import { problemText } from '../problem.ts'
import { school as t } from '../text/school.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './SchoolDone.module.css'
import { schoolSlips } from './school-api.ts'

/** The only paper of a practised sale: drawn on the screen, and worth nothing. */
export function SchoolDone(props: { saleId: string }) {
  const [slips, setSlips] = createSignal<Slip[] | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)

  async function show() {
    if (busy()) return
    setBusy(true)
    setRefusal(null)
    try {
      setSlips((await schoolSlips(props.saleId)).slips)
    } catch (error) {
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button icon="ticket" kind="sea" busy={busy()} onClick={() => void show()}>
        {t.slip}
      </Button>
      <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Dialog open={slips() !== null} title={t.slipTitle} onClose={() => setSlips(null)}>
        <div class={css.paper}>
          <SlipSheet slips={slips() ?? []} />
        </div>
      </Dialog>
    </>
  )
}
