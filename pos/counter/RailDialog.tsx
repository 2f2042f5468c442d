import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import { createStore, unwrap as raw } from 'solid-js/store'
import type { Option } from '../../api/shared/catalog.ts'
import { MOST_PASSENGERS, type RailClass } from '../../api/shared/rail.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { keep, kept } from '../device.ts'
import { problemText } from '../problem.ts'
import { counter as t } from '../text/counter.ts'
import { railMemo } from '../text/rail-memo.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import { leadUnit, priceOf } from './departure.ts'
import {
  entryOf,
  faultsOf,
  isPrinted,
  productsFor,
  ticketOf,
  totalOf,
  type RailEntry,
  type RailTerms,
  type RailTicket,
} from './rail.ts'
import { recordRailMemo } from './rail-memo.ts'
import css from './RailDialog.module.css'
import type { RailForm } from './rail-form.ts'
import type { Till } from './till.ts'

/** The ticket that the SNCF's own terminal has printed, recorded beside the rest of the basket. */
export function RailDialog(props: { till: Till }) {
  return (
    <Dialog open={props.till.rail() !== null} title={t.rail.title} onClose={() => props.till.closeRail()}>
      <Show when={props.till.rail()} keyed>
        {(asked) => (
          <Show when={optionOf(asked)} keyed>
            {(option) => <Form till={props.till} asked={asked} option={option} />}
          </Show>
        )}
      </Show>
    </Dialog>
  )
}

/** What appears under the fold is shown. */
const inSight = (box: HTMLElement) => queueMicrotask(() => box.scrollIntoView({ block: 'nearest' }))

/** In the order of what is sold most. */
const CLASSES: readonly RailClass[] = ['2', '1']

const optionOf = ({ product, line }: RailForm): Option | undefined =>
  product.options.find((o) => (line ? o.id === line.optionId : o.isDefault)) ?? product.options[0]

function newEntry(option: Option, today: string): RailEntry {
  const lead = leadUnit(option)
  return {
    ref: '',
    terminal: kept('rail.terminal') ?? '',
    fare: '',
    // Where the catalogue has a price, productsFor leaves the Tire-Bouchon alone.
    product: 'TER',
    origin: kept('rail.origin') ?? 'Auray',
    destination: kept('rail.destination') ?? 'Plouharnel-Carnac',
    travelClass: '2',
    travelDay: today,
    units: lead ? [{ unitId: lead.id, qty: 1 }] : [],
  }
}

