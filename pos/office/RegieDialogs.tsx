import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { newId } from '../../api/shared/id.ts'
import { formatEuros, parseEuros, sumCents } from '../../api/shared/money.ts'
import { today } from '../clock.ts'
import { signed } from '../text/format.ts'
import { regie as t } from '../text/regie.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { createAct } from './act.ts'
import { slips, type Overview, type Versement } from './slips-api.ts'
import css from './Slips.module.css'

/** Cents as they are typed into a field. */
export const typed = (c: number) => (c / 100).toFixed(2).replace('.', ',')

/** Where the money is taken from, place by place; what is there is proposed. */
export function PrepareForm(props: { of: Overview; onDone: () => void }) {
  const id = newId('versement')
  const sources = props.of.sources.filter((s) => s.availableC > 0)
  const [amounts, setAmounts] = createStore(sources.map((s) => typed(s.availableC)))
  const act = createAct()
  const read = (i: number) => (amounts[i]?.trim() === '' ? 0 : parseEuros(amounts[i] ?? ''))
  const fault = (i: number) => {
    const c = read(i)
    if (c === null) return t.badAmount
    const most = sources[i]?.availableC ?? 0
    return c > most ? t.tooMuch(formatEuros(most)) : null
  }
  const totalC = () => sumCents(sources.map((_, i) => read(i) ?? 0))
  async function prepare(event: SubmitEvent) {
    event.preventDefault()
    if (sources.some((_, i) => fault(i) !== null)) return
    if (totalC() === 0) return act.setRefusal(t.needSome)
    const parts = sources
      .map(({ place, siteId }, i) => ({ place, siteId, amountC: read(i) ?? 0 }))
      .filter((part) => part.amountC > 0)
    if (await act.run(() => slips.prepare({ id, parts }))) props.onDone()
  }
  return (
    <form class={css.form} onSubmit={prepare} novalidate>
      <p class="soft">{t.prepareHelp}</p>
      <Show when={sources.length > 0} fallback={<Notice kind="info">{t.nothing}</Notice>}>
        <For each={sources}>
          {(source, i) => (
            <Field
              label={t.sources[source.place](source.site ?? '')}
              inputmode="decimal"
              autocomplete="off"
              value={amounts[i()] ?? ''}
              onText={(text) => setAmounts(i(), text)}
              hint={t.available(formatEuros(source.availableC))}
              error={fault(i())}
            />
          )}
        </For>
        <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
        <Button kind="sea" size="big" type="submit" busy={act.busy()}>
          {t.doPrepare(formatEuros(totalC()))}
        </Button>
      </Show>
    </form>
  )
}

/** A day of the calendar, with its label above as every field has it. */
export function DayField(props: {
  label: string
  value: string
  onDay: (day: string) => void
  max?: string
}) {
  return <Field label={props.label} type="date" value={props.value} max={props.max} onText={props.onDay} />
}

/** The accountant, or the bank, has it: its receipt; or the slip is cancelled, while it has not left. */
export function HandInForm(props: { of: Versement; last: boolean; onDone: () => void }) {
  const [day, setDay] = createSignal<string>(today())
  const [receipt, setReceipt] = createSignal('')
  const [wrong, setWrong] = createSignal<string | null>(null)
  const act = createAct()
  async function confirm(event: SubmitEvent) {
    event.preventDefault()
    if (receipt().trim() === '') return setWrong(t.needReceipt)
    if (await act.run(() => slips.handIn(props.of.id, day(), receipt().trim()))) props.onDone()
  }
  const cancel = async () => {
    if (await act.run(() => slips.voidVersement(props.of.id))) props.onDone()
  }
  return (
    <form class={css.form} onSubmit={confirm} novalidate>
      <p class={css.sum}>{formatEuros(props.of.totalC)}</p>
      <DayField label={t.day} value={day()} max={today()} onDay={setDay} />
      <Field
        label={t.receipt}
        autocomplete="off"
        value={receipt()}
        onText={(text) => {
          setReceipt(text)
          setWrong(null)
        }}
        error={wrong()}
      />
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.confirm}
      </Button>
      <Show when={props.last}>
        <div>
          <Button kind="tan" busy={act.busy()} onClick={() => void cancel()}>
            {t.cancel}
          </Button>
          <p class="meta">{t.cancelHelp}</p>
        </div>
      </Show>
    </form>
  )
}

/** Every drawer and safe, counted by two. */
export function HandoverForm(props: { of: Overview; onDone: () => void }) {
  const id = newId('handover')
  const names = Object.fromEntries(props.of.staff.map((s) => [s.id, s.name]))
  const ids = props.of.staff.map((s) => s.id)
  const acting = (role: string) => props.of.actors.find((a) => a.role === role && a.validTo === null)?.staffId
  const [from, setFrom] = createSignal(acting('TITULAIRE') ?? ids[0] ?? '')
  const [to, setTo] = createSignal(acting('SUPPLEANT') ?? ids.find((one) => one !== from()) ?? '')
  const [counts, setCounts] = createStore(props.of.places.map(() => ''))
  const act = createAct()
  const read = (i: number) => parseEuros(counts[i] ?? '')
  async function draw(event: SubmitEvent) {
    event.preventDefault()
    // A place that holds nothing may be left out.
    const isCounted = (p: Overview['places'][number], i: number) =>
      p.expectedC !== 0 || counts[i]?.trim() !== ''
    if (props.of.places.some((p, i) => isCounted(p, i) && read(i) === null))
      return act.setRefusal(t.badAmount)
    const counted = props.of.places.flatMap((p, i) =>
      isCounted(p, i) ? [{ place: p.place, id: p.id, countedC: read(i) ?? 0 }] : [],
    )
    const input = { id, fromStaff: from(), toStaff: to(), counts: counted }
    if (await act.run(() => slips.handOver(input))) props.onDone()
  }
  const hint = (i: number) => {
    const { expectedC = 0 } = props.of.places[i] ?? {}
    const c = read(i)
    const said = t.expected(formatEuros(expectedC))
    return c === null || c === expectedC ? said : `${said}, ${t.gap(signed(c - expectedC))}`
  }
  return (
    <form class={css.form} onSubmit={draw} novalidate>
      <p class="soft">{t.handoverHelp}</p>
      <div class={css.two}>
        <Select label={t.from} values={ids} words={names} chosen={from()} onChoose={setFrom} />
        <Select label={t.to} values={ids} words={names} chosen={to()} onChoose={setTo} />
      </div>
      <div class={css.two}>
        <For each={props.of.places}>
          {(place, i) => (
            <Field
              label={place.place === 'SAFE' ? t.safe(place.name) : t.drawer(place.name)}
              inputmode="decimal"
              autocomplete="off"
              value={counts[i()] ?? ''}
              onText={(text) => setCounts(i(), text)}
              hint={hint(i())}
            />
          )}
        </For>
      </div>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.doHandover}
      </Button>
    </form>
  )
}

/** Boxes under one legend. */
export function Boxes(props: {
  legend: string
  all: readonly { value: string; word: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  const id = createUniqueId()
  return (
    <fieldset class={css.boxes} aria-labelledby={id}>
      <legend id={id}>{props.legend}</legend>
      <For each={props.all}>
        {(one) => (
          <label class={css.pick}>
            <input
              type="checkbox"
              checked={props.chosen.includes(one.value)}
              onChange={(event) =>
                props.onChange(
                  event.currentTarget.checked
                    ? [...props.chosen, one.value]
                    : props.chosen.filter((v) => v !== one.value),
                )
              }
            />
            <span>{one.word}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
