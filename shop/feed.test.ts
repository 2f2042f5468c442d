import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFeed, type LineEvents } from './feed.ts'
import type { Counter } from './seat.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const seats = (counterId: string, taken: number): Counter => ({ counterId, capacity: 12, taken, held: 0 })

/** A page whose line and API the test plays. */
function page() {
  const lines: (LineEvents & { closed: boolean })[] = []
  const reads: { answer: (counters: Counter[]) => void; fail: () => void }[] = []
  const shown = new Map<string, number>()
  const said: boolean[] = []
  const feed = createFeed({
    connect: (on) => {
      const line = { ...on, closed: false }
      lines.push(line)
      return { close: () => void (line.closed = true) }
    },
    read: () =>
      new Promise((answer, reject) => {
        reads.push({ answer, fail: () => reject(new Error('away')) })
      }),
    tell: (counters) => counters.forEach((c) => shown.set(c.counterId, c.taken)),
    follows: (is) => said.push(is),
  })
  return { feed, lines, reads, shown, said, settle: () => vi.advanceTimersByTimeAsync(0) }
}

test('figures are read anew as soon as the line opens, and only then are they said to follow', async () => {
  const { feed, lines, reads, shown, said, settle } = page()
  feed.wake(true)
  expect([lines.length, reads.length]).toEqual([1, 0])
  lines[0]?.opened()
  reads[0]?.answer([seats('a', 5)])
  await settle()
  expect([shown.get('a'), said]).toEqual([5, [true]])
})

test('what the line tells while figures are read is newer than they are', async () => {
  const { feed, lines, reads, shown, settle } = page()
  feed.wake(true)
  lines[0]?.opened()
  lines[0]?.seats([seats('a', 7)])
  reads[0]?.answer([seats('a', 5), seats('b', 2)])
  await settle()
  expect([shown.get('a'), shown.get('b')]).toEqual([7, 2])
})

test('a line that was refused is opened again, later each time, and figures are read meanwhile', async () => {
  const { feed, lines, reads, said } = page()
  feed.wake(true)
  lines[0]?.fell(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect([lines.length, reads.length]).toEqual([2, 1])
  lines[1]?.fell(true)
  await vi.advanceTimersByTimeAsync(1_400)
  expect(lines).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(600)
  expect(lines).toHaveLength(3)
  lines[2]?.fell(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(said).toEqual([false])
  lines.at(-1)?.opened()
  reads.at(-1)?.answer([])
  await vi.advanceTimersByTimeAsync(0)
  expect(said).toEqual([false, true])
})

test('a line that is back at once is never worth a word', async () => {
  const { feed, lines, reads, said } = page()
  feed.wake(true)
  lines[0]?.fell(false)
  await vi.advanceTimersByTimeAsync(3_000)
  lines[0]?.opened()
  reads[0]?.answer([])
  await vi.advanceTimersByTimeAsync(10_000)
  expect([lines.length, said]).toEqual([1, [true]])
})

test('a page that is looked at again reads at once, whatever becomes of its line', async () => {
  const { feed, lines, reads, shown, settle } = page()
  feed.wake(true)
  lines[0]?.opened()
  feed.sleep()
  expect(lines[0]?.closed).toBe(true)
  reads[0]?.answer([seats('a', 1)])
  await settle()
  expect(shown.has('a')).toBe(false)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(lines).toHaveLength(1)
  feed.wake(false)
  reads[1]?.answer([seats('a', 9)])
  await settle()
  expect([lines.length, shown.get('a')]).toEqual([2, 9])
})

test('an API that does not answer is asked again', async () => {
  const { feed, lines, reads } = page()
  feed.wake(true)
  lines[0]?.opened()
  reads[0]?.fail()
  await vi.advanceTimersByTimeAsync(1_000)
  expect([lines.length, reads.length]).toEqual([2, 2])
})
