import { For, Show } from 'solid-js'
import type { Means } from '../../api/shared/tender.ts'
import { MEANS_ICON } from '../counter/means-icon.ts'
import { correct as t } from '../text/correct.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Segments } from '../ui/Segments.tsx'
import type { Back } from './back-state.ts'
import css from './Correct.module.css'
import { asksIban, asksSlip, type Part } from './give-back.ts'

/** By which means it goes back, for each one that paid: proposed, and overtyped where the visitor wishes otherwise. */
export function GiveBack(props: { back: Back }) {
  const several = () => props.back.tenders().length > 1
  return (
    <section class={css.back} aria-label={t.back.title}>
      <h3 class={css.legend}>{t.back.title}</h3>
      <ul class={css.parts}>
        <For each={props.back.tenders().map((one) => one.n)}>
          {(n) => (
            <Show when={props.back.partOf(n)}>
              {(part) => <PartRow back={props.back} part={part()} editable={several()} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={props.back.tried() && props.back.missingC() !== 0}>
        <p class={css.wrong} role="alert">
          <Icon name="alert" small />
          {props.back.missingC() > 0
            ? t.back.missing(props.back.missingC())
            : t.back.excess(-props.back.missingC())}
        </p>
      </Show>
    </section>
  )
}

function PartRow(props: { back: Back; part: Part; editable: boolean }) {
  const tender = () => props.part.tender
  const amountC = () => props.part.amountC ?? 0
  const said = () => props.back.said(props.part)
  const typed = () => props.back.typedAmount(tender().n)
  const shown = () => typed() ?? (amountC() > 0 ? (amountC() / 100).toFixed(2).replace('.', ',') : '')
  return (
    <li class={css.part} data-none={amountC() === 0 && typed() === undefined ? '' : undefined}>
      <Icon name={MEANS_ICON[tender().means]} />
      <p>
        <b>{t.back.paid(tender().means)}</b>
        <span class="meta">{t.back.left(tender().leftC, tender().ref)}</span>
      </p>
      <Show when={props.editable} fallback={<Money cents={amountC()} />}>
        <span class={css.amount}>
          <input
            inputmode="decimal"
            autocomplete="off"
            aria-label={t.back.amount(tender().means)}
            aria-invalid={said()?.on === 'amount' ? 'true' : undefined}
            placeholder="0,00"
            prop:value={shown()}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => props.back.type(tender().n, { amount: event.currentTarget.value })}
          />
          <span aria-hidden="true">€</span>
        </span>
      </Show>
      <Show when={said()?.on === 'amount'}>
        <p class={css.wrong} role="alert">
          <Icon name="alert" small />
          {said()?.text}
        </p>
      </Show>
      <Show when={amountC() > 0}>
        <Way back={props.back} part={props.part} />
      </Show>
    </li>
  )
}

/** The way it goes, and what that way asks for. */
function Way(props: { back: Back; part: Part }) {
  const tender = () => props.part.tender
  const set = (change: Parameters<Back['type']>[1]) => props.back.type(tender().n, change)
  const error = (on: 'ref' | 'iban' | 'holder') => {
    const said = props.back.said(props.part)
    return said?.on === on ? said.text : null
  }
  const words = () =>
    tender().means === 'CHEQUE' && props.part.means === 'VIREMENT'
      ? t.back.afterCheque
      : t.back.ways[props.part.means]
  return (
    <div class={css.way}>
      <Show when={tender().ways.length > 1}>
        <Segments<Means>
          label={t.back.by}
          options={tender().ways.map((value) => ({ value, text: t.back.names[value] }))}
          chosen={props.part.means}
          onChoose={(means) => set({ means })}
        />
      </Show>
      <p class="soft">{words()}</p>
      <Show when={asksSlip(props.part.means)}>
        <Field
          label={t.back.slip}
          name={`slip-${tender().n}`}
          inputmode="numeric"
          autocomplete="off"
          value={props.part.ref}
          error={error('ref')}
          onText={(ref) => set({ ref })}
        />
      </Show>
      <Show when={asksIban(props.part.means)}>
        <Field
          label={t.back.iban}
          name={`iban-${tender().n}`}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxlength="42"
          value={props.part.iban}
          hint={tender().means === 'CASH' ? undefined : t.back.ibanLater}
          error={error('iban')}
          onText={(iban) => set({ iban })}
        />
        <Show when={props.part.iban.trim() !== ''}>
          <Field
            label={t.back.holder}
            name={`holder-${tender().n}`}
            autocomplete="off"
            maxlength="120"
            value={props.part.holder}
            error={error('holder')}
            onText={(holder) => set({ holder })}
          />
        </Show>
      </Show>
    </div>
  )
}
