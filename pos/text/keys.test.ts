import { expect, test } from 'vitest'
import { commandOf } from '../counter/keys.ts'
import { KEYS } from './keys.ts'

/** Keys that the focused control, the list or a dialog answers itself. */
const ELSEWHERE = ['lettres', '↑ ↓', 'Entrée', 'Suppr', 'Alt 1 … 0', '+ −', 'Alt ← →']

test('every key that the help lists does something in its place', () => {
  for (const { where, key } of KEYS) {
    if (where !== 'sell' && where !== 'pay') continue
    if (where === 'sell' && ELSEWHERE.includes(key)) continue
    // Of several letters with Alt, each of them.
    for (const letter of key.startsWith('Alt ') ? key.slice(4).split(' ') : [key]) {
      const press = {
        key: { Entrée: 'Enter', Suppr: 'Delete' }[letter] ?? letter,
        code: '',
        altKey: key.startsWith('Alt '),
        ctrlKey: false,
        metaKey: false,
      }
      expect(commandOf(press, where, false), `${where} ${key}`).not.toBeNull()
    }
  }
})
