import { problemOf } from '../errors.ts'

/** Progress is said so often at most, in ms: a screen draws no faster, and a proxy passes it on. */
const EVERY_MS = 200

/** Says a line; `maybe` says it only when the last one is old enough, and is how far something is. */
export type Say = { now: (line: object) => void; maybe: (line: object) => void }

/**
 * An answer of one JSON a line, while `work` goes on. Whoever stops reading stops the work at its next line; a refusal
 * that comes when the answer has begun is its last line, as `{problem}`.
 */
export function lines(
  work: (say: Say, signal: AbortSignal) => Promise<void>,
  failed: (error: unknown) => void = () => {},
): Response {
  const stopped = new AbortController()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      let said = 0
      const now = (line: object) => {
        stopped.signal.throwIfAborted()
        said = performance.now()
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const maybe = (line: object) => {
        stopped.signal.throwIfAborted()
        if (performance.now() - said > EVERY_MS) now(line)
      }
      void work({ now, maybe }, stopped.signal)
        .catch((error: unknown) => {
          if (stopped.signal.aborted) return
          const { code, data } = problemOf(error)
          if (code === 'internal') failed(error)
          now({ problem: { ...data, code } })
        })
        .finally(() => {
          if (!stopped.signal.aborted) controller.close()
        })
    },
    cancel: () => stopped.abort(),
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'private, no-store',
      // A proxy that gathers an answer would show its progress at the end.
      'X-Accel-Buffering': 'no',
    },
  })
}
