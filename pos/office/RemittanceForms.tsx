import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { ANCV_FACES } from '../../api/shared/cash.ts'
import { newId } from '../../api/shared/id.ts'
import { formatEuros, parseEuros, sumCents } from '../../api/shared/money.ts'
import type { Remittance, Waiting, WaitingTender } from '../../api/shared/remittance.ts'
import { today } from '../clock.ts'
import { numericDay, signed } from '../text/format.ts'
import { remittances as t } from '../text/remittances.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { createAct } from './act.ts'
import { DayField, typed } from './RegieDialogs.tsx'
import { slips } from './slips-api.ts'
import css from './Slips.module.css'

const short = (day: string) => numericDay(day as never)

type Line = { key: string; name: string; also: string; note: string | null; late: boolean; amountC: number }

/** What waits of one kind: chosen line by line, all at first, and put on a slip. */
export function WaitingForm(props: {
  of: Waiting
  kind: Remittance['kind']
  onDone: (made: Remittance) => void
  reads: boolean
}) {
  const id = newId('remittance')
  const papers = (): readonly WaitingTender[] =>
    props.kind === 'CHEQUE' ? props.of.cheques : props.kind === 'ANCV' ? props.of.vouchers : []
  const keyOf = (paper: WaitingTender) => `${paper.saleId}/${paper.n}`
  const lines = (): Line[] =>
    props.kind === 'CARD'
      ? props.of.cards.map((c) => ({
          key: `${c.day}/${c.registerId}`,
          name: `${c.site} · ${c.register}`,
          also: `${short(c.day)}, ${c.count}\u00a0${c.count > 1 ? 'tickets' : 'ticket'}`,
          note: null,
          late: false,
          amountC: c.amountC,
        }))
      : papers().map((p) => ({
          key: keyOf(p),
          name: p.ref === null ? p.number : t.cheque(p.ref),
          also: `${p.ref === null ? '' : `${p.number}, `}${short(p.day)}, ${p.site}`,
          note: p.refundedBy === null ? null : t.refunded(p.refundedBy),
          late: p.late && props.kind === 'CHEQUE',
          amountC: p.amountC,
        }))
  const [left, setLeft] = createSignal<readonly string[]>([])
  const chosen = () => lines().filter((line) => !left().includes(line.key))
  const totalC = () => sumCents(chosen().map((line) => line.amountC))
  const [faces, setFaces] = createStore<Record<string, string>>({})
  const countedC = () => sumCents(ANCV_FACES.map((face) => Number(face) * (Number(faces[face] ?? '') || 0)))
  const [comment, setComment] = createSignal('')
  const act = createAct()
  const toggle = (key: string, is: boolean) =>
    setLeft(is ? left().filter((one) => one !== key) : [...left(), key])

  function input() {
    const keys = new Set(chosen().map((line) => line.key))
    if (props.kind === 'CARD') {
      const days = props.of.cards.filter((c) => keys.has(`${c.day}/${c.registerId}`))
      return { id, kind: 'CARD' as const, days: days.map(({ day, registerId }) => ({ day, registerId })) }
    }
    const tenders = papers()
      .filter((p) => keys.has(keyOf(p)))
      .map(({ saleId, n }) => ({ saleId, n }))
    if (props.kind === 'CHEQUE') return { id, kind: 'CHEQUE' as const, tenders }
    const counted = Object.fromEntries(ANCV_FACES.map((face) => [face, Number(faces[face] ?? '') || 0]))
    const said = comment().trim()
    return { id, kind: 'ANCV' as const, tenders, faces: counted, ...(said ? { comment: said } : {}) }
  }
  async function prepare(event: SubmitEvent) {
    event.preventDefault()
    if (chosen().length === 0) return act.setRefusal(t.needChoice)
    if (props.kind === 'ANCV' && countedC() === 0) return act.setRefusal(t.needFaces)
    await act.run(async () => props.onDone(await slips.prepareRemittance(input())))
  }
  return (
    <Show when={lines().length > 0} fallback={<p class="soft">{t.nothing}</p>}>
      <form class={css.form} onSubmit={prepare} novalidate>
        <ul class={`${css.rows} ${css.scroll}`} tabindex="0" aria-label={t.waiting}>
          <For each={lines()}>
            {(line) => (
              <li>
                <label class={css.pick}>
                  <Show when={!props.reads}>
                    <input
                      type="checkbox"
                      checked={!left().includes(line.key)}
                      onChange={(event) => toggle(line.key, event.currentTarget.checked)}
                    />
                  </Show>
                  <span>
                    <b>{line.name}</b>
                    <small>{line.also}</small>
                    <Show when={line.note}>
                      <small> {line.note}</small>
                    </Show>
                  </span>
                  <Show when={line.late}>
                    <span class={css.tag} data-kind="off">
                      {t.isLate}
                    </span>
                  </Show>
                  <span class={css.sum}>{formatEuros(line.amountC)}</span>
                </label>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.kind === 'ANCV' && !props.reads}>
          <fieldset>
            <legend>{t.faces}</legend>
            <div class={css.two}>
              <For each={ANCV_FACES}>
                {(face) => (
                  <Field
                    label={t.face(formatEuros(Number(face)))}
                    inputmode="numeric"
                    autocomplete="off"
                    value={faces[face] ?? ''}
                    onText={(text) => setFaces(face, text.replace(/\D/g, ''))}
                  />
                )}
              </For>
            </div>
          </fieldset>
          <p class="meta">{t.counted(formatEuros(countedC()), formatEuros(totalC()))}</p>
          <Show when={countedC() > 0 && countedC() < totalC()}>
            <Field label={t.comment} value={comment()} onText={setComment} autocomplete="off" />
          </Show>
        </Show>
        <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
        <Show when={!props.reads}>
          <Button kind="sea" size="big" type="submit" busy={act.busy()}>
            {t.prepare(formatEuros(props.kind === 'ANCV' ? countedC() : totalC()))}
          </Button>
        </Show>
      </form>
    </Show>
  )
}

/** It was carried to the bank; or it is cancelled, while it has not left. */
export function RemitForm(props: { of: Remittance; onDone: () => void }) {
  const [day, setDay] = createSignal<string>(today())
  const act = createAct()
  const run = async (work: () => Promise<unknown>) => {
    if (await act.run(work)) props.onDone()
  }
  return (
    <form
      class={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run(() => slips.remit(props.of.id, day()))
      }}
      novalidate
    >
      <p class={css.sum}>{formatEuros(props.of.countedC)}</p>
      <DayField label={t.day} value={day()} max={today()} onDay={setDay} />
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.remit}
      </Button>
      <div>
        <Button
          kind="tan"
          busy={act.busy()}
          onClick={() => void run(() => slips.voidRemittance(props.of.id))}
        >
          {t.cancel}
        </Button>
        <p class="meta">{t.cancelHelp}</p>
      </div>
    </form>
  )
}

