import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Catalog, Option, Product } from '../../api/shared/catalog.ts'
import { toDay } from '../../api/shared/time.ts'
import { client, unwrap } from '../api.ts'
import { today } from '../clock.ts'
import { createLoad } from '../load.ts'
import { createAct } from '../office/act.ts'
import css from '../office/Slips.module.css'
import { groups } from '../text/groups.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import type { QuoteDraft } from './groups-api.ts'

const t = groups.form
export type Line = QuoteDraft['lines'][number]
export type Picked = { line: Line; words: string }

type Departures = {
  sessions: {
    id: string
    optionId: string
    leg: number
    time: string
    capacity: number
    taken: number
    held: number
    closedReason: string | null
  }[]
}

/** What a quote may offer: dated, open-dated and goods; a course and what another's terminal prints are sold at the till. */
export const offered = (catalog: Catalog): Product[] =>
  catalog.products.filter(
    (p) =>
      p.channels.includes('COUNTER') &&
      p.kind !== 'EXTERNAL' &&
      p.kind !== 'VOUCHER' &&
      p.options.some((o) => o.take !== 'GROUP'),
  )

const wordsOf = <T extends { id: string }>(all: readonly T[], word: (one: T) => string) =>
  Object.fromEntries(all.map((one) => [one.id, word(one)]))

/** Product, way, day, departure, how many: one line of a quote. */
export function LinePicker(props: { products: readonly Product[]; onAdd: (picked: Picked) => void }) {
  const [productId, setProductId] = createSignal(props.products[0]?.id ?? '')
  const product = () => props.products.find((p) => p.id === productId())
  const options = () => product()?.options.filter((o) => o.take !== 'GROUP') ?? []
  const [optionId, setOptionId] = createSignal('')
  const option = (): Option | undefined => options().find((o) => o.id === optionId()) ?? options()[0]
  const [day, setDay] = createSignal<string>(today())
  const [chosen, setChosen] = createStore<Record<number, string>>({})
  const [qty, setQty] = createStore<Record<string, number>>({})
  const act = createAct()
  const departures = createLoad<Departures>(async () => {
    const asked = product()
    if (!asked || asked.kind !== 'SESSION') return { sessions: [] }
    return unwrap<Departures>(client.api.departures.$get({ query: { day: toDay(day()), product: asked.id } }))
  })
  createEffect(on([productId, day], () => void departures.reload(), { defer: true }))
  const legs = () => {
    const one = option()
    if (product()?.kind !== 'SESSION' || !one || one.take === 'NONE') return []
    return one.take === 'LEGS' ? one.legs.map((leg) => leg.fr) : [null]
  }
  const of = (leg: number) =>
    departures
      .data()
      ?.sessions.filter((s) => s.optionId === option()?.id && s.leg === leg && s.closedReason === null) ?? []
  const picked = (leg: number) => of(leg).find((s) => s.id === chosen[leg]) ?? of(leg)[0]

  function add() {
    const one = option()
    const units = one?.units.flatMap((u) =>
      (qty[u.id] ?? 0) > 0 ? [{ unitId: u.id, qty: qty[u.id] ?? 0 }] : [],
    )
    if (!one || !units || units.length === 0) return act.setRefusal(t.needUnits)
    const sessions = legs().map((_, leg) => picked(leg))
    if (sessions.some((s) => s === undefined)) return act.setRefusal(t.needSession)
    act.setRefusal(null)
    const when = sessions.map((s) => s?.time).join(', ')
    const count = units.map((u) => `${u.qty} ${one.units.find((o) => o.id === u.unitId)?.name.fr}`).join(', ')
    props.onAdd({
      line: { optionId: one.id, sessionIds: sessions.flatMap((s) => s?.id ?? []), units },
      words: [product()?.text.fr.title, when && `${day().split('-').reverse().join('/')} ${when}`, count]
        .filter(Boolean)
        .join(' · '),
    })
    setQty(Object.fromEntries(Object.keys(qty).map((id) => [id, 0])))
  }
  return (
    <div class={css.form}>
      <Select
        label={t.product}
        values={props.products.map((p) => p.id)}
        words={wordsOf(props.products, (p) => p.text.fr.title)}
        chosen={productId()}
        onChoose={setProductId}
      />
      <div class={css.two}>
        <Show when={options().length > 1}>
          <Select
            label={t.option}
            values={options().map((o) => o.id)}
            words={wordsOf(options(), (o) => o.name.fr)}
            chosen={option()?.id ?? ''}
            onChoose={setOptionId}
          />
        </Show>
        <Show when={product()?.kind === 'SESSION'}>
          <Field label={t.date} type="date" value={day()} min={today()} onText={setDay} />
        </Show>
        <For each={legs()}>
          {(name, leg) => (
            <Show when={of(leg()).length > 0} fallback={<p class="meta">{t.noSession}</p>}>
              <Select
                label={name === null ? t.session : t.leg(name)}
                values={of(leg()).map((s) => s.id)}
                words={wordsOf(of(leg()), (s) => `${s.time}, ${t.left(s.capacity - s.taken - s.held)}`)}
                chosen={picked(leg())?.id ?? ''}
                onChoose={(id) => setChosen(leg(), id)}
              />
            </Show>
          )}
        </For>
      </div>
      <ul class={css.rows}>
        <For each={option()?.units ?? []}>
          {(unit) => (
            <li>
              <span>{unit.name.fr}</span>
              <Stepper
                label={unit.name.fr}
                value={qty[unit.id] ?? 0}
                max={500}
                onChange={(n) => setQty(unit.id, n)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button icon="plus" onClick={add}>
        {t.add}
      </Button>
    </div>
  )
}
