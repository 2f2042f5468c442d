import { For, Show } from 'solid-js'
import type { Family } from '../../api/shared/catalog.ts'
import { Art } from '../art/Art.tsx'
import type { Voice } from '../voice.ts'
import styles from './Tiles.module.css'

export type Tile = { family: Family; name: string; art: string; count: number; href: string }

/** The families, side by side: together they make one coast. */
export function Tiles(props: { voice: Voice; head: string; tiles: readonly Tile[] }) {
  return (
    <Show when={props.tiles.length > 0}>
      <nav class={styles.tiles} aria-labelledby="families">
        <h2 id="families">{props.head}</h2>
        <ul>
          <For each={props.tiles}>
            {(tile) => (
              <li>
                <a href={tile.href}>
                  <span class={styles.pic}>
                    <Art name={tile.art} />
                  </span>
                  <b>{tile.name}</b>
                  <span class="meta">{props.voice.t.activities(tile.count)}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </nav>
    </Show>
  )
}
