import { useSearchParams } from '@solidjs/router'
import { createMemo, createUniqueId, For, on, Show } from 'solid-js'
import { CHANNELS, FAMILIES } from '../../api/shared/catalog.ts'
import type { Dimension, ReportFilter, Split } from '../../api/shared/report.ts'
import { useSession } from '../session.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { type Asked, type Period, PERIODS } from './filter.ts'
import { createFigures, reports } from './report-api.ts'
import css from './SalesFilters.module.css'

type Choice = { value: string; text: string }

/** The filters of the sold rows. They are the address: a link to it, or the browser's way back, brings them again. */
export function SalesFilters(props: { asked: Asked }) {
  const [, setParams] = useSearchParams()
  const { me } = useSession()
  const set = (change: Record<string, string | undefined>) => setParams({ ...change }, { replace: true })
  const filter = () => props.asked.filter
  const providers = createKnown('provider', filter)
  const products = createKnown('product', filter)
  const agents = createKnown('agent', filter)

  function setPeriod(period: Period) {
    if (period === 'dates') return set({ period, from: filter().from, to: filter().to })
    set({ period, from: undefined, to: undefined })
  }
  const narrow = () => Object.keys(filter()).some((key) => key !== 'from' && key !== 'to')
  const clear = () =>
    set({
      family: undefined,
      providerId: undefined,
      productId: undefined,
      siteId: undefined,
      channel: undefined,
      staffId: undefined,
      target: undefined,
    })
  return (
    <search class={css.filters} aria-label={t.soldRows.filters}>
      <Select
        label={t.soldRows.period}
        value={props.asked.period}
        choices={PERIODS.map((value) => ({ value, text: t.soldRows.periods[value] }))}
        onChoose={(value) => setPeriod(PERIODS.find((one) => one === value) ?? 'year')}
      />
      <Show when={props.asked.period === 'dates'}>
        <DateField label={t.soldRows.from} value={filter().from} onDay={(from) => set({ from })} />
        <DateField label={t.soldRows.to} value={filter().to} onDay={(to) => set({ to })} />
      </Show>
      <Select
        label={t.splits.heads.family}
        value={filter().family}
        all={t.soldRows.all}
        choices={FAMILIES.map((value) => ({ value, text: t.families[value] }))}
        onChoose={(family) => set({ family })}
      />
      <Select
        label={t.splits.heads.provider}
        value={filter().providerId}
        all={t.soldRows.allM}
        choices={providers()}
        onChoose={(providerId) => set({ providerId })}
      />
      <Select
        label={t.splits.heads.product}
        value={filter().productId}
        all={t.soldRows.allM}
        choices={products()}
        onChoose={(productId) => set({ productId })}
      />
      <Select
        label={t.splits.heads.site}
        value={filter().siteId}
        all={t.soldRows.allM}
        choices={(me()?.sites ?? []).map((one) => ({ value: one.id, text: one.name }))}
        onChoose={(siteId) => set({ siteId })}
      />
      <Select
        label={t.splits.heads.channel}
        value={filter().channel}
        all={t.soldRows.allM}
        choices={CHANNELS.map((value) => ({ value, text: t.channels[value] }))}
        onChoose={(channel) => set({ channel })}
      />
      <Select
        label={t.splits.heads.agent}
        value={filter().staffId}
        all={t.soldRows.allM}
        choices={agents()}
        onChoose={(staffId) => set({ staffId })}
      />
      <Check
        label={t.soldRows.onlyTarget}
        checked={filter().target === true}
        onCheck={(is) => set({ target: is ? 'true' : undefined })}
      />
      <Show when={narrow()}>
        <Button kind="plain" onClick={clear}>
          {t.soldRows.clear}
        </Button>
      </Show>
    </search>
  )
}

/** Who or what sold something in these days: what a filter may choose, by name. */
function createKnown(by: Dimension, filter: () => ReportFilter): () => Choice[] {
  const days = createMemo(() => `${filter().from} ${filter().to}`)
  const span = createMemo(on(days, () => ({ from: filter().from, to: filter().to })))
  const read = createFigures(
    span,
    async (wanted) => (await reports.figures(by, wanted)).splits,
    (wanted) => wanted.to,
  )
  const choices = (splits: Split[]) => splits.map((one) => ({ value: one.key, text: one.label }))
  return createMemo(() => choices(read.data() ?? []).sort((a, b) => a.text.localeCompare(b.text, 'fr')))
}

/** A native list: keyboard, phone and reader know it. What the address asks for is always among the choices. */
export function Select(props: {
  label: string
  value: string | undefined
  choices: Choice[]
  all?: string
  onChoose: (value: string | undefined) => void
}) {
  const id = createUniqueId()
  const known = () => props.choices.some((one) => one.value === props.value)
  return (
    <p class={css.field}>
      <label for={id}>{props.label}</label>
      <select
        id={id}
        data-set={props.all && props.value ? '' : undefined}
        onChange={(event) => props.onChoose(event.currentTarget.value || undefined)}
      >
        <Show when={props.all}>
          <option value="" selected={!props.value}>
            {props.all}
          </option>
        </Show>
        <Show when={props.value && !known()}>
          <option value={props.value} selected>
            …
          </option>
        </Show>
        <For each={props.choices}>
          {(one) => (
            <option value={one.value} selected={one.value === props.value}>
              {one.text}
            </option>
          )}
        </For>
      </select>
    </p>
  )
}

/** A civil date, by the browser's own calendar; an emptied field changes nothing. */
export function DateField(props: { label: string; value: string; onDay: (day: string) => void }) {
  const id = createUniqueId()
  return (
    <p class={css.field}>
      <label for={id}>{props.label}</label>
      <input
        id={id}
        type="date"
        value={props.value}
        onChange={(event) => {
          if (event.currentTarget.value) props.onDay(event.currentTarget.value)
        }}
      />
    </p>
  )
}
