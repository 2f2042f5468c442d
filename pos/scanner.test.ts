import { beforeEach, expect, test, vi } from 'vitest'
import type { Read } from './scanner.ts'

class Field extends EventTarget {
  value = ''
  matches = () => false
}
vi.stubGlobal('HTMLInputElement', Field)
vi.stubGlobal('HTMLTextAreaElement', Field)
vi.stubGlobal('InputEvent', Event)
const { createScanner } = await import('./scanner.ts')

let scanner: ReturnType<typeof createScanner>
let now = 0
beforeEach(() => {
  scanner = createScanner()
  now += 10_000
})

/** A key as the page has it: whether the target's own doing, and whoever listens behind, still get it. */
function press(key: string, target: EventTarget, after: number, repeat = false, altKey = false) {
  now += after
  const got = { own: true, others: true }
  scanner.keydown({
    key,
    target,
    repeat,
    altKey,
    ctrlKey: false,
    metaKey: false,
    timeStamp: now,
    preventDefault: () => (got.own = false),
    stopImmediatePropagation: () => (got.others = false),
  })
  if (got.own && key.length === 1 && target instanceof Field) target.value += key
  return got
}
function scan(code: string, target: EventTarget) {
  now += 1_000
  const got = [...code].map((key) => press(key, target, 5))
  return { chars: got, enter: press('Enter', target, 5) }
}
const CODE = '3760 123'
const reads = (what: ReturnType<Read>, heard: string[] = [], name = ''): Read => {
  return (code, restore) => {
    heard.push(`${name}${code}`)
    if (what === 'taken') restore()
    return what
  }
}

test('a code presses nothing, submits nothing and leaves the field as it was, which is told', () => {
  const heard: string[] = []
  scanner.add({ layer: 'dialog', read: reads('taken', heard), ownKeys: false })
  const field = new Field()
  const told: string[] = []
  field.addEventListener('input', () => told.push(field.value))
  field.value = 'Maël'
  const { enter } = scan(CODE, field)
  expect(heard).toEqual([CODE])
  expect(enter).toEqual({ own: false, others: false })
  expect([field.value, told]).toEqual(['Maël', ['Maël']])
  expect(scan(CODE, new EventTarget()).chars.slice(1)).toEqual(
    [...CODE].slice(1).map(() => ({ own: false, others: false })),
  )
})

test('a field that wants the code has it, with its Enter', () => {
  scanner.add({ layer: 'dialog', read: reads('typed'), ownKeys: false })
  const field = new Field()
  expect(scan(CODE, field).enter).toEqual({ own: true, others: true })
  expect(field.value).toBe(CODE)
})

test('a dialog is asked before the screen under it, the screen before the shell, and of two the last', () => {
  const heard: string[] = []
  const add = (layer: 'dialog' | 'screen' | 'shell', what: 'taken' | 'passed') =>
    scanner.add({ layer, read: reads(what, heard, `${layer} `), ownKeys: false })
  add('shell', 'taken')
  const close = add('dialog', 'taken')
  add('screen', 'passed')
  scan('111111', new EventTarget())
  close()
  scan('222222', new EventTarget())
  expect(heard).toEqual(['dialog 111111', 'screen 222222', 'shell 222222'])
})

test('a screen with keys of its own gets each of them, however fast they come', () => {
  scanner.add({ layer: 'screen', read: reads('taken'), ownKeys: true })
  const { chars, enter } = scan(CODE, new EventTarget())
  expect(chars).toEqual([...CODE].map(() => ({ own: true, others: true })))
  expect(enter.own).toBe(false)
})

test('what a hand types, and a key that is held, are left alone', () => {
  scanner.add({ layer: 'screen', read: reads('taken'), ownKeys: false })
  const field = new Field()
  const all = [...'topoguide'].map((key) => press(key, field, 120))
  const held = [...'++++++++'].map((key) => press(key, field, 20, true))
  expect([...all, ...held, press('Enter', field, 20)].every((got) => got.own && got.others)).toBe(true)
})

test('a key with Alt is no part of a code, however fast it follows', () => {
  scanner.add({ layer: 'dialog', read: reads('taken'), ownKeys: false })
  const field = new Field()
  press('4', field, 1_000)
  expect(press('v', field, 5, false, true)).toEqual({ own: true, others: true })
})
