import { A } from '@solidjs/router'
import { type JSX, Show } from 'solid-js'
import type { Dashboard, ReportFilter } from '../../api/shared/report.ts'
import type { Day } from '../../api/shared/time.ts'
import { percent, signed, whole, wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { against, reached } from './against.ts'
import { rowsHref } from './filter.ts'
import { Gauge } from './Gauge.tsx'
import css from './AgainstTarget.module.css'

/** The year's figure with what it is compared with, and the bar that fills toward the target. */
export function AgainstTarget(props: { of: Dashboard; filter: ReportFilter }) {
  const over = () => props.of.to === `${props.of.year}-12-31`
  const target = () => props.of.targetC
  return (
    <section class={css.goal} aria-label={t.goal.where}>
      <div>
        <p class={css.big}>
          <A href={rowsHref(props.filter)}>{wholeEuros(props.of.done.grossC)}</A>
        </p>
        <p class={css.of}>
          <Show when={target() > 0} fallback={t.goal.noTarget}>
            {t.goal.of(wholeEuros(target()), percent(props.of.done.grossC / target()))}
          </Show>
        </p>
      </div>
      <dl class={css.facts}>
        <LastYear of={props.of} over={over()} />
        <Show when={over()} fallback={<Ahead of={props.of} />}>
          <Outcome doneC={props.of.done.grossC} targetC={target()} />
        </Show>
        <Fact
          name={t.goal.own}
          figure={
            <A href={rowsHref({ from: props.filter.from, to: props.filter.to })}>
              {t.goal.ownHt(wholeEuros(props.of.all.ownHtC + props.of.all.commissionC))}
            </A>
          }
        >
          {t.goal.commissions(wholeEuros(props.of.all.commissionC))}
        </Fact>
      </dl>
      <Gauge of={props.of} />
    </section>
  )
}

function Fact(props: { name: string; figure: JSX.Element; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.figure}</dd>
      <dd>{props.children}</dd>
    </div>
  )
}

function LastYear(props: { of: Dashboard; over: boolean }) {
  const last = () => props.of.year - 1
  // Of the two sums as they are written, so that what is read adds up.
  const change = () => against(whole(props.of.done.grossC), whole(props.of.sameDayBefore.grossC))
  const span = (): ReportFilter => ({
    from: `${last()}-01-01` as Day,
    to: `${last()}${props.of.to.slice(4).replace('02-29', '02-28')}` as Day,
    target: true,
  })
  return (
    <Show
      when={change().ratio !== null}
      fallback={
        <Fact name={t.goal.lastYear(last())} figure={t.office.none}>
          {t.goal.noLastYear}
        </Fact>
      }
    >
      <Fact
        name={props.over ? t.goal.lastWhole(last()) : t.goal.lastYear(last())}
        figure={signed(change().differenceC, wholeEuros)}
      >
        <span class={css.trend} data-down={change().differenceC < 0 ? '' : undefined}>
          {change().differenceC < 0 ? '▼' : '▲'} {percent(Math.abs(change().ratio ?? 0))}
        </span>{' '}
        (<A href={rowsHref(span())}>{wholeEuros(props.of.sameDayBefore.grossC)}</A>)
      </Fact>
    </Show>
  )
}

/** Where the year will probably end, and what this week has to bring. */
function Ahead(props: { of: Dashboard }) {
  const week = () => props.of.week
  const rows = () => rowsHref({ from: week().from, to: week().to, target: true })
  return (
    <>
      <Show
        when={props.of.forecast}
        fallback={
          <Fact name={t.goal.landing} figure={t.office.none}>
            {t.goal.noLanding}
          </Fact>
        }
      >
        {(forecast) => (
          <Fact name={t.goal.landing} figure={nearest(forecast().grossC)}>
            {t.goal.between(nearest(forecast().lowC).replace(/\u00a0€$/, ''), nearest(forecast().highC))}
          </Fact>
        )}
      </Show>
      <Show
        when={!reached(props.of)}
        fallback={
          <Fact name={t.goal.weekReached} figure={<A href={rows()}>{wholeEuros(week().doneC)}</A>}>
            {t.goal.reached}
          </Fact>
        }
      >
        <Fact name={t.goal.week} figure={wholeEuros(week().neededC)}>
          <Show when={week().neededC > 0 || week().doneC > 0} fallback={t.goal.weekFree}>
            <A href={rows()}>{t.goal.weekDone(wholeEuros(week().doneC), week().days)}</A>
          </Show>
        </Fact>
      </Show>
    </>
  )
}

/** A year that is over reached its target, or did not. */
function Outcome(props: { doneC: number; targetC: number }) {
  const left = () => whole(props.targetC) - whole(props.doneC)
  return (
    <Fact name={left() > 0 ? t.goal.missed : t.goal.beyond} figure={wholeEuros(Math.abs(left()))}>
      {t.goal.overHelp}
    </Fact>
  )
}

/** What is only probable is not said to the euro: to the nearest hundred. */
export const nearest = (amount: number) => wholeEuros(Math.round(amount / 100_00) * 100_00)
