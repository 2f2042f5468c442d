import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { FAMILIES } from '../../api/shared/catalog.ts'
import { newId } from '../../api/shared/id.ts'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { parseEuros } from '../../api/shared/money.ts'
import { REGIE_MEANS, REGIE_ROLES, REVENUE_KINDS, type RegieRole } from '../../api/shared/regie.ts'
import { today } from '../clock.ts'
import { families } from '../text/fr.ts'
import { regie as t } from '../text/regie.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { createAct } from './act.ts'
import { Boxes, DayField, typed } from './RegieDialogs.tsx'
import { slips, type Overview } from './slips-api.ts'
import css from './Slips.module.css'

type Words =
  | 'actNumber'
  | 'mostHeld'
  | 'float'
  | 'everyDays'
  | 'chequeDays'
  | 'accountant'
  | 'treasuryAccount'
type Lists = 'siteIds' | 'families' | 'kinds' | 'means'
type Draft = Record<Words | 'actOn' | 'validFrom', string> & Record<Lists, string[]>

/** The act of the régie, or the one that amends it. */
export function ActForm(props: { of: Overview; onDone: () => void }) {
  const was = props.of.act ?? props.of.acts[0]
  const [draft, set] = createStore<Draft>({
    actNumber: '',
    actOn: today(),
    validFrom: today(),
    mostHeld: was ? typed(was.mostHeldC) : '',
    float: was ? typed(was.floatC) : '',
    everyDays: String(was?.everyDays ?? 31),
    chequeDays: String(was?.chequeDays ?? 1),
    accountant: was?.accountant ?? '',
    treasuryAccount: was?.treasuryAccount ?? '',
    siteIds: was?.siteIds ?? props.of.sites.map((s) => s.id),
    families: was?.families ?? [...FAMILIES],
    kinds: was?.kinds ?? ['OWN', 'THIRD_PARTY'],
    means: was?.means ?? ['CASH', 'CB', 'CHEQUE', 'ANCV_P'],
  })
  const act = createAct()
  async function save(event: SubmitEvent) {
    event.preventDefault()
    const [mostHeldC, floatC] = [parseEuros(draft.mostHeld), parseEuros(draft.float)]
    const lists = [draft.siteIds, draft.families, draft.kinds, draft.means]
    const filled = draft.actNumber.trim() !== '' && draft.accountant.trim() !== ''
    if (!filled || mostHeldC === null || floatC === null || lists.some((list) => list.length === 0))
      return act.setRefusal(t.needAll)
    const input = {
      actNumber: draft.actNumber.trim(),
      actOn: draft.actOn,
      validFrom: draft.validFrom,
      validTo: null,
      mostHeldC,
      floatC,
      everyDays: Number(draft.everyDays),
      chequeDays: Number(draft.chequeDays),
      accountant: draft.accountant.trim(),
      treasuryAccount: draft.treasuryAccount.trim() || null,
      siteIds: [...draft.siteIds],
      families: FAMILIES.filter((one) => draft.families.includes(one)),
      kinds: REVENUE_KINDS.filter((one) => draft.kinds.includes(one)),
      means: REGIE_MEANS.filter((one) => draft.means.includes(one)),
    }
    if (await act.run(() => slips.setAct(input))) props.onDone()
  }
  const text = (key: Words, label: string) => (
    <Field label={label} autocomplete="off" value={draft[key]} onText={(value) => set(key, value)} />
  )
  return (
    <form class={css.form} onSubmit={save} novalidate>
      <p class="soft">{t.actHelp}</p>
      <div class={css.two}>
        {text('actNumber', t.actNumber)}
        <DayField label={t.actOn} value={draft.actOn} onDay={(day) => set('actOn', day)} />
        <DayField label={t.validFrom} value={draft.validFrom} onDay={(day) => set('validFrom', day)} />
        {text('mostHeld', t.mostHeld)}
        {text('float', t.floatMost)}
        {text('everyDays', `${t.every} (${t.days(31).replace('31\u00a0', '')})`)}
        {text('chequeDays', `${t.cheque} (${t.days(2).replace('2\u00a0', '')})`)}
        {text('accountant', t.accountant)}
        {text('treasuryAccount', t.treasury)}
      </div>
      <Boxes
        legend={t.sites}
        all={props.of.sites.map((s) => ({ value: s.id, word: s.name }))}
        chosen={draft.siteIds}
        onChange={(chosen) => set('siteIds', chosen)}
      />
      <Boxes
        legend={t.revenue}
        all={REVENUE_KINDS.map((value) => ({ value, word: t.kinds[value] }))}
        chosen={draft.kinds}
        onChange={(chosen) => set('kinds', chosen)}
      />
      <Boxes
        legend={t.families}
        all={FAMILIES.map((value) => ({ value, word: families[value] }))}
        chosen={draft.families}
        onChange={(chosen) => set('families', chosen)}
      />
      <Boxes
        legend={t.means}
        all={REGIE_MEANS.map((value) => ({ value, word: MEANS_FR[value] }))}
        chosen={draft.means}
        onChange={(chosen) => set('means', chosen)}
      />
      <Show when={act.refusal()}>{(said) => <Notice kind="tan">{said()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.save}
      </Button>
    </form>
  )
}

/** Who acts from now on, by which act. */
export function ActorForm(props: { of: Overview; onDone: () => void }) {
  const id = newId('regieActor')
  const ids = props.of.staff.map((s) => s.id)
  const names = Object.fromEntries(props.of.staff.map((s) => [s.id, s.name]))
  const [staffId, setStaffId] = createSignal(ids[0] ?? '')
  const [role, setRole] = createSignal<RegieRole>('MANDATAIRE')
  const [actNumber, setActNumber] = createSignal('')
  const [actOn, setActOn] = createSignal<string>(today())
  const [validFrom, setValidFrom] = createSignal<string>(today())
  const act = createAct()
  async function save(event: SubmitEvent) {
    event.preventDefault()
    if (actNumber().trim() === '') return act.setRefusal(t.needAll)
    const input = {
      id,
      staffId: staffId(),
      role: role(),
      actNumber: actNumber().trim(),
      actOn: actOn(),
      validFrom: validFrom(),
    }
    if (await act.run(() => slips.addActor(input))) props.onDone()
  }
  return (
    <form class={css.form} onSubmit={save} novalidate>
      <Select label={t.who} values={ids} words={names} chosen={staffId()} onChoose={setStaffId} />
      <Select label={t.role} values={REGIE_ROLES} words={t.roles} chosen={role()} onChoose={setRole} />
      <Field label={t.actNumber} autocomplete="off" value={actNumber()} onText={setActNumber} />
      <div class={css.two}>
        <DayField label={t.actOn} value={actOn()} onDay={setActOn} />
        <DayField label={t.validFrom} value={validFrom()} onDay={setValidFrom} />
      </div>
      <Show when={act.refusal()}>{(said) => <Notice kind="tan">{said()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={act.busy()}>
        {t.save}
      </Button>
    </form>
  )
}
