import { createSignal, Match, Show, Switch } from 'solid-js'
import { IN_REASONS, OUT_REASONS, type InReason, type OutReason } from '../../api/shared/cash.ts'
import { KIND_FR, MOVE_FR } from '../../api/shared/cash-text.ts'
import { formatEuros, parseEuros } from '../../api/shared/money.ts'
import type { CashMovement, Register, ToCount } from '../answers.ts'
import { ApiProblem, client, unwrap } from '../api.ts'
import { createLoad } from '../load.ts'
import { printProblem } from '../print/ways.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { desk as t } from '../text/desk.ts'
import { t as all } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Approval, createApproval } from './Approval.tsx'
import css from './Desk.module.css'
import { moveCash, type MoveKind } from './move.ts'
import { openDrawer, printPaper } from './paper.ts'
import { Reasons } from './Reasons.tsx'

export type { MoveKind } from './move.ts'

type Props = { register: Register; shiftId: string; onMoved: () => void; onClose: () => void }

const TITLE = { IN: 'in', OUT: 'out', SAFE_DEPOSIT: 'safe', TRANSFER: 'transfer' } as const
const IN = Object.keys(IN_REASONS) as InReason[]
const OUT = Object.keys(OUT_REASONS) as OutReason[]

/** Cash that comes or goes without a sale: the amount, why, and the drawer opens; its slip is printed. */
export function MoveDialog(props: Props & { kind: MoveKind | null }) {
  return (
    <Dialog
      open={props.kind !== null}
      title={props.kind ? t.acts[TITLE[props.kind]] : ''}
      onClose={() => props.onClose()}
    >
      <Show when={props.kind} keyed>
        {(kind) => <Form {...props} kind={kind} />}
      </Show>
    </Dialog>
  )
}

function Form(props: Props & { kind: MoveKind }) {
  const { me } = useSession()
  const [text, setText] = createSignal('')
  const [reason, setReason] = createSignal<InReason | OutReason | null>(null)
  const [bag, setBag] = createSignal('')
  const others = () =>
    me()?.registers.filter((one) => one.kind === 'COUNTER' && one.shift && one.id !== props.register.id) ?? []
  const [to, setTo] = createSignal<string | null>(null)
  const target = () => to() ?? (others().length === 1 ? (others()[0]?.id ?? null) : null)
  const [wrong, setWrong] = createSignal<{ amount?: string; bag?: string }>({})
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [asksApproval, setAsksApproval] = createSignal(false)
  const approval = createApproval()
  const [busy, setBusy] = createSignal(false)
  const [done, setDone] = createSignal<{ movement: CashMovement; said: string | null } | null>(null)
  const allowed = createLoad(() =>
    props.kind === 'OUT'
      ? unwrap<ToCount>(client.api.shifts[':id']['to-count'].$get({ param: { id: props.shiftId } }))
      : Promise.resolve(null),
  )
  const amountC = () => parseEuros(text())
  let form: HTMLFormElement | undefined

  /** What is missing, said where it is missing. */
  function lacks(): boolean {
    const right = (amountC() ?? 0) > 0
    setWrong({
      amount: right ? undefined : t.move.badAmount,
      bag: /^[A-Za-z0-9-]{0,20}$/.test(bag().trim()) ? undefined : t.move.badBag,
    })
    if (!right) form?.querySelector<HTMLInputElement>('[name="amount"]')?.focus()
    if (!right || wrong().bag) return true
    if ((props.kind === 'IN' || props.kind === 'OUT') && !reason()) setRefusal(all.shift.needReason)
    else if (props.kind === 'TRANSFER' && !target()) setRefusal(all.shift.needRegister)
    else if (asksApproval() && !approval.value()) setRefusal(t.approval.need)
    else return false
    return true
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    if (lacks()) return
    setBusy(true)
    try {
      const movement = await moveCash(props.shiftId, {
        kind: props.kind,
        amountC: amountC() ?? 0,
        reason: reason(),
        bag: bag().trim(),
        toRegisterId: target(),
        approval: asksApproval() ? approval.value() : null,
      })
      props.onMoved()
      setDone({ movement, said: await handled(movement) })
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'approval_needed') setAsksApproval(true)
      else approval.forget()
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  /** The drawer opens and the slip comes out; what does not is said, the movement stands. */
  async function handled(movement: CashMovement): Promise<string | null> {
    let said: string | null = null
    await openDrawer(props.register).catch(() => {
      said = t.drawerStays
    })
    await printPaper(props.register, props.shiftId, movement.id).catch((error) => {
      said = printProblem(error)
    })
    return said
  }

  const act = () => t.move[TITLE[props.kind]](formatEuros(amountC() ?? 0))
  return (
    <Show
      when={done()}
      fallback={
        <form ref={(el) => (form = el)} class={css.form} onSubmit={submit} novalidate>
          <div class={css.amount}>
            <Field
              label={t.move.amount}
              name="amount"
              inputmode="decimal"
              autocomplete="off"
              autofocus
              value={text()}
              onText={setText}
              error={wrong().amount}
            />
          </div>
          <Switch>
            <Match when={props.kind === 'IN'}>
              <Reasons
                legend={t.move.reason}
                values={IN}
                words={MOVE_FR}
                chosen={reason()}
                onChoose={setReason}
              />
            </Match>
            <Match when={props.kind === 'OUT'}>
              <Reasons
                legend={t.move.reason}
                values={allowed.data()?.outReasons ?? OUT.filter((one) => one !== 'SMALL_PURCHASE')}
                words={MOVE_FR}
                chosen={reason()}
                onChoose={setReason}
              />
            </Match>
            <Match when={props.kind === 'SAFE_DEPOSIT'}>
              <Field
                label={t.move.bag}
                name="bag"
                autocomplete="off"
                value={bag()}
                onText={setBag}
                error={wrong().bag}
              />
            </Match>
            <Match when={props.kind === 'TRANSFER'}>
              <Show when={others().length > 0} fallback={<Notice kind="few">{t.move.noRegister}</Notice>}>
                <Reasons
                  legend={t.move.register}
                  values={others().map((one) => one.id)}
                  words={Object.fromEntries(
                    others().map((one) => [one.id, `${one.siteName}\u00a0· ${one.name}`]),
                  )}
                  chosen={target()}
                  onChoose={setTo}
                />
              </Show>
            </Match>
          </Switch>
          <Show when={asksApproval()}>
            <Approval of={approval} />
          </Show>
          <Show when={refusal()}>{(says) => <Notice kind="tan">{says()}</Notice>}</Show>
          <Button kind="sea" size="big" type="submit" busy={busy()}>
            {act()}
          </Button>
        </form>
      }
    >
      {(made) => (
        <div class={css.form}>
          <Notice kind="heath">
            {KIND_FR[made().movement.kind]}{' '}
            {t.move.done(made().movement.number, formatEuros(made().movement.amountC))}
          </Notice>
          <Show when={made().said}>{(says) => <Notice kind="tan">{says()}</Notice>}</Show>
          <Button kind="sea" size="big" onClick={() => props.onClose()}>
            {all.ui.close}
          </Button>
        </div>
      )}
    </Show>
  )
}
