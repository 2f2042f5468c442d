import { expect, it } from 'vitest'
import { addressReader, isRange, LOOPBACK } from './address.ts'

function from(trusted: string, socket: string | undefined, forwarded?: string): string {
  const headers = new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })
  return addressReader(trusted.split(','))(headers, { socket: { remoteAddress: socket } })
}

it('a caller who is no trusted proxy is believed nothing', () => {
  expect(from(LOOPBACK, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
  expect(from(LOOPBACK, '10.0.0.2', '198.51.100.1')).toBe('10.0.0.2')
  expect(from(LOOPBACK, undefined, '198.51.100.1')).toBe('unknown')
})

it('behind a proxy of this machine, the last hop counts and not what the caller wrote before it', () => {
  expect(from(LOOPBACK, '127.0.0.1', '198.51.100.1')).toBe('198.51.100.1')
  expect(from(LOOPBACK, '::1', '1.2.3.4, 198.51.100.1')).toBe('198.51.100.1')
  expect(from(LOOPBACK, '::ffff:127.0.0.1', '198.51.100.1')).toBe('198.51.100.1')
  expect(from(LOOPBACK, '127.0.0.1')).toBe('127.0.0.1')
  expect(from(LOOPBACK, '127.0.0.1', 'nonsense')).toBe('127.0.0.1')
})

it('walks past every trusted hop, and no further than the first other', () => {
  const trusted = '127.0.0.1,10.0.0.0/8,2001:db8:a::/48'
  expect(from(trusted, '10.1.2.3', '1.2.3.4, 198.51.100.1, 10.9.9.9')).toBe('198.51.100.1')
  expect(from(trusted, '2001:db8:a::5', '198.51.100.1:4711, [2001:db8:a::7]:443')).toBe('198.51.100.1')
  // Everything is a proxy of ours: the farthest of them.
  expect(from(trusted, '127.0.0.1', '10.0.0.1, 10.0.0.2')).toBe('10.0.0.1')
  expect(from(trusted, '127.0.0.1', '1.2.3.4, garbage, 10.0.0.2')).toBe('10.0.0.2')
})

it('an IPv6 subscriber is one caller, however many addresses the network has', () => {
  const first = from(LOOPBACK, '2001:db8:1:2:3:4:5:6')
  expect(first).toBe('2001:db8:1:2::/64')
  expect(from(LOOPBACK, '2001:db8:1:2::ffff')).toBe(first)
  expect(from(LOOPBACK, '127.0.0.1', '2001:0DB8:1:2:0::1')).toBe(first)
  expect(from(LOOPBACK, '2001:db8:1:3::1')).not.toBe(first)
  expect(from(LOOPBACK, 'fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})

it('knows an address and a range from what is neither', () => {
  for (const good of ['10.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32']) expect(isRange(good)).toBe(true)
  for (const bad of ['proxy', '10.0.0.0/33', '::1/129', '10.0.0.0/', '1.2.3', '1.1.1.1/8/8'])
    expect(isRange(bad)).toBe(false)
})
