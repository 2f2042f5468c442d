import { createUniqueId, Show } from 'solid-js'
import type { Dashboard } from '../../api/shared/report.ts'
import { wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { gaugeOf } from './gauge.ts'
import css from './Chart.module.css'
import { createPrinting } from './printing.ts'
import { createWidth } from './width.ts'

/** Width of a letter of 12 px, on average; those of a wide bar are of 16 px on paper (Chart.module.css). */
const LETTER = 6.6
const PAPER_LETTER = LETTER * (16 / 12)
const NARROW = 560

/**
 * Filled is done, the labelled line is the target, the dashed mark last year, the hatched part where the year will
 * probably end. It says the same in words.
 */
export function Gauge(props: { of: Dashboard }) {
  const id = createUniqueId()
  const box = createWidth(1_000)
  const over = () => props.of.to === `${props.of.year}-12-31`
  const last = () => props.of.year - 1
  const lastWord = () => (over() ? String(last()) : t.goal.sameDay(last()))
  const forecast = () => (over() ? null : props.of.forecast)
  const printing = createPrinting()
  const narrow = () => box.width() < NARROW
  const wide = (word: string) => word.length * (printing() && !narrow() ? PAPER_LETTER : LETTER)
  const gauge = () =>
    gaugeOf(
      {
        doneC: props.of.done.grossC,
        lastC: props.of.sameDayBefore.grossC,
        targetC: props.of.targetC,
        forecast: forecast(),
        words: { last: wide(lastWord()), target: wide(t.goal.target) + 14, likely: wide(t.goal.likely) },
      },
      box.width(),
    )
  const says = () =>
    [
      t.goal.bar(wholeEuros(props.of.done.grossC), wholeEuros(props.of.targetC)),
      props.of.sameDayBefore.grossC > 0
        ? t.goal.barLast(wholeEuros(props.of.sameDayBefore.grossC), last())
        : '',
      forecast()
        ? t.goal.barLikely(wholeEuros(forecast()?.lowC ?? 0), wholeEuros(forecast()?.highC ?? 0))
        : '',
    ]
      .filter(Boolean)
      .join('\u00a0; ')
  return (
    <div ref={box.ref} class={css.gauge}>
      <svg
        viewBox={`0 0 ${box.width()} 58`}
        role="img"
        aria-label={says()}
        data-narrow={narrow() ? '' : undefined}
      >
        <defs>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class={css.hatch} d="M0 0v6" />
          </pattern>
        </defs>
        <rect class={css.track} x=".5" y="20.5" width={Math.max(0, box.width() - 1)} height="15" rx="3" />
        <rect class={css.filled} y="20" width={gauge().done} height="16" rx="3" />
        <Show when={gauge().band}>
          {(band) => <rect x={band().x} y="21" width={band().width} height="14" fill={`url(#${id})`} />}
        </Show>
        <Show when={gauge().likely}>
          {(x) => (
            <>
              <path class={css.likelyMark} d={`M${x()} 17v22`} />
              <text
                class={css.axis}
                x={gauge().words.likely.x}
                y="52"
                text-anchor={gauge().words.likely.anchor}
              >
                {t.goal.likely}
              </text>
            </>
          )}
        </Show>
        <Show when={gauge().last}>
          {(x) => (
            <>
              <path class={css.lastMark} d={`M${x()} 15v26`} />
              <path class={css.lastDash} d={`M${x()} 15v26`} />
              <text
                class={css.axis}
                x={gauge().words.last.x}
                y={gauge().words.last.above ? 11 : 52}
                text-anchor={gauge().words.last.anchor}
              >
                {lastWord()}
              </text>
            </>
          )}
        </Show>
        <Show when={gauge().target}>
          {(x) => (
            <>
              <path class={css.targetMark} d={`M${x()} 2v40`} />
              <path
                class={css.flag}
                d={`M${x() - 1} 0h${-(wide(t.goal.target) + 14)}v16h${wide(t.goal.target) + 14}z`}
              />
              <text
                class={css.flagWord}
                x={x() - 1 - (wide(t.goal.target) + 14) / 2}
                y="12"
                text-anchor="middle"
              >
                {t.goal.target}
              </text>
            </>
          )}
        </Show>
      </svg>
    </div>
  )
}
