import { For } from 'solid-js'
import { t } from '../text/fr.ts'
import type { PadKey } from './amount.ts'
import { Icon } from './Icon.tsx'
import css from './NumberPad.module.css'

const KEYS: readonly PadKey[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', ',', 'back']

/** The pad follows the keyboard's: 7 8 9 on top. `whole` leaves the comma out, for a PIN or a count. */
export function NumberPad(props: { onPress: (key: PadKey) => void; whole?: boolean; label?: string }) {
  return (
    <fieldset class={css.pad} aria-label={props.label ?? t.ui.pad}>
      <For each={KEYS}>
        {(key) =>
          key === ',' && props.whole ? (
            <span />
          ) : (
            <button
              type="button"
              aria-label={key === 'back' ? t.ui.backspace : key === ',' ? t.ui.comma : undefined}
              onClick={() => props.onPress(key)}
            >
              {key === 'back' ? <Icon name="backspace" /> : key}
            </button>
          )
        }
      </For>
    </fieldset>
  )
}
