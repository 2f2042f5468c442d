import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import css from './AgentDialog.module.css'
import { setPanel } from './panel.ts'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { type PadKey, pressDigit } from './ui/amount.ts'
import { Button } from './ui/Button.tsx'
import { Field } from './ui/Field.tsx'
import { Notice } from './ui/Notice.tsx'
import { NumberPad } from './ui/NumberPad.tsx'

/** F6: another agent takes the till with a code and a PIN; the basket stays. Also where one leaves the register, or signs out. */
export function AgentPanel() {
  const { agent, register, signOut, chooseRegister } = useSession()
  const navigate = useNavigate()
  const leave = () => {
    setPanel(null)
    void signOut()
  }
  const anotherTill = () => {
    setPanel(null)
    chooseRegister(null)
    navigate('/shift')
  }
  return (
    <div class={css.panel}>
      <Show when={may(agent()?.roles ?? [], 'agent.change')}>
        <Change />
      </Show>
      <footer class={css.foot}>
        <span>
          <b>{agent()?.name}</b>
          <span class="meta">
            {' '}
            {agent()
              ?.roles.map((role) => t.roles[role])
              .join(', ')}
          </span>
        </span>
        <Show when={register() && may(agent()?.roles ?? [], 'shift.open')}>
          <Button icon="exchange" onClick={anotherTill}>
            {t.shift.anotherTill}
          </Button>
        </Show>
        <Button icon="leave" onClick={leave}>
          {t.header.signOut}
        </Button>
      </footer>
    </div>
  )
}

function Change() {
  const { me, agent, changeAgent } = useSession()
  const [code, setCode] = createSignal('')
  const [pin, setPin] = createSignal('')
  const [wrong, setWrong] = createSignal<{ code?: string; pin?: string }>({})
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const others = () => me()?.agents.filter((one) => one.code !== agent()?.code) ?? []
  let form: HTMLFormElement | undefined
  const focus = (name: string) => form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus()

  function choose(next: string) {
    setCode(next)
    setWrong({})
    focus('pin')
  }

  function press(key: PadKey) {
    setPin((text) => pressDigit(text, key, 8))
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    const typed = code().trim().toUpperCase()
    setWrong({
      code: typed === '' ? t.agent.needCode : undefined,
      pin: /^\d{4,8}$/.test(pin()) ? undefined : t.agent.needPin,
    })
    if (wrong().code) return focus('code')
    if (wrong().pin) return focus('pin')
    setBusy(true)
    try {
      await changeAgent(typed, pin())
      setPanel(null)
    } catch (error) {
      setRefusal(problemText(error))
      setPin('')
      focus('pin')
    } finally {
      setBusy(false)
    }
  }

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={submit} novalidate>
      <div class={css.pair}>
        <div class={css.who}>
          <Field
            label={t.agent.code}
            name="code"
            value={code()}
            onText={setCode}
            error={wrong().code}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxlength={4}
            autofocus
          />
          <div class={css.agents}>
            <For each={others().slice(0, 12)}>
              {(one) => (
                <button
                  type="button"
                  aria-pressed={code().toUpperCase() === one.code}
                  onClick={() => choose(one.code)}
                >
                  <b>{one.code}</b> {one.name}
                </button>
              )}
            </For>
          </div>
        </div>
        <div class={css.who}>
          <Field
            label={t.agent.pin}
            name="pin"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            maxlength={8}
            value={pin()}
            onText={(text) => setPin(text.replace(/\D/g, ''))}
            error={wrong().pin}
          />
          <NumberPad whole label={t.agent.pin} onPress={press} />
        </div>
      </div>
      <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" wide type="submit" busy={busy()}>
        {t.agent.change}
      </Button>
    </form>
  )
}
