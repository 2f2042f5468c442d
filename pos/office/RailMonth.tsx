import { useSearchParams } from '@solidjs/router'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { cents, formatEuros, parseEuros } from '../../api/shared/money.ts'
import { may } from '../../api/shared/role.ts'
import { plusDays, toDay } from '../../api/shared/time.ts'
import { today, zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { useSession } from '../session.ts'
import { longDay, monthOf, numericDay, signed, timeOf } from '../text/format.ts'
import { sncf as t } from '../text/sncf.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { createAct } from './act.ts'
import page from './Goal.module.css'
import { typed } from './RegieDialogs.tsx'
import { Section } from './Section.tsx'
import { slips, type RailDay, type RailMonth as Month } from './slips-api.ts'
import css from './Slips.module.css'
import { State } from './State.tsx'
import table from './Table.module.css'

/** A month of the SNCF: its terminals day by day against their reports, and the statement. */
export function RailMonth() {
  const [params, setParams] = useSearchParams()
  const month = () =>
    typeof params.month === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(params.month)
      ? params.month
      : today().slice(0, 7)
  const load = createLoad(() => slips.month(month()))
  createEffect(on(month, () => void load.reload(), { defer: true }))
  const [open, setOpen] = createSignal<RailDay | null>(null)
  const { agent } = useSession()
  const mayCheck = () => may(agent()?.roles ?? [], 'sncf.check')
  createEffect(() => {
    document.title = `${t.title}, ${name()} · Guichet`
  })
  const first = () => toDay(`${month()}-01`)
  const name = () => `${monthOf(first())} ${month().slice(0, 4)}`
  const go = (days: number) => setParams({ month: plusDays(first(), days).slice(0, 7) })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {t.title} <small>{name()}</small>
        </h1>
        <span class={css.acts}>
          <Button icon="back" aria-label={t.before} onClick={() => go(-1)}>
            <span class="sr">{t.before}</span>
          </Button>
          <Button icon="next" aria-label={t.after} onClick={() => go(31)}>
            <span class="sr">{t.after}</span>
          </Button>
        </span>
        <span class={page.tools}>
          <LinkButton icon="download" target="_blank" href={`/api/sncf/statement.pdf?month=${month()}`}>
            {t.pdf}
          </LinkButton>
        </span>
      </header>
      <State load={load}>
        {(read) => (
          <Show
            when={read().days.length > 0 || read().statement.settled}
            fallback={<Empty title={t.none} text={t.noneHelp} />}
          >
            <div class={css.body}>
              <Section title={t.days}>
                <Days of={read()} onOpen={setOpen} />
              </Section>
              <Statement of={read()} maySettle={mayCheck()} onDone={() => void load.reload()} />
            </div>
          </Show>
        )}
      </State>
      <Show when={open()}>
        {(day) => (
          <Dialog
            open
            wide
            title={t.checkOf(day().terminal, longDay(day().day as never))}
            onClose={() => setOpen(null)}
          >
            <CheckForm
              of={day()}
              mayCheck={mayCheck()}
              onDone={() => {
                setOpen(null)
                void load.reload()
              }}
            />
          </Dialog>
        )}
      </Show>
    </main>
  )
}

const stateOf = (day: RailDay): { word: string; kind: 'done' | 'few' | 'off' } => {
  if (day.check === null) return { word: t.toCheck, kind: 'few' }
  if (day.changed) return { word: t.changed, kind: 'few' }
  const right = day.check.gapC === 0 && day.check.reportCount === day.check.posCount
  return right ? { word: t.right, kind: 'done' } : { word: signed(day.check.gapC), kind: 'off' }
}

