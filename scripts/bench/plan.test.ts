import { describe, expect, it } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { nextLongMonth } from './months.ts'
import { PARTS, readPlan } from './plan.ts'

describe('the words of npm run bench', () => {
  it('without any, everything runs but the fresh clone, at full size', () => {
    const plan = readPlan([])
    expect(plan.parts).toEqual(PARTS.filter((p) => p !== 'fresh'))
    expect(plan).toMatchObject({ tickets: 5_000_000, clients: [8, 32, 64], rounds: 3, seconds: 5 })
  })

  it('name parts, which run in their own order', () => {
    expect(readPlan(['till', 'sale', 'fresh']).parts).toEqual(['sale', 'till', 'fresh'])
    expect(() => readPlan(['sale', 'tills'])).toThrow('No part is called tills')
  })

  it('quick is smaller, but what is said stays as it was said', () => {
    const plan = readPlan(['--quick', '--tickets', '1000', '--clients', '8,16'])
    expect(plan).toMatchObject({ quick: true, tickets: 1_000, clients: [8, 16], rounds: 2 })
  })

  it('refuses what is no number', () => {
    expect(() => readPlan(['--seconds', 'long'])).toThrow('--seconds')
    expect(() => readPlan(['--clients', '8,many'])).toThrow('--clients')
  })
})

it('the month that is asked for has 31 days and has not begun', () => {
  expect(nextLongMonth(toDay('2026-11-24'))).toBe('2026-12')
  expect(nextLongMonth(toDay('2026-01-31'))).toBe('2026-03')
  expect(nextLongMonth(toDay('2026-06-01'))).toBe('2026-07')
})
