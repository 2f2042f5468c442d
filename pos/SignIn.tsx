import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import css from './SignIn.module.css'
import { t } from './text/fr.ts'
import { Strip } from './ui/Art.tsx'
import { Button } from './ui/Button.tsx'
import { Field } from './ui/Field.tsx'
import { Mark } from './ui/Mark.tsx'
import { Notice } from './ui/Notice.tsx'

/** ms between two attempts to tell the server of a sign-out. */
const AGAIN = 5_000

/** The door: e-mail and password. `said` is what happened just before, as after the first-run wizard. */
export function SignIn(props: { said?: string }) {
  const { signIn, leaving, finishSignOut } = useSession()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [shown, setShown] = createSignal(false)
  const [missing, setMissing] = createSignal<'email' | 'password' | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined

  createEffect(() => {
    if (!leaving()) return
    const timer = setInterval(() => void finishSignOut(), AGAIN)
    onCleanup(() => clearInterval(timer))
  })
  const focus = (name: string) => form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus()
  onMount(() => {
    document.title = `${t.door.signIn} · Guichet`
    focus('email')
  })

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    setMissing(email().trim() === '' ? 'email' : password() === '' ? 'password' : null)
    const first = missing()
    if (first) return focus(first)
    setBusy(true)
    try {
      await signIn(email().trim(), password())
    } catch (error) {
      setRefusal(problemText(error))
      focus('password')
    } finally {
      setBusy(false)
    }
  }

  return (
    <main class={css.door}>
      <div class={css.card}>
        <div class={css.strip}>
          <Strip />
        </div>
        <form ref={(el) => (form = el)} class={css.form} onSubmit={submit} novalidate>
          <h1 class={css.name}>
            <Mark size={34} /> Guichet
          </h1>
          <Show when={props.said}>{(said) => <Notice kind="heath">{said()}</Notice>}</Show>
          <Show when={leaving()}>
            <Notice kind="few" icon="offline">
              {t.door.leaving}
            </Notice>
          </Show>
          <Field
            label={t.door.email}
            name="email"
            type="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={email()}
            onText={setEmail}
            error={missing() === 'email' ? t.door.needEmail : null}
          />
          <div class={css.password}>
            <Field
              label={t.door.password}
              name="password"
              type={shown() ? 'text' : 'password'}
              autocomplete="current-password"
              value={password()}
              onText={setPassword}
              error={missing() === 'password' ? t.door.needPassword : null}
            />
            <button
              type="button"
              class={css.show}
              aria-pressed={shown()}
              onClick={() => setShown((is) => !is)}
            >
              {shown() ? t.door.hide : t.door.show}
            </button>
          </div>
          <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
          <Button kind="sea" size="big" wide type="submit" busy={busy()}>
            {t.door.signIn}
          </Button>
        </form>
      </div>
    </main>
  )
}
