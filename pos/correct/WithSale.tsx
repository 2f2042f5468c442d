import { type JSX, Show } from 'solid-js'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { correct as t } from '../text/correct.ts'
import { t as ui } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { correctApi, type Correctable } from './correct-api.ts'

/** What every dialog about a past sale is told. */
export type AboutSale = {
  sale: { id: string; number: string }
  /** Something was written: what shows the sale is read again. */
  onDone: () => void
  onClose: () => void
}

/** What can be taken back of a sale, read as the dialog opens; once for all, so that nothing changes under the hand. */
export function WithSale(props: { id: string; children: (sale: Correctable) => JSX.Element }) {
  const sale = createLoad(() => correctApi.read(props.id))
  return (
    <Show
      when={sale.data()}
      keyed
      fallback={
        <Show when={sale.error()} fallback={<Loading rows={4} height={72} />}>
          {(error) => (
            <Notice kind="tan">
              {problemText(error())}
              <Button onClick={() => void sale.reload()}>{ui.ui.retry}</Button>
            </Notice>
          )}
        </Show>
      }
    >
      {(read) => props.children(read)}
    </Show>
  )
}

/** Nothing of the sale is left to take back. */
export function NothingLeft(props: { number: string }) {
  return <Empty bare title={t.take.nothing} text={t.take.nothingHelp(props.number)} />
}