function Form(props: { till: Till; asked: RailForm; option: Option }) {
  const { till, asked, option } = props
  const { line } = asked
  const today = () => till.programme.today()
  const [entry, setEntry] = createStore<RailEntry>(
    line?.external ? entryOf(line.external, line.units) : newEntry(option, today()),
  )
  const [pressed, setPressed] = createSignal(false)
  /** Why the basket does not take the ticket, though nothing is wrong with it. */
  const [stuck, setStuck] = createSignal<string | null>(null)
  /** The SNCF's terminal was paid: the ticket is noted, and is in no basket. */
  const [elsewhere, setElsewhere] = createSignal(false)
  const [noted, setNoted] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const needId = createUniqueId()
  let form: HTMLFormElement | undefined
  const terms: RailTerms = {
    option,
    priceC: (unitId) => {
      const unit = option.units.find((u) => u.id === unitId)
      return unit ? priceOf(till.programme.index(), unit, today()) : null
    },
    isUsed: ({ terminal, ref }) =>
      till.cart.state.lines.some(
        (l) => l !== line && l.external?.terminal === terminal && l.external.ref === ref,
      ),
  }
  const printed = createMemo(() => isPrinted(entry, terms))
  const totalC = () => totalOf(entry, terms)
  const faults = createMemo(() => (pressed() ? faultsOf(entry, terms) : null))
  /** The words of a field's fault, once the agent has pressed. */
  const said = <F extends string>(fault: F | null | undefined, words: Record<F, string>) =>
    fault ? words[fault] : null
  const qtyOf = (unitId: string) => entry.units.find((u) => u.unitId === unitId)?.qty ?? 0
  const setQty = (unitId: string, qty: number) =>
    setEntry('units', (units) => [...units.filter((u) => u.unitId !== unitId), { unitId, qty }])

  const remember = ({ external }: RailTicket) => {
    keep('rail.terminal', external.terminal)
    keep('rail.origin', external.origin)
    keep('rail.destination', external.destination)
  }
  /** Notes a ticket that is paid, and makes room for the next one. */
  async function note(ticket: RailTicket) {
    if (busy()) return
    setBusy(true)
    try {
      await recordRailMemo(till.terms.registerId, option.id, ticket)
      remember(ticket)
      setNoted(railMemo.done(ticket.external.ref, formatEuros(ticket.totalC)))
      setPressed(false)
      setEntry(newEntry(option, today()))
      form?.querySelector('input')?.focus()
    } catch (error) {
      setStuck(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  function add(event: Event) {
    event.preventDefault()
    setPressed(true)
    setStuck(null)
    setNoted(null)
    const ticket = ticketOf(structuredClone(raw(entry)), terms)
    if (!ticket) {
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    if (elsewhere()) return void note(ticket)
    const { external, units } = ticket
    // The basket may have changed in another tab since the form opened: what was typed stays.
    if (till.cart.waiting()) return setStuck(t.basket.news.waiting)
    if (line && !till.cart.correct(line.key, external, units)) return setStuck(t.rail.gone)
    if (!line) till.cart.setUnits(option.id, [], units, external)
    remember(ticket)
    till.setQuery('')
    till.closeRail()
  }

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={add} noValidate>
      <p class={css.product}>{asked.product.text.fr.title}</p>
      <Field
        label={t.rail.ref}
        value={entry.ref}
        onText={(ref) => setEntry({ ref })}
        hint={t.rail.refHint}
        error={said(faults()?.ref, t.rail.refs)}
        autocomplete="off"
        data-scan
        autofocus
      />
      <Show when={printed()}>
        <Field
          label={t.rail.fare}
          value={entry.fare}
          onText={(fare) => setEntry({ fare })}
          hint={t.rail.fareHint}
          error={said(faults()?.fare, t.rail.fares)}
          inputmode="decimal"
          autocomplete="off"
        />
      </Show>
      <Field
        class={printed() ? css.wide : undefined}
        label={t.rail.terminal}
        value={entry.terminal}
        onText={(terminal) => setEntry({ terminal })}
        error={said(faults()?.terminal, t.rail.terminals)}
        autocomplete="off"
      />
      <Field
        label={t.rail.origin}
        value={entry.origin}
        onText={(origin) => setEntry({ origin })}
        error={said(faults()?.origin, t.rail.stations)}
      />
      <Field
        label={t.rail.destination}
        value={entry.destination}
        onText={(destination) => setEntry({ destination })}
        error={said(faults()?.destination, t.rail.stations)}
      />
      <Select
        label={t.rail.kind}
        values={productsFor(entry, terms)}
        words={t.rail.kinds}
        chosen={entry.product}
        onChoose={(product) => setEntry({ product })}
      />
      <Select
        label={t.rail.travelClass}
        values={CLASSES}
        words={t.rail.classes}
        chosen={entry.travelClass}
        onChoose={(travelClass) => setEntry({ travelClass })}
      />
      <Field
        class={css.wide}
        label={t.rail.day}
        type="date"
        value={entry.travelDay}
        onText={(travelDay) => setEntry({ travelDay })}
        error={said(faults()?.travelDay, t.rail.days)}
      />
      <fieldset class={css.wide} aria-describedby={faults()?.units ? needId : undefined}>
        <legend>{t.rail.passengers}</legend>
        <For each={option.units}>
          {(unit) => (
            <div class={css.unit}>
              <span>{unit.name.fr}</span>
              <Show when={!printed()} fallback={<span />}>
                <Money cents={terms.priceC(unit.id) ?? 0} />
              </Show>
              <Stepper
                label={unit.name.fr}
                value={qtyOf(unit.id)}
                max={MOST_PASSENGERS}
                invalid={Boolean(faults()?.units)}
                onChange={(qty) => setQty(unit.id, qty)}
              />
            </div>
          )}
        </For>
        <Show when={said(faults()?.units, t.rail.units)}>
          {(words) => (
            <p id={needId} class={css.need} role="alert">
              {words()}
            </p>
          )}
        </Show>
      </fieldset>
      <Show when={!line}>
        <div class={css.wide}>
          <Check label={railMemo.paid} checked={elsewhere()} onCheck={setElsewhere} />
          <Show when={elsewhere()}>
            <p class="meta">{railMemo.help}</p>
          </Show>
        </div>
      </Show>
      <Show when={noted()}>
        <div ref={inSight} class={css.wide}>
          <Notice kind="heath">{noted()}</Notice>
        </div>
      </Show>
      <Show when={stuck()}>
        <div ref={inSight} class={css.wide}>
          <Notice kind="tan">{stuck()}</Notice>
        </div>
      </Show>
      <Button class={css.wide} type="submit" kind="sea" size="big" wide busy={busy()}>
        {elsewhere() ? railMemo.record : line ? t.rail.correct(totalC()) : t.rail.add(totalC())}
      </Button>
    </form>
  )
}
