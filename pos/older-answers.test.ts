import { expect, test } from 'vitest'
import type { Me, Register } from './answers.ts'
import { ofAnOlderApi } from './older-answers.ts'

test('a register of which an older API tells no printer prints by the browser', () => {
  const old = { id: 'reg_1', code: 'B1', name: 'Caisse 1', siteId: 'sit_1', siteName: 'Bourg', shift: null }
  const network = { kind: 'NETWORK', columns: 42, host: '192.168.1.20', port: 9100 } as const
  const me = { registers: [old as unknown as Register, { ...old, printer: network }] } as unknown as Me
  expect(ofAnOlderApi(me).registers.map((one) => one.printer)).toEqual([
    { kind: 'BROWSER', columns: 48 },
    network,
  ])
})
