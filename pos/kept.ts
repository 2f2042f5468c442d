import { type Accessor, createComputed } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'

/**
 * What `read` gives, followed row by row: what has the same `key` as before stays where it is on the screen, with the
 * focus that it has, and only what changed is written again.
 */
export function createKept<T extends object>(
  read: Accessor<T | undefined>,
  key = 'id',
): Accessor<T | undefined> {
  const [held, setHeld] = createStore<{ data?: T }>({})
  createComputed(() => setHeld('data', reconcile(read(), { key, merge: true })))
  return () => held.data
}

/** What makes a row the same, and where it stands: another place means that it has moved. */
type RowKeys<T> = { id: (row: T) => string; place: (row: T) => string }

/**
 * Rows of several pages, newest first, whose first page was read again: its rows, then those shown that follow it. When
 * nothing shown stands in the first page any more, what lies between is not known: the first page is all there is, unless
 * it is `whole`.
 */
export function renewed<T>(
  shown: readonly T[],
  first: readonly T[],
  whole: boolean,
  { id, place }: RowKeys<T>,
): T[] {
  if (whole) return [...first]
  const at = new Map(shown.map((row, i) => [place(row), i]))
  const last = first.findLast((row) => at.has(place(row)))
  if (last === undefined) return [...first]
  const known = new Set(first.map(id))
  const later = shown.slice((at.get(place(last)) ?? 0) + 1).filter((row) => !known.has(id(row)))
  return [...first, ...later]
}
