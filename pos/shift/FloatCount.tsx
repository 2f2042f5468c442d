import { createSignal, For, Show } from 'solid-js'
import { parseEuros } from '../../api/shared/money.ts'
import { t } from '../text/fr.ts'
import { Field } from '../ui/Field.tsx'
import { Count } from './Count.tsx'
import css from './Shift.module.css'
import { counted, type Pieces, worth } from './pieces.ts'

export type Float = { floatC: number; pieces: Pieces }
type Way = 'piece' | 'amount'

/**
 * The float as it is being counted: piece by piece, or as one amount. `value()` is null while the amount typed is not
 * one.
 */
export function createFloat() {
  const [way, setWay] = createSignal<Way>('piece')
  const [pieces, setPieces] = createSignal<Pieces>({})
  const [text, setText] = createSignal('')
  const value = (): Float | null => {
    if (way() === 'piece') return { floatC: worth(pieces()), pieces: counted(pieces()) }
    const floatC = parseEuros(text())
    return floatC === null ? null : { floatC, pieces: {} }
  }
  return { way, setWay, pieces, setPieces, text, setText, value }
}

export function FloatCount(props: { float: ReturnType<typeof createFloat>; wrong: boolean }) {
  const ways: readonly { way: Way; text: string }[] = [
    { way: 'piece', text: t.shift.byPiece },
    { way: 'amount', text: t.shift.asAmount },
  ]
  let box: HTMLDivElement | undefined
  const choose = (way: Way) => {
    props.float.setWay(way)
    if (way === 'amount') queueMicrotask(() => box?.querySelector('input')?.focus())
  }
  return (
    <>
      <div class={css.ways}>
        <For each={ways}>
          {(one) => (
            <button
              type="button"
              aria-pressed={props.float.way() === one.way}
              onClick={() => choose(one.way)}
            >
              {one.text}
            </button>
          )}
        </For>
      </div>
      <Show
        when={props.float.way() === 'piece'}
        fallback={
          <div class={css.amount} ref={(el) => (box = el)}>
            <Field
              label={t.shift.amount}
              name="amount"
              inputmode="decimal"
              autocomplete="off"
              value={props.float.text()}
              onText={props.float.setText}
              error={props.wrong ? t.shift.badAmount : null}
            />
          </div>
        }
      >
        <Count
          pieces={props.float.pieces()}
          onCount={(face, n) => props.float.setPieces((old) => ({ ...old, [face]: n }))}
        />
      </Show>
    </>
  )
}
