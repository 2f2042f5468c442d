import { Show } from 'solid-js'
import type { Passenger } from '../answers.ts'
import { zone } from '../clock.ts'
import { timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { spaced } from './FullVerdict.tsx'
import css from './PassengerRow.module.css'
import type { PresenceList } from './presence.ts'

type RowProps = {
  one: Passenger
  /** Those of the same booking that are listed. */
  group: { first: string; tickets: number } | undefined
  presence: PresenceList
}

/** One ticket: who, which fare and code, in or not; one press lets in, one takes back. */
export function PassengerRow(props: RowProps) {
  const who = () => props.one.guest ?? props.one.unit
  const code = () => spaced(props.one.shortCode)
  const full = () => props.one.admitted >= props.one.admits
  const state = () => (props.one.void ? 'void' : full() ? 'in' : props.one.admitted > 0 ? 'part' : 'out')
  const busy = () => props.presence.busy() === props.one.ticketId
  const leads = () => props.group?.first === props.one.ticketId
  const shares = () => leads() && (props.group?.tickets ?? 1) > 1
  return (
    <li class={css.row} data-state={state()} data-first={leads() ? '' : undefined}>
      <Show when={shares()}>
        <p class={css.group}>
          <span>{t.presence.together(props.group?.tickets ?? 1)}</span>
          <Show when={state() === 'out' || state() === 'part'}>
            <Button busy={busy()} onClick={() => void props.presence.admit(props.one, true)}>
              {t.presence.admitGroup}
            </Button>
          </Show>
        </p>
      </Show>
      <Icon name={state() === 'in' ? 'check' : state() === 'void' ? 'close' : 'person'} small />
      <span class={css.who}>
        <b>{who()}</b>
        <span class="meta">
          <Show when={props.one.guest}>{props.one.unit} · </Show>
          <span class={css.code}>{code()}</span>
          <Show when={props.one.admits > 1}>
            {' '}
            · {t.presence.counted(props.one.admitted, props.one.admits)}
          </Show>
        </span>
      </span>
      <span class={css.at}>
        <Show when={props.one.void} fallback={props.one.at ? timeOf(props.one.at, zone()) : ''}>
          {t.presence.void}
        </Show>
      </span>
      <span class={css.acts}>
        <Show when={state() === 'out' || state() === 'part'}>
          <Button
            size="big"
            busy={busy()}
            aria-label={`${t.presence.admit}\u00a0: ${who()} ${code()}`}
            onClick={() => void props.presence.admit(props.one)}
          >
            {t.presence.admit}
          </Button>
        </Show>
        <Show when={props.one.scanId}>
          {(scanId) => (
            <Button
              size="big"
              busy={busy()}
              aria-label={`${t.presence.undo}\u00a0: ${who()} ${code()}`}
              onClick={() => void props.presence.undo(props.one.ticketId, scanId())}
            >
              {t.presence.undo}
            </Button>
          )}
        </Show>
      </span>
    </li>
  )
}
