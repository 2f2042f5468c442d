import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { route, type Access, type Env } from './body.ts'
import type { Live, LiveEvent } from './live.ts'

const BEAT_MS = 20_000
/** A screen that reads slower than this many events is cut; it reconnects and asks for everything again. */
const MOST_WAITING = 500

type Options = { live: Live; may: Access; stopping: () => boolean }

/** Live seats (and turnover, for staff) as server-sent events. */
export function liveRoutes({ live, may, stopping }: Options) {
  return new Hono<Env>().get(
    '/',
    route({ may, summary: 'Seats and turnover as they change', media: 'text/event-stream' }),
    (c) => {
      c.header('X-Accel-Buffering', 'no')
      return streamSSE(c, async (stream) => {
        const waiting: LiveEvent[] = []
        let wake = () => {}
        const leave = live.subscribe((event) => {
          if (may === 'public' && event.event === 'turnover') return
          waiting.push(event)
          wake()
        })
        stream.onAbort(() => {
          leave()
          wake()
        })
        try {
          await stream.write(': open\n\n')
          while (!stream.aborted && !stopping() && waiting.length < MOST_WAITING) {
            if (waiting.length === 0) await beat((done) => (wake = done))
            if (waiting.length === 0) await stream.write(': beat\n\n')
            for (const { event, data } of waiting.splice(0))
              await stream.writeSSE({ event, data: JSON.stringify(data) })
          }
        } finally {
          leave()
        }
      })
    },
  )
}

/** Resolves at the next event, or when it is time to show that the line is alive. */
function beat(wakes: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, BEAT_MS)
    wakes(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
