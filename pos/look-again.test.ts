import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLooker } from './look-again.ts'

const MINUTE = 60_000
let looks = 0
let isSeen = true
const looker = () =>
  createLooker(
    async () => void (looks += 1),
    () => isSeen,
  )
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  looks = 0
  isSeen = true
})
afterEach(() => vi.useRealTimers())

describe('a letter that waits', () => {
  it('is looked for soon, and ever later while its server is away', async () => {
    const one = looker()
    one.await('mai_1')
    await pass(1_500)
    expect(looks).toBe(1)
    await pass(10 * MINUTE)
    expect(looks).toBeLessThan(18)
    const before = looks
    await pass(60 * MINUTE)
    expect(looks - before).toBe(60)
  })

  it('is not looked for while nobody sees the screen, and at once when somebody does', async () => {
    const one = looker()
    one.await('mai_1')
    isSeen = false
    one.seen()
    await pass(60 * MINUTE)
    expect(looks).toBe(0)
    isSeen = true
    one.seen()
    await pass(0)
    expect(looks).toBe(1)
  })

  it('is looked for no more once it is gone, nor after the screen has closed', async () => {
    const one = looker()
    one.await('mai_1')
    one.await('')
    await pass(MINUTE)
    one.await('mai_2')
    one.stop()
    await pass(MINUTE)
    expect(looks).toBe(0)
  })

  it('is looked for soon although another has waited for long', async () => {
    const one = looker()
    one.await('mai_1')
    await pass(60 * MINUTE)
    looks = 0
    one.await('mai_1 mai_2')
    await pass(1_500)
    expect(looks).toBe(1)
  })
})
