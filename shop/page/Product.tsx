import { For, Show, type JSX } from 'solid-js'
import { Art } from '../art/Art.tsx'
import { duration } from '../day.ts'
import { Island } from '../island.tsx'
import type { Voice } from '../voice.ts'
import { languageName } from '../language.ts'
import { wordsOf, type Product } from '../model.ts'
import { kept, pathOf } from '../path.ts'
import type { BookingData } from '../part/Booking.tsx'
import { Icon, type IconName } from '../part/Icon.tsx'
import { Offers, type Offered } from '../part/Ideas.tsx'
import { readParty } from '../party.ts'
import styles from './Product.module.css'

function Fact(props: { icon: IconName; children: JSX.Element }) {
  return (
    <li>
      <Icon name={props.icon} small /> {props.children}
    </li>
  )
}

function Facts(props: { product: Product; voice: Voice }) {
  const t = () => props.voice.t
  const place = () => props.product.place ?? props.product.meetingPoint
  return (
    <ul class={styles.facts}>
      <Show when={props.product.durationMinutes}>
        {(minutes) => <Fact icon="clock">{duration(minutes())}</Fact>}
      </Show>
      <Show when={props.product.kind === 'SESSION' || props.product.kind === 'OPEN'}>
        <Fact icon="person">{props.product.minAge ? t().fromAge(props.product.minAge) : t().allAges}</Fact>
      </Show>
      <Show when={place()}>{(name) => <Fact icon="pin">{name()}</Fact>}</Show>
      <Show when={props.product.languages.length > 0}>
        <Fact icon="globe">
          {props.product.languages.map((code) => languageName(code, props.voice.lang)).join(', ')}
        </Fact>
      </Show>
      <Show when={props.product.wheelchair}>
        <Fact icon="wheel">{t().wheelchairShort}</Fact>
      </Show>
      <Show when={props.product.dogs}>
        <Fact icon="dog">{t().dogsShort}</Fact>
      </Show>
    </ul>
  )
}

/** One sentence before the calendar: until when it can be cancelled, or how it is used. */
function terms(product: Product, voice: Voice): { free: boolean; text: string } {
  const t = voice.t
  if (product.kind === 'GOODS') return { free: false, text: t.goods }
  if (product.kind === 'EXTERNAL') return { free: false, text: t.external }
  if (product.kind === 'OPEN') {
    return { free: false, text: product.validityDays ? t.openDated(product.validityDays) : t.undated }
  }
  const said = product.text[voice.lang]?.cancel ?? (voice.lang === 'fr' ? product.text.fr.cancel : undefined)
  if (product.cancelFreeMinutes === null) return { free: false, text: said ?? t.cancelNever }
  return { free: true, text: said ?? t.cancelFree(duration(product.cancelFreeMinutes)) }
}

function Fold(props: { title: string; open?: boolean; lang?: string; children: JSX.Element }) {
  return (
    <details open={props.open}>
      <summary>
        {props.title} <Icon name="next" />
      </summary>
      <div lang={props.lang}>{props.children}</div>
    </details>
  )
}

function Folds(props: { product: Product; voice: Voice }) {
  const t = () => props.voice.t
  const said = () => wordsOf(props.product, props.voice.lang)
  const foreign = () => (said().foreign ? 'fr' : undefined)
  const dated = () => props.product.kind === 'SESSION' || props.product.kind === 'OPEN'
  const access = () =>
    [
      props.product.meetingPoint ? t().meeting(props.product.meetingPoint) : '',
      props.product.checkinMinutes > 0 ? t().checkin(duration(props.product.checkinMinutes)) : '',
      dated() ? (props.product.wheelchair ? t().wheelchair : t().noWheelchair) : '',
      dated() ? (props.product.dogs ? t().dogs : t().noDogs) : '',
    ].filter(Boolean)
  const conditions = () =>
    [
      props.product.minAge ? t().minAge(props.product.minAge) : '',
      terms(props.product, props.voice).text,
      props.product.withdrawal === 'NONE_DATED_LEISURE' ? t().noWithdrawal : t().withdrawal,
      t().allIn,
    ].filter(Boolean)
  return (
    <div class={styles.folds}>
      <Fold title={t().what} open>
        <Show when={said().foreign}>
          <p class="meta">{t().inFrench}</p>
        </Show>
        <p lang={foreign()}>{said().words.description}</p>
      </Fold>
      <Show when={said().words.bring}>
        {(bring) => (
          <Fold title={t().bring} lang={foreign()}>
            <p>{bring()}</p>
          </Fold>
        )}
      </Show>
      <Show when={said().words.access || access().length > 0}>
        <Fold title={t().access}>
          <Show when={said().words.access}>{(text) => <p lang={foreign()}>{text()}</p>}</Show>
          <Show when={access().length > 0}>
            <p>{access().join(' ')}</p>
          </Show>
        </Fold>
      </Show>
      <Fold title={t().conditions}>
        <For each={conditions()}>{(sentence) => <p>{sentence}</p>}</For>
      </Fold>
      <Fold title={t().provider}>
        <p>
          {props.product.providerName && props.product.saleMode === 'MANDATE'
            ? t().providerLong(props.product.providerName)
            : t().ownLong}
        </p>
      </Fold>
    </div>
  )
}

/** A product: what it is, when, for whom, how much. */
export function ProductPage(props: {
  voice: Voice
  product: Product
  /** What the address asks for. */
  query: URLSearchParams
  booking: BookingData
  similar: readonly Offered[]
  now: number
}) {
  const t = () => props.voice.t
  const said = () => wordsOf(props.product, props.voice.lang)
  const sentence = () => terms(props.product, props.voice)
  const by = () =>
    props.product.providerName && props.product.saleMode === 'MANDATE'
      ? t().by(props.product.providerName)
      : t().own
  const family = () =>
    pathOf(props.voice.lang, { page: 'family', family: props.product.family }) + kept('party', props.query)
  return (
    <>
      <article class={styles.product}>
        <div class={styles.hero}>
          <Art name={props.product.art} />
          <a href={family()} aria-label={t().backTo(t().family[props.product.family])} data-keep="party">
            <Icon name="back" />
          </a>
        </div>
        <div class={styles.head}>
          <h1 lang={said().foreign ? 'fr' : undefined}>{said().words.title}</h1>
          <p class={styles.by}>{by()}</p>
          <Facts product={props.product} voice={props.voice} />
          <p class={styles.terms} data-free={sentence().free ? '' : undefined}>
            <Icon name={sentence().free ? 'check' : 'info'} /> <span>{sentence().text}</span>
          </p>
        </div>
        <div class={styles.book}>
          <Island name="booking" voice={props.voice} data={props.booking} />
        </div>
        <Folds product={props.product} voice={props.voice} />
      </article>
      <Show when={props.similar.length > 0}>
        <section class={styles.similar} aria-labelledby="similar">
          <h2 id="similar">{t().similar}</h2>
          <Offers
            voice={props.voice}
            offers={props.similar}
            party={readParty(props.query)}
            today={props.booking.today}
            now={props.now}
          />
        </section>
      </Show>
    </>
  )
}
