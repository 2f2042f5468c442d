import { createSignal } from 'solid-js'

/** What lies over the screens: changing agent, keys and display, or nothing. One at a time. */
const [panel, setPanel] = createSignal<'agent' | 'help' | null>(null)
export { panel, setPanel }
