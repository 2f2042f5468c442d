import { useSearchParams } from '@solidjs/router'
import { createEffect, type JSX, Show } from 'solid-js'
import type { Dashboard, ReportFilter } from '../../api/shared/report.ts'
import { may } from '../../api/shared/role.ts'
import type { Day } from '../../api/shared/time.ts'
import { today } from '../clock.ts'
import { useSession } from '../session.ts'
import { longDay, wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { AgainstTarget } from './AgainstTarget.tsx'
import { CurveChart } from './CurveChart.tsx'
import { Files } from './Files.tsx'
import { figuresFile } from './filter.ts'
import css from './Goal.module.css'
import { createFigures, reports } from './report-api.ts'
import { Shares } from './Shares.tsx'
import { SplitBars } from './SplitBars.tsx'
import { SplitTable } from './SplitTable.tsx'
import { State } from './State.tsx'

/** The year against its target: where we are, against last year, where we land, what this week must bring. */
export function Goal() {
  const [params] = useSearchParams()
  const thisYear = () => Number(today().slice(0, 4))
  const year = () => {
    const asked = Number(params.year)
    return Number.isInteger(asked) && asked > 2000 && asked <= thisYear() ? asked : thisYear()
  }
  const figures = createFigures(year, reports.dashboard)
  /** Only a year that sold something is worth going to. */
  const earlier = () => {
    const read = figures.data()
    return read?.year === year() && read.wholeBefore.sales > 0
  }
  createEffect(() => {
    document.title = `${t.goal.title(year())} · Guichet`
  })
  return (
    <main class={css.page}>
      <Head year={year()} thisYear={thisYear()} earlier={earlier()} />
      <State load={figures}>{(dashboard) => <Year of={dashboard()} />}</State>
    </main>
  )
}

function Head(props: { year: number; thisYear: number; earlier: boolean }) {
  const span = (): ReportFilter => ({
    from: `${props.year}-01-01` as Day,
    to: props.year < props.thisYear ? (`${props.year}-12-31` as Day) : today(),
    target: true,
  })
  return (
    <header class={css.head}>
      <h1>
        {t.goal.title(props.year)}{' '}
        <small>{props.year < props.thisYear ? t.goal.whole : t.goal.asOf(longDay(today()))}</small>
      </h1>
      <span class={css.tools}>
        <Show when={props.earlier}>
          <LinkButton href={`/pos/office?year=${props.year - 1}`} icon="back">
            {t.goal.before(props.year - 1)}
          </LinkButton>
        </Show>
        <Show when={props.year < props.thisYear}>
          <LinkButton href={`/pos/office?year=${props.year + 1}`}>{t.goal.after(props.year + 1)}</LinkButton>
        </Show>
        <Files href={figuresFile('month', span())} />
        <Button icon="print" onClick={() => print()}>
          {t.office.print}
        </Button>
      </span>
    </header>
  )
}

/** What the target's figures are the sum of, for the links to their rows. */
const filterOf = (of: Dashboard): ReportFilter => ({
  from: `${of.year}-01-01` as Day,
  to: of.to,
  target: true,
})

function Year(props: { of: Dashboard }) {
  const { agent } = useSession()
  const filter = () => filterOf(props.of)
  const over = () => props.of.to === `${props.of.year}-12-31`
  const mark = () => (over() ? t.goal.markWhole(props.of.year - 1) : t.goal.mark(props.of.year - 1))
  const scope = (): JSX.Element => (
    <Show when={may(agent()?.roles ?? [], 'office.set')} fallback={<Scope of={props.of} />}>
      <a href="/pos/office/settings">
        <Scope of={props.of} />
      </a>
    </Show>
  )
  return (
    <>
      <AgainstTarget of={props.of} filter={filter()} />
      <div class={css.body}>
        <div class={css.column}>
          <CurveChart of={props.of} scope={scope()} filter={filter()} />
          <Shares by="site" splits={props.of.by.site} filter={filter()} />
          <Shares by="channel" splits={props.of.by.channel} filter={filter()} />
          <SplitBars by="month" of={props.of} filter={filter()} mark={mark()} />
        </div>
        <div class={css.column}>
          <SplitBars by="family" of={props.of} filter={filter()} mark={mark()} />
          <Show when={props.of.railElsewhereC > 0}>
            <p class={css.memo}>{t.goal.railMemo(wholeEuros(props.of.railElsewhereC))}</p>
          </Show>
          <SplitTable by="provider" of={props.of} filter={filter()} most={8} />
          <SplitBars by="product" of={props.of} filter={filter()} mark={mark()} most={8} />
          <SplitBars by="agent" of={props.of} filter={filter()} mark={mark()} most={8} />
        </div>
      </div>
    </>
  )
}

function Scope(props: { of: Dashboard }) {
  const left = () => props.of.targetExcludes.map((family) => t.families[family]).join(', ')
  // SNCF stays in capitals; the other families are common nouns.
  const words = () => left().replaceAll(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())
  return <>{left() ? t.goal.scopeBut(words()) : t.goal.scope}</>
}
