import { For, onCleanup, onMount, Show } from 'solid-js'
import { instantOf } from '../../api/shared/time.ts'
import type { Turnover as Figures } from '../answers.ts'
import { client, onLive, unwrap } from '../api.ts'
import { today, zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { longDay, percent, shares, signed, timeOf, wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Gauge } from './Gauge.tsx'
import { type Pace, paceOf } from './pace.ts'
import css from './Turnover.module.css'

/** Sales come by the dozen in August: the figures are asked for again at most every second. */
const CALM_MS = 1_000

/** The year against its target: where we are, against last year, what is left. Follows each sale. */
export function Turnover() {
  const year = () => Number(today().slice(0, 4))
  const turnover = createLoad(() =>
    unwrap<Figures>(client.api.reports.turnover.$get({ query: { year: String(year()) } })),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      void turnover.reload()
    }, CALM_MS)
  }
  onLive('turnover', soon)
  onLive('back', soon)
  onCleanup(() => clearTimeout(timer))
  onMount(() => {
    document.title = `${t.header.office} · Guichet`
  })
  const fetchedAt = () => timeOf(instantOf(turnover.at() ?? 0), zone())

  return (
    <main class={css.page}>
      <header class={css.head}>
        <h1>
          {t.office.title(year())} <small>{t.office.asOf(longDay(today()))}</small>
        </h1>
        <Button icon="print" onClick={() => print()}>
          {t.office.print}
        </Button>
      </header>
      <Show when={turnover.error()}>
        {(error) => (
          <Notice kind="tan">
            <span>
              {problemText(error())} <Show when={turnover.at()}>{t.office.stale(fetchedAt())}</Show>
            </span>
            <Button onClick={() => void turnover.reload()}>{t.ui.retry}</Button>
          </Notice>
        )}
      </Show>
      <Show
        when={turnover.data()}
        fallback={
          <Show when={!turnover.error()}>
            <Loading rows={4} height={72} />
          </Show>
        }
      >
        {(figures) => (
          <>
            <Goal figures={figures()} pace={paceOf(figures(), today())} />
            <Show
              when={figures().doneC > 0}
              fallback={<Empty title={t.office.first} text={t.office.firstHelp} />}
            >
              <Families figures={figures()} />
            </Show>
          </>
        )}
      </Show>
    </main>
  )
}

function Goal(props: { figures: Figures; pace: Pace }) {
  const last = () => props.figures.year - 1
  return (
    <section class={css.goal} aria-label={t.office.goal}>
      <div>
        <p class={css.big}>{wholeEuros(props.figures.doneC)}</p>
        <p class={css.of}>{t.office.of(wholeEuros(props.figures.targetC), percent(props.pace.share))}</p>
      </div>
      <dl class={css.facts}>
        <div>
          <dt>{t.office.lastYear(last())}</dt>
          <Show
            when={props.pace.growth !== null}
            fallback={
              <>
                <dd>{t.office.nothing}</dd>
                <dd>{t.office.noLastYear}</dd>
              </>
            }
          >
            <dd>{signed(props.pace.againstC, wholeEuros)}</dd>
            <dd>
              <span class={css.trend} data-down={props.pace.againstC < 0 ? '' : undefined}>
                {props.pace.againstC < 0 ? '▼' : '▲'} {percent(Math.abs(props.pace.growth ?? 0))}
              </span>{' '}
              ({wholeEuros(props.figures.sameDayLastYearC)})
            </dd>
          </Show>
        </div>
        <div>
          <dt>{props.pace.leftC > 0 ? t.office.left : t.office.reached}</dt>
          <Show
            when={props.pace.leftC > 0}
            fallback={<dd>{t.office.beyond(wholeEuros(props.pace.beyondC))}</dd>}
          >
            <dd>{wholeEuros(props.pace.leftC)}</dd>
            <Show when={props.pace.perDayC}>
              {(perDay) => <dd>{t.office.perDay(wholeEuros(perDay()))}</dd>}
            </Show>
          </Show>
        </div>
        <div>
          <dt>{t.office.own}</dt>
          <dd>{wholeEuros(props.figures.ownRevenueC)}</dd>
          <dd>{t.office.ownHelp}</dd>
        </div>
      </dl>
      <Gauge
        doneC={props.figures.doneC}
        targetC={props.figures.targetC}
        lastC={props.figures.sameDayLastYearC}
        lastYear={last()}
      />
    </section>
  )
}

function Families(props: { figures: Figures }) {
  const rows = () => [...props.figures.byFamily].sort((a, b) => b.amountC - a.amountC)
  const most = () => Math.max(1, ...rows().map((row) => row.amountC))
  const parts = () => shares(rows().map((row) => row.amountC))
  return (
    <section class={css.families}>
      <h2>
        {t.office.byFamily} <small>{t.office.scope}</small>
      </h2>
      <table>
        <thead class="sr">
          <tr>
            <th scope="col">{t.office.family}</th>
            <td />
            <th scope="col">{t.office.volume}</th>
            <th scope="col">{t.office.share}</th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(row, i) => (
              <tr>
                <th scope="row">{t.families[row.family]}</th>
                <td class={css.bar}>
                  <i style={{ width: `${Math.max(0, (row.amountC / most()) * 100)}%` }} />
                </td>
                <td class={css.figure}>{wholeEuros(row.amountC)}</td>
                <td>{parts()[i()]}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  )
}
