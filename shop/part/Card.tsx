import { Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { Art } from '../art/Art.tsx'
import { dayAfter, duration, shortDay } from '../day.ts'
import { Island } from '../island.tsx'
import type { Voice } from '../voice.ts'
import { wordsOf, type Departure, type Product } from '../model.ts'
import { listPrice, pieceName, type Party } from '../party.ts'
import styles from './Card.module.css'

type CardProps = { voice: Voice; product: Product; party: Party; href: string }

/** The price of a list: the party's total first. */
function Price(props: CardProps & { optionId?: string; from?: boolean }) {
  const price = () => listPrice(props.product, props.party, props.optionId)
  const t = () => props.voice.t
  return (
    <Show when={price()}>
      {(shown) => {
        const euros = () => formatEuros(shown().totalC, props.voice.lang)
        const of = () => {
          const p = shown()
          if (p.of === 'party') return t().forParty(p.people)
          if (p.of === 'one') return t().perPerson
          return p.unit ? t().perUnit(pieceName(p.unit, props.voice.lang)) : t().perPiece
        }
        return (
          <span class={styles.sum}>
            <b>{props.from ? t().from(euros()) : euros()}</b> {of()}
          </span>
        )
      }}
    </Show>
  )
}

/** A departure: when, what, where, seats, price for this party. */
export function DepartureCard(
  props: CardProps & { departure: Departure; later: string[]; now: number; soon: boolean },
) {
  const words = () => wordsOf(props.product, props.voice.lang)
  const t = () => props.voice.t
  const where = () =>
    [props.product.place ?? props.product.meetingPoint ?? '', laterText()].filter(Boolean).join(' · ')
  const laterText = () => (props.later.length > 0 ? t().later(props.later.join(', ')) : '')
  return (
    <li>
      <a class={styles.card} href={props.href}>
        <span class={styles.pic}>
          <Art name={props.product.art} narrow />
        </span>
        <span class={styles.body}>
          <span class={styles.when}>
            <b>{props.departure.time}</b>{' '}
            <Show when={props.soon}>
              <Island
                name="until"
                voice={props.voice}
                data={{ startsAt: props.departure.startsAt, time: props.departure.time, now: props.now }}
              />
            </Show>
            <Show when={props.product.durationMinutes}>
              {(minutes) => `${props.soon ? ' · ' : ''}${duration(minutes())}`}
            </Show>
          </span>
          <b class={styles.name} lang={words().foreign ? 'fr' : undefined}>
            {words().words.title}
          </b>
          <span class={styles.where}>{where()}</span>
          <span class={styles.end}>
            <Island
              name="seats"
              voice={props.voice}
              data={{
                departure: seatsOf(props.departure),
                now: props.now,
                ...needOf(props, props.departure),
              }}
            />
            <Price {...props} optionId={props.departure.optionId} />
          </span>
        </span>
      </a>
    </li>
  )
}

/** A product: what, in a line, its price from today on, and its next departure when that is told. */
export function ProductCard(props: CardProps & { next?: Departure | null; today?: Day; now?: number }) {
  const words = () => wordsOf(props.product, props.voice.lang)
  const where = () =>
    [
      props.product.durationMinutes ? duration(props.product.durationMinutes) : '',
      props.product.place ?? props.product.meetingPoint ?? '',
    ]
      .filter(Boolean)
      .join(' · ')
  /** What has no departures can be had any day. */
  const unsold = () => (props.product.kind === 'SESSION' ? props.voice.t.noneOpen : props.voice.t.anyTime)
  return (
    <li>
      <a class={styles.card} href={props.href}>
        <span class={styles.pic}>
          <Art name={props.product.art} narrow />
        </span>
        <span class={styles.body}>
          <b class={styles.name} lang={words().foreign ? 'fr' : undefined}>
            {words().words.title}
          </b>
          <span class={styles.short} lang={words().foreign ? 'fr' : undefined}>
            {words().words.short}
          </span>
          <Show when={props.next !== undefined}>
            <span class={styles.where}>{where()}</span>
          </Show>
          <Show when={props.next}>
            {(next) => (
              <span class={styles.when}>
                <span class={styles.said}>{props.voice.t.nextOne}</span> <b>{next().time}</b>{' '}
                {dayWord(props.voice, next().day, props.today)}
              </span>
            )}
          </Show>
          <span class={styles.end}>
            <Show when={props.next !== undefined} fallback={<span class={styles.where}>{where()}</span>}>
              <Show when={props.next} fallback={<span class={styles.none}>{unsold()}</span>}>
                {(next) => (
                  <Island
                    name="seats"
                    voice={props.voice}
                    data={{ departure: seatsOf(next()), now: props.now ?? 0, ...needOf(props, next()) }}
                  />
                )}
              </Show>
            </Show>
            <Price {...props} from />
          </span>
        </span>
      </a>
    </li>
  )
}

/** "aujourd’hui", "demain", or the day. */
export function dayWord({ t, lang }: Voice, day: Day, today: Day | undefined): string {
  if (day === today) return t.today
  return today && day === dayAfter(today) ? t.nextDayWord : shortDay(lang, day)
}

/** How many come, and the places they take: a departure that has fewer says so beside their price. */
function needOf(props: Pick<CardProps, 'product' | 'party'>, departure: Departure) {
  const price = listPrice(props.product, props.party, departure.optionId)
  return price?.of === 'party' ? { people: price.people, need: price.seats } : { people: 0, need: 0 }
}

function seatsOf(d: Departure) {
  return {
    day: d.day,
    counterId: d.counterId,
    capacity: d.capacity,
    taken: d.taken,
    held: d.held,
    closedReason: d.closedReason,
    cutoffAt: d.cutoffAt,
  }
}
