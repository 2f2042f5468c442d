import { createSignal, onCleanup } from 'solid-js'
import { keep, kept, onKeptElsewhere } from '../device.ts'
import type { Basket } from './basket.ts'
import { readBasket } from './read-basket.ts'

/** A basket set aside, with what tells it from the others and when (ms) it was. */
export type Parked = { basket: Basket; label: string; at: number }

const key = (registerId: string) => `parked.${registerId}`

/** Baskets that a till sets aside at most: more are forgotten ones. */
export const MOST_PARKED = 9

function read(text: string | null): Parked[] {
  if (text === null) return []
  try {
    const list = JSON.parse(text) as { basket: unknown; label?: string; at?: number }[]
    if (!Array.isArray(list)) return []
    return list.flatMap((one) => {
      const basket = readBasket(JSON.stringify(one.basket ?? null))
      return basket && basket.lines.length > 0 ? [{ basket, label: one.label ?? '', at: one.at ?? 0 }] : []
    })
  } catch {
    return []
  }
}

/** Those of a register are no more: of a school's, when its training ends. */
export const forgetParked = (registerId: string): void => keep(key(registerId), null)

/**
 * Baskets set aside on this register's device, through reload and restart, without network, and the same in each of
 * its tabs: what is kept is read again before it is changed, so that two tabs lose none.
 */
export function createParked(registerId: string) {
  const now = () => read(kept(key(registerId)))
  const [list, setList] = createSignal(now())
  onCleanup(onKeptElsewhere(key(registerId), (text) => setList(read(text))))

  function write(next: Parked[]) {
    keep(key(registerId), next.length > 0 ? JSON.stringify(next) : null)
    setList(next)
  }

  return {
    list,
    isFull: () => list().length >= MOST_PARKED,
    add: (one: Parked) => write([...now(), one]),
    /** Takes a basket out of the list; null when another tab took it meanwhile. */
    take(saleId: string): Parked | null {
      const before = now()
      const found = before.find((one) => one.basket.saleId === saleId)
      write(before.filter((one) => one !== found))
      return found ?? null
    },
  }
}

export type ParkedBaskets = ReturnType<typeof createParked>
