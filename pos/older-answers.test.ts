import { expect, test } from 'vitest'
import type { Register } from './answers.ts'
import { ofAnOlderApi } from './older-answers.ts'

test('a register of which an older API tells nothing prints by the browser, and is no school’s', () => {
  const old: { id: string; printer?: Register['printer']; kind?: Register['kind'] } = { id: 'reg_1' }
  const network = { kind: 'NETWORK', columns: 42, host: '192.168.1.20', port: 9100 } as const
  const me = { registers: [old, { ...old, printer: network }] }
  expect(ofAnOlderApi(me).registers.map((one) => one.printer)).toEqual([
    { kind: 'BROWSER', columns: 48 },
    network,
  ])
  expect(
    ofAnOlderApi({ registers: [old, { ...old, kind: 'SCHOOL' as const }] }).registers.map((one) => one.kind),
  ).toEqual(['COUNTER', 'SCHOOL'])
})
