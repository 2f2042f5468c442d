import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { formatEuros, sumCents } from '../../api/shared/money.ts'
import { may, type Permission } from '../../api/shared/role.ts'
import { createLoad } from '../load.ts'
import { useSession } from '../session.ts'
import { dateOf, numericDay } from '../text/format.ts'
import { regie as t } from '../text/regie.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ActForm, ActorForm } from './ActDialogs.tsx'
import page from './Goal.module.css'
import { ActPart, Actors, Handovers, type Opener, type Open } from './RegieParts.tsx'
import { HandInForm, HandoverForm, PrepareForm } from './RegieDialogs.tsx'
import { Section } from './Section.tsx'
import { slips, type Overview } from './slips-api.ts'
import css from './Slips.module.css'
import { State } from './State.tsx'

const date = (day: string) => dateOf(day as never)
const short = (day: string) => numericDay(day as never)

/** The régie at a glance: what is held against the most, what is due, who acts, what was handed in. */
export function Regie() {
  const load = createLoad(slips.overview)
  const [open, setOpen] = createSignal<Open | null>(null)
  const { agent } = useSession()
  const can = (permission: Permission) => may(agent()?.roles ?? [], permission)
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  const done = () => {
    setOpen(null)
    void load.reload()
  }
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {load.data()?.act === null ? t.none : t.title}{' '}
          <small>
            <Show when={load.data()?.act}>
              {(act) => `${t.act(act().actNumber, date(act().actOn))}, ${act().accountant}`}
            </Show>
          </small>
        </h1>
        <Show when={load.data() && can('regie.pay')}>
          <span class={page.tools}>
            <Button icon="switch" onClick={() => setOpen({ what: 'handover' })}>
              {t.handover}
            </Button>
            <Button kind="sea" icon="bag" onClick={() => setOpen({ what: 'prepare' })}>
              {t.prepare}
            </Button>
          </span>
        </Show>
      </header>
      <State load={load}>
        {(read) => (
          <>
            <Whole of={read()} can={can} open={setOpen} onDone={done} />
            <Dialogs of={read()} open={open()} onClose={() => setOpen(null)} onDone={done} />
          </>
        )}
      </State>
    </main>
  )
}

function Dialogs(props: { of: Overview; open: Open | null; onClose: () => void; onDone: () => void }) {
  const box = (what: Open['what'], title: string, content: () => JSX.Element, wide = false) => (
    <Dialog open={props.open?.what === what} title={title} wide={wide} onClose={props.onClose}>
      {content()}
    </Dialog>
  )
  const slip = () => (props.open?.what === 'handIn' ? props.open.of : undefined)
  return (
    <>
      {box('prepare', t.prepare, () => (
        <PrepareForm of={props.of} onDone={props.onDone} />
      ))}
      {box(
        'handover',
        t.handover,
        () => (
          <HandoverForm of={props.of} onDone={props.onDone} />
        ),
        true,
      )}
      {box(
        'act',
        props.of.act ? t.setAct : t.newAct,
        () => (
          <ActForm of={props.of} onDone={props.onDone} />
        ),
        true,
      )}
      {box('actor', t.addActor, () => (
        <ActorForm of={props.of} onDone={props.onDone} />
      ))}
      <Show when={slip()}>
        {(of) => (
          <Dialog open title={t.handInOf(of().number)} onClose={props.onClose}>
            <HandInForm
              of={of()}
              last={props.of.versements.find((v) => v.status !== 'VOID')?.id === of().id}
              onDone={props.onDone}
            />
          </Dialog>
        )}
      </Show>
    </>
  )
}

