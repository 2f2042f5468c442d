import { A } from '@solidjs/router'
import { createSignal, For, onMount, Show } from 'solid-js'
import { toDay } from '../../api/shared/time.ts'
import { onLive } from '../api.ts'
import { today, zone } from '../clock.ts'
import { createKept } from '../kept.ts'
import { createLoad } from '../load.ts'
import { dateOf, dayOf, longDay, shortDay } from '../text/format.ts'
import { refunds as t } from '../text/refunds.ts'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { RefundAccount, RefundPaid } from './RefundForms.tsx'
import css from './Refunds.module.css'
import { isPaidByHand, reachOf, standingOf, whoOf } from './refunds.ts'
import { refundsApi, type Refund } from './refunds-api.ts'
import { State } from './State.tsx'

/** What is owed to visitors after a correction, until it is paid: to whom, how much, how, since when. */
export function Refunds() {
  const due = createLoad(refundsApi.list)
  const [open, setOpen] = createSignal<string | null>(null)
  const [said, setSaid] = createSignal<string | null>(null)
  const list = createKept(() => due.data()?.refunds)
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  onLive('turnover', () => void due.reload())
  onLive('back', () => void due.reload())
  const sumC = () => (list() ?? []).reduce((sum, one) => sum + one.amountC, 0)
  const paid = (one: Refund, ref: string) => {
    setSaid(t.done(one.amountC, ref))
    setOpen(null)
    void due.reload()
  }
  return (
    <main class={css.page}>
      <header>
        <h1>{t.title}</h1>
        <p class="soft">{list()?.length ? t.sum(list()?.length ?? 0, sumC()) : t.help}</p>
      </header>
      <Show when={said()}>{(text) => <Notice kind="heath">{text()}</Notice>}</Show>
      <State load={due} rows={4} height={64}>
        {() => (
          <Show when={list()?.length} fallback={<Empty title={t.empty} text={t.emptyHelp} />}>
            <ol class={css.list} aria-label={t.list}>
              <For each={list()}>
                {(one) => (
                  <li>
                    <Row
                      refund={one}
                      open={open() === one.id}
                      onOpen={() => {
                        setSaid(null)
                        setOpen((is) => (is === one.id ? null : one.id))
                      }}
                    />
                    <Show when={open() === one.id}>
                      <Body refund={one} onPaid={paid} onChanged={() => void due.reload()} />
                    </Show>
                  </li>
                )}
              </For>
            </ol>
          </Show>
        )}
      </State>
    </main>
  )
}

function Row(props: { refund: Refund; open: boolean; onOpen: () => void }) {
  const standing = () => standingOf(props.refund, today())
  const words = () => {
    const day = props.refund.notBefore
    return standing() === 'notBefore' && day ? t.notBefore(shortDay(toDay(day))) : t.standing[standing()]
  }
  return (
    <button type="button" class={css.row} aria-expanded={props.open} onClick={() => props.onOpen()}>
      <span class={css.amount}>
        <Money cents={props.refund.amountC} />
      </span>
      <span class={css.words}>
        <b>{whoOf(props.refund)}</b>
        <span class="meta">
          {t.by(props.refund.means)}, {t.since(longDay(dayOf(props.refund.at, zone())))}
        </span>
      </span>
      <span class={css.standing} data-standing={standing()}>
        {words()}
      </span>
      <Icon name="down" small />
    </button>
  )
}

function Body(props: {
  refund: Refund
  onPaid: (refund: Refund, ref: string) => void
  onChanged: () => void
}) {
  const standing = () => standingOf(props.refund, today())
  return (
    <div class={css.body}>
      <Show when={standing() === 'notBefore' && props.refund.notBefore}>
        {(day) => <Notice kind="few">{t.cheque(dateOf(toDay(day())))}</Notice>}
      </Show>
      <Show when={standing() === 'noIban' && reachOf(props.refund)}>
        {(reach) => <p class="soft">{t.reach(reach())}</p>}
      </Show>
      <Show when={isPaidByHand(props.refund)} fallback={<Notice>{t.terminal}</Notice>}>
        <RefundAccount refund={props.refund} onChanged={props.onChanged} />
        <Show when={standing() === 'ready'}>
          <RefundPaid refund={props.refund} onPaid={(ref) => props.onPaid(props.refund, ref)} />
        </Show>
      </Show>
      <A href={`/orders/${props.refund.orderId}`}>
        {t.order} {props.refund.number}
      </A>
    </div>
  )
}
