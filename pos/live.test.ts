import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLive } from './live.ts'

class Line extends EventTarget {
  static readonly all: Line[] = []
  readonly OPEN = 1
  readyState = 0
  constructor() {
    super()
    Line.all.push(this)
  }
  open() {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  fail() {
    this.readyState = 2
    this.dispatchEvent(new Event('error'))
  }
  say(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
  close() {
    this.readyState = 2
  }
}

let answers = true
let ups: boolean[] = []
const line = () => Line.all.at(-1) ?? new Line()
const start = () => {
  const live = createLive('/api/live', (up) => ups.push(up), {
    connect: () => new Line(),
    alive: async () => answers,
  })
  live.start()
  return live
}

beforeEach(() => {
  vi.useFakeTimers()
  Line.all.length = 0
  answers = true
  ups = []
})
afterEach(() => vi.useRealTimers())

test('a line that is refused by a server that answers is not a broken network', async () => {
  const live = start()
  let refused = 0
  live.on('refused', () => (refused += 1))
  line().fail()
  await vi.advanceTimersByTimeAsync(0)
  expect(ups).toEqual([true])
  expect(refused).toBe(1)
})

test('a server that does not answer is out of reach, until the line is up again and all is asked for', async () => {
  const live = start()
  let back = 0
  live.on('back', () => (back += 1))
  line().open()
  answers = false
  line().fail()
  await vi.advanceTimersByTimeAsync(0)
  expect(ups).toEqual([true, false])
  await vi.advanceTimersByTimeAsync(500)
  expect(Line.all).toHaveLength(2)
  line().open()
  expect(ups).toEqual([true, false, true])
  expect(back).toBe(1)
})

test('what the server tells reaches who listens', () => {
  const live = start()
  const shifts: string[] = []
  const stop = live.on('shift', ({ registerId }) => shifts.push(registerId))
  line().say('shift', { registerId: 'reg_1', shiftId: 'shf_1' })
  stop()
  line().say('shift', { registerId: 'reg_2', shiftId: 'shf_2' })
  expect(shifts).toEqual(['reg_1'])
})

test('a line that was stopped says nothing more', async () => {
  const live = start()
  const first = line()
  live.stop()
  first.fail()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ups).toEqual([])
  expect(Line.all).toHaveLength(1)
})

/** A line whose server gives a sign of life each 3 s, so many times. */
async function beats(times: number) {
  for (let n = 0; n < times; n++) {
    line().say('beat', {})
    await vi.advanceTimersByTimeAsync(3_000)
  }
}

test('a line that falls silent on a dead network is in doubt after two signs of life that did not come', async () => {
  start()
  line().open()
  await beats(20)
  expect(ups).not.toContain(false)
  expect(Line.all).toHaveLength(1)
  answers = false
  // The last one came 3 s ago.
  await vi.advanceTimersByTimeAsync(3_400)
  expect(ups).not.toContain(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(ups.at(-1)).toBe(false)
  expect(Line.all[0]?.readyState).toBe(2)
  await vi.advanceTimersByTimeAsync(500)
  expect(Line.all).toHaveLength(2)
  line().open()
  expect(ups.at(-1)).toBe(true)
})

test('a line on which much is told needs no other sign of life', async () => {
  start()
  line().open()
  await beats(1)
  for (let n = 0; n < 30; n++) {
    line().say('turnover', {})
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(ups).not.toContain(false)
})

test('a line that falls silent while the server answers is opened again, and all is asked for', async () => {
  const live = start()
  let back = 0
  live.on('back', () => (back += 1))
  line().open()
  await beats(1)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(ups.slice(-2)).toEqual([false, true])
  line().open()
  expect(back).toBe(1)
})

test('a line that does not open on a dead network is in doubt as well; one of an older server, without signs, is not', async () => {
  const live = start()
  answers = false
  await vi.advanceTimersByTimeAsync(7_000)
  expect(ups).toEqual([false, false])
  live.stop()
  ups = []
  start()
  line().open()
  line().say('turnover', {})
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ups).toEqual([true])
})
