import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Family, Fare } from '../../api/shared/catalog.ts'
import { counter as t } from '../text/counter.ts'
import { cards } from '../text/cards.ts'
import { favourites as words } from '../text/extra.ts'
import { t as shell } from '../text/fr.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Money } from '../ui/Money.tsx'
import { seatsLeft } from '../ui/seat-level.ts'
import { priceOf } from './departure.ts'
import { fareName, faresOf } from './tile-fares.ts'
import css from './Tiles.module.css'
import type { Till } from './till.ts'

/** The edge of a tile says its family, beside its name. */
const EDGE: Record<Family, string> = {
  BOAT: 'var(--art-deep)',
  WATER: 'var(--art-sea)',
  VISIT: 'var(--art-shade)',
  EVENT: 'var(--art-gorse)',
  TRAIN: 'var(--art-stone)',
  WELLNESS: 'var(--art-tan)',
  RAIL: 'var(--ink)',
  BOUTIQUE: 'var(--art-heath)',
}

/** Stock at which a tile says what is left. */
const LOW = 5

/** The register's favourites, or what a family sells; one press adds an article or opens a departure. */
export function Tiles(props: { till: Till }) {
  const [all, setAll] = createSignal(false)
  const family = () => props.till.family()
  const isFavourites = () => family() === null
  const fares = createMemo((): Fare[] => {
    const index = props.till.programme.index()
    if (isFavourites()) {
      return props.till.favourites().flatMap((id) => index.fares.get(id) ?? [])
    }
    // On a phone the family's departures are in the same list: they need no tile.
    return index.catalog.products
      .filter((p) => p.family === family() && !(props.till.terms.small && p.kind === 'SESSION'))
      .flatMap(faresOf)
  })
  const away = () =>
    props.till.searching() ||
    props.till.tab() === 'DEPARTURES' ||
    (fares().length === 0 && props.till.datedFamily() !== null)
  const title = () => (isFavourites() ? t.tiles.favourites : shell.families[family() ?? 'BOAT'])
  return (
    <section
      class={css.tiles}
      aria-label={title()}
      data-all={all() ? '' : undefined}
      data-away={away() ? '' : undefined}
    >
      <header class={css.head}>
        <h2>{title()}</h2>
        <Show when={isFavourites()}>
          <span class={css.caps}>
            <Kbd>Alt</Kbd>
            <span class="meta">{t.tiles.digit}</span>
          </span>
        </Show>
        <Show when={fares().length > 4}>
          <button type="button" class={css.all} aria-expanded={all()} onClick={() => setAll((is) => !is)}>
            {all() ? t.tiles.less : t.tiles.all}
          </button>
        </Show>
      </header>
      <Show
        when={fares().length > 0}
        fallback={
          <Show when={props.till.programme.index().catalog.products.length > 0}>
            <p class="soft">{isFavourites() ? t.tiles.noFavourites : t.tiles.empty}</p>
            <Show when={isFavourites() && !props.till.terms.school}>
              <Choose till={props.till} />
            </Show>
          </Show>
        }
      >
        <div class={css.grid}>
          <For each={fares()}>
            {(fare, i) => (
              <Tile till={props.till} fare={fare} digit={isFavourites() && i() < 10 ? i() + 1 : null} />
            )}
          </For>
          <Show when={isFavourites() && !props.till.terms.school}>
            <Choose till={props.till} />
          </Show>
        </div>
      </Show>
    </section>
  )
}

/** The last tile: which tiles there are. */
function Choose(props: { till: Till }) {
  return (
    <button
      type="button"
      class={css.tile}
      data-choose
      onClick={() => props.till.dialogs.ask({ what: 'favourites' })}
    >
      <b>{words.choose}</b>
      <span class={css.foot}>
        <span class="meta">{words.by}</span>
      </span>
    </button>
  )
}

function Tile(props: { till: Till; fare: Fare; digit: number | null }) {
  const product = () => props.fare.product
  const priceC = () =>
    product().kind === 'VOUCHER'
      ? null
      : priceOf(props.till.programme.index(), props.fare.unit, props.till.programme.day())
  const left = () => {
    const id = product().counterId
    const stock = id ? props.till.programme.counters[id] : undefined
    return stock ? seatsLeft(stock) : null
  }
  const unpriced = () => {
    if (product().kind === 'EXTERNAL') return t.tiles.printed
    if (product().kind === 'VOUCHER') return cards.tile
    return product().kind === 'SESSION' ? t.tiles.departures : t.departures.notSold
  }
  const isCard = () => product().kind === 'VOUCHER'
  const name = () => fareName(props.fare)
  const inBasket = () =>
    props.till.cart.state.lines.some(
      (l) =>
        l.units.some((u) => u.unitId === props.fare.unit.id) ||
        (isCard() && l.optionId === props.fare.option.id),
    )
  const digit = () => (props.digit === 10 ? '0' : String(props.digit))
  return (
    <button
      type="button"
      class={css.tile}
      data-hit={inBasket() ? '' : undefined}
      aria-keyshortcuts={props.digit === null ? undefined : `Alt+${digit()}`}
      style={{ '--edge': EDGE[product().family] }}
      onClick={() => props.till.take(product(), props.fare.unit.id)}
    >
      <b>{name()}</b>
      <Show when={left() !== null && (left() ?? 0) <= LOW}>
        <span class={css.low} data-none={left() === 0 ? '' : undefined}>
          {t.tiles.left(left() ?? 0)}
        </span>
      </Show>
      <span class={css.foot}>
        <Show when={priceC() !== null} fallback={<span class="meta">{unpriced()}</span>}>
          <Money cents={priceC() ?? 0} />
        </Show>
        <Show when={props.digit !== null}>
          <Kbd>{digit()}</Kbd>
        </Show>
      </span>
    </button>
  )
}
