import { createSignal, For, Show } from 'solid-js'
import type { Boarding } from '../answers.ts'
import { onLive } from '../api.ts'
import { today } from '../clock.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { serverNow } from '../server-time.ts'
import { shortDay } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Aboard } from './Aboard.tsx'
import type { Chosen } from './address.ts'
import { boardedToday, type ChosenDeparture } from './chosen.ts'
import css from './DepartureChoice.module.css'

/** A departure may be boarded late; after so long it has left (ms). */
const LEFT_MS = 90 * 60_000

/** Which departure is being boarded: the ticket's own of today, or one that is chosen. */
export function DepartureChoice(props: { chosen: ChosenDeparture }) {
  const [open, setOpen] = createSignal(false)
  const choose = (one: Chosen | null) => {
    props.chosen.choose(one)
    setOpen(false)
  }
  const words = () => {
    const known = props.chosen.known()
    if (known) return `${known.time}\u00a0· ${known.title}`
    return props.chosen.id() === undefined ? t.scan.auto : t.scan.chosen
  }
  return (
    <div class={css.choice}>
      <span class={css.words}>
        <span class="meta">{t.scan.departure}</span>
        <b>{words()}</b>
      </span>
      <Button aria-haspopup="dialog" aria-label={t.scan.change} onClick={() => setOpen(true)}>
        {t.scan.changeShort}
      </Button>
      <Dialog
        open={open()}
        title={`${t.scan.choose} ${shortDay(today())}`}
        wide
        onClose={() => setOpen(false)}
      >
        <List chosen={props.chosen.id()} onChoose={choose} />
      </Dialog>
    </div>
  )
}

function List(props: { chosen: string | undefined; onChoose: (chosen: Chosen | null) => void }) {
  const day = createLoad(async () => {
    const departures = await boardedToday()
    // Those that left long ago come last: what is boarded now is at the top.
    const past = (one: Boarding) => Date.parse(one.startsAt) < serverNow() - LEFT_MS
    return { now: departures.filter((one) => !past(one)), left: departures.filter(past) }
  })
  const Row = (row: { one: Boarding }) => (
    <li>
      <button
        type="button"
        aria-pressed={props.chosen === row.one.id}
        onClick={() => props.onChoose({ id: row.one.id, time: row.one.time, title: row.one.title })}
      >
        <time>{row.one.time}</time>
        <b>{row.one.title}</b>
        <Aboard present={row.one.present} expected={row.one.expected} closedReason={row.one.closedReason} />
      </button>
    </li>
  )
  onLive('back', () => void day.reload())
  return (
    <Show
      when={day.data()}
      fallback={
        <Show when={day.error()} fallback={<Loading rows={5} />}>
          {(error) => (
            <Notice kind="tan">
              {problemText(error())}
              <Button onClick={() => void day.reload()}>{t.ui.retry}</Button>
            </Notice>
          )}
        </Show>
      }
    >
      {(day) => (
        <ul class={css.list}>
          <li>
            <button
              type="button"
              aria-pressed={props.chosen === undefined}
              onClick={() => props.onChoose(null)}
            >
              <span />
              <span>
                <b>{t.scan.auto}</b>
                <span class="meta">{t.scan.autoHelp}</span>
              </span>
            </button>
          </li>
          <Show when={day().now.length + day().left.length === 0}>
            <li>
              <Empty bare title={t.scan.noDeparture} />
            </li>
          </Show>
          <For each={day().now}>{(one) => <Row one={one} />}</For>
          <Show when={day().left.length > 0}>
            <li class={css.left}>{t.scan.left}</li>
          </Show>
          <For each={day().left}>{(one) => <Row one={one} />}</For>
        </ul>
      )}
    </Show>
  )
}
