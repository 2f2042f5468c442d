import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Family, Fare, Product } from '../../api/shared/catalog.ts'
import { counter as t } from '../text/counter.ts'
import { t as shell } from '../text/fr.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Money } from '../ui/Money.tsx'
import { seatsLeft } from '../ui/seat-level.ts'
import { leadUnit, priceOf } from './departure.ts'
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
          </Show>
        }
      >
        <div class={css.grid}>
          <For each={fares()}>
            {(fare, i) => (
              <Tile till={props.till} fare={fare} digit={isFavourites() && i() < 10 ? i() + 1 : null} />
            )}
          </For>
        </div>
      </Show>
    </section>
  )
}

/** A dated product is one tile; an article or an open-dated ticket has one for each of its fares. */
function faresOf(product: Product): Fare[] {
  if (product.kind === 'SESSION' || product.kind === 'EXTERNAL') {
    const option = product.options.find((o) => o.isDefault) ?? product.options[0]
    const unit = option && leadUnit(option)
    return option && unit ? [{ product, option, unit }] : []
  }
  return product.options.flatMap((option) => option.units.map((unit) => ({ product, option, unit })))
}

function Tile(props: { till: Till; fare: Fare; digit: number | null }) {
  const product = () => props.fare.product
  const priceC = () => priceOf(props.till.programme.index(), props.fare.unit, props.till.programme.day())
  const left = () => {
    const id = product().counterId
    const stock = id ? props.till.programme.counters[id] : undefined
    return stock ? seatsLeft(stock) : null
  }
  const unpriced = () => (product().kind === 'EXTERNAL' ? t.tiles.printed : t.tiles.departures)
  const name = () => {
    const several = product().kind === 'OPEN' && props.fare.option.units.length > 1
    return several
      ? `${product().text.fr.title}, ${props.fare.unit.name.fr.toLowerCase()}`
      : product().text.fr.title
  }
  const inBasket = () =>
    props.till.cart.state.lines.some((l) => l.units.some((u) => u.unitId === props.fare.unit.id))
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
