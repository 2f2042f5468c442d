import { For, Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import type { Shut } from '../idea.ts'
import { wordsOf } from '../model.ts'
import type { Party } from '../party.ts'
import type { Voice } from '../voice.ts'
import { dayWord } from './Card.tsx'
import { productHref } from './Ideas.tsx'
import styles from './Shut.module.css'

/** What would have left and does not: why, and when it does again. No card, for it is no idea. */
export function ShutList(props: { voice: Voice; shut: readonly Shut[]; party: Party; today: Day }) {
  return (
    <Show when={props.shut.length > 0}>
      <ul class={styles.shut}>
        <For each={props.shut}>{(one) => <Row {...props} one={one} />}</For>
      </ul>
    </Show>
  )
}

function Row(props: { voice: Voice; one: Shut; party: Party; today: Day }) {
  const t = () => props.voice.t
  const words = () => wordsOf(props.one.product, props.voice.lang)
  const again = () => {
    const next = props.one.again
    return next ? `${t().nextOne} ${dayWord(props.voice, next.day, props.today)} ${next.time}` : t().noneOpen
  }
  return (
    <li>
      <a href={productHref(props.voice, props.one.product, props.party, props.one.again)}>
        <b lang={words().foreign ? 'fr' : undefined}>{words().words.title}</b>
        <span>
          <em>
            <Show when={props.one.departure.closedReason} fallback={t().shut}>
              {(why) => (
                <>
                  {t().shutFor} <span lang="fr">{why()}</span>
                </>
              )}
            </Show>
          </em>
          {' · '}
          {again()}
        </span>
      </a>
    </li>
  )
}
