import { createComponent } from 'solid-js'
import { hydrate } from 'solid-js/web'
import { ISLANDS, type IslandName } from './islands.ts'
import type { Voice } from './voice.ts'
import { follow } from './live.ts'
import { LANGS, loadText } from './text/lang.ts'

declare global {
  // Solid's own name for what a server-rendered page leaves behind.
  var _$HY: { events: Event[]; completed: WeakSet<object>; r: Record<string, unknown> }
}

// Nothing is kept from before this script: until then every control is a plain link, and does what it says.
globalThis._$HY = { events: [], completed: new WeakSet(), r: {} }

function wake<K extends IslandName>(name: K, element: HTMLElement, voice: Voice): void {
  const data = JSON.parse(element.dataset.props ?? '{}')
  hydrate(() => createComponent(ISLANDS[name], { ...data, ...voice }), element, {
    renderId: element.dataset.key ?? '',
  })
}

function isIsland(name: string | undefined): name is IslandName {
  return name !== undefined && Object.hasOwn(ISLANDS, name)
}

const islands = document.querySelectorAll<HTMLElement>('g-island')
if (islands.length > 0) {
  const lang = LANGS.find((l) => l === document.documentElement.lang) ?? 'fr'
  const voice = { lang, t: await loadText(lang) }
  for (const element of islands) {
    if (isIsland(element.dataset.island)) wake(element.dataset.island, element, voice)
  }
  const lost = document.getElementById('lost')
  follow('/api/shop/live', (is) => lost?.toggleAttribute('hidden', is))
}
