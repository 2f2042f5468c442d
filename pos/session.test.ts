import { beforeEach, expect, test, vi } from 'vitest'
import type { Me } from './answers.ts'
import { givenStorage } from './given-storage.ts'
import { KEPT_FOR, sessionToKeep } from './kept-session.ts'

const me: Me = {
  agent: { id: 'stf_1', code: 'ML', name: 'Maïwenn', roles: ['agent'], providerId: null },
  office: {
    name: 'Carnac',
    zone: 'Europe/Paris',
    demo: true,
    targetC: 0,
    cashCeilingC: 0,
    cashCeilingNonResidentC: 0,
    noteFromC: 0,
  },
  sites: [],
  registers: [],
  agents: [],
  now: new Date().toISOString(),
}

let answer: () => Promise<Me>
let signedOut = () => {}
vi.mock('./api.ts', async () => ({
  ...(await import('../api/client.ts')),
  client: { api: { auth: { me: { $get: () => null } } } },
  unwrap: () => answer(),
  onLive: () => () => {},
  startLive: () => {},
  stopLive: () => {},
  whenSignedOut: (fn: () => void) => (signedOut = fn),
}))
vi.stubGlobal('addEventListener', () => {})

const refusal = (code: 'unauthenticated' | 'unavailable') => async () => {
  const { ApiProblem } = await import('./api.ts')
  throw new ApiProblem(code, code === 'unavailable' ? 0 : 401)
}

let device = givenStorage()
const people = () =>
  Object.values(device)
    .join(' ')
    .match(/Evenou|Maël|3998/g) ?? []
const basket = (sent: object | null = null) =>
  JSON.stringify({
    lines: [{ key: 'opt_1', names: ['Maël'] }],
    visitor: { lastName: 'Evenou', phone: '+33639981234' },
    sent,
  })

/** The session of a device that keeps two baskets of somebody, as its page is opened. */
async function opened() {
  device['guichet.basket.reg_1'] = basket()
  device['guichet.parked.reg_1'] = `[{"label":"Evenou","at":${Date.now()},"basket":${basket()}}]`
  vi.resetModules()
  const { useSession } = await import('./session.ts')
  await Promise.resolve()
  return useSession()
}

beforeEach(() => {
  device = givenStorage()
  vi.stubGlobal('localStorage', device)
  answer = async () => me
})

test('a session that has ended leaves nobody on the device, as one that is signed out of', async () => {
  for (const ends of ['asked', 'told'] as const) {
    const { refresh } = await opened()
    await refresh()
    expect(people()).toHaveLength(7)
    answer = refusal('unauthenticated')
    if (ends === 'asked') await refresh()
    else signedOut()
    await Promise.resolve()
    expect(people()).toEqual([])
    expect(Object.keys(device)).toEqual(['guichet.basket.reg_1', 'guichet.parked.reg_1'])
    answer = async () => me
  }
})

test('a server that is away for a while ends no session', async () => {
  const { refresh } = await opened()
  await refresh()
  answer = refusal('unavailable')
  await refresh()
  await Promise.resolve()
  expect(people()).toHaveLength(7)
})

test('a sale that was sent and not answered can be sent again after the next sign-in', async () => {
  const { refresh } = await opened()
  const sent = basket({ id: 'sale_1' })
  device['guichet.basket.reg_1'] = sent
  await refresh()
  signedOut()
  await Promise.resolve()
  expect(device['guichet.basket.reg_1']).toBe(sent)
})

test('what a session of more than a day ago knew is gone as soon as the page is opened, without network too', async () => {
  device['guichet.catalog'] = '{}'
  device['guichet.session'] = sessionToKeep(me, Date.now() - KEPT_FOR + 60_000)
  await opened()
  expect(device['guichet.session']).toContain('Maïwenn')
  device['guichet.session'] = sessionToKeep(me, Date.now() - KEPT_FOR - 60_000)
  await opened()
  expect(Object.keys(device)).toEqual(['guichet.basket.reg_1', 'guichet.parked.reg_1'])
  expect(people()).toEqual([])
})
