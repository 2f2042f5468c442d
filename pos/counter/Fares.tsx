import { createMemo, For, Show } from 'solid-js'
import type { Unit } from '../../api/shared/catalog.ts'
import type { Departure } from '../answers.ts'
import { toDay } from '../../api/shared/time.ts'
import { counter as t } from '../text/counter.ts'
import { shortDay } from '../text/format.ts'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import { seatsLeft } from '../ui/seat-level.ts'
import { keyOf } from './basket.ts'
import { arePriced, isOpen, leadUnit, priceOf, roomFor, seasonName } from './departure.ts'
import css from './Fares.module.css'
import { presets } from './search.ts'
import type { Till } from './till.ts'

/** The fares of the open departure. Steppers and parties write into the basket at once. */
export function Fares(props: { till: Till; session: Departure; off: boolean }) {
  const till = () => props.till
  const index = () => till().programme.index()
  const option = createMemo(() => index().options.get(props.session.optionId)?.option)
  const isCourse = () => option()?.take === 'GROUP'
  const isLegs = () => option()?.take === 'LEGS'
  const late = () =>
    isCourse() && till().course()[0] !== undefined && till().course()[0]?.id !== props.session.id
  const line = createMemo(() => {
    const sessions = till().openSessions()
    const key = sessions
      ? keyOf(
          props.session.optionId,
          sessions.map((s) => s.id),
        )
      : null
    return till().cart.state.lines.find((l) => l.key === key)
  })
  const qtyOf = (unitId: string) => line()?.units.find((u) => u.unitId === unitId)?.qty ?? 0
  const taken = createMemo((): Departure[] => {
    const all = [props.session, ...(isCourse() ? till().course().map(till().programme.fresh) : [])]
    const back = till().chosenReturn()
    return back && isLegs() ? [...all, back] : all
  })
  const others = createMemo(() =>
    props.off && line() === undefined ? till().next(props.session, 1).slice(0, 3) : [],
  )
  const why = () =>
    props.session.closedReason !== null ? 'shut' : isOpen(props.session, till().slowMs()) ? 'full' : 'over'
  const sellable = () => line() !== undefined || (!props.off && till().openSessions() !== null && !late())
  const season = () => {
    const opt = option()
    const unit = opt && leadUnit(opt)
    return unit ? seasonName(index(), unit, props.session.day) : null
  }
  const parties = createMemo(() => {
    const opt = option()
    return opt ? presets(opt).filter((one) => arePriced(index(), opt, one.units, props.session.day)) : []
  })
  const isParty = (units: { unitId: string; qty: number }[]) => {
    const has = line()?.units ?? []
    return has.length === units.length && units.every((u) => qtyOf(u.unitId) === u.qty)
  }
  const seatsIn = (units: readonly { unitId: string; qty: number }[], but?: string) =>
    units.reduce(
      (n, u) =>
        n + (u.unitId === but ? 0 : u.qty * (option()?.units.find((x) => x.id === u.unitId)?.seats ?? 0)),
      0,
    )
  const seatsBut = (unitId: string) => seatsIn(line()?.units ?? [], unitId)
  const ownHeld = (sessionId: string) =>
    seatsIn(
      till()
        .cart.ownHeld()
        .filter((l) => l.sessions.some((s) => s.id === sessionId))
        .flatMap((l) => l.units),
    )
  const priceC = (unit: Unit) => priceOf(index(), unit, props.session.day)
  /** How many of a fare may be put; of one that has no price that day, only what is there already. */
  const mostOf = (unit: Unit) =>
    priceC(unit) === null
      ? qtyOf(unit.id)
      : Math.max(qtyOf(unit.id), roomFor(taken(), unit, ownHeld, seatsBut(unit.id)))
  let box: HTMLDivElement | undefined
  const set = (unitId: string, qty: number) => {
    const sessions = till().openSessions()
    if (sessions) till().cart.setQty(props.session.optionId, sessions, unitId, qty)
    // Of a departure that sells no more, the fares go with the last of its people.
    const row = box?.closest('[data-row-of]')?.querySelector<HTMLElement>('[data-row]')
    queueMicrotask(() => document.activeElement === document.body && row?.focus())
  }
  return (
    <div ref={(el) => (box = el)} class={css.fares}>
      <Show when={isCourse() && till().course().length > 0}>
        <p class={css.dates}>
          <b>{t.departures.course(till().course().length)}</b>{' '}
          <span class="meta">
            {till()
              .course()
              .map((s) => `${shortDay(toDay(s.day))}\u00a0${s.time}`)
              .join('\u00a0· ')}
          </span>
        </p>
      </Show>
      <Show when={late()}>
        <Notice kind="few">{t.departures.courseLate}</Notice>
      </Show>
      <Show when={isLegs() && !props.off}>
        <Returns till={till()} />
      </Show>
      <Show when={others().length > 0}>
        <div class={css.party}>
          <span class="soft">{t.departures.otherHelp(why())}</span>
          <For each={others()}>
            {(other) => (
              <button type="button" onClick={() => till().open(other)}>
                {t.basket.seatsLeft(other.time, seatsLeft(other))}
              </button>
            )}
          </For>
        </div>
      </Show>
      <Show when={sellable()}>
        <fieldset class={css.party} aria-label={t.departures.party}>
          <For each={parties()}>
            {(one) => (
              <button
                type="button"
                aria-pressed={isParty(one.units)}
                onClick={() => till().putParty(one.units)}
              >
                {one.label}
              </button>
            )}
          </For>
          <Show when={season()}>{(name) => <span class="meta">{t.departures.season(name())}</span>}</Show>
        </fieldset>
        <For each={option()?.units ?? []}>
          {(unit) => (
            <div class={css.fare}>
              <span>
                <b>{unit.name.fr}</b> <span class="meta">{about(unit)}</span>
              </span>
              <Show when={priceC(unit) !== null} fallback={<span class="meta">{t.departures.notSold}</span>}>
                <Money cents={priceC(unit) ?? 0} />
              </Show>
              <Show when={priceC(unit) !== null || qtyOf(unit.id) > 0} fallback={<span />}>
                <Stepper
                  label={unit.name.fr}
                  value={qtyOf(unit.id)}
                  max={mostOf(unit)}
                  onChange={(qty) => set(unit.id, qty)}
                />
              </Show>
            </div>
          )}
        </For>
      </Show>
    </div>
  )
}

