import { For, Match, Show, Switch } from 'solid-js'
import type { Slip, SlipRow } from '../../api/shared/slip.ts'
import css from './SlipSheet.module.css'

/** Slips as 80 mm paper shows them, each to be cut off; on the screen, one under the other. */
export function SlipSheet(props: { slips: readonly Slip[] }) {
  return (
    <For each={props.slips}>
      {(slip) => (
        <article class={css.slip} data-slip>
          <svg class={css.mark} viewBox="0 0 26 26" aria-hidden="true">
            <path fill="#000" d="M4.5 26C3 14 5 1 12.5 1 20.5 1 23.5 13 22.5 26z" />
            <path fill="#fff" d="M9 11.5a4.2 4.2 0 0 1 8.4 0V20H9z" />
            <path fill="#000" d="M9 15.5h8.4V17H9z" />
          </svg>
          <For each={slip}>{(row) => <Row row={row} />}</For>
        </article>
      )}
    </For>
  )
}

type Of<K extends SlipRow['kind']> = Extract<SlipRow, { kind: K }>
const is =
  <K extends SlipRow['kind']>(...kinds: K[]) =>
  (row: SlipRow): Of<K> | false =>
    kinds.includes(row.kind as K) && (row as Of<K>)

const words = is('title', 'heading', 'code', 'figure', 'text')
const pairs = is('pair', 'total')
const table = is('table')
const box = is('box')
const qr = is('qr')

/** Modules of white that the standard wants around a code. */
const QUIET = 4

function Row(props: { row: SlipRow }) {
  return (
    <Switch fallback={<hr class={css[props.row.kind]} />}>
      <Match when={words(props.row)}>
        {(row) => (
          <p class={css[row().kind]} {...style(row())}>
            {row().text}
          </p>
        )}
      </Match>
      <Match when={pairs(props.row)}>
        {(row) => (
          <p class={css[row().kind]} {...style(row())}>
            <span>{row().left}</span>
            <span>{row().right}</span>
          </p>
        )}
      </Match>
      <Match when={table(props.row)}>
        {(row) => (
          <table class={css.table}>
            <thead>
              <Cells cells={row().head} head />
            </thead>
            <tbody>
              <For each={row().rows}>{(cells) => <Cells cells={cells} />}</For>
            </tbody>
            <tfoot>
              <Cells cells={row().foot} />
            </tfoot>
          </table>
        )}
      </Match>
      <Match when={box(props.row)}>
        {(row) => (
          <p class={css.box}>
            <b>{row().text}</b>
            <Show when={row().note}>{(note) => <span>{note()}</span>}</Show>
          </p>
        )}
      </Match>
      <Match when={qr(props.row)}>
        {(row) => (
          <svg
            class={css.qr}
            viewBox={`${-QUIET} ${-QUIET} ${row().size + 2 * QUIET} ${row().size + 2 * QUIET}`}
            role="img"
            aria-label={row().text}
            shape-rendering="crispEdges"
          >
            <path d={row().path} />
          </svg>
        )}
      </Match>
    </Switch>
  )
}

/** What a row asks for beyond its kind, as data for the style sheet. */
function style(row: SlipRow): Record<string, '' | undefined> {
  const on = (is: boolean | undefined) => (is ? '' : undefined)
  return {
    'data-bold': on('bold' in row && row.bold),
    'data-center': on('center' in row && row.center),
    'data-small': on('small' in row && row.small),
    'data-indent': on('indent' in row && row.indent),
  }
}

function Cells(props: { cells: readonly string[]; head?: boolean }) {
  return (
    <tr>
      <For each={props.cells}>{(cell) => (props.head ? <th scope="col">{cell}</th> : <td>{cell}</td>)}</For>
    </tr>
  )
}
