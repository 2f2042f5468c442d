import { A } from '@solidjs/router'
import { createEffect, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { ShowStatement } from '../../api/shared/show.ts'
import { zone } from '../clock.ts'
import { momentOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { shows as words } from '../text/shows.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import page from './Goal.module.css'
import { Facts, Lines } from './Reading.tsx'
import css from './Reading.module.css'
import { createFigures, reports } from './report-api.ts'
import { State } from './State.tsx'

/** The statement of one performance, on one sheet of paper. */
export function ShowSheet(props: { id: string }) {
  const load = createFigures(
    () => props.id,
    (id) => reports.show(id),
  )
  createEffect(() => {
    document.title = `${load.data()?.title ?? words.statement} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {load.data()?.title ?? words.statement}{' '}
          <small>{load.data()?.isOver === false ? words.reading : words.statement}</small>
        </h1>
        <span class={page.tools}>
          <A href="/office/shows">{words.back}</A>
          <Button icon="print" onClick={() => print()}>
            {t.office.print}
          </Button>
        </span>
      </header>
      <State load={load}>{(read) => <Statement of={read()} />}</State>
    </main>
  )
}

function Statement(props: { of: ShowStatement }) {
  const of = () => props.of
  return (
    <>
      <Facts
        facts={[
          [words.total, formatEuros(of().totalC)],
          [words.when, momentOf(of().startsAt, zone())],
          [words.organiser, [of().organiser ?? words.own, of().siret].filter(Boolean).join(', ')],
          [words.issued, words.tickets(of().issued)],
        ]}
      />
      <div class={css.sheets}>
        <Lines
          title={words.categories}
          long
          heads={[words.category, words.price, words.numbers, words.issued, words.voids, words.total]}
          lines={of().categories.map((one) => ({
            name: one.category,
            figures: [
              one.priceC === 0 ? words.free : formatEuros(one.priceC),
              words.span(one.first, one.last),
              one.issued,
              one.voids,
              formatEuros(one.totalC),
            ],
          }))}
        />
      </div>
      <Show when={of().voided.length > 0}>
        <p>
          <b>{words.voided}</b> {of().voided.join(', ')}
        </p>
      </Show>
      <Show when={of().gaps > 0} fallback={<p>{words.whole}</p>}>
        <Notice kind="tan">{words.gaps(of().gaps)}</Notice>
      </Show>
      <p class="meta">{words.at(momentOf(of().at, zone()))}</p>
    </>
  )
}
