import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Fare } from '../../api/shared/catalog.ts'
import { ApiProblem } from '../../api/client.ts'
import { problemText } from '../problem.ts'
import { favourites as t } from '../text/extra.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './FavouritesDialog.module.css'
import { parseQuery, searchProducts } from './search.ts'
import { fareName, faresOf } from './tile-fares.ts'
import type { Till } from './till.ts'

/** Tiles that a register has room for, as the server takes them. */
const MOST = 20

/** The tiles of this register: which, and in which order. */
export function FavouritesDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  return (
    <Dialog
      open={dialogs().asked()?.what === 'favourites'}
      title={t.title}
      wide
      onClose={() => dialogs().close()}
    >
      <Choice till={props.till} />
    </Dialog>
  )
}

function Choice(props: { till: Till }) {
  const { programme, terms, dialogs } = props.till
  const [chosen, setChosen] = createSignal([...props.till.favourites()])
  const [wanted, setWanted] = createSignal('')
  const [said, setSaid] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const fares = createMemo(() => {
    const index = programme.index()
    return chosen().flatMap((id) => index.fares.get(id) ?? [])
  })
  const found = createMemo((): Fare[] => {
    const { words } = parseQuery(wanted())
    if (words.length === 0) return []
    return searchProducts(programme.words(), words)
      .flatMap(faresOf)
      .filter((fare) => !chosen().includes(fare.unit.id))
      .slice(0, 8)
  })

  let box: HTMLDivElement | undefined
  /** What was pressed may be gone: the focus goes to the same button of the next one, else to the search. */
  const refocus = (list: 'found' | 'chosen', at: number) =>
    queueMicrotask(() => {
      const buttons = box?.querySelectorAll<HTMLElement>(`[data-list="${list}"] [data-next]`) ?? []
      const next = buttons[Math.min(at, buttons.length - 1)] ?? box?.querySelector('input')
      next?.focus()
    })

  function add(fare: Fare) {
    if (chosen().length >= MOST) return setSaid(t.full)
    const at = found().indexOf(fare)
    setChosen([...chosen(), fare.unit.id])
    setSaid(null)
    refocus('found', at)
  }

  function remove(id: string) {
    const at = chosen().indexOf(id)
    setChosen(chosen().filter((one) => one !== id))
    refocus('chosen', at)
  }

  /** A row that moves takes its place in the list anew: the button that moved it has the focus again. */
  function move(id: string, by: 1 | -1, button: HTMLElement) {
    const at = chosen().indexOf(id)
    const to = at + by
    if (to < 0 || to >= chosen().length) return
    const next = chosen().filter((one) => one !== id)
    next.splice(to, 0, id)
    setChosen(next)
    queueMicrotask(() => button.focus())
  }

  async function keep() {
    setBusy(true)
    setSaid(null)
    try {
      await terms.api.setFavourites(terms.registerId, chosen())
      await programme.loadCatalog()
      dialogs.close()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setSaid(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div ref={(el) => (box = el)} class={css.choice}>
      <div class={css.found}>
        <Field label={t.search} value={wanted()} onText={setWanted} autocomplete="off" autofocus />
        <Show when={wanted().trim() !== '' && found().length === 0}>
          <p class="soft">{t.none}</p>
        </Show>
        <ul data-list="found">
          <For each={found()}>
            {(fare) => (
              <li>
                <button type="button" class={css.add} data-next onClick={() => add(fare)}>
                  <Icon name="plus" small />
                  <span class="sr">{t.add(fareName(fare))}</span>
                  <span aria-hidden="true">{fareName(fare)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
      <ol class={css.chosen} data-list="chosen">
        <For each={fares()}>
          {(fare, i) => (
            <li>
              <span class={css.key}>
                <Show when={i() < 10}>
                  <Kbd stay>{String((i() + 1) % 10)}</Kbd>
                </Show>
              </span>
              <span class={css.name}>{fareName(fare)}</span>
              <button
                type="button"
                aria-label={t.up(fareName(fare))}
                onClick={(event) => move(fare.unit.id, -1, event.currentTarget)}
              >
                <Icon name="down" class={css.up} />
              </button>
              <button
                type="button"
                aria-label={t.down(fareName(fare))}
                onClick={(event) => move(fare.unit.id, 1, event.currentTarget)}
              >
                <Icon name="down" />
              </button>
              <button
                type="button"
                aria-label={t.remove(fareName(fare))}
                data-next
                onClick={() => remove(fare.unit.id)}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ol>
      <div class={css.foot}>
        <Show when={said()} fallback={<p class="meta">{t.hint}</p>}>
          {(text) => <Notice kind="tan">{text()}</Notice>}
        </Show>
        <Button kind="sea" size="big" busy={busy()} onClick={() => void keep()}>
          {t.keep}
        </Button>
      </div>
    </div>
  )
}
