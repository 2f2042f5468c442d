import { createClient, type Client } from '../api/client.ts'
import type { Fetcher } from '../api/shared/shop-bundle.ts'

/** A page waits no longer for one answer, in ms. */
const PATIENCE_MS = 5_000

/**
 * The typed client over our own routes, and nobody's cookies: the shop shows what everybody may see. What does not
 * come in time, or is no JSON (a stream would never end), counts as no answer, and is let go.
 */
export function insideClient(origin: string, fetcher: Fetcher, patienceMs = PATIENCE_MS): Client {
  return createClient(origin, (input, init) => answerOf(fetcher, new Request(input, init), patienceMs))
}

async function answerOf(fetcher: Fetcher, request: Request, patienceMs: number): Promise<Response> {
  const pending = Promise.resolve(fetcher(request))
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
  })
  try {
    return await Promise.race([pending.then(onlyJson), late])
  } catch (error) {
    pending.then((answer) => answer.body?.cancel()).catch(() => {})
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function onlyJson(answer: Response): Response {
  if (/^application\/(problem\+)?json\b/.test(answer.headers.get('content-type') ?? '')) return answer
  throw new TypeError('an answer that is no JSON')
}
