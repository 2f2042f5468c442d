import { For, Show } from 'solid-js'
import { FAMILIES } from '../../api/shared/catalog.ts'
import { counter as t } from '../text/counter.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import css from './Tabs.module.css'
import type { Tab, Till } from './till.ts'

const ICON: Record<Tab, IconName> = {
  FAVOURITES: 'star',
  DEPARTURES: 'clock',
  BOAT: 'boat',
  WATER: 'waves',
  VISIT: 'stone',
  EVENT: 'music',
  TRAIN: 'train',
  WELLNESS: 'parasol',
  RAIL: 'train',
  BOUTIQUE: 'bag',
}

/** Families that have something on sale, after the favourites; on a phone the departures come first. */
export function Tabs(props: { till: Till }) {
  const tabs = (): Tab[] => {
    const sold = new Set(props.till.programme.index().catalog.products.map((p) => p.family))
    return ['DEPARTURES', 'FAVOURITES', ...FAMILIES.filter((f) => sold.has(f))]
  }
  const choose = (tab: Tab) => {
    props.till.setQuery('')
    props.till.setTab(tab)
  }
  const chosen = (tab: Tab) => (props.till.tab() === tab ? 'true' : 'false')
  return (
    <nav class={css.tabs} aria-label={t.familiesLabel}>
      <For each={tabs()}>
        {(tab) => (
          <button type="button" aria-pressed={chosen(tab)} data-tab={tab} onClick={() => choose(tab)}>
            <Show when={tab !== 'DEPARTURES'}>
              <Icon name={ICON[tab]} small />
            </Show>
            {t.families[tab]}
          </button>
        )}
      </For>
    </nav>
  )
}
