import { expect, it, vi } from 'vitest'
import { createLane } from './lane.ts'

/** A lane whose work ends when it is told to. */
function slowLane(most: number) {
  const batches: number[][] = []
  let finish = () => {}
  const lane = createLane<number, number>({
    limit: 2,
    width: 1,
    most,
    run: (items) => {
      batches.push(items)
      return new Promise((resolve) => (finish = () => resolve(items.map((n) => n * 10))))
    },
  })
  return { lane, batches, finish: () => finish() }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('calls that wait are handed over together, in order', async () => {
  const { lane, batches, finish } = slowLane(10)
  const answers = [1, 2, 3, 4, 5].map((n) => lane.push(n))
  for (let i = 0; i < 3; i++) {
    await turn()
    finish()
  }
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50])
  expect(batches).toEqual([[1, 2], [3, 4], [5]])
})

it('more calls than may wait are refused at once, and those that wait are served', async () => {
  const { lane, finish } = slowLane(3)
  const first = [lane.push(1), lane.push(2)]
  await turn()
  const then = [lane.push(3), lane.push(4), lane.push(5)]
  await expect(lane.push(6)).rejects.toMatchObject({ code: 'unavailable', data: { retryAfter: 2 } })
  expect(lane.size()).toBe(5)
  for (let i = 0; i < 3; i++) {
    await turn()
    finish()
  }
  expect(await Promise.all([...first, ...then])).toEqual([10, 20, 30, 40, 50])
  await lane.idle()
})

it('a batch that fails as a whole is tried one by one: a bad call leaves the others standing', async () => {
  const lane = createLane<number, number>({
    limit: 10,
    width: 1,
    run: async (items) => {
      if (items.includes(2)) throw new Error('two')
      return items
    },
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map((n) => lane.push(n)))
  expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

/** A lane of two batches at once, each ended by hand, in order of their beginning. */
function twoLanes() {
  const batches: number[][] = []
  const ends: (() => void)[] = []
  const lane = createLane<number, number>({
    limit: 64,
    width: 2,
    run: (items) => {
      batches.push(items)
      return new Promise((resolve) => ends.push(() => resolve(items)))
    },
  })
  return { lane, batches, end: () => ends.shift()?.() }
}

it('a crowd is shared between the batches that may be under way', async () => {
  const { lane, batches, end } = twoLanes()
  const answers = [1, 2, 3, 4, 5, 6].map((n) => lane.push(n))
  await turn()
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
  end()
  end()
  expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6])
})

it('a call that comes while others are under way waits for its like, but not long', async () => {
  const { lane, batches, end } = twoLanes()
  const first = [1, 2, 3, 4, 5, 6].map((n) => lane.push(n))
  await turn()
  end()
  await Promise.all(first.slice(0, 3))
  const late = lane.push(7)
  await turn()
  expect(batches).toHaveLength(2)
  // The other batch never ends meanwhile.
  await vi.waitFor(() => expect(batches[2]).toEqual([7]), { timeout: 2_000, interval: 5 })
  end()
  end()
  expect(await late).toBe(7)
  await Promise.all(first)
})

it('calls that are tried one by one hold up nobody else', async () => {
  let hold = () => {}
  const lane = createLane<number, number>({
    limit: 64,
    width: 2,
    run: async (items) => {
      if (items.length > 1) throw new Error('as a whole')
      if (items[0] === 2) await new Promise<void>((resolve) => (hold = resolve))
      return items
    },
  })
  const crowd = [1, 2, 3].map((n) => lane.push(n))
  expect(await crowd[0]).toBe(1)
  expect(await lane.push(9)).toBe(9)
  hold()
  expect(await Promise.all(crowd)).toEqual([1, 2, 3])
})