/** The bank's line: what it credited and what it kept. */
export function CreditForm(props: { of: Remittance; onDone: () => void }) {
  const [day, setDay] = createSignal<string>(today())
  const [amount, setAmount] = createSignal(typed(props.of.countedC))
  const [fee, setFee] = createSignal('0')
  const act = createAct()
  const leftC = () => props.of.countedC - (parseEuros(amount()) ?? 0) - (parseEuros(fee()) ?? 0)
  async function save(event: SubmitEvent) {
    event.preventDefault()
    const [amountC, feeC] = [parseEuros(amount()), parseEuros(fee())]
    if (amountC === null || feeC === null || leftC() !== 0) return act.setRefusal(t.off(signed(leftC())))
    if (await act.run(() => slips.credit(props.of.id, { day: day(), amountC, feeC }))) props.onDone()
  }
  return (
    <form class={css.form} onSubmit={save} novalidate>
      <p class="soft">{t.creditHelp(formatEuros(props.of.countedC))}</p>
      <DayField label={t.day} value={day()} max={today()} onDay={setDay} />
      <div class={css.two}>
        <Field
          label={t.credited}
          inputmode="decimal"
          autocomplete="off"
          value={amount()}
          onText={setAmount}
        />
        <Field label={t.fee} inputmode="decimal" autocomplete="off" value={fee()} onText={setFee} />
      </div>
      <Show when={act.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.credit}
      </Button>
    </form>
  )
}
