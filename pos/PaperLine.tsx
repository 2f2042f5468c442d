import { For } from 'solid-js'
import { printer } from './counter/print-sale.ts'
import css from './PaperLine.module.css'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Notice } from './ui/Notice.tsx'

/** Papers that did not come out, on whatever screen one is by then, until they do or are set aside. */
export function PaperLine() {
  return (
    <For each={printer.unprinted().filter((one) => one.why === 'failed')}>
      {(one) => (
        <div class={css.line}>
          <Notice kind="tan" icon="print">
            {t.paper.failed(one.number)}
          </Notice>
          <Button onClick={() => void printer.again(one)}>{t.paper.again}</Button>
          <Button kind="plain" onClick={() => printer.forget(one.id)}>
            {t.paper.leave}
          </Button>
        </div>
      )}
    </For>
  )
}
