import { expect, it } from 'vitest'
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
