import { Show } from 'solid-js'
import type { Family } from '../../api/shared/catalog.ts'
import type { Day } from '../../api/shared/time.ts'
import { dayName } from '../day.ts'
import { Icon } from '../part/Icon.tsx'
import { Offers, type Offered } from '../part/Ideas.tsx'
import { PartyChip } from '../part/PartyChip.tsx'
import { Tiles, type Tile } from '../part/Tiles.tsx'
import type { Party } from '../party.ts'
import { choosingHref, kept, link, pathOf } from '../path.ts'
import type { Voice } from '../voice.ts'
import styles from './Home.module.css'

export type FamilyProps = {
  voice: Voice
  family: Family
  city: string
  party: Party
  /** What the address asks for. */
  query: URLSearchParams
  now: number
  today: Day
  /** The first day on which something leaves, when that is neither today nor tomorrow. */
  resumes: Day | null
  products: readonly Offered[]
  /** The other families. */
  tiles: readonly Tile[]
}

/** One family: what it has, for how much, and when each leaves next. */
export function FamilyPage(props: FamilyProps) {
  const t = () => props.voice.t
  const name = () => t().family[props.family]
  /** Dated activities without a place left: what is said instead of a next departure. */
  const idle = () =>
    props.products.length > 0 && props.products.every((o) => o.product.kind === 'SESSION' && o.next === null)
  return (
    <div class={styles.home}>
      <p class={styles.back}>
        <a href={pathOf(props.voice.lang, { page: 'stay' }) + kept('party', props.query)}>
          <Icon name="back" /> {t().seeAll}
        </a>
      </p>
      <h1>{t().familyHead(name(), props.city)}</h1>
      <Show
        when={props.products.length > 0}
        fallback={
          <>
            <p class={styles.lead}>{t().emptyFamily}</p>
            <p class={styles.all}>
              <a class="btn sea" href={link(props.voice.lang, { page: 'counters' }, { party: props.party })}>
                {t().footCounters}
              </a>
            </p>
          </>
        }
      >
        <Show when={props.resumes}>
          {(day) => <p class={styles.lead}>{t().resumes(dayName(props.voice.lang, day()))}</p>}
        </Show>
        <Show when={idle()}>
          <p class={styles.lead}>{t().idle}</p>
        </Show>
        <div class={styles.for}>
          <PartyChip
            voice={props.voice}
            party={props.party}
            open={props.query.has('who')}
            hrefOf={(party) =>
              choosingHref(props.voice.lang, { page: 'family', family: props.family }, { party })
            }
          />
        </div>
        <Offers
          voice={props.voice}
          offers={props.products}
          party={props.party}
          today={props.today}
          now={props.now}
        />
      </Show>
      <Tiles voice={props.voice} head={t().otherFamilies} tiles={props.tiles} />
    </div>
  )
}
