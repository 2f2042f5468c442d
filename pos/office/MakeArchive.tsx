import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import type { ArchiveStep, ArchivingLine } from '../../api/shared/archive.ts'
import { newId } from '../../api/shared/id.ts'
import { daysBetween, toDay, type Day } from '../../api/shared/time.ts'
import { problemText } from '../problem.ts'
import { archive as t } from '../text/archive.ts'
import { dateOf } from '../text/format.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { readLines } from './lines.ts'
import { DateField } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { Section } from './Section.tsx'
import css from './Archives.module.css'

type Made = Extract<ArchivingLine, { archive: object }>['archive']

/** The form that archives a period: how far it is, then its file. */
export function MakeArchive(props: {
  last: Day
  asked: { from: Day; to: Day } | undefined
  onMade: () => void
}) {
  const [from, setFrom] = createSignal<Day>(toDay(`${props.last.slice(0, 4)}-01-01`))
  const [to, setTo] = createSignal<Day>(props.last)
  const [step, setStep] = createSignal<ArchiveStep | null>(null)
  const [made, setMade] = createSignal<Made | null>(null)
  const [wrong, setWrong] = createSignal<string | null>(null)
  let stopping: AbortController | undefined
  // One id for one wish: asked again after an answer was lost, the same archive is meant.
  let wish = { key: '', id: '' }
  onCleanup(() => stopping?.abort())
  createEffect(() => {
    if (!props.asked) return
    setFrom(props.asked.from)
    setTo(props.asked.to)
  })
  const fits = () => from() <= to() && to() <= props.last && daysBetween(from(), to()) < 366

  async function start() {
    setWrong(null)
    setMade(null)
    if (!fits()) return setWrong(t.badPeriod(dateOf(props.last)))
    const key = `${from()} ${to()}`
    if (wish.key !== key) wish = { key, id: newId('archive') }
    stopping = new AbortController()
    setStep({ step: 'CLOSE', done: 0, of: null })
    try {
      const body = JSON.stringify({ id: wish.id, from: from(), to: to() })
      const headers = { 'Content-Type': 'application/json' }
      const init = { method: 'POST', body, headers, signal: stopping.signal }
      await readLines<ArchivingLine>('/api/archives', init, (line) => {
        if ('step' in line) setStep(line)
        else if ('archive' in line) setMade(line.archive)
      })
      wish = { key: '', id: '' }
      props.onMade()
    } catch (error) {
      if (!stopping.signal.aborted) setWrong(problemText(error))
    } finally {
      setStep(null)
    }
  }

  return (
    <Section title={t.make}>
      <p class={css.help}>{t.makeHelp}</p>
      <div class={filters.filters}>
        <DateField label={t.from} value={from()} onDay={(day) => setFrom(toDay(day))} />
        <DateField label={t.to} value={to()} onDay={(day) => setTo(toDay(day))} />
        <Show
          when={step() !== null}
          fallback={
            <Button kind="sea" icon="shield" onClick={() => void start()}>
              {t.start}
            </Button>
          }
        >
          <Button onClick={() => stopping?.abort()}>{t.stop}</Button>
        </Show>
      </div>
      <Show when={step()}>{(now) => <Progress step={now()} />}</Show>
      <Show when={wrong()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show when={made()}>
        {(one) => (
          <Notice kind="heath">
            <span>{t.made(one().tickets)}</span>
            <LinkButton href={`/api/archives/${one().id}/file`} icon="download" download="">
              {t.download}
            </LinkButton>
          </Notice>
        )}
      </Show>
    </Section>
  )
}

function Progress(props: { step: ArchiveStep }) {
  return (
    <div class={css.progress} role="status">
      <span>
        {t.steps[props.step.step]}
        <Show when={props.step.done > 0}> · {t.progress(props.step.done, props.step.of)}</Show>
      </span>
      <Show when={props.step.of} fallback={<progress />}>
        {(of) => <progress max={of()} value={props.step.done} />}
      </Show>
    </div>
  )
}
