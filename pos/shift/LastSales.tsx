import { createMemo, createSignal, For, Show } from 'solid-js'
import type { RecentSale } from '../answers.ts'
import { client, onLive, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { printSale } from '../counter/print-sale.ts'
import { Duplicate } from '../Duplicate.tsx'
import { createLoad } from '../load.ts'
import { ticketsPdf } from '../printer.ts'
import { problemText } from '../problem.ts'
import { timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './LastSales.module.css'

/** The last sales of this register's session, with their tickets and a duplicate of their receipt. */
export function LastSales(props: { registerId: string }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon="lines" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t.paper.last}
      </Button>
      <Dialog open={open()} title={t.paper.last} wide onClose={() => setOpen(false)}>
        <List registerId={props.registerId} />
      </Dialog>
    </>
  )
}

function List(props: { registerId: string }) {
  const sales = createLoad(() =>
    unwrap<{ sales: RecentSale[] }>(client.api.sales.$get({ query: { register: props.registerId } })),
  )
  onLive('turnover', () => void sales.reload())
  onLive('back', () => void sales.reload())
  const Failed = (failed: { error: unknown }) => (
    <Notice kind="tan">
      {problemText(failed.error)}
      <Button onClick={() => void sales.reload()}>{t.ui.retry}</Button>
    </Notice>
  )
  return (
    <Show
      when={sales.data()}
      fallback={
        <Show when={sales.error()} fallback={<Loading rows={5} />}>
          {(error) => <Failed error={error()} />}
        </Show>
      }
    >
      {(read) => (
        <Show
          when={read().sales.length > 0}
          fallback={<Empty title={t.paper.none} text={t.paper.noneHelp} />}
        >
          <p class="meta">{t.paper.lastHelp}</p>
          <Show when={sales.error()}>{(error) => <Failed error={error()} />}</Show>
          <ol class={css.list}>
            {/* By id, so that a duplicate that was just made stays to be opened when the list is read again. */}
            <For each={read().sales.map((sale) => sale.id)}>
              {(id) => <Row id={id} sales={read().sales} />}
            </For>
          </ol>
        </Show>
      )}
    </Show>
  )
}

/** A row stays while its sale is listed; in the moment of leaving the list it keeps its words. */
function Row(props: { id: string; sales: readonly RecentSale[] }) {
  const sale = createMemo<RecentSale | undefined>(
    (before) => props.sales.find((one) => one.id === props.id) ?? before,
  )
  return <Show when={sale()}>{(known) => <Words sale={known()} />}</Show>
}

function Words(props: { sale: RecentSale }) {
  return (
    <li>
      <time>{timeOf(props.sale.at, zone())}</time>
      <span class={css.words}>
        <b>{props.sale.number}</b>
        <span class="meta">
          {props.sale.tickets > 0 ? t.paper.tickets(props.sale.tickets) : t.paper.noTicket}
        </span>
      </span>
      <span class={css.total}>
        <Money cents={props.sale.totalC} plain />
      </span>
      <span class={css.acts}>
        <Show when={props.sale.tickets > 0}>
          <LinkButton href={ticketsPdf(props.sale.id)} target="_blank" icon="ticket">
            {t.paper.open}
            <span class="sr"> {props.sale.number}</span>
          </LinkButton>
          <Button icon="print" onClick={() => void printSale(props.sale, { what: 'TICKETS' })}>
            {t.paper.print}
            <span class="sr">
              {' '}
              {t.paper.open} {props.sale.number}
            </span>
          </Button>
        </Show>
        <Duplicate sale={props.sale} named />
      </span>
    </li>
  )
}
