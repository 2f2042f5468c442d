import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Where a proxy may stand when nothing else is set: on this machine. */
export const LOOPBACK = '127.0.0.0/8,::1'

/** True for an address, or a range written as address/bits. */
export function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/**
 * Finds the address that a request comes from: the socket's, or, when that is a trusted proxy's, the nearest hop of
 * X-Forwarded-For that is not one. What stands further left was written by the caller, who may write anything. Only
 * used to limit attempts, and hashed before it is kept. Of an IPv6 address only the network counts (its first 64
 * bits): a subscriber has all the others.
 */
export function addressReader(trusted: readonly string[]): (headers: Headers, incoming: unknown) => string {
  const proxies = new BlockList()
  for (const range of trusted) {
    const [address = '', bits] = range.split('/')
    const family = familyOf(address)
    proxies.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return (headers, incoming) => {
    const socket = (incoming as IncomingMessage | undefined)?.socket?.remoteAddress
    const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(plain)
    let address = plain(socket ?? '')
    if (address === '') return 'unknown'
    while (proxies.check(address, familyOf(address))) {
      const hop = hops.pop()
      if (!hop) break
      address = hop
    }
    return network(address)
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** A hop without port, brackets or zone, and IPv4 as such; empty when it is no address. */
function plain(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
  return isIP(bare) === 0 ? '' : bare
}

/** 2001:db8:1:2:3::4 is 2001:db8:1:2::/64; IPv4 is itself. */
function network(address: string): string {
  if (isIP(address) === 4) return address
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return `${groups.slice(0, 4).join(':')}::/64`
}
