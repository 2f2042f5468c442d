import { createMemo, For, Show } from 'solid-js'
import { REASONS_OF, type CountedMeans, type CountLine, type GapReason } from '../../api/shared/cash.ts'
import { GAP_FR } from '../../api/shared/cash-text.ts'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { desk as t } from '../text/desk.ts'
import { signed } from '../text/format.ts'
import { t as all } from '../text/fr.ts'
import { Field } from '../ui/Field.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Approval, type createApproval } from './Approval.tsx'
import css from './Desk.module.css'
import { Reasons } from './Reasons.tsx'

export type Reasoned = Partial<Record<CountedMeans, GapReason>>

/** Each means: expected, counted, gap. */
export function CountLines(props: { counts: readonly CountLine[] }) {
  return (
    <div class={css.all}>
      <For each={props.counts}>
        {(one) => (
          <div class={css.line}>
            <b>{MEANS_FR[one.means]}</b>
            <span>
              <small>{all.shift.expected}</small>
              <Money cents={one.expectedC} plain />
            </span>
            <span>
              <small>{all.shift.counted}</small>
              <Money cents={one.countedC} plain />
            </span>
            <span>
              <small>{all.shift.gap}</small>
              <b data-gap={one.gapC === 0 ? 'none' : 'off'}>{signed(one.gapC)}</b>
            </span>
          </div>
        )}
      </For>
    </div>
  )
}

/** What differs, and why; a large gap is approved by somebody else on this screen. */
export function GapStep(props: {
  counts: readonly CountLine[]
  fromC: number
  reasons: Reasoned
  onReason: (means: CountedMeans, reason: GapReason) => void
  approval: ReturnType<typeof createApproval>
}) {
  const off = createMemo(() => props.counts.filter((one) => one.gapC !== 0).map((one) => one.means))
  const isLarge = () => props.counts.some((one) => Math.abs(one.gapC) > props.fromC)
  return (
    <>
      <p class="soft">{off().length > 0 ? t.gaps.help : t.gaps.none}</p>
      <CountLines counts={props.counts} />
      <For each={off()}>
        {(means) => (
          <Reasons
            legend={t.gaps.reasonOf(MEANS_FR[means].toLowerCase())}
            values={REASONS_OF[means]}
            words={GAP_FR}
            chosen={props.reasons[means] ?? null}
            onChoose={(reason) => props.onReason(means, reason)}
          />
        )}
      </For>
      <Show when={isLarge()}>
        <Notice kind="few">{t.gaps.approvalFrom(formatEuros(props.fromC))}</Notice>
        <Approval of={props.approval} />
      </Show>
    </>
  )
}

/** What stays in the drawer, and what goes to the safe in which bag. */
export function SafeStep(props: {
  countedC: number
  left: string
  leftC: number | null
  bag: string
  wrong: { left?: string; bag?: string }
  onLeft: (text: string) => void
  onBag: (text: string) => void
}) {
  const depositC = () => Math.max(0, props.countedC - (props.leftC ?? props.countedC))
  return (
    <>
      <p class="soft">{t.safe.help}</p>
      <div class={css.split}>
        <div class={css.amount}>
          <Field
            label={t.safe.left}
            name="left"
            inputmode="decimal"
            autocomplete="off"
            value={props.left}
            onText={props.onLeft}
            error={props.wrong.left}
          />
        </div>
        <dl class={css.deposit}>
          <dt>{t.safe.deposit}</dt>
          <dd>
            <Money cents={depositC()} plain />
          </dd>
        </dl>
        <Show when={depositC() > 0}>
          <Field
            label={t.move.bag}
            name="bag"
            autocomplete="off"
            value={props.bag}
            onText={props.onBag}
            error={props.wrong.bag}
          />
        </Show>
      </div>
    </>
  )
}
