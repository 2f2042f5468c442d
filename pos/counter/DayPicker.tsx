import { For } from 'solid-js'
import { plusDays, toDay, type Day } from '../../api/shared/time.ts'
import { counter as t } from '../text/counter.ts'
import { Kbd } from '../ui/Kbd.tsx'
import css from './DayPicker.module.css'
import type { Till } from './till.ts'
import { daySaid } from './when.ts'

/** Today, tomorrow, or any other day; arrows in the date go a day at a time. */
export function DayPicker(props: { till: Till }) {
  const programme = () => props.till.programme
  const near = (): { day: Day; text: string }[] => [
    { day: programme().today(), text: t.departures.backToToday },
    { day: plusDays(programme().today(), 1), text: t.departures.tomorrow },
  ]
  const choose = (text: string) => {
    try {
      programme().setDay(toDay(text))
      props.till.open(null)
    } catch {
      // Half a date: the list waits for the rest of it.
    }
  }
  const byKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    choose(plusDays(programme().day(), by))
  }
  return (
    <fieldset class={css.days} aria-label={t.departures.dayLabel}>
      <For each={near()}>
        {(one, i) => (
          <button
            type="button"
            aria-pressed={programme().day() === one.day}
            aria-keyshortcuts={i() === 0 ? 'F2' : undefined}
            onClick={() => choose(one.day)}
          >
            {one.text}
            {i() === 0 ? <Kbd>F2</Kbd> : null}
          </button>
        )}
      </For>
      <label
        class={css.date}
        data-chosen={near().some((one) => one.day === programme().day()) ? undefined : ''}
      >
        <span aria-hidden="true">
          {near().some((one) => one.day === programme().day())
            ? t.departures.otherDay
            : daySaid(programme().day(), programme().today())}
        </span>
        <Kbd>F3</Kbd>
        <input
          id="counter-day"
          type="date"
          aria-label={t.departures.pickDay}
          aria-keyshortcuts="F3"
          min={programme().today()}
          prop:value={programme().day()}
          onChange={(event) => choose(event.currentTarget.value)}
          onKeyDown={byKey}
          onClick={(event) => event.currentTarget.showPicker()}
        />
      </label>
    </fieldset>
  )
}
