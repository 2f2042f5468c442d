import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import { parked } from '../text/extra.ts'
import { meansName } from '../../api/shared/means-text.ts'
import { shift as t } from '../text/shift.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { Notice } from '../ui/Notice.tsx'
import { mustBeSeen, type LeftBehind as Left } from './left-behind.ts'
import css from './Shift.module.css'

/** What the till still has: baskets that wait, the one on it, and what nobody may close over without having seen it. */
export function LeftBehind(props: {
  left: Left
  parked: number
  seen: boolean
  onSeen: (is: boolean) => void
}) {
  const navigate = useNavigate()
  const received = () =>
    props.left.received.map((one) => `${meansName(one.means)} ${formatEuros(one.amountC)}`).join(', ')
  const Back = () => <Button onClick={() => navigate('/counter')}>{t.left.back}</Button>
  return (
    <>
      <Show when={props.parked > 0}>
        <Notice kind="few" icon="park">
          {parked.atClosing(props.parked)}
        </Notice>
      </Show>
      <Show
        when={mustBeSeen(props.left)}
        fallback={
          <Show when={props.left.lines > 0}>
            <Notice kind="few" icon="basket">
              {t.left.basket(props.left.lines)}
              <Back />
            </Notice>
          </Show>
        }
      >
        <Notice kind="tan">
          <div class={css.left}>
            <Show when={props.left.isSent}>
              <p>{t.left.sent}</p>
            </Show>
            <Show when={props.left.received.length > 0}>
              <p>{t.left.received(received())}</p>
            </Show>
            <div class={css.also}>
              <Back />
              <Check label={t.left.seen} checked={props.seen} onCheck={props.onSeen} />
            </div>
          </div>
        </Notice>
      </Show>
    </>
  )
}
