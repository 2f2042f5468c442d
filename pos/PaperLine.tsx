import { ErrorBoundary, For, Show } from 'solid-js'
import { printer } from './counter/print-sale.ts'
import type { Unprinted as Paper } from './printer.ts'
import { useSession } from './session.ts'
import css from './PaperLine.module.css'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Notice } from './ui/Notice.tsx'

/**
 * Papers that did not come out and why, on whatever screen one is by then, until they do or are set aside. Should it
 * break, the screen under it stays: what is to be given back is read there.
 */
export function PaperLine() {
  return (
    <ErrorBoundary
      fallback={(error) => {
        console.error(error)
        return (
          <div class={css.line}>
            <Notice kind="tan" icon="print">
              {t.paper.broken}
            </Notice>
          </div>
        )
      }}
    >
      <Unprinted />
    </ErrorBoundary>
  )
}

function Unprinted() {
  const { till: register } = useSession()
  const elsewhere = (one: Paper) => {
    const at = register()
    return at !== null && one.by === 'register' && at.printer.kind !== 'BROWSER'
  }
  return (
    <For each={printer.unprinted()}>
      {(one) => (
        <div class={css.line}>
          <Notice kind="tan" icon="print">
            {one.what === null ? t.paper.drawer(one.number) : t.paper.failed(one.number)} {one.says}
          </Notice>
          <Button onClick={() => void printer.again(one)}>
            {one.what === null ? t.ui.retry : t.paper.again}
          </Button>
          <Show when={one.what !== null && elsewhere(one)}>
            <Button onClick={() => void printer.again(one, 'here')}>{t.paper.here}</Button>
          </Show>
          <Button kind="plain" onClick={() => printer.forget(one.request)}>
            {t.paper.leave}
          </Button>
        </div>
      )}
    </For>
  )
}
