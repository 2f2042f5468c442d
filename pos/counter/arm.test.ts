import { expect, test } from 'vitest'
import { createArm } from './arm.ts'

/** An arm whose clock moves when the test says so. */
function given() {
  let now = 1_000
  const arm = createArm(() => now)
  return {
    arm,
    wait: (ms: number) => (now += ms),
    key: (key: string, again = false) => arm.pressed({ key }, again),
    tap: (x: number, y: number, again = false) => arm.pressed({ x, y }, again),
  }
}

test('the second tap of a double tap does not press the button that came under the thumb', () => {
  const { arm, tap, wait } = given()
  tap(300, 700)
  arm.changed()
  wait(120)
  tap(308, 694)
  expect(arm.may()).toBe(false)
  wait(281)
  tap(300, 700)
  expect(arm.may()).toBe(true)
})

test('a second click at once is refused even when it comes late', () => {
  const { arm, tap, wait } = given()
  tap(300, 700)
  arm.changed()
  wait(480)
  tap(300, 700, true)
  expect(arm.may()).toBe(false)
})

test('a held key acts once', () => {
  const { arm, key, wait } = given()
  key('Enter')
  expect(arm.may()).toBe(true)
  arm.changed()
  wait(500)
  key('Enter', true)
  expect(arm.may()).toBe(false)
  key('Enter')
  expect(arm.may()).toBe(true)
})

test('the same key twice in a moment is one press', () => {
  const { arm, key, wait } = given()
  key('Enter')
  arm.changed()
  wait(150)
  key('Enter')
  expect(arm.may()).toBe(false)
})

test('another key or a press elsewhere is not kept waiting, nor what follows it', () => {
  const { arm, key, tap, wait } = given()
  key('F9')
  arm.changed()
  wait(10)
  key('Enter')
  expect(arm.may()).toBe(true)
  arm.changed()
  wait(10)
  for (const one of ['c', '3', '0', 'Enter']) key(one)
  expect(arm.may()).toBe(true)
  tap(900, 700)
  arm.changed()
  wait(10)
  tap(200, 300)
  tap(900, 700)
  expect(arm.may()).toBe(true)
})

test('what is entered between two presses makes the second one meant', () => {
  const { arm, tap, wait } = given()
  tap(900, 700)
  arm.changed()
  wait(10)
  arm.entered()
  tap(900, 700)
  expect(arm.may()).toBe(true)
})

test('nothing that was not pressed is waited for', () => {
  const { arm, key } = given()
  arm.changed()
  key('Enter')
  expect(arm.may()).toBe(true)
})
