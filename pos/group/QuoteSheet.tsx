import { A } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { newId } from '../../api/shared/id.ts'
import { meansName } from '../../api/shared/means-text.ts'
import { formatEuros, parseEuros } from '../../api/shared/money.ts'
import { may } from '../../api/shared/role.ts'
import { today, zone } from '../clock.ts'
import { createAct } from '../office/act.ts'
import css from '../office/Slips.module.css'
import { useSession } from '../session.ts'
import { momentOf } from '../text/format.ts'
import { groups as t } from '../text/groups.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Segments } from '../ui/Segments.tsx'
import { groupsApi, type Quote } from './groups-api.ts'

/** One quote: its lines, its paper, and the steps that its state takes. */
export function QuoteSheet(props: { of: Quote; onChanged: (now: Quote) => void }) {
  const { agent } = useSession()
  const can = (what: 'group.manage' | 'account.pay') => may(agent()?.roles ?? [], what)
  const act = createAct()
  const [said, setSaid] = createSignal<string | null>(null)
  const step = (work: () => Promise<Quote>) => act.run(async () => props.onChanged(await work()))
  const isOpen = () => props.of.status === 'DRAFT' || props.of.status === 'SENT'
  return (
    <div class={css.form}>
      <ul class={css.rows}>
        <For each={props.of.lines}>
          {(line) => (
            <li>
              <span>
                <b>
                  {line.qty}&nbsp;× {line.label}
                </b>
                <small>
                  {[line.fare, line.startsAt && momentOf(line.startsAt, zone()), line.provider]
                    .filter(Boolean)
                    .join(', ')}
                </small>
              </span>
              <span class={css.sum}>{formatEuros(line.totalC)}</span>
            </li>
          )}
        </For>
        <li>
          <span>
            <b>{t.total}</b>
            <small>{t.pays[props.of.paysBy]}</small>
          </span>
          <span class={css.sum}>{formatEuros(props.of.totalC)}</span>
        </li>
      </ul>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show when={said()}>{(text) => <Notice kind="heath">{text()}</Notice>}</Show>
      <div class={css.acts}>
        <LinkButton href={`/api/quotes/${props.of.id}/quote.pdf`} target="_blank" icon="print">
          {isOpen() ? t.paper : t.proForma}
        </LinkButton>
        <Show when={props.of.saleId}>
          <A class={css.link} href={`/orders/${props.of.orderId}`}>
            {t.openOrder}
          </A>
        </Show>
      </div>
      <Show when={can('group.manage') && isOpen()}>
        <div class={css.acts}>
          <Show when={props.of.status === 'DRAFT'}>
            <Button busy={act.busy()} onClick={() => void step(() => groupsApi.send(props.of.id))}>
              {props.of.email === null ? t.printed : t.send}
            </Button>
          </Show>
          <Button kind="sea" busy={act.busy()} onClick={() => void step(() => groupsApi.accept(props.of.id))}>
            {t.accept}
          </Button>
          <Button
            kind="plain"
            busy={act.busy()}
            onClick={() => void step(() => groupsApi.decline(props.of.id))}
          >
            {t.decline}
          </Button>
        </div>
      </Show>
      <Show when={can('group.manage') && props.of.status === 'ACCEPTED'}>
        <Settle of={props.of} onChanged={props.onChanged} />
        <Button kind="tan" busy={act.busy()} onClick={() => void step(() => groupsApi.cancel(props.of.id))}>
          {t.cancel}
        </Button>
      </Show>
      <Show when={props.of.owedC > 0}>
        <Show when={can('account.pay')}>
          <Pay of={props.of} onChanged={props.onChanged} />
        </Show>
        <Show when={can('group.manage') && props.of.email !== null}>
          <Button
            busy={act.busy()}
            onClick={() =>
              void act.run(async () => {
                await groupsApi.remind(props.of.id)
                setSaid(t.reminded)
              })
            }
          >
            {t.remind}
          </Button>
        </Show>
      </Show>
    </div>
  )
}

const TAKEN = ['CB', 'CASH', 'CHEQUE'] as const

/** Sells it: on account, or by what the till of this device takes. */
function Settle(props: { of: Quote; onChanged: (now: Quote) => void }) {
  // One press, one sale: asked again, the same.
  const id = newId('sale')
  const { register, shift } = useSession()
  const [means, setMeans] = createSignal<(typeof TAKEN)[number]>('CB')
  const [ref, setRef] = createSignal('')
  const act = createAct()
  async function sell(onAccount: boolean) {
    const open = shift()
    const at = register()
    if (!open || !at) return act.setRefusal(t.noShift)
    if (!onAccount && means() === 'CB' && ref().trim() === '') return act.setRefusal(t.needSlip)
    const named = means() !== 'CASH' && ref().trim() !== '' ? { ref: ref().trim() } : {}
    const tenders = onAccount ? [] : [{ means: means(), amountC: props.of.totalC, ...named }]
    const asked = { id, registerId: at.id, shiftId: open.id, tenders }
    await act.run(async () => props.onChanged(await groupsApi.settle(props.of.id, asked)))
  }
  return (
    <div class={css.form}>
      <Show when={props.of.paysBy === 'COUNTER'}>
        <Segments
          label={t.means}
          options={TAKEN.map((value) => ({ value, text: meansName(value) }))}
          chosen={means()}
          onChoose={setMeans}
        />
        <Show when={means() !== 'CASH'}>
          <Field label={t.slip} value={ref()} onText={setRef} autocomplete="off" />
        </Show>
      </Show>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button
        kind="gorse"
        size="big"
        busy={act.busy()}
        onClick={() => void sell(props.of.paysBy !== 'COUNTER')}
      >
        {props.of.paysBy === 'COUNTER' ? t.settle(formatEuros(props.of.totalC)) : t.onAccount}
      </Button>
    </div>
  )
}

/** Money that the bank shows for it. */
function Pay(props: { of: Quote; onChanged: (now: Quote) => void }) {
  let id = newId('accountPayment')
  const [amount, setAmount] = createSignal((props.of.owedC / 100).toFixed(2).replace('.', ','))
  const [day, setDay] = createSignal<string>(today())
  const [ref, setRef] = createSignal('')
  const act = createAct()
  async function record(event: SubmitEvent) {
    event.preventDefault()
    const amountC = parseEuros(amount()) ?? 0
    if (amountC <= 0) return act.setRefusal(t.needAmount)
    if (ref().trim() === '') return act.setRefusal(t.needRef)
    const asked = { id, day: day(), amountC, ref: ref().trim() }
    const done = await act.run(async () => props.onChanged(await groupsApi.pay(props.of.id, asked)))
    if (done) id = newId('accountPayment')
  }
  return (
    <form class={css.form} onSubmit={record} novalidate>
      <h3>{t.payTitle}</h3>
      <div class={css.two}>
        <Field label={t.amount} inputmode="decimal" value={amount()} onText={setAmount} autocomplete="off" />
        <Field label={t.day} type="date" value={day()} max={today()} onText={setDay} />
        <Field label={t.ref} value={ref()} onText={setRef} autocomplete="off" />
      </div>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" type="submit" busy={act.busy()}>
        {t.record}
      </Button>
    </form>
  )
}