type About = {
  type: Parameters<typeof t.departures.ages>[0]
  minAge: number | null
  maxAge: number | null
  seats: number
  proof: boolean
}

/** Who the fare is for: ages, and what surprises (a baby takes a seat, a dog none, a proof is asked). */
function about(unit: About): string {
  const seat = unit.seats === 0 ? t.departures.noSeat : unit.type === 'INFANT' ? t.departures.takesSeat : ''
  return [t.departures.ages(unit.type, unit.minAge, unit.maxAge), seat, unit.proof ? t.departures.proof : '']
    .filter((part) => part !== '')
    .join(', ')
}

/** The way back, chosen with the way out; the last one of the day with room is proposed. */
function Returns(props: { till: Till }) {
  const till = () => props.till
  const free = (s: Departure) => isOpen(s, till().slowMs()) && seatsLeft(s) > 0
  const isChosen = (s: Departure) => till().chosenReturn()?.id === s.id
  return (
    <fieldset class={css.party} aria-label={t.departures.back}>
      <span class={css.back}>{t.departures.back}</span>
      <For
        each={till()
          .returns()
          .filter((s) => free(s) || isChosen(s))}
        fallback={<span class="soft">{t.departures.noReturn}</span>}
      >
        {(back) => (
          <button type="button" aria-pressed={isChosen(back)} onClick={() => till().chooseReturn(back)}>
            {t.basket.seatsLeft(back.time, seatsLeft(back))}
          </button>
        )}
      </For>
    </fieldset>
  )
}
