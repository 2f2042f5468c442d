import { Show } from 'solid-js'
import { t } from '../text/fr.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Said.module.css'
import type { Till } from './till.ts'

/**
 * What the till has to say about what was just pressed; it goes with the next press. It lies over what is under it, so
 * that nothing moves under the hand, and a press takes it away.
 */
export function Said(props: { till: Till }) {
  return (
    <Show when={props.till.notice()}>
      {(said) => (
        <div class={css.said}>
          <Notice kind={said().kind}>{said().text}</Notice>
          <button
            type="button"
            aria-label={t.ui.close}
            // The focus stays where it was: Enter keeps its meaning.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.till.setNotice(null)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </Show>
  )
}
