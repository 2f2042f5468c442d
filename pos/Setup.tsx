import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { ApiProblem, client, unwrap } from './api.ts'
import { problemText } from './problem.ts'
import { checkStep, EMPTY_SETUP, type Setup as Typed, setupBody, type Step, STEPS } from './setup-check.ts'
import css from './Setup.module.css'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Field } from './ui/Field.tsx'
import { Mark } from './ui/Mark.tsx'
import { Notice } from './ui/Notice.tsx'

type Shape = {
  name: string
  label: string
  hint?: string
  half?: boolean
  input?: JSX.InputHTMLAttributes<HTMLInputElement>
}

const FIELDS: { [S in Step]: (Shape & { name: keyof Typed[S] & string })[] } = {
  office: [
    { name: 'name', label: t.setup.officeName, input: { autocomplete: 'organization' } },
    { name: 'address', label: t.setup.address, input: { autocomplete: 'street-address' } },
    { name: 'postcode', label: t.setup.postcode, half: true, input: { inputmode: 'numeric' } },
    { name: 'city', label: t.setup.city, half: true },
    {
      name: 'siret',
      label: t.setup.siret,
      hint: t.setup.siretHint,
      half: true,
      input: { inputmode: 'numeric' },
    },
    { name: 'vatNumber', label: t.setup.vatNumber, half: true },
    { name: 'email', label: t.setup.email, half: true, input: { type: 'email' } },
    { name: 'phone', label: t.setup.phone, half: true, input: { type: 'tel' } },
  ],
  site: [
    { name: 'name', label: t.setup.siteName, half: true },
    { name: 'code', label: t.setup.siteCode, hint: t.setup.siteCodeHint, half: true },
    { name: 'address', label: t.setup.address },
    { name: 'city', label: t.setup.city },
  ],
  register: [
    { name: 'name', label: t.setup.registerName, half: true },
    { name: 'code', label: t.setup.registerCode, hint: t.setup.registerCodeHint, half: true },
  ],
  manager: [
    { name: 'name', label: t.setup.managerName, hint: t.setup.managerNameHint, half: true },
    { name: 'code', label: t.setup.managerCode, hint: t.setup.managerCodeHint, half: true },
    { name: 'email', label: t.setup.managerEmail, input: { type: 'email', autocomplete: 'username' } },
    {
      name: 'password',
      label: t.setup.password,
      hint: t.setup.passwordHint,
      half: true,
      input: { type: 'password', autocomplete: 'new-password' },
    },
    {
      name: 'pin',
      label: t.setup.pin,
      hint: t.setup.pinHint,
      half: true,
      input: { type: 'password', inputmode: 'numeric', autocomplete: 'off' },
    },
  ],
}

const HELP = {
  office: t.setup.officeHelp,
  site: t.setup.siteHelp,
  register: t.setup.registerHelp,
  manager: t.setup.managerHelp,
}

/** The first run: the office, its site, its register and its manager, one after the other, then all at once. */
export function Setup(props: { onDone: () => void }) {
  const [setup, setSetup] = createStore<Typed>(structuredClone(EMPTY_SETUP))
  const [at, setAt] = createSignal(0)
  const [wrong, setWrong] = createSignal<Record<string, string>>({})
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const step = (): Step => STEPS[at()] ?? 'office'
  let form: HTMLFormElement | undefined

  const focusFirst = (selector: string) =>
    queueMicrotask(() => form?.querySelector<HTMLInputElement>(selector)?.focus())
  onMount(() => {
    document.title = `${t.setup.title} · Guichet`
    focusFirst('input')
  })

  const valueOf = (name: string) => Object.entries(setup[step()]).find(([field]) => field === name)?.[1] ?? ''

  function go(to: number) {
    setWrong({})
    setRefusal(null)
    setAt(to)
    focusFirst('input')
  }

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setWrong(checkStep(setup, step()))
    if (Object.keys(wrong()).length > 0) return focusFirst('[aria-invalid]')
    if (at() < STEPS.length - 1) return go(at() + 1)
    setBusy(true)
    try {
      await unwrap(client.api.setup.$post({ json: setupBody(setup) }))
      props.onDone()
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'already_set_up') return props.onDone()
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <main class={css.page}>
      <form ref={(el) => (form = el)} class={css.card} onSubmit={submit} novalidate>
        <header class={css.head}>
          <Mark size={34} />
          <div>
            <h1>{t.setup.title}</h1>
            <p class="meta">{t.setup.step(at() + 1, STEPS.length)}</p>
          </div>
        </header>
        <ol class={css.steps}>
          <For each={STEPS}>
            {(name, i) => (
              <li data-done={i() < at() ? '' : undefined} aria-current={i() === at() ? 'step' : undefined}>
                {t.setup[name]}
              </li>
            )}
          </For>
        </ol>
        <p class="soft">{HELP[step()]}</p>
        <div class={css.fields}>
          <For each={FIELDS[step()]}>
            {(field) => (
              <Field
                {...field.input}
                class={field.half ? css.half : css.whole}
                name={field.name}
                label={field.label}
                hint={field.hint}
                value={valueOf(field.name)}
                onText={(text) => setSetup(step(), (old) => ({ ...old, [field.name]: text }))}
                error={wrong()[field.name]}
              />
            )}
          </For>
        </div>
        <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
        <footer class={css.acts}>
          <Show when={at() > 0}>
            <Button size="big" icon="back" onClick={() => go(at() - 1)}>
              {t.ui.back}
            </Button>
          </Show>
          <Button kind="sea" size="big" type="submit" busy={busy()}>
            {at() < STEPS.length - 1 ? t.setup.next : t.setup.finish}
          </Button>
        </footer>
      </form>
    </main>
  )
}
