import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem } from '../../api/client.ts'
import { createProgramme } from './programme.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a changed catalogue that does not come at once is asked for until it comes', async () => {
  const answers = [null, null, 2]
  const programme = createProgramme({
    api: {
      catalog: async () => {
        const version = answers.shift() ?? null
        if (version === null) throw new ApiProblem('unavailable', 0)
        return { version, products: [], seasons: [], vatRates: [], discounts: [], favourites: {} }
      },
      departures: async () => ({ sessions: [] }),
      stock: async () => ({ counters: [] }),
    },
    zone: 'Europe/Paris',
    nowMs: Date.now,
  })
  await programme.followCatalog()
  expect(programme.catalog()).toBeNull()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([programme.catalog()?.version, answers]).toEqual([2, []])
})
