/** ms that a request may take, its answer read: what somebody waits for at a window, and what writes for good. */
const LIMITS = { short: 8_000, long: 15_000 }

/** Reads, held seats and scans are asked again soon; a sale or the closing of a drawer may take its time. */
const isShort = (method: string, url: string): boolean =>
  method === 'GET' || /\/(hold|scans|undo)$/.test(new URL(url, 'http://till').pathname)

const urlOf = (input: RequestInfo | URL): string =>
  typeof input === 'string' ? input : input instanceof URL ? input.href : input.url

/**
 * `fetch` that gives up after a while. On a network that is joined but dead nothing ever comes and nothing ever fails:
 * without a limit the till would wait for minutes.
 */
export function limitedFetch(limits = LIMITS): typeof fetch {
  return (input, init) => {
    const short = isShort(init?.method ?? 'GET', urlOf(input))
    const limit = AbortSignal.timeout(short ? limits.short : limits.long)
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit })
  }
}
