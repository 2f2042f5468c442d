import { createSignal, createUniqueId, For, onMount, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import {
  REMITTANCE_KINDS,
  type Remittance,
  type RemittanceKind,
  type Waiting,
} from '../../api/shared/remittance.ts'
import { may } from '../../api/shared/role.ts'
import { createLoad } from '../load.ts'
import { useSession } from '../session.ts'
import { numericDay } from '../text/format.ts'
import { regie } from '../text/regie.ts'
import { remittances as t } from '../text/remittances.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { createAct } from './act.ts'
import page from './Goal.module.css'
import { CreditForm, RemitForm, WaitingForm } from './RemittanceForms.tsx'
import { Section } from './Section.tsx'
import { slips } from './slips-api.ts'
import css from './Slips.module.css'
import { State } from './State.tsx'

const short = (day: string) => numericDay(day as never)

/** What waits for the bank by means, the slips that are prepared, and what became of them. */
export function Remittances() {
  const waiting = createLoad(slips.waiting)
  const list = createLoad(() => slips.remittances())
  const [kind, setKind] = createSignal<RemittanceKind>('CHEQUE')
  const [made, setMade] = createSignal<Remittance | null>(null)
  const [open, setOpen] = createSignal<Remittance | null>(null)
  const { agent } = useSession()
  const mayPay = () => may(agent()?.roles ?? [], 'regie.pay')
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  const again = () => {
    setOpen(null)
    void waiting.reload()
    void list.reload()
  }
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>{t.title}</h1>
      </header>
      <Show when={made()}>
        {(one) => (
          <Notice kind="heath">
            <span>{t.made(one().number)}</span>
            <a class={css.link} target="_blank" href={`/api/remittances/${one().id}/slip.pdf`}>
              {t.slipOf(one().number)}
            </a>
          </Notice>
        )}
      </Show>
      <State load={waiting}>
        {(read) => (
          <>
            <Kinds of={read()} chosen={kind()} onChoose={setKind} />
            <div class={css.body}>
              <Section title={t.waiting} also={t.kinds[kind()]}>
                <Show when={`${kind()} ${waiting.at()}`} keyed>
                  <WaitingForm
                    of={read()}
                    kind={kind()}
                    reads={!mayPay()}
                    onDone={(one) => {
                      setMade(one)
                      again()
                    }}
                  />
                </Show>
              </Section>
              <Section title={t.list}>
                <State load={list}>
                  {(slipsRead) => <Slips first={slipsRead()} mayPay={mayPay()} onOpen={setOpen} />}
                </State>
              </Section>
            </div>
          </>
        )}
      </State>
      <Show when={open()}>
        {(one) => (
          <Dialog
            open
            title={one().status === 'PREPARED' ? t.remitOf(one().number) : t.creditOf(one().number)}
            onClose={() => setOpen(null)}
          >
            <Show when={one().status === 'PREPARED'} fallback={<CreditForm of={one()} onDone={again} />}>
              <RemitForm of={one()} onDone={again} />
            </Show>
          </Dialog>
        )}
      </Show>
    </main>
  )
}

/** The three kinds with what waits of each: radios that are figures. */
function Kinds(props: { of: Waiting; chosen: RemittanceKind; onChoose: (kind: RemittanceKind) => void }) {
  const name = createUniqueId()
  return (
    <fieldset class={css.tiles} aria-label={t.waiting}>
      <For each={REMITTANCE_KINDS}>
        {(kind) => {
          const sum = () => props.of.sums[kind]
          return (
            <label data-chosen={props.chosen === kind ? '' : undefined}>
              <input
                type="radio"
                name={name}
                checked={props.chosen === kind}
                onChange={() => props.onChoose(kind)}
              />
              {t.kinds[kind]}
              <b>{formatEuros(sum().amountC)}</b>
              <small>
                <Show when={sum().since} fallback={t.nothing}>
                  {(since) => t.waits(sum().count, short(since()))}
                </Show>
              </small>
              <Show when={sum().late > 0}>
                <span class={css.tag} data-kind="off">
                  {t.late(sum().late)}
                </span>
              </Show>
            </label>
          )
        }}
      </For>
    </fieldset>
  )
}

const TAG = { PREPARED: 'few', REMITTED: undefined, CREDITED: 'done', VOID: undefined } as const

/** The slips, the newest first; older ones follow on demand. */
function Slips(props: {
  first: { remittances: Remittance[]; next: string | null }
  mayPay: boolean
  onOpen: (slip: Remittance) => void
}) {
  const [older, setOlder] = createSignal<Remittance[]>([])
  const [next, setNext] = createSignal<string | null>()
  const act = createAct()
  const cursor = () => (next() === undefined ? props.first.next : next())
  const all = () => [...props.first.remittances, ...older()]
  const more = () =>
    act.run(async () => {
      const read = await slips.remittances(cursor() ?? undefined)
      setOlder([...older(), ...read.remittances])
      setNext(read.next)
    })
  return (
    <Show when={all().length > 0} fallback={<p class="soft">{t.none}</p>}>
      <ul class={css.rows}>
        <For each={all()}>
          {(one) => <Slip of={one} mayPay={props.mayPay} onOpen={() => props.onOpen(one)} />}
        </For>
      </ul>
      <Show when={cursor()}>
        <Button busy={act.busy()} onClick={() => void more()}>
          {t.more}
        </Button>
      </Show>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </Show>
  )
}

function Slip(props: { of: Remittance; mayPay: boolean; onOpen: () => void }) {
  const when = () => props.of.creditedOn ?? props.of.remittedOn
  return (
    <li>
      <span>
        <b>{props.of.number}</b>
        <small>
          {t.kinds[props.of.kind]}
          <Show when={when()}>{(day) => <>, {short(day())}</>}</Show>
          <Show when={props.of.feeC}>{(c) => <>, {t.feeOf(formatEuros(c()))}</>}</Show>
        </small>
      </span>
      <span class={css.tag} data-kind={TAG[props.of.status]}>
        {t.states[props.of.status]}
      </span>
      <span class={css.sum}>{formatEuros(props.of.countedC)}</span>
      <span class={css.acts}>
        <Show when={props.mayPay && (props.of.status === 'PREPARED' || props.of.status === 'REMITTED')}>
          <Button onClick={props.onOpen}>{props.of.status === 'PREPARED' ? t.remit : t.credit}</Button>
        </Show>
        <a
          class={css.link}
          target="_blank"
          href={`/api/remittances/${props.of.id}/slip.pdf`}
          aria-label={t.slipOf(props.of.number)}
        >
          {regie.slip}
        </a>
      </span>
    </li>
  )
}
