import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Networks that no stranger can call from. */
const NEAR = new BlockList()
for (const range of ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']) {
  const [address = '', bits] = range.split('/')
  NEAR.addSubnet(address, Number(bits), 'ipv4')
}
NEAR.addAddress('::1', 'ipv6')
NEAR.addSubnet('fc00::', 7, 'ipv6')
NEAR.addSubnet('fe80::', 10, 'ipv6')

/** What a proxy says of whom it calls for: its own address is near, its caller may be anybody. */
const HANDED_ON = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']

/**
 * Whether a request may read the figures, which tell the office's turnover: with the token when one is set, else from
 * this machine or a private network, and not through a proxy.
 */
export function metricsReader(token: string | null): (headers: Headers, incoming: unknown) => boolean {
  if (token !== null) return (headers) => isSame(headers.get('authorization') ?? '', `Bearer ${token}`)
  return (headers, incoming) => {
    if (HANDED_ON.some((name) => headers.has(name))) return false
    const socket = (incoming as IncomingMessage | undefined)?.socket?.remoteAddress ?? ''
    const address = socket.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
    const version = isIP(address)
    return version !== 0 && NEAR.check(address, version === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Compared by their digests, in the same time whatever was given. */
function isSame(given: string, wanted: string): boolean {
  const [one, two] = [given, wanted].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && two !== undefined && timingSafeEqual(one, two)
}