function Days(props: { of: Month; onOpen: (day: RailDay) => void }) {
  return (
    <div class={table.scroll}>
      <table class={`${table.table} ${css.days}`}>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            <th scope="col" class={table.word}>
              {t.terminal}
            </th>
            <th scope="col" data-mid="">
              {t.tickets}
            </th>
            <th scope="col">{t.recorded}</th>
            <th scope="col" data-mid="">
              {t.report}
            </th>
            <th scope="col">{t.gap}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.of.days}>
            {(day) => (
              <tr>
                <th scope="row">
                  <button type="button" class={css.press} onClick={() => props.onOpen(day)}>
                    {numericDay(day.day as never)}
                  </button>
                </th>
                <td class={table.word}>{day.terminal}</td>
                <td data-mid="">{day.posCount}</td>
                <td class={table.strong}>{formatEuros(day.posC)}</td>
                <td data-mid="">{day.check ? formatEuros(day.check.reportC) : ''}</td>
                <td>
                  <span class={css.tag} data-kind={stateOf(day).kind} title={day.check?.comment ?? undefined}>
                    {stateOf(day).word}
                  </span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

/** What the month comes to; it is settled once, when it is over. */
function Statement(props: { of: Month; maySettle: boolean; onDone: () => void }) {
  const act = createAct()
  const s = () => props.of.statement
  const settle = async () => {
    if (await act.run(() => slips.settle(props.of.month))) props.onDone()
  }
  const lines = (): [string, string][] => [
    [t.drawer, formatEuros(s().drawerC)],
    [t.memo, formatEuros(s().terminalC)],
    [t.gross, formatEuros(s().grossC)],
    [t.commission, formatEuros(0 - s().commissionC)],
    [t.vat, formatEuros(0 - s().vatC)],
  ]
  return (
    <Section title={t.statement} also={s().number === null ? t.open : t.settled(s().number ?? '')}>
      <dl class={css.terms}>
        <For each={lines()}>
          {([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
        <div class={css.sum}>
          <dt>{s().netDueC < 0 ? t.netBack : t.net}</dt>
          <dd>{formatEuros(Math.abs(s().netDueC))}</dd>
        </div>
      </dl>
      <Show when={!s().settled && props.maySettle}>
        <Show when={s().over} fallback={<p class="meta">{t.notOver}</p>}>
          <Show when={t.settleHelp(props.of.unchecked, props.of.gaps)}>
            {(text) => <Notice kind="few">{text()}</Notice>}
          </Show>
          <Button kind="sea" busy={act.busy()} onClick={() => void settle()}>
            {t.settle}
          </Button>
        </Show>
      </Show>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </Section>
  )
}

/** The report of a terminal's day, as it was printed, beside its tickets. */
function CheckForm(props: { of: RailDay; mayCheck: boolean; onDone: () => void }) {
  const tickets = createLoad(() => slips.tickets(props.of.terminal, props.of.day))
  const [total, setTotal] = createSignal(props.of.check ? typed(props.of.check.reportC) : '')
  const [count, setCount] = createSignal(props.of.check ? String(props.of.check.reportCount) : '')
  const [comment, setComment] = createSignal(props.of.check?.comment ?? '')
  const [wrong, setWrong] = createSignal<{ total?: string; count?: string }>({})
  const act = createAct()
  /** A day on which more was cancelled than sold has a negative report. */
  const totalC = () => {
    const minus = /^\s*[-\u2212]/.test(total())
    const c = parseEuros(total().replace(/^\s*[-\u2212]/, ''))
    return c !== null && minus ? cents(0 - c) : c
  }
  const differs = () =>
    total() !== '' && count() !== '' && (totalC() !== props.of.posC || Number(count()) !== props.of.posCount)
  async function save(event: SubmitEvent) {
    event.preventDefault()
    const reportC = totalC()
    const isCount = /^\d{1,4}$/.test(count().trim())
    setWrong({
      ...(reportC === null ? { total: t.badTotal } : {}),
      ...(isCount ? {} : { count: t.badCount }),
    })
    if (reportC === null || !isCount) return
    const said = comment().trim()
    if (differs() && said === '') return act.setRefusal(t.needComment)
    const { terminal, day } = props.of
    const input = { terminal, day, reportC, reportCount: Number(count()), ...(said ? { comment: said } : {}) }
    if (await act.run(() => slips.check(input))) props.onDone()
  }
  return (
    <form class={css.form} onSubmit={save} novalidate>
      <p class="soft">
        {t.checkHelp(formatEuros(props.of.posC), props.of.posCount)}{' '}
        {t.ofWhich(formatEuros(props.of.drawerC), formatEuros(props.of.terminalC))}.
      </p>
      <Show when={props.mayCheck}>
        <div class={css.two}>
          <Field
            label={t.reportTotal}
            inputmode="decimal"
            autocomplete="off"
            value={total()}
            onText={setTotal}
            error={wrong().total ?? null}
          />
          <Field
            label={t.reportCount}
            inputmode="numeric"
            autocomplete="off"
            value={count()}
            onText={setCount}
            error={wrong().count ?? null}
          />
        </div>
        <Show when={differs() || comment() !== ''}>
          <Field label={t.comment} autocomplete="off" value={comment()} onText={setComment} />
        </Show>
        <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
        <Button kind="sea" size="big" type="submit" busy={act.busy()}>
          {t.save}
        </Button>
      </Show>
      <Section title={t.listOf}>
        <State load={tickets} rows={3}>
          {(read) => (
            <ul class={`${css.rows} ${css.scroll}`} tabindex="0" aria-label={t.listOf}>
              <For each={read().tickets}>
                {(one) => (
                  <li>
                    <span>
                      <b>{one.ref}</b>
                      <small>
                        {timeOf(one.at, zone())}, {one.origin} – {one.destination}, {one.by}
                      </small>
                    </span>
                    <span class={css.tag} data-kind={one.status === 'SOLD' ? undefined : 'off'}>
                      {one.status === 'SOLD' ? t.paid[one.paidOn] : t.cancelled(one.cancelRef ?? '')}
                    </span>
                    <span class={css.sum}>{formatEuros(one.fareC)}</span>
                  </li>
                )}
              </For>
            </ul>
          )}
        </State>
      </Section>
    </form>
  )
}
