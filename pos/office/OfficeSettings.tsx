import { createSignal, Show } from 'solid-js'
import { createStore, unwrap as raw } from 'solid-js/store'
import { LEGAL_FORMS } from '../../api/shared/legal-form.ts'
import { toDay } from '../../api/shared/time.ts'
import { client, unwrap } from '../api.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { monthOf } from '../text/format.ts'
import { settings as t } from '../text/settings.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { draftOf, read, type OfficeSettings as Settings, type Typed, type Wrong } from './office-settings.ts'
import { State } from './State.tsx'
import css from './TargetSettings.module.css'

const route = client.api.office.settings
const MONTHS = Array.from({ length: 12 }, (_, i) => String(i + 1))
const MONTH_WORDS = Object.fromEntries(
  MONTHS.map((m) => [m, monthOf(toDay(`2026-${m.padStart(2, '0')}-01`))]),
)

/** From which amounts somebody must approve, delays, accounts: what is set once for the whole office. */
export function OfficeSettings() {
  const load = createLoad(() => unwrap<Settings>(route.$get()))
  return <State load={load}>{(of) => <Form of={of()} />}</State>
}

function Form(props: { of: Settings }) {
  const [draft, setDraft] = createStore(draftOf(props.of))
  const [wrong, setWrong] = createSignal<Wrong>({})
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [saved, setSaved] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  let form: HTMLFormElement | undefined

  const changed = () => {
    setSaved(false)
    setRefusal(null)
  }

  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    changed()
    const answer = read({ ...raw(draft) })
    setWrong('wrong' in answer ? answer.wrong : {})
    if ('wrong' in answer) return form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    setBusy(true)
    try {
      setDraft(draftOf(await unwrap<Settings>(route.$put({ json: answer.settings }))))
      setSaved(true)
    } catch (error) {
      setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  const Text = (field: { name: Typed; hint: string; wide?: boolean }) => (
    <Field
      class={field.wide ? css.wide : css.amount}
      label={t[field.name]}
      name={field.name}
      inputmode={field.wide ? 'email' : 'decimal'}
      autocomplete="off"
      spellcheck={false}
      maxlength={254}
      value={draft[field.name]}
      onText={(text) => {
        changed()
        setDraft(field.name, text)
      }}
      hint={field.hint}
      error={wrong()[field.name] ?? null}
    />
  )

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={save} novalidate>
      <h2>{t.approvals}</h2>
      <p class={css.words}>{t.approvalsHelp}</p>
      <div class={css.row}>
        <Text name="correctionApprovalC" hint={t.correctionHint} />
        <Text name="gapApprovalC" hint={t.gapHint} />
        <Text name="cashOutApprovalC" hint={t.cashOutHint} />
      </div>
      <h2>{t.delays}</h2>
      <div class={css.row}>
        <Text name="chequeClearingDays" hint={t.chequeHint} />
        <Text name="voucherMonths" hint={t.voucherHint} />
      </div>
      <h2>{t.accounts}</h2>
      <div class={css.row}>
        <div class={css.amount}>
          <Select
            label={t.legalForm}
            values={LEGAL_FORMS}
            words={t.forms}
            chosen={draft.legalForm}
            onChoose={(form) => {
              changed()
              setDraft('legalForm', form)
            }}
          />
          <p class={`meta ${css.hint}`}>{t.legalHint}</p>
        </div>
        <div class={css.amount}>
          <Select
            label={t.yearStartMonth}
            values={MONTHS}
            words={MONTH_WORDS}
            chosen={String(draft.yearStartMonth)}
            onChoose={(month) => {
              changed()
              setDraft('yearStartMonth', Number(month))
            }}
          />
          <p class={`meta ${css.hint}`}>{t.yearHint}</p>
        </div>
      </div>
      <Text name="anchorEmail" hint={t.anchorHint} wide />
      <p class="meta">{t.logged}</p>
      <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Show when={saved()}>
        <Notice kind="heath">{t.saved}</Notice>
      </Show>
      <Button kind="sea" size="big" type="submit" busy={busy()}>
        {t.save}
      </Button>
    </form>
  )
}
