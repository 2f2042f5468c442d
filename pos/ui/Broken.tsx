import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { Button } from './Button.tsx'
import { Empty } from './Empty.tsx'

/** What stands in the place of a screen that failed: what is kept, and how to open it again. */
export function Broken(props: { error: unknown; onReset: () => void }) {
  console.error(props.error)
  return (
    <main>
      <Empty page title={t.ui.broken} text={t.ui.brokenHelp} bare>
        <p class="meta">{problemText(props.error)}</p>
        <Button kind="sea" onClick={() => props.onReset()}>
          {t.ui.reopen}
        </Button>
      </Empty>
    </main>
  )
}