function Whole(props: {
  of: Overview
  can: (permission: Permission) => boolean
  open: Opener
  onDone: () => void
}) {
  const of = () => props.of
  const stops = (alert: string) => alert === 'MOST_REACHED' || alert === 'NO_ACT'
  return (
    <>
      <Show when={of().act === null && of().alerts.length === 0}>
        <Notice kind="info">{t.noneHelp}</Notice>
      </Show>
      <Show when={of().alerts.length > 0}>
        <div class={css.alerts}>
          <For each={of().alerts}>
            {(alert) => <Notice kind={stops(alert) ? 'tan' : 'few'}>{t.alerts[alert]}</Notice>}
          </For>
        </div>
      </Show>
      <div class={css.body}>
        <div class={css.column}>
          <Held of={of()} />
          <Versements of={of()} mayPay={props.can('regie.pay')} open={props.open} />
        </div>
        <div class={css.column}>
          <Where of={of()} />
          <ActPart of={of()} maySet={props.can('regie.set')} open={props.open} />
          <Actors of={of()} maySet={props.can('regie.set')} open={props.open} onDone={props.onDone} />
          <Handovers of={of()} />
        </div>
      </div>
    </>
  )
}

/** Filled is held; the whole bar is the most that may be. */
function Held(props: { of: Overview }) {
  const most = () => props.of.act?.mostHeldC ?? 0
  const share = () => (most() === 0 ? 0 : Math.min(1, Math.max(0, props.of.cashC / most())))
  return (
    <Section title={t.held} also={t.floats(formatEuros(props.of.floatsC))}>
      <p class={css.figure}>{formatEuros(props.of.cashC)}</p>
      <Show when={props.of.act}>
        <p>
          {t.of(formatEuros(most()))}
          <Show when={props.of.dueOn}>
            {(day) => <>, {day() < props.of.today ? t.overdue(date(day())) : t.dueOn(date(day()))}</>}
          </Show>
        </p>
        <div
          class={css.gauge}
          role="img"
          aria-label={t.bar(formatEuros(props.of.cashC), formatEuros(most()))}
          data-full={share() === 1 ? '' : undefined}
        >
          <i style={{ width: `${share() * 100}%` }} />
        </div>
      </Show>
    </Section>
  )
}

const PLACES = ['drawersC', 'safeC', 'chequesC', 'ancvC', 'cardsC', 'treasuryC'] as const

function Where(props: { of: Overview }) {
  const held = () =>
    PLACES.filter((place) => place === 'drawersC' || place === 'safeC' || props.of.held[place] !== 0)
  return (
    <Section title={t.where}>
      <dl class={css.terms}>
        <For each={held()}>
          {(place) => (
            <div>
              <dt>{t.places[place]}</dt>
              <dd>{formatEuros(props.of.held[place])}</dd>
            </div>
          )}
        </For>
        <div class={css.sum}>
          <dt>{t.total}</dt>
          <dd>{formatEuros(sumCents(Object.values(props.of.held)))}</dd>
        </div>
        <Show when={props.of.preparedC > 0}>
          <div>
            <dt>{t.prepared}</dt>
            <dd>{formatEuros(props.of.preparedC)}</dd>
          </div>
        </Show>
      </dl>
    </Section>
  )
}

const TAG = { PREPARED: 'few', HANDED_IN: 'done', VOID: undefined } as const

function Versements(props: { of: Overview; mayPay: boolean; open: Opener }) {
  return (
    <Section title={t.versements}>
      <Show when={props.of.versements.length > 0} fallback={<p class="soft">{t.noVersement}</p>}>
        <ul class={css.rows}>
          <For each={props.of.versements}>
            {(one) => (
              <li>
                <span>
                  <b>{one.number}</b>
                  <small>
                    {t.span(short(one.fromDay), short(one.toDay))}
                    <Show when={one.handedOn}>
                      {(day) => <>, {t.handed(short(day()), one.receipt ?? '')}</>}
                    </Show>
                  </small>
                </span>
                <span class={css.tag} data-kind={TAG[one.status]}>
                  {t.states[one.status]}
                </span>
                <span class={css.sum}>{formatEuros(one.totalC)}</span>
                <span class={css.acts}>
                  <Show when={props.mayPay && one.status === 'PREPARED'}>
                    <Button onClick={() => props.open({ what: 'handIn', of: one })}>
                      {one.kind === 'REGIE' ? t.handIn : t.handInBank}
                    </Button>
                  </Show>
                  <a
                    class={css.link}
                    target="_blank"
                    href={`/api/regie/versements/${one.id}/slip.pdf`}
                    aria-label={t.slipOf(one.number)}
                  >
                    {t.slip}
                  </a>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}
