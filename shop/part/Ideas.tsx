import { For } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import type { Idea } from '../idea.ts'
import type { Departure, Product } from '../model.ts'
import type { Party } from '../party.ts'
import { link } from '../path.ts'
import type { Voice } from '../voice.ts'
import { DepartureCard, ProductCard } from './Card.tsx'
import styles from './Card.module.css'

/** The page of a product for this party, with a departure already chosen when there is one. */
export function productHref(voice: Voice, product: Product, party: Party, next?: Departure | null): string {
  const at = next ? { day: next.day, at: [next.groupId ?? next.id] } : {}
  return link(voice.lang, { page: 'product', slug: product.slug }, { party, ...at })
}

/** What can be done on a day, in order of time. */
export function Ideas(props: {
  voice: Voice
  ideas: readonly Idea[]
  party: Party
  now: number
  /** Says in how many minutes it leaves. */
  soon: boolean
}) {
  return (
    <ul class={styles.cards}>
      <For each={props.ideas}>
        {(idea) => (
          <DepartureCard
            voice={props.voice}
            product={idea.product}
            party={props.party}
            href={productHref(props.voice, idea.product, props.party, idea.next)}
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

/** A product, and when it leaves next; null when no departure has a place. */
export type Offered = { product: Product; next: Departure | null }

/** Products with their next departures. */
export function Offers(props: {
  voice: Voice
  offers: readonly Offered[]
  party: Party
  today: Day
  now: number
}) {
  return (
    <ul class={styles.cards}>
      <For each={props.offers}>
        {(offer) => (
          <ProductCard
            voice={props.voice}
            product={offer.product}
            party={props.party}
            href={productHref(props.voice, offer.product, props.party, offer.next)}
            next={offer.next}
            today={props.today}
            now={props.now}
          />
        )}
      </For>
    </ul>
  )
}

/** Products without a date. */
export function Products(props: { voice: Voice; products: readonly Product[]; party: Party }) {
  return (
    <ul class={styles.cards}>
      <For each={props.products}>
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
  )
}
