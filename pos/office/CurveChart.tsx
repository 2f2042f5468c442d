import { createMemo, createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Dashboard, ReportFilter } from '../../api/shared/report.ts'
import type { Day } from '../../api/shared/time.ts'
import { longDay, shortMonthOf, wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { nearest } from './AgainstTarget.tsx'
import css from './Chart.module.css'
import type { Says } from './curve-words.ts'
import { type Chart, chartOf, inYear, valueAt } from './curve.ts'
import { CurveTable } from './CurveTable.tsx'
import { FiguresButton } from './FiguresButton.tsx'
import type { Word } from './placing.ts'
import { createPrinting } from './printing.ts'
import { Section } from './Section.tsx'
import { createWidth } from './width.ts'

/** A month takes this many px for "janv."; below, its first letter stands alone. */
const MONTH_PX = 34
/** A drawing narrower than this is not drawn smaller on paper, and has no room for whole sentences. */
const NARROW = 560
/** Heights of a letter in px: on the screen, and on paper, where the drawing is about half as wide. */
const LETTER = 13
const PAPER_LETTER = 17

/** The sums of the year day after day, against last year's, the target, and where it will probably end. */
export function CurveChart(props: { of: Dashboard; scope: JSX.Element; filter: ReportFilter }) {
  const box = createWidth(640)
  const height = () => Math.round(Math.min(400, Math.max(260, box.width() * 0.62)))
  const printing = createPrinting()
  const narrow = () => box.width() < NARROW
  const chart = createMemo(() =>
    chartOf(props.of, saysOf(props.of, narrow()), {
      width: box.width(),
      height: height(),
      letter: printing() && !narrow() ? PAPER_LETTER : LETTER,
    }),
  )
  return (
    <Section
      title={t.goal.curve}
      also={props.scope}
      act={
        <FiguresButton what={t.goal.curve}>
          <CurveTable of={props.of} filter={props.filter} />
        </FiguresButton>
      }
    >
      <Show when={props.of.curve.length === 0}>
        <p class={css.first}>
          <Show when={!isOver(props.of)} fallback={<b>{t.goal.noSale(props.of.year)}</b>}>
            <b>{t.goal.first}</b> <span class="soft">{t.goal.firstHelp}</span>
          </Show>
        </p>
      </Show>
      <div ref={box.ref} class={css.chart}>
        <svg
          viewBox={`0 0 ${chart().width} ${chart().height}`}
          role="img"
          aria-label={curveWords(props.of)}
          data-narrow={narrow() ? '' : undefined}
        >
          <Axis of={chart()} year={props.of.year} targetC={props.of.targetC} />
          <Curves chart={chart()} />
        </svg>
      </div>
    </Section>
  )
}

const isOver = (of: Dashboard) => of.to === `${of.year}-12-31`

/** What the curve shows, for those who do not see it. */
export function curveWords(of: Dashboard): string {
  const last = valueAt(of.curveBefore, inYear(of.to, of.year - 1))
  return [
    t.goal.curveIs(of.year, wholeEuros(of.done.grossC), longDay(of.to)),
    of.curveBefore.length > 0 ? t.goal.curveBefore(of.year - 1, wholeEuros(last)) : '',
    of.targetC > 0 ? t.goal.curveTarget(wholeEuros(of.targetC)) : '',
    of.forecast && !isOver(of) ? t.goal.curveLikely(nearest(of.forecast.grossC)) : '',
  ]
    .filter(Boolean)
    .join('\u00a0; ')
}

function saysOf(of: Dashboard, narrow: boolean): Says {
  const last = [of.year - 1, wholeEuros(of.wholeBefore.grossC)] as const
  return {
    now: t.goal.yearAt(of.year, wholeEuros(of.done.grossC)),
    before: narrow ? [t.goal.yearAt(...last)] : [t.goal.yearEnd(...last), t.goal.yearAt(...last)],
    likely: t.goal.likelyAt(nearest(of.forecast?.grossC ?? 0)),
    day: longDay(of.to).split(' ').slice(1).join(' '),
    target: t.goal.targetAt(wholeEuros(of.targetC)),
    tick: wholeEuros,
  }
}

function Axis(props: { of: Chart; year: number; targetC: number }) {
  const across = (y: number) => `M${props.of.left} ${y}H${props.of.right}`
  const narrow = () => (props.of.right - props.of.left) / 12 < MONTH_PX
  const month = (n: number) => {
    const name = shortMonthOf(`${props.year}-${String(n).padStart(2, '0')}-01` as Day)
    return narrow() ? name.slice(0, 1).toUpperCase() : name
  }
  return (
    <>
      <For each={props.of.ticks}>
        {(tick) => (
          <>
            <path class={css.grid} d={across(tick.y)} />
            <Show when={tick.said}>
              <text class={css.axis} x={props.of.left} y={tick.y - 5}>
                {wholeEuros(tick.c)}
              </text>
            </Show>
          </>
        )}
      </For>
      <For each={props.of.months}>
        {(one) => (
          <>
            <path class={css.notch} d={`M${one.x} ${props.of.floor}v5`} />
            <text class={css.axis} x={one.middle} y={props.of.floor + 18} text-anchor="middle">
              {month(one.month)}
            </text>
          </>
        )}
      </For>
      <path class={css.floor} d={across(props.of.floor)} />
      <Show when={props.of.target !== null}>
        <path class={css.targetLine} d={across(props.of.target ?? 0)} />
        <text class={css.targetWord} x={props.of.left} y={(props.of.target ?? 0) - 7}>
          {t.goal.targetAt(wholeEuros(props.targetC))}
        </text>
      </Show>
    </>
  )
}

function Curves(props: { chart: Chart }) {
  const id = createUniqueId()
  const words = () => props.chart.words
  return (
    <>
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class={css.bandHatch} d="M0 0v6" />
        </pattern>
      </defs>
      <path d={props.chart.band} fill={`url(#${id})`} />
      <path class={css.before} d={props.chart.before} />
      <path class={css.likely} d={props.chart.likely} />
      <path class={css.now} d={props.chart.now} />
      <Show when={props.chart.here}>
        {(here) => (
          <>
            <path class={css.hereLine} d={`M${here().x} ${here().y}V${props.chart.floor}`} />
            <circle class={css.hereDot} cx={here().x} cy={here().y} r="5.5" />
          </>
        )}
      </Show>
      <Said word={words().before} class={css.beforeWord} />
      <Said word={words().likely} class={css.likelyWord} />
      <Said word={words().now} class={css.nowWord} />
      <Said word={words().day} class={css.axis} />
    </>
  )
}

function Said(props: { word: Word | null; class: string | undefined }) {
  return (
    <Show when={props.word}>
      {(word) => (
        <text class={props.class} x={word().x} y={word().y} text-anchor={word().anchor}>
          {word().text}
        </text>
      )}
    </Show>
  )
}
