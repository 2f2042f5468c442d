import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const N = 16_384
const R = 8
const P = 1
const BYTES = 32
const MAX_MEMORY = 64 * 1024 * 1024

/** A salted hash of a PIN: `scrypt$N$r$p$salt$key`, base64url. About 40 ms, off the main thread. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, N, R, P)
  return ['scrypt', N, R, P, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/**
 * True when the PIN is the one hashed. Compared in constant time; without a hash it works as long and says no, so
 * that the time of the answer does not tell who has a PIN.
 */
export async function verifyPin(pin: string, hash: string | null): Promise<boolean> {
  const parts = hash?.split('$') ?? []
  const [scheme, n, r, p, salt, key] = parts
  if (parts.length !== 6 || scheme !== 'scrypt' || !salt || !key) {
    await derive(pin, Buffer.alloc(16), N, R, P)
    return false
  }
  const wanted = Buffer.from(key, 'base64url')
  const given = await derive(pin, Buffer.from(salt, 'base64url'), Number(n), Number(r), Number(p))
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function derive(pin: string, salt: Buffer, n: number, r: number, p: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, BYTES, { N: n, r, p, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
