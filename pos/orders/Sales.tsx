import { For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import { zone } from '../clock.ts'
import { Corrections } from '../correct/Corrections.tsx'
import { InvoiceButton } from '../group/Invoices.tsx'
import { momentOf } from '../text/format.ts'
import { orders as t } from '../text/orders.ts'
import { meansName } from '../../api/shared/means-text.ts'
import { Money } from '../ui/Money.tsx'
import css from './Order.module.css'
import type { Order } from './orders-api.ts'

type Sale = Order['sales'][number]

/** What was paid, document by document, as it was written. */
export function Sales(props: { order: Order; onChanged: () => void }) {
  return (
    <Show when={props.order.sales.length > 0}>
      <section class={css.card}>
        <h2>{t.one.sales}</h2>
        <For each={props.order.sales}>{(sale) => <SaleLines sale={sale} onChanged={props.onChanged} />}</For>
      </section>
    </Show>
  )
}

function SaleLines(props: { sale: Sale; onChanged: () => void }) {
  return (
    <div class={css.sale}>
      <h3>
        {t.one.document(props.sale.docType)} {props.sale.number}
      </h3>
      <p class="meta">
        {momentOf(props.sale.at, zone())} {t.one.operator(props.sale.operator)}
        <Show when={props.sale.copies > 0}> · {t.one.copies(props.sale.copies)}</Show>
      </p>
      <table>
        <tbody>
          <For each={props.sale.lines}>
            {(line) => (
              <tr>
                <td>{line.qty}&nbsp;×</td>
                <th scope="row">
                  {line.label}
                  <Show when={line.fare}>
                    <span class="meta"> {line.fare}</span>
                  </Show>
                  <Show when={line.externalRef}>
                    <span class="meta"> {line.externalRef}</span>
                  </Show>
                  <Show when={line.discountC > 0}>
                    <span class="meta">
                      {' '}
                      {t.one.discount} {formatEuros(line.discountC)}
                    </span>
                  </Show>
                </th>
                <td>
                  <Money cents={line.totalC} plain />
                </td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">{t.one.total}</th>
            <td>
              <Money cents={props.sale.totalC} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p class={css.paid}>
        {props.sale.totalC < 0 ? t.one.givenBy : t.one.paidBy}{' '}
        {props.sale.tenders.map((one) => `${meansName(one.means)} ${formatEuros(one.amountC)}`).join(', ')}
        <Show when={props.sale.changeC > 0}>
          , {t.one.change} {formatEuros(props.sale.changeC)}
        </Show>
      </p>
      <Show when={props.sale.docType === 'SALE'}>
        <InvoiceButton saleId={props.sale.id} />
        <Corrections sale={props.sale} onDone={props.onChanged} />
      </Show>
    </div>
  )
}
