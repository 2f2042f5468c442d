import { For, Show, type JSX } from 'solid-js'
import { ArtDefs } from '../art/Art.tsx'
import type { Voice } from '../voice.ts'
import type { Office } from '../model.ts'
import { kept, pathOf, type Place } from '../path.ts'
import { Icon, Mark } from '../part/Icon.tsx'
import { SeatDefs } from '../part/Seats.tsx'
import type { Lang } from '../text/lang.ts'
import styles from './Page.module.css'

export type PageProps = {
  voice: Voice
  office: Office | null
  /** What the address asks for: the links around the page take it along. */
  query: URLSearchParams
  /** Addresses of the same page in the other languages. */
  others: { lang: Lang; href: string; name: string }[]
  /** Illustrations that the page shows. */
  art: readonly string[]
  /** Leaves room for the bar at the bottom of a phone. */
  bar?: boolean
  children: JSX.Element
}

/** What surrounds every page: header, languages, content, footer. */
export function Page(props: PageProps) {
  const to = (place: Place) => pathOf(props.voice.lang, place) + kept('party', props.query)
  return (
    <>
      <a class={styles.skip} href="#content">
        {props.voice.t.skip}
      </a>
      <SeatDefs />
      <ArtDefs names={props.art} />
      <header class={styles.top}>
        <a class={styles.brand} href={to({ page: 'home' })} data-keep="party">
          <Mark />
          {props.voice.t.shop(props.office?.city ?? null)}
        </a>
        <For each={props.others}>
          {(other) => (
            <a
              class={styles.lang}
              href={other.href}
              hreflang={other.lang}
              lang={other.lang}
              rel="alternate"
              data-keep="all"
            >
              <Icon name="globe" />
              {other.name}
            </a>
          )}
        </For>
      </header>
      <p id="lost" class="note few" role="status" hidden>
        {props.voice.t.lost}
      </p>
      <main id="content" tabindex="-1" class={styles.main}>
        {props.children}
      </main>
      <footer class={styles.foot} data-bar={props.bar ? '' : undefined}>
        <Show when={props.office}>
          {(office) => (
            <>
              <p>
                <b>{office().name}</b>
              </p>
              <p>
                <a href={to({ page: 'counters' })} data-keep="party">
                  {props.voice.t.footCounters}
                </a>
              </p>
              <Show when={office().demo}>
                <p>{props.voice.t.demo}</p>
              </Show>
            </>
          )}
        </Show>
        <p>{props.voice.t.noTracker}</p>
      </footer>
    </>
  )
}

/** A page that says only what is wrong and where to go. */
export function Message(props: { head: string; text: string; href: string; action: string }) {
  return (
    <section class={styles.message}>
      <h1>{props.head}</h1>
      <p>{props.text}</p>
      <p>
        <a class="btn sea" href={props.href}>
          {props.action}
        </a>
      </p>
    </section>
  )
}
