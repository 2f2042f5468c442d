import { For, Show } from 'solid-js'
import type { Family } from '../../api/shared/catalog.ts'
import { LAST_DAY } from '../../api/shared/span.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Idea, Shut } from '../idea.ts'
import type { Product } from '../model.ts'
import { Ideas, Products } from '../part/Ideas.tsx'
import { Mode } from '../part/Mode.tsx'
import { PartyChip } from '../part/PartyChip.tsx'
import { ShutList } from '../part/Shut.tsx'
import { Tiles, type Tile } from '../part/Tiles.tsx'
import { writeParty, type Party } from '../party.ts'
import { choosingHref, link, pathOf, type Place } from '../path.ts'
import type { Voice } from '../voice.ts'
import styles from './Home.module.css'

const HERE: Place = { page: 'stay' }

export type StayProps = {
  voice: Voice
  /** Where the office is. */
  city: string
  party: Party
  /** The steppers of the party stay open after a press. */
  choosing: boolean
  now: number
  today: Day
  /** The day that was asked for, with what can be done then. */
  day: { day: Day; name: string; ideas: readonly Idea[]; shut: readonly Shut[] } | null
  families: readonly { family: Family; name: string; products: readonly Product[] }[]
  tiles: readonly Tile[]
}

/** A day of the stay: a plain form, which the browser sends by itself. */
function DayForm(props: Pick<StayProps, 'voice' | 'party' | 'today' | 'day'>) {
  const t = () => props.voice.t
  return (
    <form class={styles.when} method="get" action={pathOf(props.voice.lang, HERE)}>
      <For each={writeParty(props.party)}>
        {([key, value]) => <input type="hidden" name={key} value={value} />}
      </For>
      <label for="day">{t().whichDay}</label>
      <input
        id="day"
        type="date"
        name="day"
        required
        min={props.today}
        max={LAST_DAY}
        value={props.day?.day ?? ''}
      />
      <button class="btn" type="submit">
        {t().showDay}
      </button>
    </form>
  )
}

/** Planning a stay: what can be done on a day, and everything that is sold, by family. */
export function Stay(props: StayProps) {
  const t = () => props.voice.t
  const lang = () => props.voice.lang
  return (
    <div class={styles.home}>
      <Mode voice={props.voice} party={props.party} page="stay" />
      <div class={styles.for}>
        <PartyChip
          voice={props.voice}
          party={props.party}
          open={props.choosing}
          hrefOf={(party) => choosingHref(lang(), HERE, { party, day: props.day?.day ?? null })}
        />
      </div>
      <h1>{t().stayHead(props.city)}</h1>
      <DayForm voice={props.voice} party={props.party} today={props.today} day={props.day} />
      <Show when={props.day}>
        {(day) => (
          <section>
            <h2>
              {day().name}
              <a class={styles.clear} href={link(lang(), HERE, { party: props.party })}>
                {t().anyDay}
              </a>
            </h2>
            <Show when={day().ideas.length > 0} fallback={<p class={styles.lead}>{t().noneThisDay}</p>}>
              <Ideas
                voice={props.voice}
                ideas={day().ideas}
                party={props.party}
                now={props.now}
                soon={false}
              />
            </Show>
            <ShutList voice={props.voice} shut={day().shut} party={props.party} today={props.today} />
          </section>
        )}
      </Show>
      <Tiles voice={props.voice} head={t().families} tiles={props.tiles} />
      <Show when={!props.day}>
        <For each={props.families}>
          {(family) => (
            <section>
              <h2>
                <a
                  class={styles.headLink}
                  href={link(lang(), { page: 'family', family: family.family }, { party: props.party })}
                >
                  {family.name}
                </a>
              </h2>
              <Products voice={props.voice} products={family.products} party={props.party} />
            </section>
          )}
        </For>
      </Show>
    </div>
  )
}
