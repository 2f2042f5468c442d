import { For, Show } from 'solid-js'
import { Art } from '../art/Art.tsx'
import type { Voice } from '../voice.ts'
import type { Office } from '../model.ts'
import { Icon } from '../part/Icon.tsx'
import styles from './Counters.module.css'

/** What the visitor came with from a product page, so that it can be read out over the telephone. */
export type Wish = {
  title: string
  foreign: boolean
  art: string
  when: string
  whom: string
  price: string
  href: string
}

/** Where to book until it can be done here: addresses and telephone. */
export function Counters(props: { voice: Voice; office: Office; wish: Wish | null }) {
  const t = () => props.voice.t
  return (
    <div class={styles.counters}>
      <h1>{t().countersHead}</h1>
      <p class={styles.lead}>{t().countersLead}</p>
      <Show when={props.wish}>
        {(wish) => (
          <section class={styles.wish} aria-labelledby="wish">
            <h2 id="wish">{t().yourChoice}</h2>
            <div class={styles.row}>
              <span class={styles.pic}>
                <Art name={wish().art} narrow />
              </span>
              <p>
                <b lang={wish().foreign ? 'fr' : undefined}>{wish().title}</b>
                <span>{wish().when}</span>
                <span>{wish().whom}</span>
                <b class={styles.price}>{wish().price}</b>
              </p>
              <a href={wish().href}>{t().change}</a>
            </div>
          </section>
        )}
      </Show>
      <p class={styles.ways}>
        <Show when={props.office.phone}>
          {(phone) => (
            <a class="btn sea" href={`tel:${phone().replace(/[^+\d]/g, '')}`}>
              <Icon name="phone" /> {t().call(phone())}
            </a>
          )}
        </Show>
        <Show when={props.office.email}>
          {(email) => (
            <a class="btn" href={`mailto:${email()}`}>
              <Icon name="mail" /> {t().write}
            </a>
          )}
        </Show>
      </p>
      <h2>{t().ourCounters}</h2>
      <ul class={styles.sites}>
        <For each={props.office.sites}>
          {(site) => (
            <li>
              <Icon name="pin" />
              <p>
                <b>{site.name}</b>
                <span>{site.address}</span>
                <span>{site.city}</span>
              </p>
            </li>
          )}
        </For>
      </ul>
    </div>
  )
}
