import { expect, test } from 'vitest'
import type { Me } from './answers.ts'
import { KEPT_FOR, sessionFrom, sessionToKeep } from './kept-session.ts'

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
  sites: [{ id: 'sit_1', code: 'B', name: 'Bourg' }],
  registers: [],
  agents: [{ code: 'YG', name: 'Yann' }],
  now: '2026-08-13T12:07:00.000Z',
}

test('a device knows its agent again while the server is away, and no colleague', () => {
  const text = sessionToKeep(me, 1_000)
  expect(text).not.toContain('Yann')
  expect(sessionFrom(text, 2_000)).toMatchObject({ agent: me.agent, office: me.office, agents: [] })
})

test('after a day it knows nobody any more, nor when its clock runs backwards', () => {
  const text = sessionToKeep(me, 1_000)
  expect(sessionFrom(text, 1_000 + KEPT_FOR)).not.toBeNull()
  expect(sessionFrom(text, 1_001 + KEPT_FOR)).toBeNull()
  expect(sessionFrom(text, 999)).toBeNull()
})

test('what is not a session is nobody', () => {
  for (const text of [null, '', '{}', '[]', 'null', '{"at":1,"me":{"agent":{}}}']) {
    expect(sessionFrom(text, 2)).toBeNull()
  }
  const stranger = sessionToKeep({ ...me, agent: { ...me.agent, roles: ['god' as never] } }, 1)
  expect(sessionFrom(stranger, 2)).toBeNull()
})
