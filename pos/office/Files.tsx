import { createSignal, Show } from 'solid-js'
import { unwrap } from '../api.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { FileKind } from './filter.ts'
import css from './Table.module.css'

/** The same figures as files: CSV and Excel. An Excel file takes its time and may be refused, so that it is asked for here. */
export function Files(props: { href: (kind: FileKind) => string }) {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>(null)

  async function saveExcel() {
    setBusy(true)
    setProblem(null)
    try {
      await save(props.href('xlsx'))
    } catch (error) {
      setProblem(() => error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <span class={css.files}>
      <LinkButton href={props.href('csv')} icon="download" download="">
        {t.office.csv}
      </LinkButton>
      <Button icon="download" busy={busy()} onClick={() => void saveExcel()}>
        {t.office.xlsx}
      </Button>
      <Show when={problem()}>{(error) => <Notice kind="tan">{problemText(error())}</Notice>}</Show>
    </span>
  )
}

/** Saves a file of the server under its name, as a link would; a refusal is thrown instead of failing unseen. */
async function save(href: string): Promise<void> {
  let name = ''
  const asked = fetch(href).then((answer) => {
    name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? ''
    const { ok, status, headers } = answer
    return { ok, status, headers, json: (): Promise<Blob> => (ok ? answer.blob() : answer.json()) }
  })
  const url = URL.createObjectURL(await unwrap(asked))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser may only begin to read it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
