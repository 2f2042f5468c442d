import { useNavigate } from '@solidjs/router'
import { createSignal, For, onMount, Show } from 'solid-js'
import { cashReason, KIND_FR } from '../../api/shared/cash-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import type { CashMovement, OpenShift, Register, ShiftReading } from '../answers.ts'
import { client, onLive, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { printProblem } from '../print/ways.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { desk as t } from '../text/desk.ts'
import { momentOf, timeOf } from '../text/format.ts'
import { t as all } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Desk.module.css'
import { LastSales } from './LastSales.tsx'
import { MoveDialog, type MoveKind } from './MoveDialog.tsx'
import { printPaper } from './paper.ts'
import page from './Shift.module.css'
import { XReading } from './XReading.tsx'

/** The drawer during the day: its reading, what comes and goes without a sale, its hand-over, its closing. */
export function Desk(props: {
  register: Register
  shift: OpenShift
  onHandOver: () => void
  onClose: () => void
}) {
  const { nameOf, chooseRegister } = useSession()
  const navigate = useNavigate()
  const [move, setMove] = createSignal<MoveKind | null>(null)
  const [reading, setReading] = createSignal(false)
  const holder = () => props.shift.heldBy ?? props.shift.openedBy
  const shift = createLoad(() =>
    unwrap<ShiftReading>(client.api.shifts[':id'].$get({ param: { id: props.shift.id } })),
  )
  onLive('shift', () => void shift.reload())
  onLive('back', () => void shift.reload())
  onMount(() => {
    document.title = `${t.title(props.register.name)} · Guichet`
  })
  return (
    <div class={page.page}>
      <main class={page.main}>
        <div>
          <h1>{t.title(`${props.register.siteName}\u00a0· ${props.register.name}`)}</h1>
          <p class="meta">
            {all.shift.openSince(nameOf(props.shift.openedBy), momentOf(props.shift.openedAt, zone()))}
            <Show when={holder() !== props.shift.openedBy}>, {t.heldBy(nameOf(holder()))}</Show>
          </p>
        </div>
        <div class={css.acts}>
          <Button size="big" icon="lines" onClick={() => setReading(true)}>
            {t.acts.reading}
          </Button>
          <Button size="big" icon="plus" onClick={() => setMove('IN')}>
            {t.acts.in}
          </Button>
          <Button size="big" icon="minus" onClick={() => setMove('OUT')}>
            {t.acts.out}
          </Button>
          <Button size="big" icon="bag" onClick={() => setMove('SAFE_DEPOSIT')}>
            {t.acts.safe}
          </Button>
          <Button size="big" icon="exchange" onClick={() => setMove('TRANSFER')}>
            {t.acts.transfer}
          </Button>
          <Button size="big" icon="person" onClick={() => props.onHandOver()}>
            {t.acts.handOver}
          </Button>
        </div>
        <Show
          when={shift.data()}
          fallback={
            <Show when={shift.error()} fallback={<Loading rows={3} />}>
              {(error) => (
                <Notice kind="tan">
                  {problemText(error())}
                  <Button onClick={() => void shift.reload()}>{all.ui.retry}</Button>
                </Notice>
              )}
            </Show>
          }
        >
          {(read) => <Movements register={props.register} movements={read().movements} />}
        </Show>
        <div class={page.also}>
          <LastSales registerId={props.register.id} />
          <Button icon="switch" onClick={() => chooseRegister(null)}>
            {all.shift.anotherTill}
          </Button>
        </div>
      </main>
      <footer class={page.foot}>
        <div class={page.inside}>
          <div class={page.acts}>
            <Button size="big" icon="back" onClick={() => navigate('/counter')}>
              {t.sell}
            </Button>
            <Button kind="sea" size="big" onClick={() => props.onClose()}>
              {t.count}
            </Button>
          </div>
        </div>
      </footer>
      <XReading
        open={reading()}
        register={props.register}
        shiftId={props.shift.id}
        onClose={() => setReading(false)}
      />
      <MoveDialog
        kind={move()}
        register={props.register}
        shiftId={props.shift.id}
        onMoved={() => void shift.reload()}
        onClose={() => setMove(null)}
      />
    </div>
  )
}

const COUNTED = ['OPENING_FLOAT', 'CLOSING_COUNT']
const OUTWARD = ['OUT', 'TRANSFER_OUT', 'SAFE_DEPOSIT', 'CLOSING_DEPOSIT']

/** What moved in a session, newest first, each with its slip. */
export function Movements(props: { register: Register; movements: readonly CashMovement[] }) {
  const [said, setSaid] = createSignal<string | null>(null)
  const moved = () => props.movements.filter((one) => !COUNTED.includes(one.kind)).reverse()
  const amount = (one: CashMovement) => formatEuros(OUTWARD.includes(one.kind) ? -one.amountC : one.amountC)
  const words = (one: CashMovement) =>
    [one.number, one.reason && cashReason(one.reason), one.bag && t.bagOf(one.bag), one.other, one.staff]
      .filter(Boolean)
      .join(', ')
  const print = async (one: CashMovement) => {
    setSaid(null)
    await printPaper(props.register, one.shiftId, one.id).catch((error) => setSaid(printProblem(error)))
  }
  return (
    <section class={css.list}>
      <h2>{t.movements}</h2>
      <Show when={moved().length > 0} fallback={<p>{t.none}</p>}>
        <ol>
          <For each={moved()}>
            {(one) => (
              <li>
                <time>{timeOf(one.at, zone())}</time>
                <span class={css.words}>
                  <b>{KIND_FR[one.kind]}</b>
                  <span class="meta">{words(one)}</span>
                </span>
                <span class={css.sum}>{amount(one)}</span>
                <Button
                  kind="plain"
                  icon="print"
                  aria-label={t.printSlip(one.number)}
                  onClick={() => void print(one)}
                >
                  {''}
                </Button>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <Show when={said()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </section>
  )
}
