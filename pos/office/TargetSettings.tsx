import { createSignal, For, onMount, Show } from 'solid-js'
import { FAMILIES, type Family } from '../../api/shared/catalog.ts'
import { parseEuros } from '../../api/shared/money.ts'
import type { Dashboard } from '../../api/shared/report.ts'
import { today } from '../clock.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Check } from '../ui/Check.tsx'
import page from './Goal.module.css'
import { OfficeSettings } from './OfficeSettings.tsx'
import { reports } from './report-api.ts'
import { State } from './State.tsx'
import css from './TargetSettings.module.css'

/** What is set once: the year's target, with the families that count toward it (fiscal.md 2.4), then the office's rules. */
export function TargetSettings() {
  const dashboard = createLoad(() => reports.dashboard(Number(today().slice(0, 4))))
  onMount(() => {
    document.title = `${t.targetSet.title} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>{t.targetSet.title}</h1>
      </header>
      <State load={dashboard}>{(read) => <Form of={read()} />}</State>
      <OfficeSettings />
    </main>
  )
}

/** "320000" or "320000,50": cents of a target as they are typed. */
const typed = (c: number) => (c % 100 === 0 ? String(c / 100) : (c / 100).toFixed(2).replace('.', ','))

function Form(props: { of: Dashboard }) {
  const [amount, setAmount] = createSignal(typed(props.of.targetC))
  const [left, setLeft] = createSignal<readonly Family[]>(props.of.targetExcludes)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const [none, setNone] = createSignal(false)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [saved, setSaved] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined

  const changed = () => {
    setSaved(false)
    setRefusal(null)
  }
  function count(family: Family, is: boolean) {
    changed()
    setNone(false)
    setLeft((all) => (is ? all.filter((one) => one !== family) : [...all, family]))
  }

  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    changed()
    const targetC = parseEuros(amount())
    setWrong(targetC === null ? t.targetSet.badAmount : null)
    setNone(left().length === FAMILIES.length)
    if (targetC === null || wrong()) return form?.querySelector('input')?.focus()
    if (none()) return
    setBusy(true)
    try {
      await reports.setTarget(
        targetC,
        FAMILIES.filter((family) => left().includes(family)),
      )
      setSaved(true)
    } catch (error) {
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={save} novalidate>
      <h2>{t.targetSet.legend}</h2>
      <p class={css.words}>{t.targetSet.definition}</p>
      <Field
        class={css.amount}
        label={t.targetSet.amount}
        name="target"
        inputmode="decimal"
        autocomplete="off"
        value={amount()}
        onText={(text) => {
          changed()
          setAmount(text)
        }}
        hint={t.targetSet.amountHint}
        error={wrong()}
      />
      <fieldset class={css.families}>
        <legend>{t.targetSet.counts}</legend>
        <For each={FAMILIES}>
          {(family) => (
            <Check
              label={t.families[family]}
              checked={!left().includes(family)}
              onCheck={(is) => count(family, is)}
            />
          )}
        </For>
      </fieldset>
      <p class={css.words}>{t.targetSet.rail}</p>
      <Show when={none()}>
        <Notice kind="tan">{t.targetSet.needOne}</Notice>
      </Show>
      <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show when={saved()}>
        <Notice kind="heath">{t.targetSet.saved}</Notice>
      </Show>
      <Button kind="sea" size="big" type="submit" busy={busy()}>
        {t.targetSet.save}
      </Button>
    </form>
  )
}
