import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { newId } from '../../api/shared/id.ts'
import { PAYS_BY, type PaysBy, type QuoteKind } from '../../api/shared/quote.ts'
import { plusDays } from '../../api/shared/time.ts'
import type { Catalog } from '../../api/shared/catalog.ts'
import { client, unwrap } from '../api.ts'
import { today } from '../clock.ts'
import { createLoad } from '../load.ts'
import { createAct } from '../office/act.ts'
import css from '../office/Slips.module.css'
import { State } from '../office/State.tsx'
import { useSession } from '../session.ts'
import { groups } from '../text/groups.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segments } from '../ui/Segments.tsx'
import { BuyerForm, createBuyer } from './BuyerForm.tsx'
import { groupsApi, type Quote } from './groups-api.ts'
import { LinePicker, offered, type Picked } from './LinePicker.tsx'

const t = groups.form
const VALID_DAYS = 30

/** A quote for a group, or an order taken by telephone. */
export function QuoteForm(props: { kind: QuoteKind; onDone: (made: Quote) => void }) {
  const id = newId('quote')
  const { me, register } = useSession()
  const catalog = createLoad<Catalog>(() => unwrap<Catalog>(client.api.catalog.$get()))
  const [typed, set] = createStore({ name: '', phone: '', email: '' })
  const [paysBy, setPaysBy] = createSignal<PaysBy>('COUNTER')
  const [validUntil, setValidUntil] = createSignal<string>(plusDays(today(), VALID_DAYS))
  const [lines, setLines] = createSignal<readonly Picked[]>([])
  const buyer = createBuyer('PUBLIC')
  const act = createAct()
  const choose = (by: PaysBy) => {
    setPaysBy(by)
    if (by === 'MANDAT') buyer.set('kind', 'PUBLIC')
  }
  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (typed.name.trim() === '') return act.setRefusal(t.needName)
    if (props.kind === 'PHONE' && typed.phone.trim() === '') return act.setRefusal(t.needPhone)
    if (lines().length === 0) return act.setRefusal(t.needLine)
    const read = paysBy() === 'COUNTER' ? { buyer: null } : buyer.read()
    if ('missing' in read) return act.setRefusal(read.missing)
    const registerId = register()?.id ?? me()?.registers[0]?.id ?? ''
    const asked = lines().map((one) => one.line)
    const quote = {
      kind: props.kind,
      registerId,
      ...typed,
      buyer: read.buyer,
      lines: asked,
      paysBy: paysBy(),
    }
    await act.run(async () =>
      props.onDone(await groupsApi.make({ id, quote: { ...quote, validUntil: validUntil() } })),
    )
  }
  return (
    <form class={css.form} onSubmit={save} novalidate>
      <Field label={t.name} value={typed.name} onText={(v) => set('name', v)} autocomplete="off" />
      <div class={css.two}>
        <Field
          label={t.phone}
          type="tel"
          value={typed.phone}
          onText={(v) => set('phone', v)}
          autocomplete="off"
        />
        <Field
          label={t.email}
          type="email"
          value={typed.email}
          onText={(v) => set('email', v)}
          autocomplete="off"
        />
        <Show when={props.kind === 'GROUP'}>
          <Field label={t.validUntil} type="date" value={validUntil()} min={today()} onText={setValidUntil} />
        </Show>
      </div>
      <h3>{t.what}</h3>
      <Show when={lines().length > 0}>
        <ul class={css.rows}>
          <For each={lines()}>
            {(one, i) => (
              <li>
                <span>{one.words}</span>
                <Button
                  kind="plain"
                  icon="close"
                  onClick={() => setLines(lines().filter((_, n) => n !== i()))}
                >
                  {t.remove}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <State load={catalog}>
        {(read) => (
          <LinePicker products={offered(read())} onAdd={(picked) => setLines([...lines(), picked])} />
        )}
      </State>
      <Show when={props.kind === 'GROUP'}>
        <Segments
          label={t.pays}
          options={PAYS_BY.map((value) => ({ value, text: groups.pays[value] }))}
          chosen={paysBy()}
          onChoose={choose}
        />
        <Show when={paysBy() !== 'COUNTER'}>
          <BuyerForm of={buyer} kinds={paysBy() === 'MANDAT' ? ['PUBLIC'] : ['COMPANY', 'PUBLIC']} />
        </Show>
      </Show>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.save}
      </Button>
    </form>
  )
}
