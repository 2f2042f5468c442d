import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { counter as t } from '../text/counter.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import css from './SearchField.module.css'
import type { Till } from './till.ts'

/** The field that everything typed goes to: a product, a departure, or a whole sale. */
export function SearchField(props: { till: Till }) {
  return (
    <form
      class={css.find}
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        props.till.submit()
      }}
    >
      <Icon name="search" />
      <input
        id="counter-search"
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="go"
        aria-label={t.search.label}
        placeholder={props.till.terms.small ? t.search.short : t.search.placeholder}
        prop:value={props.till.query()}
        onInput={(event) => props.till.setQuery(event.currentTarget.value)}
      />
      <Show when={props.till.query() !== ''} fallback={<span class={css.hint}>{t.search.anywhere}</span>}>
        <button
          type="button"
          class={css.clear}
          aria-label={t.search.clear}
          onClick={() => props.till.setQuery('')}
        >
          <Icon name="close" />
        </button>
      </Show>
      <Kbd>Échap</Kbd>
      <A href="/scan" class={css.scan} aria-label={t.search.scan}>
        <Icon name="scan" />
      </A>
    </form>
  )
}
