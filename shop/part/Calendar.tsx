import { createMemo, For, Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import { dayOfMonth, monthName, monthOf, plusMonths, weekdays, weeksOf, type Month } from '../day.ts'
import type { Calendar as MonthOfSeats, DayState } from '../model.ts'
import type { Voice } from '../voice.ts'
import { Icon } from './Icon.tsx'
import styles from './Calendar.module.css'

type CalendarProps = Voice & {
  month: MonthOfSeats
  /** The chosen day as its departures now are: they follow the seats, and the month does not. */
  chosenState: DayState
  today: Day
  chosen: Day | null
  hrefOf: (day: Day) => string
  monthHref: (month: Month) => string
  onDay: (day: Day, event: MouseEvent) => void
  onMonth: (month: Month, event: MouseEvent) => void
}

/** How a day is called beside its figure. */
function dayWord(state: DayState, t: Voice['t']): string {
  if (state === 'open') return t.open
  if (state === 'few') return t.few
  if (state === 'full') return t.fullDay
  return state === 'closed' ? t.shutDay : t.noDay
}

function DayCell(props: CalendarProps & { day: Day; state: DayState }) {
  const past = () => props.state === 'none' || props.day < props.today
  const figure = () => Number(props.day.slice(8))
  return (
    <Show
      when={!past()}
      fallback={
        <span class={styles.past} data-today={props.day === props.today ? '' : undefined}>
          <b>{figure()}</b>
        </span>
      }
    >
      <a
        class={styles.day}
        href={props.hrefOf(props.day)}
        data-state={props.state}
        data-today={props.day === props.today ? '' : undefined}
        aria-current={props.day === props.chosen ? 'date' : undefined}
        aria-label={`${dayOfMonth(props.lang, props.day)}, ${dayWord(props.state, props.t)}`}
        onClick={(event) => props.onDay(props.day, event)}
      >
        <b>{figure()}</b>
        <i />
      </a>
    </Show>
  )
}

/** A month of seats: hollow, part, full and struck, closed and dashed. Days and months are links. */
export function Calendar(props: CalendarProps) {
  // What moves within a month changes its days and leaves the table, with whoever stands in it by keyboard.
  const month = createMemo(() => props.month.month)
  const states = createMemo(() => new Map(props.month.days.map((d) => [d.day, d.state])))
  const stateOf = (day: Day) => (day === props.chosen ? props.chosenState : (states().get(day) ?? 'none'))
  const earlier = () => plusMonths(month(), -1)
  const later = () => plusMonths(month(), 1)
  const first = () => month() <= monthOf(props.today)
  const final = () => month() >= (props.month.last ?? '')
  // Weeks that are over would push the days one can choose off a phone.
  const weeks = createMemo(() =>
    weeksOf(month()).filter((week) => week.some((day) => day !== null && day >= props.today)),
  )
  const closed = () => props.month.days.some(({ day }) => day >= props.today && stateOf(day) === 'closed')
  const empty = () => props.month.days.length === 0
  return (
    <section class={styles.cal} aria-labelledby="month">
      <header>
        <h2 id="month" aria-live="polite">
          {monthName(props.lang, month())}
        </h2>
        <a
          class={styles.turn}
          href={first() ? undefined : props.monthHref(earlier())}
          role={first() ? 'link' : undefined}
          aria-disabled={first() ? 'true' : undefined}
          aria-label={props.t.previousMonth(monthName(props.lang, earlier()))}
          onClick={(event) => !first() && props.onMonth(earlier(), event)}
        >
          <Icon name="back" />
        </a>
        <a
          class={styles.turn}
          href={final() ? undefined : props.monthHref(later())}
          role={final() ? 'link' : undefined}
          aria-disabled={final() ? 'true' : undefined}
          aria-label={props.t.nextMonth(monthName(props.lang, later()))}
          onClick={(event) => !final() && props.onMonth(later(), event)}
        >
          <Icon name="next" />
        </a>
      </header>
      <table>
        <thead>
          <tr>
            <For each={weekdays(props.lang)}>
              {(day) => (
                <th scope="col" abbr={day.long}>
                  {day.short}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={weeks()}>
            {(week) => (
              <tr>
                <For each={week}>
                  {(day) => (
                    <td>
                      <Show when={day}>
                        {(shown) => <DayCell {...props} day={shown()} state={stateOf(shown())} />}
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={!empty()} fallback={<p class={styles.empty}>{props.t.noneThisMonth}</p>}>
        <ul class={styles.key}>
          <li>
            <i data-state="open" /> {props.t.open}
          </li>
          <li>
            <i data-state="few" /> {props.t.few}
          </li>
          <li>
            <i data-state="full" /> {props.t.fullDay}
          </li>
          <Show when={closed()}>
            <li>
              <i data-state="closed" /> {props.t.shutDay}
            </li>
          </Show>
        </ul>
      </Show>
    </section>
  )
}
