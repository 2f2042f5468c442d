/** A hashed file never changes; a page of the staff application is asked for again each time. */
export const FOREVER = 'public, max-age=31536000, immutable'
export const ALWAYS = 'no-cache'
/** A visitor's page may be a second old, so that a proxy answers the crowd: the seats on it follow by themselves. */
export const BRIEFLY = 'public, max-age=1, stale-while-revalidate=2'

/** With every answer of the fronts. */
export const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/**
 * Only our own files run, and nothing that stands in the page itself: it has no script but data, no style but the
 * sheet. Without anything that changes from answer to answer, a page can be kept and asked for by its ETag.
 */
const SHOP_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

export const SHOP_HEADERS = {
  ...COMMON,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
  'Content-Security-Policy': SHOP_POLICY,
}

/** Once seen over https, never again without: only where the public address is https, that is in production. */
export function transport(publicUrl: string): Record<string, string> {
  return publicUrl.startsWith('https:')
    ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }
    : {}
}
