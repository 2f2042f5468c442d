import { createSignal, For, Show } from 'solid-js'
import { newId } from '../../api/shared/id.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { may } from '../../api/shared/role.ts'
import { createLoad } from '../load.ts'
import { createAct } from '../office/act.ts'
import css from '../office/Slips.module.css'
import { useSession } from '../session.ts'
import { groups } from '../text/groups.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { BuyerForm, createBuyer } from './BuyerForm.tsx'
import { groupsApi } from './groups-api.ts'

const t = groups.invoices

/** The invoices of a sale with their papers, and the way to one when there is none. */
export function InvoiceButton(props: { saleId: string }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon="lines" onClick={() => setOpen(true)}>
        {t.make}
      </Button>
      <Dialog open={open()} title={t.title} onClose={() => setOpen(false)}>
        <Inside saleId={props.saleId} />
      </Dialog>
    </>
  )
}

function Inside(props: { saleId: string }) {
  const id = newId('buyer')
  const { agent } = useSession()
  const list = createLoad(() => groupsApi.invoices(props.saleId))
  const buyer = createBuyer()
  const act = createAct()
  async function make(event: SubmitEvent) {
    event.preventDefault()
    const read = buyer.read()
    if ('missing' in read) return act.setRefusal(read.missing)
    await act.run(async () => {
      await groupsApi.invoice(props.saleId, { id, buyer: read.buyer })
      await list.reload()
    })
  }
  return (
    <Show when={list.data()}>
      {(read) => (
        <Show
          when={read().invoices.length > 0}
          fallback={
            <Show when={may(agent()?.roles ?? [], 'invoice.make')}>
              <form class={css.form} onSubmit={make} novalidate>
                <BuyerForm of={buyer} />
                <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
                <Button kind="sea" size="big" type="submit" busy={act.busy()}>
                  {t.confirm}
                </Button>
              </form>
            </Show>
          }
        >
          <ul class={css.rows}>
            <For each={read().invoices}>
              {(one) => (
                <li>
                  <span>
                    <a class={css.link} target="_blank" href={`/api/invoices/${one.id}/invoice.pdf`}>
                      {one.kind === 'CREDIT' ? t.credit(one.number) : t.invoice(one.number)}
                    </a>
                    <small>{[one.issuer, one.buyer].filter(Boolean).join(' · ')}</small>
                  </span>
                  <span class={css.sum}>{formatEuros(one.ttcC)}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      )}
    </Show>
  )
}
