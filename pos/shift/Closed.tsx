import { createSignal, For, onMount, Show } from 'solid-js'
import { cashReason } from '../../api/shared/cash-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import type { ShiftReading } from '../answers.ts'
import { client, unwrap } from '../api.ts'
import { createLoad } from '../load.ts'
import { printProblem } from '../print/ways.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { desk } from '../text/desk.ts'
import { t } from '../text/fr.ts'
import { meansName } from '../../api/shared/means-text.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Compare } from './Compare.tsx'
import { CountLines } from './EndSteps.tsx'
import { printPaper } from './paper.ts'
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
              <Show
                when={read().counts.length > 0}
                fallback={
                  <Compare
                    expectedC={read().expectedC ?? 0}
                    countedC={read().countedC ?? read().expectedC ?? 0}
                  />
                }
              >
                <Counts read={read()} />
              </Show>
              <Print id={props.id} registerId={read().registerId} />
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

/** What was counted, in one look, and what stays for the next session. */
function Counts(props: { read: ShiftReading }) {
  const isExact = () => props.read.counts.every((one) => one.gapC === 0)
  const why = () =>
    props.read.counts.flatMap((one) =>
      one.reason === null
        ? []
        : [
            `${meansName(one.means)}\u00a0: ${[cashReason(one.reason), one.approvedBy && desk.closed.approvedBy(one.approvedBy)].filter(Boolean).join(', ')}`,
          ],
    )
  return (
    <>
      <Show when={isExact()}>
        <Notice kind="heath">{t.shift.exact}</Notice>
      </Show>
      <CountLines counts={props.read.counts} />
      <For each={why()}>{(line) => <p>{line}</p>}</For>
      <Show when={props.read.leftC !== null}>
        <p class="soft">{desk.closed.left(formatEuros(props.read.leftC ?? 0))}</p>
      </Show>
    </>
  )
}

function Print(props: { id: string; registerId: string }) {
  const { me } = useSession()
  const [said, setSaid] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const register = () => me()?.registers.find((one) => one.id === props.registerId)
  const print = async () => {
    const at = register()
    if (!at) return
    setBusy(true)
    setSaid(null)
    await printPaper(at, props.id).catch((error) => setSaid(printProblem(error)))
    setBusy(false)
  }
  return (
    <div class={css.left}>
      <Show when={said()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <div>
        <Button size="big" icon="print" busy={busy()} onClick={() => void print()}>
          {desk.closed.print}
        </Button>
      </div>
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
                  <Money cents={row.amountC ?? 0} />
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
