import { createEffect, createRoot, createSignal } from 'solid-js'

export const THEMES = ['auto', 'light', 'dark', 'sun'] as const
export type Theme = (typeof THEMES)[number]
export type Caps = 'always' | 'held'

/** Reads what this device keeps; its storage may be refused or emptied at any time. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(`guichet.${key}`)
  } catch {
    return null
  }
}

/** Keeps a word for this device; null forgets it. */
export function keep(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(`guichet.${key}`)
    else localStorage.setItem(`guichet.${key}`, value)
  } catch {
    // Without storage the choice lasts until the page is reloaded.
  }
}

/** What this device keeps under names that begin so. */
export function keptUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(`guichet.${prefix}`))
      .map((key) => key.slice('guichet.'.length))
  } catch {
    return []
  }
}

/** Calls `fn` when another tab keeps another word, or forgets it (null); returns how to stop. */
export function onKeptElsewhere(key: string, fn: (value: string | null) => void): () => void {
  const heard = (event: StorageEvent) => {
    // A key of null: the whole storage was emptied.
    if (event.key === `guichet.${key}` || event.key === null) fn(event.key === null ? null : event.newValue)
  }
  addEventListener('storage', heard)
  return () => removeEventListener('storage', heard)
}

const first = kept('theme')
const [theme, setThemeSignal] = createSignal<Theme>(THEMES.find((one) => one === first) ?? 'auto')
const [caps, setCapsSignal] = createSignal<Caps>(kept('caps') === 'held' ? 'held' : 'always')

export { caps, theme }

/** Theme of this device; `auto` follows the system. */
export function setTheme(next: Theme) {
  // The sun goes and comes with one press: what was before it is what comes back.
  if (next === 'sun' && theme() !== 'sun') keep('theme.before', theme())
  setThemeSignal(next)
  keep('theme', next)
}

/** One press for the sun, one press back. */
export function toggleSun() {
  const before = kept('theme.before')
  setTheme(theme() === 'sun' ? (THEMES.find((one) => one === before) ?? 'auto') : 'sun')
}

/** Key caps always shown, or only while Alt or ? is held. */
export function setCaps(next: Caps) {
  setCapsSignal(next)
  keep('caps', next)
}

createRoot(() => {
  createEffect(() => {
    if (theme() === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme()
  })
  createEffect(() => {
    document.documentElement.dataset.keys = caps()
  })
})

const held = (is: boolean) => document.documentElement.toggleAttribute('data-held', is)
addEventListener('keydown', (event) => {
  if (event.key === 'Alt' || event.key === '?') held(true)
})
addEventListener('keyup', () => held(false))
addEventListener('blur', () => held(false))
