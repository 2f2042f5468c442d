import { For, onMount, Show } from 'solid-js'
import type { ShiftReading } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { meansName } from '../../api/shared/means-text.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Compare } from './Compare.tsx'
import css from './Shift.module.css'

/** A closed shift: what was expected and counted, and what it took by means of payment. */
export function Closed(props: { id: string; onAgain: () => void }) {
  const reading = createLoad(() =>
    unwrap<ShiftReading>(client.api.shifts[':id'].$get({ param: { id: props.id } })),
  )
  onMount(() => {
    document.title = `${t.shift.closed} · Guichet`
  })
  return (
    <div class={css.page}>
      <main class={css.main}>
        <h1>{t.shift.closed}</h1>
        <Show
          when={reading.data()}
          fallback={
            <Show when={reading.error()} fallback={<Loading rows={3} />}>
              {(error) => (
                <Notice kind="tan">
                  {problemText(error())}
                  <Button onClick={() => void reading.reload()}>{t.ui.retry}</Button>
                </Notice>
              )}
            </Show>
          }
        >
          {(read) => (
            <>
              <Compare expectedC={read().expectedC} countedC={read().countedC ?? read().expectedC} />
              <Takings read={read()} />
            </>
          )}
        </Show>
      </main>
      <footer class={css.foot}>
        <div class={css.inside}>
          <div class={css.acts}>
            <span />
            <Button size="big" onClick={() => props.onAgain()}>
              {t.shift.again}
            </Button>
          </div>
        </div>
      </footer>
    </div>
  )
}

function Takings(props: { read: ShiftReading }) {
  return (
    <div class={css.means}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.shift.byMeans}</th>
            <th scope="col">{t.shift.payments}</th>
            <th scope="col">{t.shift.amountColumn}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.read.byMeans}>
            {(row) => (
              <tr>
                <th scope="row">{meansName(row.means)}</th>
                <td>{row.count}</td>
                <td>
                  <Money cents={row.amountC} />
                </td>
              </tr>
            )}
          </For>
          <tr>
            <th scope="row">{t.shift.sales(props.read.saleCount)}</th>
            <td />
            <td>
              <Money cents={props.read.totalC} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
