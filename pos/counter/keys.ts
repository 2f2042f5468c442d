import type { PayMeans } from './payment.ts'
import type { ReceiptChoice, VisitorKind } from '../../api/shared/visitor.ts'

export type Mode = 'sell' | 'pay'

/** What a key asks for. */
export type Command =
  | { do: 'favourite'; n: number }
  | { do: 'type'; text: string }
  | { do: 'erase' }
  | { do: 'move'; by: 1 | -1 }
  | { do: 'means'; means: PayMeans }
  | { do: 'digit'; key: string }
  | { do: 'receipt'; choice: ReceiptChoice }
  | { do: 'kind'; kind: VisitorKind }
  | {
      do:
        | 'today'
        | 'otherDay'
        | 'basket'
        | 'exact'
        | 'pay'
        | 'card'
        | 'back'
        | 'exactAmount'
        | 'put'
        | 'backspace'
        | 'removeTender'
        | 'park'
        | 'visitor'
        | 'note'
    }

export type Press = {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

const FUNCTION: Record<string, 'today' | 'otherDay' | 'basket' | 'park' | 'exact' | 'pay' | 'card'> = {
  F2: 'today',
  F3: 'otherDay',
  F4: 'basket',
  F7: 'park',
  F8: 'exact',
  F9: 'pay',
  F10: 'card',
}
const MEANS: Record<string, PayMeans> = {
  e: 'CASH',
  c: 'CB',
  t: 'CB_TERMINAL',
  v: 'ANCV_P',
  h: 'CHEQUE',
  k: 'GIFT',
  a: 'AVOIR',
}

const RECEIPTS: Record<string, ReceiptChoice> = { i: 'PRINT', m: 'EMAIL', n: 'NONE' }

/** With Alt, wherever the focus is: why the visitor is here, in one key. */
const KINDS: Record<string, VisitorKind> = {
  r: 'RESIDENT',
  s: 'SECOND_HOME',
  v: 'HOLIDAY',
  j: 'DAY_TRIP',
}

/** The kind of visit that a key with Alt says; null for every other key. */
export function kindOf({ altKey, key }: Pick<Press, 'altKey' | 'key'>): VisitorKind | null {
  return altKey ? (KINDS[key.toLowerCase()] ?? null) : null
}

/**
 * The one keyboard map of the counter. `typing` when the focus is in a field that takes letters itself. Null when the
 * key is the browser's or the focused control's.
 */
export function commandOf(press: Press, mode: Mode, typing: boolean): Command | null {
  if (press.ctrlKey || press.metaKey) return null
  if (press.altKey) {
    const kind = kindOf(press)
    if (kind) return { do: 'kind', kind }
    if (press.key.toLowerCase() === 'n') return { do: 'note' }
    // The place of the key, not its letter: Alt makes other signs on some keyboards.
    const digit = /^Digit(\d)$/.exec(press.code)?.[1]
    return digit !== undefined && mode === 'sell'
      ? { do: 'favourite', n: digit === '0' ? 10 : Number(digit) }
      : null
  }
  if (press.key === 'Escape') return { do: 'back' }
  if (press.key === '@' && !typing) return { do: 'visitor' }
  return mode === 'sell' ? sellCommand(press, typing) : payCommand(press, typing)
}

function sellCommand({ key }: Press, typing: boolean): Command | null {
  const named = FUNCTION[key]
  if (named) return { do: named }
  if (key === 'ArrowDown') return { do: 'move', by: 1 }
  if (key === 'ArrowUp') return { do: 'move', by: -1 }
  if (typing) return null
  if (key === 'Backspace') return { do: 'erase' }
  // The space bar presses the focused button; ? is the list of keys.
  return key.length === 1 && key !== ' ' && key !== '?' ? { do: 'type', text: key } : null
}

function payCommand({ key }: Press, typing: boolean): Command | null {
  if (key === 'Enter') return { do: 'put' }
  // F9 opened the payment: held, it must not go on to sell.
  if (key === 'F8') return { do: 'exact' }
  if (key === 'F10') return { do: 'card' }
  if (typing) return null
  const lower = key.toLowerCase()
  const means = MEANS[lower]
  if (means) return { do: 'means', means }
  const choice = RECEIPTS[lower]
  if (choice) return { do: 'receipt', choice }
  if (key === '=') return { do: 'exactAmount' }
  if (key === 'Delete') return { do: 'removeTender' }
  if (key === 'Backspace') return { do: 'backspace' }
  if (/^\d$/.test(key)) return { do: 'digit', key }
  return key === ',' || key === '.' ? { do: 'digit', key: ',' } : null
}
