import { expect, test } from 'vitest'
import { metricsReader } from './metrics-reader.ts'

const from = (remoteAddress?: string) => ({ socket: { remoteAddress } })
const TOKEN = 'a-token-for-prometheus'

test('without a token the figures are for this machine and private networks', () => {
  const may = metricsReader(null)
  for (const near of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.1.2.3',
    '172.31.0.9',
    '192.168.1.2',
    'fd00::1',
  ])
    expect([near, may(new Headers(), from(near))]).toEqual([near, true])
  for (const far of ['203.0.113.7', '172.32.0.1', '::ffff:203.0.113.7', '2001:db8::1', '', 'x'])
    expect([far, may(new Headers(), from(far))]).toEqual([far, false])
  expect(may(new Headers(), undefined)).toBe(false)
})

test('what a proxy hands on is not near, wherever the proxy is', () => {
  const may = metricsReader(null)
  for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Via'])
    expect([name, may(new Headers({ [name]: '127.0.0.1' }), from('127.0.0.1'))]).toEqual([name, false])
})

test('with a token the figures are for those who have it, from wherever, and for nobody else', () => {
  const may = metricsReader(TOKEN)
  const bearer = (text: string) => new Headers({ Authorization: text, 'X-Forwarded-For': '203.0.113.7' })
  expect(may(bearer(`Bearer ${TOKEN}`), from('203.0.113.7'))).toBe(true)
  for (const wrong of [`Bearer ${TOKEN}x`, TOKEN, 'Bearer ', 'Bearer null'])
    expect([wrong, may(bearer(wrong), from('127.0.0.1'))]).toEqual([wrong, false])
  expect(may(new Headers(), from('127.0.0.1'))).toBe(false)
})
