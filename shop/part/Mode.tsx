import { link } from '../path.ts'
import type { Party } from '../party.ts'
import type { Voice } from '../voice.ts'
import styles from './Mode.module.css'

/** "Je suis sur place / Je prépare mon séjour": two addresses, and the last one is where the next visit begins. */
export function Mode(props: { voice: Voice; party: Party; page: 'home' | 'stay' }) {
  const to = (page: 'home' | 'stay') => link(props.voice.lang, { page }, { party: props.party })
  const current = (page: 'home' | 'stay') => (props.page === page ? 'page' : undefined)
  return (
    <nav class={styles.mode} aria-label={props.voice.t.mode}>
      <a href={to('home')} aria-current={current('home')}>
        {props.voice.t.here}
      </a>
      <a href={to('stay')} aria-current={current('stay')}>
        {props.voice.t.stay}
      </a>
    </nav>
  )
}
