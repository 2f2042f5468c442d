import { createComponent, sharedConfig, type JSX } from 'solid-js'
import { Hydration } from 'solid-js/web'
import { ISLANDS, type IslandData, type IslandName } from './islands.ts'
import type { Voice } from './voice.ts'

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'g-island': JSX.HTMLAttributes<HTMLElement>
    }
  }
}

/**
 * A part of a page that the browser brings to life; all the rest is plain HTML and never reaches the JavaScript.
 * Rendered on the server only: entry-client.ts finds it by its attributes.
 */
export function Island<K extends IslandName>(props: {
  name: K
  data: IslandData[K]
  voice: Voice
}): JSX.Element {
  // The key that <Hydration> takes next: the browser has to start from the same.
  const key = sharedConfig.getContextId()
  return (
    <g-island data-island={props.name} data-key={key} data-props={JSON.stringify(props.data)}>
      <Hydration>{createComponent(ISLANDS[props.name], { ...props.data, ...props.voice })}</Hydration>
    </g-island>
  )
}

/** True when a rendered page has parts that move. */
export function islandsIn(html: string): boolean {
  return html.includes('<g-island')
}
