import { For, Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import { dayName } from '../day.ts'
import type { Idea, Shut } from '../idea.ts'
import type { Party } from '../party.ts'
import { choosingHref, link, type Place } from '../path.ts'
import { Ideas } from '../part/Ideas.tsx'
import { Mode } from '../part/Mode.tsx'
import { PartyChip } from '../part/PartyChip.tsx'
import { ShutList } from '../part/Shut.tsx'
import { Tiles, type Tile } from '../part/Tiles.tsx'
import type { Voice } from '../voice.ts'
import styles from './Home.module.css'

export type HomeProps = {
  voice: Voice
  party: Party
  /** The steppers of the party stay open after a press. */
  choosing: boolean
  now: number
  /** Today. */
  day: Day
  today: readonly Idea[]
  /** What would leave today and is closed. */
  shut: readonly Shut[]
  tomorrow: readonly Idea[]
  /** When nothing leaves today nor tomorrow: the nearest days that have something. */
  nearest: { day: Day; ideas: readonly Idea[] }[]
  tiles: readonly Tile[]
}

/** On the spot: what leaves from now on, today and tomorrow. */
export function Home(props: HomeProps) {
  const t = () => props.voice.t
  const page: Place = { page: 'home' }
  const nothing = () => props.today.length + props.tomorrow.length + props.shut.length === 0
  return (
    <div class={styles.home}>
      <Mode voice={props.voice} party={props.party} page="home" />
      <div class={styles.for}>
        <PartyChip
          voice={props.voice}
          party={props.party}
          open={props.choosing}
          hrefOf={(party) => choosingHref(props.voice.lang, page, { party })}
        />
        <Show when={props.today.length > 0 && props.tomorrow.length > 0}>
          <a class={styles.day} href="#tomorrow">
            {t().tomorrow}
          </a>
        </Show>
      </div>
      <Show
        when={!nothing()}
        fallback={
          <>
            <h1>{t().nothingSoon}</h1>
            <Show when={props.nearest.length > 0} fallback={<p class={styles.lead}>{t().nothingNear}</p>}>
              <p class={styles.lead}>{t().nearest}</p>
            </Show>
            <For each={props.nearest}>
              {(near) => (
                <section>
                  <h2>{dayName(props.voice.lang, near.day)}</h2>
                  <Ideas {...props} ideas={near.ideas} soon={false} />
                </section>
              )}
            </For>
          </>
        }
      >
        <section id="today">
          <h1>{props.today.length > 0 ? t().ideas(props.today.length) : t().nothingToday}</h1>
          <Ideas {...props} ideas={props.today} soon />
          <ShutList {...props} today={props.day} />
        </section>
        <section id="tomorrow">
          <h2>{t().ideasTomorrow(props.tomorrow.length)}</h2>
          <Ideas {...props} ideas={props.tomorrow} soon={false} />
        </section>
      </Show>
      <Tiles voice={props.voice} head={t().families} tiles={props.tiles} />
      <p class={styles.all}>
        <a class="btn" href={link(props.voice.lang, { page: 'stay' }, { party: props.party })}>
          {t().seeAll}
        </a>
      </p>
    </div>
  )
}
