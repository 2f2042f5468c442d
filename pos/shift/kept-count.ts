import { createStore } from 'solid-js/store'
import { keep, kept } from '../device.ts'
import { counted, type Pieces } from './pieces.ts'

const KEY = 'count'

/** A cheque found in the drawer that no sale of the session tells of. */
export type UnknownCheque = { number: string; amountC: number }

/** What was counted so far; never what was expected. */
export type CountKept = {
  pieces: Pieces
  /** Cheques ticked, by sale and place in it. */
  seen: string[]
  unknown: UnknownCheque[]
  ancv: Pieces
  /** Total of the terminal, as it was typed. */
  card: string
  step: number
}

const nothing = (): CountKept => ({ pieces: {}, seen: [], unknown: [], ancv: {}, card: '', step: 0 })

function read(shiftId: string): CountKept | null {
  try {
    const found = JSON.parse(kept(KEY) ?? 'null') as (Partial<CountKept> & { shiftId: string }) | null
    if (found?.shiftId !== shiftId) return null
    const { shiftId: _, ...count } = found
    return { ...nothing(), ...count }
  } catch {
    return null
  }
}

/** True when a count of this shift was begun on this device. */
export const hasKeptCount = (shiftId: string): boolean => read(shiftId) !== null

/** What was counted of a shift, kept on the device until the shift is closed: a drawer is not counted twice. */
export function createKeptCount(shiftId: string) {
  const [state, setState] = createStore<CountKept>(read(shiftId) ?? nothing())
  const write = (next: Partial<CountKept>) => {
    setState(next)
    const { pieces, ancv, ...rest } = { ...state, ...next }
    keep(KEY, JSON.stringify({ shiftId, ...rest, pieces: counted(pieces), ancv: counted(ancv) }))
  }
  return {
    state,
    write,
    pieces: () => state.pieces,
    count: (face: number, n: number) => write({ pieces: { ...state.pieces, [face]: n } }),
    countAncv: (face: number, n: number) => write({ ancv: { ...state.ancv, [face]: n } }),
    tick: (key: string, is: boolean) =>
      write({ seen: is ? [...state.seen, key] : state.seen.filter((one) => one !== key) }),
    forget: () => keep(KEY, null),
  }
}
export type KeptCount = ReturnType<typeof createKeptCount>
