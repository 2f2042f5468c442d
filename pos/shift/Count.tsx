import { For } from 'solid-js'
import { t } from '../text/fr.ts'
import { Money } from '../ui/Money.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import css from './Count.module.css'
import { COINS, faceName, NOTES, type Pieces } from './pieces.ts'

/** Counts a drawer face by face. Entrée goes to the next face, so that a numeric pad is enough. */
export function Count(props: { pieces: Pieces; onCount: (face: number, n: number) => void }) {
  const next = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    const fields = [...event.currentTarget.querySelectorAll('input')]
    const after = fields[fields.indexOf(event.target) + 1]
    if (after) after.focus()
    else event.target.form?.querySelector<HTMLElement>('[type="submit"]')?.focus()
  }
  return (
    <div class={css.count} onKeyDown={next}>
      <Faces title={t.shift.notes} faces={NOTES} pieces={props.pieces} onCount={props.onCount} />
      <Faces title={t.shift.coins} faces={COINS} pieces={props.pieces} onCount={props.onCount} />
    </div>
  )
}

/** Faces of notes, coins or vouchers, each with how many there are. */
export function Faces(props: {
  title: string
  faces: readonly number[]
  pieces: Pieces
  onCount: (face: number, n: number) => void
}) {
  const n = (face: number) => props.pieces[face] ?? 0
  return (
    <section class={css.faces}>
      <h2>{props.title}</h2>
      <ul>
        <For each={props.faces}>
          {(face) => (
            <li>
              <span class={css.face}>{faceName(face)}</span>
              <Stepper
                label={t.shift.face(faceName(face))}
                value={n(face)}
                max={9_999}
                onChange={(value) => props.onCount(face, value)}
              />
              <span class={css.sum} data-zero={n(face) === 0 ? '' : undefined}>
                <Money cents={face * n(face)} plain />
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
