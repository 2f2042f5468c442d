import { useNavigate } from '@solidjs/router'
import { createSignal, For, onMount, Show } from 'solid-js'
import { REASONS_OF, type GapReason } from '../api/shared/cash.ts'
import { GAP_FR } from '../api/shared/cash-text.ts'
import { may } from '../api/shared/role.ts'
import { newId } from '../api/shared/id.ts'
import { formatEuros } from '../api/shared/money.ts'
import type { Register } from './answers.ts'
import { ApiProblem, client, unwrap } from './api.ts'
import { zone } from './clock.ts'
import { problemText } from './problem.ts'
import { startSchool } from './school/school-api.ts'
import { useSession } from './session.ts'
import { Approval, createApproval } from './shift/Approval.tsx'
import { type Choice, choiceOf, proposed, stillChosen } from './shift/choice.ts'
import { Compare } from './shift/Compare.tsx'
import { createFloat, FloatCount } from './shift/FloatCount.tsx'
import { Reasons } from './shift/Reasons.tsx'
import css from './shift/Shift.module.css'
import { school } from './text/school.ts'
import { desk } from './text/desk.ts'
import { timeOf } from './text/format.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Empty } from './ui/Empty.tsx'
import { Money } from './ui/Money.tsx'
import { Notice } from './ui/Notice.tsx'

/** Before the first sale: which register, and what is in its drawer. A register already open is taken up again. */
export function OpenShift() {
  const { me, agent, register, chooseRegister, refresh } = useSession()
  const navigate = useNavigate()
  const registers = () =>
    (me()?.registers ?? []).filter(
      (one) => one.kind === 'COUNTER' || may(agent()?.roles ?? [], 'training.run'),
    )
  const [choice, setChoice] = createSignal<Choice | null>(
    proposed(registers(), register()?.id ?? null, agent()?.code ?? ''),
  )
  const current = () => stillChosen(registers(), choice())
  const float = createFloat()
  const [tried, setTried] = createSignal(false)
  const [gap, setGap] = createSignal<{ expectedC: number; countedC: number } | null>(null)
  const [reason, setReason] = createSignal<GapReason | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const isSchool = () => current()?.kind === 'SCHOOL'
  const shut = () => current()?.shift === null && !isSchool()
  const approval = createApproval()
  const act = () => {
    const one = current()
    if (!one) return t.shift.choose
    if (one.shift) return t.shift.resume(one.name)
    return isSchool() ? school.start : t.shift.open(formatEuros(float.value()?.floatC ?? 0))
  }
  // The same count sent twice opens one shift; another count is another request.
  let sent = { body: '', id: '' }

  let form: HTMLFormElement | undefined

  onMount(() => {
    document.title = `${t.shift.openTitle} · Guichet`
  })

  function recount() {
    setGap(null)
    setReason(null)
    setRefusal(null)
  }

  function enter(one: Register) {
    chooseRegister(one.id)
    navigate('/counter')
  }

  async function open(one: Register) {
    const counted = float.value()
    setTried(true)
    if (!counted) return form?.querySelector<HTMLInputElement>('[name="amount"]')?.focus()
    if (gap() && !reason()) return void setRefusal(t.shift.needReason)
    const body = JSON.stringify([one.id, counted])
    if (sent.body !== body) sent = { body, id: newId('shift') }
    setBusy(true)
    try {
      await unwrap(
        client.api.shifts.$post({
          json: { id: sent.id, registerId: one.id, ...counted, gapReason: (gap() && reason()) ?? undefined },
        }),
      )
      chooseRegister(one.id)
      await refresh()
      navigate('/counter')
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'gap_reason_needed') {
        setGap({ expectedC: Number(error.data.expectedC), countedC: counted.floatC })
        return
      }
      setRefusal(problemText(error))
      if (error instanceof ApiProblem && error.code === 'shift_already_open') await refresh()
    } finally {
      setBusy(false)
    }
  }

  async function practise(one: Register) {
    const given = approval.value()
    if (!given) {
      const name = approval.code().trim() === '' ? 'approval-code' : 'approval-pin'
      form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus()
      return void setRefusal(school.approvalNeeded)
    }
    if (sent.body !== one.id) sent = { body: one.id, id: newId('shift') }
    setBusy(true)
    try {
      await startSchool({ id: sent.id, registerId: one.id, approval: given })
      chooseRegister(one.id)
      await refresh()
      navigate('/counter')
    } catch (error) {
      approval.forget()
      setRefusal(problemText(error))
      if (error instanceof ApiProblem && error.code === 'shift_already_open') await refresh()
    } finally {
      setBusy(false)
    }
  }

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    const one = current()
    if (!one) setRefusal(t.shift.needRegister)
    else if (one.shift) enter(one)
    else if (isSchool()) void practise(one)
    else void open(one)
  }

  return (
    <Show
      when={registers().length > 0}
      fallback={
        <main>
          <Empty page title={t.shift.noRegister} text={t.shift.noRegisterHelp} />
        </main>
      }
    >
      <form ref={(el) => (form = el)} class={css.page} onSubmit={submit} novalidate>
        <main class={css.main}>
          <h1>{t.shift.openTitle}</h1>
          <Registers
            registers={registers()}
            chosen={current()?.id ?? null}
            onChoose={(one) => {
              setChoice(choiceOf(one))
              setRefusal(null)
              recount()
            }}
          />
          <Show when={isSchool() && current()?.shift === null}>
            <div class={css.title}>
              <h2>{school.title(current()?.name ?? '')}</h2>
              <p class="meta">{school.help}</p>
            </div>
            <Approval of={approval} title={school.approval} code={school.code} pin={school.pin} />
          </Show>
          <Show when={shut()}>
            <div class={css.title}>
              <h2>{t.shift.float}</h2>
              <p class="meta">{t.shift.floatHelp}</p>
            </div>
            <Show
              when={gap()}
              fallback={<FloatCount float={float} wrong={tried() && float.value() === null} />}
            >
              {(found) => (
                <>
                  <Notice kind="few">{t.shift.floatGap}</Notice>
                  <Compare expectedC={found().expectedC} countedC={found().countedC} />
                  <Reasons
                    legend={desk.gaps.reasonOf(desk.steps.cash.toLowerCase())}
                    values={REASONS_OF.CASH}
                    words={GAP_FR}
                    chosen={reason()}
                    onChoose={setReason}
                  />
                </>
              )}
            </Show>
          </Show>
        </main>
        <footer class={css.foot}>
          <div class={css.inside}>
            <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
            <div class={css.acts}>
              <Show when={shut()} fallback={<span />}>
                <Show
                  when={gap()}
                  fallback={
                    <p class={css.total}>
                      <span>{t.shift.total}</span>
                      <Money cents={float.value()?.floatC ?? 0} />
                    </p>
                  }
                >
                  <Button size="big" icon="back" onClick={recount}>
                    {t.shift.recount}
                  </Button>
                </Show>
              </Show>
              <Button kind="sea" size="big" type="submit" busy={busy()}>
                {act()}
              </Button>
            </div>
          </div>
        </footer>
      </form>
    </Show>
  )
}

