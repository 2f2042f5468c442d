import { Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import css from '../office/Slips.module.css'
import { groups } from '../text/groups.ts'
import { Field } from '../ui/Field.tsx'
import { Segments } from '../ui/Segments.tsx'
import type { BuyerDraft } from './groups-api.ts'

const t = groups.buyer
export type BuyerKind = BuyerDraft['kind']
const KINDS: readonly BuyerKind[] = ['PERSON', 'COMPANY', 'PUBLIC']

/** What is typed of a buyer, whatever kind it is; and the buyer, or what is missing of it. */
export function createBuyer(kind: BuyerKind = 'PERSON') {
  const [typed, set] = createStore({
    kind,
    name: '',
    address: '',
    postcode: '',
    city: '',
    email: '',
    siret: '',
    vat: '',
    service: '',
    engagement: '',
  })
  function read(): { buyer: BuyerDraft } | { missing: string } {
    const { name, address, postcode, city, email, siret } = typed
    if ([name, address, postcode, city].some((text) => text.trim() === '')) return { missing: t.need }
    const place = { name, address, postcode, city, country: 'FR', email }
    if (typed.kind === 'PERSON') return { buyer: { kind: 'PERSON', ...place } }
    if (typed.kind === 'COMPANY') return { buyer: { kind: 'COMPANY', ...place, siret, vatNumber: typed.vat } }
    if (siret.replace(/\D/g, '').length !== 14) return { missing: t.needSiret }
    const { service: serviceCode, engagement } = typed
    return { buyer: { kind: 'PUBLIC', ...place, siret, serviceCode, engagement } }
  }
  return { typed, set, read }
}
export type Buyer = ReturnType<typeof createBuyer>

/** Whom an invoice is made out to. */
export function BuyerForm(props: { of: Buyer; kinds?: readonly BuyerKind[] }) {
  const { typed, set } = props.of
  return (
    <>
      <Segments
        label={t.kind}
        options={(props.kinds ?? KINDS).map((value) => ({ value, text: t.kinds[value] }))}
        chosen={typed.kind}
        onChoose={(kind) => set('kind', kind)}
      />
      <Field label={t.name} value={typed.name} onText={(v) => set('name', v)} autocomplete="off" />
      <Field label={t.address} value={typed.address} onText={(v) => set('address', v)} autocomplete="off" />
      <div class={css.two}>
        <Field label={t.postcode} value={typed.postcode} onText={(v) => set('postcode', v)} />
        <Field label={t.city} value={typed.city} onText={(v) => set('city', v)} autocomplete="off" />
      </div>
      <Show when={typed.kind !== 'PERSON'}>
        <div class={css.two}>
          <Field
            label={t.siret}
            value={typed.siret}
            onText={(v) => set('siret', v)}
            inputmode="numeric"
            autocomplete="off"
          />
          <Show when={typed.kind === 'COMPANY'}>
            <Field label={t.vat} value={typed.vat} onText={(v) => set('vat', v)} autocomplete="off" />
          </Show>
          <Show when={typed.kind === 'PUBLIC'}>
            <Field label={t.service} value={typed.service} onText={(v) => set('service', v)} />
            <Field label={t.engagement} value={typed.engagement} onText={(v) => set('engagement', v)} />
          </Show>
        </div>
      </Show>
      <Field
        label={t.email}
        type="email"
        value={typed.email}
        onText={(v) => set('email', v)}
        autocomplete="off"
      />
    </>
  )
}
