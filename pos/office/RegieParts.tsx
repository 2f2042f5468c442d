import { For, Show } from 'solid-js'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { today, zone } from '../clock.ts'
import { dayOf, numericDay } from '../text/format.ts'
import { families } from '../text/fr.ts'
import { regie as t } from '../text/regie.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { createAct } from './act.ts'
import { Section } from './Section.tsx'
import { slips, type Overview, type Versement } from './slips-api.ts'
import css from './Slips.module.css'

/** The dialog that is open over the screen of the régie. */
export type Open = { what: 'prepare' | 'handover' | 'act' | 'actor' } | { what: 'handIn'; of: Versement }
export type Opener = (open: Open) => void

const short = (day: string) => numericDay(day as never)

/** What the act allows, and how much. */
export function ActPart(props: { of: Overview; maySet: boolean; open: Opener }) {
  const edit = () => (
    <Show when={props.maySet}>
      <button type="button" onClick={() => props.open({ what: 'act' })}>
        {props.of.act ? t.setAct : t.newAct}
      </button>
    </Show>
  )
  return (
    <Section
      title={t.actTitle}
      also={props.of.acts.length > 1 ? t.versions(props.of.acts.length) : undefined}
      act={edit()}
    >
      <Show when={props.of.act} fallback={<p class="soft">{t.noneHelp}</p>}>
        {(act) => {
          const terms = (): [string, string][] => [
            [t.mostHeld, formatEuros(act().mostHeldC)],
            [t.floatMost, formatEuros(act().floatC)],
            [t.every, t.days(act().everyDays)],
            [t.cheque, t.days(act().chequeDays)],
            [t.treasury, act().treasuryAccount ?? '–'],
          ]
          const lists = (): [string, string][] => [
            [
              t.revenue,
              act()
                .kinds.map((kind) => t.kinds[kind])
                .join(', '),
            ],
            [
              t.families,
              act()
                .families.map((one) => families[one])
                .join(', '),
            ],
            [
              t.means,
              act()
                .means.map((one) => MEANS_FR[one])
                .join(', '),
            ],
          ]
          return (
            <>
              <dl class={css.terms}>
                <For each={terms()}>
                  {([name, value]) => (
                    <div>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  )}
                </For>
              </dl>
              <dl class={css.terms} data-long="">
                <For each={lists()}>
                  {([name, value]) => (
                    <div>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  )}
                </For>
              </dl>
            </>
          )
        }}
      </Show>
    </Section>
  )
}

/** Who acts, by their act. */
export function Actors(props: { of: Overview; maySet: boolean; open: Opener; onDone: () => void }) {
  const act = createAct()
  const end = async (id: string) => {
    if (await act.run(() => slips.endActor(id, today()))) props.onDone()
  }
  const add = () => (
    <Show when={props.maySet}>
      <button type="button" onClick={() => props.open({ what: 'actor' })}>
        {t.addActor}
      </button>
    </Show>
  )
  return (
    <Section title={t.actors} act={add()}>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show when={props.of.actors.length > 0} fallback={<p class="soft">{t.noActor}</p>}>
        <ul class={css.rows}>
          <For each={props.of.actors}>
            {(one) => (
              <li>
                <span>
                  <b>{one.name}</b>
                  <small>
                    {t.roles[one.role]},{' '}
                    {one.validTo ? t.until(short(one.validTo)) : t.since(short(one.validFrom))}
                  </small>
                </span>
                <Show when={props.maySet && one.validTo === null}>
                  <Button
                    kind="plain"
                    busy={act.busy()}
                    aria-label={t.endActor(one.name)}
                    onClick={() => void end(one.id)}
                  >
                    {t.end}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}

/** What was counted between two. */
export function Handovers(props: { of: Overview }) {
  return (
    <Section title={t.handovers}>
      <Show when={props.of.handovers.length > 0} fallback={<p class="soft">{t.noHandover}</p>}>
        <ul class={css.rows}>
          <For each={props.of.handovers}>
            {(one) => (
              <li>
                <span>
                  <b>{one.number}</b>
                  <small>
                    {t.fromTo(one.from, one.to)}, {short(dayOf(one.at, zone()))}
                  </small>
                </span>
                <a class={css.link} target="_blank" href={`/api/regie/handovers/${one.id}/record.pdf`}>
                  {t.record}
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}