/** Registers by site, each with what it is doing now. */
function Registers(props: {
  registers: Register[]
  chosen: string | null
  onChoose: (register: Register) => void
}) {
  const { nameOf } = useSession()
  const sites = () => [...new Set(props.registers.map((one) => one.siteName))]
  // By id: a register whose session changes keeps its place on the screen, and the focus.
  const idsAt = (site: string) => props.registers.filter((one) => one.siteName === site).map((one) => one.id)
  const byId = (id: string) => props.registers.find((one) => one.id === id)
  const state = (one: Register) => {
    if (one.kind === 'SCHOOL')
      return one.shift
        ? school.openedBy(nameOf(one.shift.openedBy), timeOf(one.shift.openedAt, zone()))
        : school.shut
    return one.shift
      ? t.shift.openedBy(nameOf(one.shift.openedBy), timeOf(one.shift.openedAt, zone()))
      : t.shift.shut
  }
  return (
    <fieldset class={css.registers}>
      <legend class="sr">{t.shift.which}</legend>
      <For each={sites()}>
        {(site) => (
          <div class={css.site}>
            <h2>{site}</h2>
            <For each={idsAt(site)}>
              {(id) => (
                <Show when={byId(id)}>
                  {(one) => (
                    <label data-chosen={props.chosen === id ? '' : undefined}>
                      <input
                        type="radio"
                        name="register"
                        checked={props.chosen === id}
                        onChange={() => props.onChoose(one())}
                      />
                      <b>{one().name}</b>
                      <span>{state(one())}</span>
                    </label>
                  )}
                </Show>
              )}
            </For>
          </div>
        )}
      </For>
    </fieldset>
  )
}
