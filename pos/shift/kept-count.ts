import { createSignal } from 'solid-js'
import { keep, kept } from '../device.ts'
import { counted, type Pieces } from './pieces.ts'

const KEY = 'count'

function read(shiftId: string): Pieces {
  try {
    const found = JSON.parse(kept(KEY) ?? 'null') as { shiftId: string; pieces: Pieces } | null
    return found?.shiftId === shiftId ? found.pieces : {}
  } catch {
    return {}
  }
}

/** What was counted of a shift's drawer, kept on the device until the shift is closed: a drawer is not counted twice. */
export function createKeptCount(shiftId: string) {
  const [pieces, setPieces] = createSignal(read(shiftId))
  return {
    pieces,
    count(face: number, n: number) {
      const next = { ...pieces(), [face]: n }
      setPieces(next)
      keep(KEY, JSON.stringify({ shiftId, pieces: counted(next) }))
    },
    forget: () => keep(KEY, null),
  }
}
