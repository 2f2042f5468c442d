import { For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { Bike, Concert, Megalith, Museum, Rail, Shop, Train, Tree } from './land.tsx'
import { Sea } from './parts.tsx'
import { Boat, Dive, Kayak, LandSail, Sail, Spa, Walk } from './water.tsx'

/** Drawings are 160 × 100; `x` and `w` say which part a narrow frame keeps. */
const ART = {
  boat: { draw: Boat, x: 58, w: 92 },
  sail: { draw: Sail, x: 22, w: 104 },
  kayak: { draw: Kayak, x: 66, w: 88 },
  dive: { draw: Dive, x: 24, w: 96 },
  landsail: { draw: LandSail, x: 34, w: 96 },
  spa: { draw: Spa, x: 32, w: 92 },
  walk: { draw: Walk, x: 38, w: 88 },
  megalith: { draw: Megalith, x: 12, w: 92 },
  museum: { draw: Museum, x: 26, w: 94 },
  concert: { draw: Concert, x: 28, w: 100 },
  train: { draw: Train, x: 62, w: 88 },
  rail: { draw: Rail, x: 62, w: 92 },
  bike: { draw: Bike, x: 34, w: 92 },
  tree: { draw: Tree, x: 36, w: 92 },
  shop: { draw: Shop, x: 34, w: 92 },
  coast: { draw: Sea, x: 34, w: 92 },
} as const

export type ArtName = keyof typeof ART

/** The drawing of that name; the empty coast when there is none. */
export function artNamed(name: string): ArtName {
  return Object.hasOwn(ART, name) ? (name as ArtName) : 'coast'
}

/** Draws each illustration that a page uses once; `Art` shows it. */
export function ArtDefs(props: { names: readonly string[] }) {
  return (
    <svg class="defs" width="0" height="0" aria-hidden="true">
      <For each={[...new Set(props.names.map(artNamed))]}>
        {(name) => (
          <symbol id={`art-${name}`} viewBox="0 0 160 100">
            <Dynamic component={ART[name].draw} />
          </symbol>
        )}
      </For>
    </svg>
  )
}

/** An illustration, decoration beside a name: hidden from readers. `narrow` crops to what matters. */
export function Art(props: { name: string; narrow?: boolean }) {
  const art = () => ART[artNamed(props.name)]
  return (
    <svg
      class="art"
      viewBox={props.narrow ? `${art().x} 0 ${art().w} 100` : '0 0 160 100'}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <use href={`#art-${artNamed(props.name)}`} width="160" height="100" />
    </svg>
  )
}
