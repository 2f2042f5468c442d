import { type Accessor, type JSX, Show } from 'solid-js'
import { instantOf } from '../../api/shared/time.ts'
import { online } from '../api.ts'
import { zone } from '../clock.ts'
import type { Load } from '../load.ts'
import { problemText } from '../problem.ts'
import { timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { afterAWhile, Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './State.module.css'

/** What a screen fetches, in every state: hollow rows, what is wrong, and old figures that say of when they are. */
export function State<T>(props: {
  load: Load<T>
  children: (data: Accessor<T>) => JSX.Element
  rows?: number
  height?: number
}) {
  const time = () => timeOf(instantOf(props.load.at() ?? 0), zone())
  const old = () => props.load.data() !== undefined && (props.load.busy() || !online())
  return (
    <>
      <Show when={props.load.error()}>
        {(error) => (
          <Notice kind="tan">
            <span>
              {problemText(error())} <Show when={props.load.at()}>{t.office.at(time())}</Show>
            </span>
            <Button onClick={() => void props.load.reload()}>{t.ui.retry}</Button>
          </Notice>
        )}
      </Show>
      <Show when={old() && !props.load.error()}>
        <Old time={time()} />
      </Show>
      <Show
        when={props.load.data()}
        fallback={
          <Show when={!props.load.error()}>
            <Loading rows={props.rows ?? 5} height={props.height ?? 58} />
          </Show>
        }
      >
        {(data) => props.children(data)}
      </Show>
    </>
  )
}

/** Figures of a moment ago, while newer ones are on their way: said only when it lasts. */
function Old(props: { time: string }) {
  const late = afterAWhile()
  return (
    <Show when={late()}>
      <p class={css.old} role="status">
        {t.office.at(props.time)}
      </p>
    </Show>
  )
}
