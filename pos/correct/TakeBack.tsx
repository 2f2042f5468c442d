import { For, Show } from 'solid-js'
import { NOT_THEIRS, type CorrectionReason } from '../../api/shared/correction.ts'
import { zone } from '../clock.ts'
import { spaced } from '../scan/FullVerdict.tsx'
import { serverNow } from '../server-time.ts'
import { correct as t } from '../text/correct.ts'
import { momentOf } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import type { Correctable, SoldLine } from './correct-api.ts'
import css from './Correct.module.css'
import { isBound, termsOf } from './foresee.ts'
import {
  backOf,
  everything,
  openLines,
  refuseCancelRef,
  takenOf,
  withCancelRef,
  withRail,
  withTicket,
  withUnits,
  type Taken,
} from './taken.ts'

type TakeProps = {
  sale: Correctable
  taken: Taken
  reason: CorrectionReason | null
  /** A press has asked for it: what is missing is said. */
  tried: boolean
  onTake: (taken: Taken) => void
}

/** What of a sale is taken back: units of goods, tickets one by one; what is back already is struck. */
export function TakeBack(props: TakeProps) {
  const isAll = () =>
    openLines(props.sale).every(
      (line) => takenOf(props.taken, line) === takenOf(everything(props.sale), line),
    )
  return (
    <section class={css.take} aria-label={t.take.title}>
      <header>
        <h3 class={css.legend}>{t.take.title}</h3>
        <Button onClick={() => props.onTake(isAll() ? {} : everything(props.sale))}>
          {isAll() ? t.take.none : t.take.all}
        </Button>
      </header>
      <ul class={css.lines}>
        <For each={props.sale.lines}>{(line) => <LineRow {...props} line={line} />}</For>
      </ul>
    </section>
  )
}

function LineRow(props: TakeProps & { line: SoldLine }) {
  const line = () => props.line
  const qty = () => takenOf(props.taken, line())
  const named = () => [line().label, line().fare].filter(Boolean).join(', ')
  return (
    <li
      class={css.line}
      data-chosen={qty() > 0 ? '' : undefined}
      data-gone={line().left === 0 ? '' : undefined}
    >
      <div class={css.head}>
        <p>
          <b>{line().label}</b>
          <span class="meta">
            {line().fare}
            <Show when={line().startsAt}>{(at) => <> · {momentOf(at(), zone())}</>}</Show>
          </span>
        </p>
        <p class={css.sum}>
          <Show
            when={qty() > 0}
            fallback={<span class="meta">{line().left > 0 ? t.take.each(line().unitC) : t.take.gone}</span>}
          >
            <Money cents={backOf(line(), qty())} />
            <span class="meta">{t.take.count(qty(), line().left)}</span>
          </Show>
        </p>
      </div>
      <Show
        when={line().tickets.length > 0}
        fallback={
          <Show when={line().left > 0 && line().externalRef === null} fallback={<Rail {...props} />}>
            <div class={css.units}>
              <Stepper
                label={named()}
                value={qty()}
                max={line().left}
                onChange={(n) => props.onTake(withUnits(props.taken, line(), n))}
              />
            </div>
          </Show>
        }
      >
        <Tickets {...props} />
      </Show>
      <Show when={line().left > 0 && line().tickets.length > 0}>
        <TermsLine line={line()} waived={props.reason !== null && NOT_THEIRS.includes(props.reason)} />
      </Show>
    </li>
  )
}

/** A ticket of the SNCF: whole, with the number under which its terminal cancelled it, asked once. */
function Rail(props: TakeProps & { line: SoldLine }) {
  const line = () => props.line
  const isFirst = () => props.sale.lines.find((one) => one.externalRef === line().externalRef) === line()
  const isChosen = () => takenOf(props.taken, line()) > 0
  const fault = () => (props.tried ? refuseCancelRef(props.taken, line()) : null)
  return (
    <Show when={line().left > 0 && line().externalRef}>
      {(ref) => (
        <>
          <label class={css.ticket}>
            <input
              type="checkbox"
              checked={isChosen()}
              onChange={() => props.onTake(withRail(props.taken, props.sale, line()))}
            />
            <span class={css.code}>{ref()}</span>
            <span class={css.name}>{t.take.rail}</span>
          </label>
          <Show when={isChosen() && isFirst()}>
            <Field
              label={t.take.cancelRef}
              name={`cancel-${line().n}`}
              autocomplete="off"
              spellcheck={false}
              value={props.taken[line().n]?.cancelRef ?? ''}
              error={fault() && t.take.cancelFaults[fault() ?? 'empty']}
              onText={(text) => props.onTake(withCancelRef(props.taken, props.sale, line(), text))}
            />
          </Show>
        </>
      )}
    </Show>
  )
}

function Tickets(props: TakeProps & { line: SoldLine }) {
  const isTaken = (id: string) => props.taken[props.line.n]?.ticketIds.includes(id) ?? false
  return (
    <ul class={css.tickets}>
      <For each={props.line.tickets}>
        {(ticket) => (
          <li>
            <label class={css.ticket} data-void={ticket.isVoid ? '' : undefined}>
              <input
                type="checkbox"
                checked={isTaken(ticket.id)}
                disabled={ticket.isVoid}
                onChange={() => props.onTake(withTicket(props.taken, props.line, ticket.id))}
              />
              <span class={css.code}>{spaced(ticket.shortCode)}</span>
              <span class={css.name}>{ticket.name ?? props.line.fare ?? ''}</span>
              <Show when={ticket.isVoid}>
                <span class={css.tag}>{t.take.void}</span>
              </Show>
              <Show when={ticket.isUsed && !ticket.isVoid}>
                <span class={css.tag} data-few="">
                  {t.take.used}
                </span>
              </Show>
            </label>
          </li>
        )}
      </For>
    </ul>
  )
}

/** What the provider's terms say of it now; `waived`: the reason is not the visitor's own. */
function TermsLine(props: { line: SoldLine; waived: boolean }) {
  const terms = () => termsOf(props.line, serverNow())
  const isLate = () => isBound(terms()) && !props.waived
  const words = () => {
    const one = terms()
    if (one.kind === 'until') return t.take.until(momentOf(one.at, zone()))
    return isBound(one) && props.waived ? t.take.waived : t.take[one.kind]
  }
  return (
    <p class={css.terms} data-late={isLate() ? '' : undefined}>
      <Icon name={isLate() ? 'alert' : 'check'} small />
      {words()}
    </p>
  )
}
