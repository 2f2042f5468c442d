import { For, Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import { dayName } from '../day.ts'
import type { Idea } from '../idea.ts'
import type { Voice } from '../voice.ts'
import type { Product } from '../model.ts'
import type { Party } from '../party.ts'
import { link, type Place } from '../path.ts'
import { DepartureCard, ProductCard } from '../part/Card.tsx'
import { PartyChip } from '../part/PartyChip.tsx'
import styles from './Home.module.css'

/** "Je suis sur place / Je prépare mon séjour": two addresses. */
function Mode(props: { voice: Voice; party: Party; page: 'home' | 'stay' }) {
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

function productHref(voice: Voice, product: Product, party: Party, idea?: Idea): string {
  const at = idea ? { day: idea.next.day, at: [idea.next.id] } : {}
  return link(voice.lang, { page: 'product', slug: product.slug }, { party, ...at })
}

function Ideas(props: { voice: Voice; ideas: readonly Idea[]; party: Party; now: number; soon: boolean }) {
  return (
    <ul class={styles.cards}>
      <For each={props.ideas}>
        {(idea) => (
          <DepartureCard
            voice={props.voice}
            product={idea.product}
            party={props.party}
            href={productHref(props.voice, idea.product, props.party, idea)}
            departure={idea.next}
            later={idea.later}
            now={props.now}
            soon={props.soon}
          />
        )}
      </For>
    </ul>
  )
}

export type HomeProps = {
  voice: Voice
  party: Party
  /** The steppers of the party stay open after a press. */
  choosing: boolean
  now: number
  today: readonly Idea[]
  tomorrow: readonly Idea[]
  /** When nothing leaves today nor tomorrow: the nearest days that have something. */
  nearest: { day: Day; ideas: readonly Idea[] }[]
}

/** On the spot: what leaves from now on, today and tomorrow. */
export function Home(props: HomeProps) {
  const t = () => props.voice.t
  const page: Place = { page: 'home' }
  const nothing = () => props.today.length === 0 && props.tomorrow.length === 0
  return (
    <div class={styles.home}>
      <Mode voice={props.voice} party={props.party} page="home" />
      <div class={styles.for}>
        <PartyChip
          voice={props.voice}
          party={props.party}
          open={props.choosing}
          hrefOf={(party) => withOpen(link(props.voice.lang, page, { party }))}
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
        </section>
        <section id="tomorrow">
          <h2>{t().ideasTomorrow(props.tomorrow.length)}</h2>
          <Ideas {...props} ideas={props.tomorrow} soon={false} />
        </section>
      </Show>
      <p class={styles.all}>
        <a class="btn" href={link(props.voice.lang, { page: 'stay' }, { party: props.party })}>
          {t().seeAll}
        </a>
      </p>
    </div>
  )
}

/** Keeps the steppers open across a press, without JavaScript. */
function withOpen(href: string): string {
  return `${href}${href.includes('?') ? '&' : '?'}who=1`
}

export type StayProps = {
  voice: Voice
  /** Where the office is. */
  city: string
  party: Party
  choosing: boolean
  families: { name: string; products: readonly Product[] }[]
}

/** Planning a stay: everything that is sold, by family. */
export function Stay(props: StayProps) {
  return (
    <div class={styles.home}>
      <Mode voice={props.voice} party={props.party} page="stay" />
      <div class={styles.for}>
        <PartyChip
          voice={props.voice}
          party={props.party}
          open={props.choosing}
          hrefOf={(party) => withOpen(link(props.voice.lang, { page: 'stay' }, { party }))}
        />
      </div>
      <h1>{props.voice.t.stayHead(props.city)}</h1>
      <nav class={styles.families} aria-label={props.voice.t.families}>
        <For each={props.families}>{(family, i) => <a href={`#f${i()}`}>{family.name}</a>}</For>
      </nav>
      <For each={props.families}>
        {(family, i) => (
          <section id={`f${i()}`}>
            <h2>{family.name}</h2>
            <ul class={styles.cards}>
              <For each={family.products}>
                {(product) => (
                  <ProductCard
                    voice={props.voice}
                    product={product}
                    party={props.party}
                    href={productHref(props.voice, product, props.party)}
                  />
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </div>
  )
}
