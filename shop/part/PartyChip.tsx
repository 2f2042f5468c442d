import type { Voice } from '../voice.ts'
import { Show } from 'solid-js'
import { isMost, MOST, type Party } from '../party.ts'
import { Step } from './Fares.tsx'
import styles from './PartyChip.module.css'

/** "2 adultes, 1 enfant": opens two steppers, which are links to the same page for another party. */
export function PartyChip(props: {
  voice: Voice
  party: Party
  open: boolean
  hrefOf: (party: Party) => string
}) {
  const adults = () => props.party.a ?? 0
  const children = () => props.party.e ?? 0
  return (
    <div class={styles.party}>
      <details class={styles.chip} open={props.open}>
        <summary>{props.voice.t.party(adults(), children())}</summary>
        <ul>
          <li>
            <span>{props.voice.t.adult}</span>
            <Step
              label={props.voice.t.adult}
              qty={adults()}
              hrefOf={(a) => props.hrefOf({ ...props.party, a })}
              t={props.voice.t}
            />
          </li>
          <li>
            <span>{props.voice.t.child}</span>
            <Step
              label={props.voice.t.child}
              qty={children()}
              hrefOf={(e) => props.hrefOf({ ...props.party, e })}
              t={props.voice.t}
            />
          </li>
        </ul>
      </details>
      <Show when={isMost(props.party)}>
        <p class="meta">{props.voice.t.most(MOST)}</p>
      </Show>
    </div>
  )
}
