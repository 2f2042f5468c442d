import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { route, type Access, type Env } from './body.ts'
import type { Live, LiveEvent } from './live.ts'
import type { Counter } from './seat/seat.ts'
import { AppError } from './shared/errors.ts'

export type FeedLimits = {
  /** So often the line shows that it is alive, in ms. */
  beatMs: number
  /** A screen that does not take what was sent for so long is cut, in ms; it reconnects and asks for all again. */
  patienceMs: number
  /** It is cut sooner, after a tenth of that, when so many things wait to be told. */
  waiting: number
  /** Feeds open at once in this process, and from one address. */
  feeds: number
  feedsOfAddress: number
}

const LIMITS: FeedLimits = {
  beatMs: 20_000,
  patienceMs: 15_000,
  waiting: 500,
  feeds: 2_000,
  feedsOfAddress: 50,
}

/** A till has to notice a dead network by itself, so its sign of life is an event; a page never hears of a comment. */
const STAFF_BEAT_MS = 3_000
const BEAT = { staff: 'event: beat\ndata: {}\n\n', public: ': beat\n\n' }

type Options = {
  live: Live
  may: Access
  /** Aborted when the server stops: every feed ends at once. */
  stopping: AbortSignal
  /** Network address that a request comes from. */
  address: (c: Context) => string
  limits?: Partial<FeedLimits>
}

/** What a visitor may hear: nothing of the office's takings and drawers. */
const PUBLIC = new Set<LiveEvent['event']>(['seats', 'catalog', 'back'])

/** Live seats (turnover and shifts too, for staff) as server-sent events. */
export function liveRoutes({ live, may, stopping, address, limits: given }: Options) {
  const isPublic = may === 'public'
  const limits = { ...LIMITS, ...(isPublic ? {} : { beatMs: STAFF_BEAT_MS }), ...given }
  const beat = isPublic ? BEAT.public : BEAT.staff
  const door = openDoor(limits, stopping)
  return new Hono<Env>().get(
    '/',
    route({
      may,
      summary: 'Seats, turnover and shifts as they change',
      media: 'text/event-stream',
      refusals: ['rate_limited', 'unavailable'],
    }),
    (c) => {
      const feed = createFeed(limits)
      const goOut = door.enter(address(c), feed)
      c.header('X-Accel-Buffering', 'no')
      return streamSSE(c, async (stream) => {
        const leave = live.subscribe((event) => {
          if (!isPublic || PUBLIC.has(event.event)) feed.tell(event)
        })
        const done = () => {
          leave()
          goOut()
          feed.end()
        }
        feed.onCut(() => {
          stream.abort()
          // A reader that takes nothing would keep the socket: nothing that is polite reaches it.
          outgoingOf(c)?.destroy()
        })
        stream.onAbort(done)
        try {
          await feed.sending(stream.write(beat))
          // Devices have clocks of their own, and some are minutes off.
          await feed.sending(stream.writeSSE({ event: 'now', data: JSON.stringify(c.var.ctx.now) }))
          while (!stream.aborted && !feed.ended()) {
            const events = await feed.next()
            if (events.length === 0) await feed.sending(stream.write(beat))
            for (const { event, data } of events)
              await feed.sending(stream.writeSSE({ event, data: JSON.stringify(data) }))
          }
        } finally {
          done()
        }
      })
    },
  )
}

function outgoingOf(c: Context): { destroy: () => void } | undefined {
  return (c.env as { outgoing?: { destroy: () => void } } | undefined)?.outgoing
}

/** Counts the feeds that are open, refuses too many, and ends them all when the server stops. */
function openDoor(limits: FeedLimits, stopping: AbortSignal) {
  const feeds = new Set<Feed>()
  const byAddress = new Map<string, number>()
  stopping.addEventListener('abort', () => feeds.forEach((feed) => feed.end()), { once: true })
  return {
    /** Throws `unavailable` or `rate_limited`; answers how to leave. */
    enter(address: string, feed: Feed): () => void {
      const count = byAddress.get(address) ?? 0
      if (stopping.aborted || feeds.size >= limits.feeds) throw new AppError('unavailable')
      if (count >= limits.feedsOfAddress) throw new AppError('rate_limited', { retryAfter: 30 })
      byAddress.set(address, count + 1)
      feeds.add(feed)
      return () => {
        if (!feeds.delete(feed)) return
        const left = (byAddress.get(address) ?? 1) - 1
        if (left === 0) byAddress.delete(address)
        else byAddress.set(address, left)
      }
    },
  }
}

type Feed = ReturnType<typeof createFeed>

/**
 * What one screen has yet to be told: the last state of each counter, the last shift of each register, and whether the
 * rest moved. However slow the
 * reader, it holds one entry for a counter; and a reader that has stopped reading is cut from here, since what writes
 * to it is the one that waits.
 */
function createFeed(limits: FeedLimits) {
  const counters = new Map<string, Counter>()
  const others = new Map<string, LiveEvent>()
  let ended = false
  let wake = () => {}
  let cut = () => {}
  let sentAt: number | null = null

  function drop(): void {
    ended = true
    cut()
  }
  function take(): LiveEvent[] {
    const seats: LiveEvent[] = counters.size > 0 ? [{ event: 'seats', data: [...counters.values()] }] : []
    const events = [...seats, ...others.values()]
    counters.clear()
    others.clear()
    return events
  }
  return {
    tell(event: LiveEvent): void {
      if (event.event === 'shift') others.set(event.data.registerId, event)
      else if (event.event === 'payment') others.set(`payment ${event.data.orderId}`, event)
      else if (event.event !== 'seats') others.set(event.event, event)
      else for (const counter of event.data) counters.set(counter.id, counter)
      const slow = sentAt !== null && performance.now() - sentAt > limits.patienceMs / 10
      if (slow && counters.size > limits.waiting) drop()
      else wake()
    },
    /** What waits, as soon as something does; nothing when it is time for a sign of life. */
    async next(): Promise<LiveEvent[]> {
      if (counters.size + others.size === 0 && !ended) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limits.beatMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      return take()
    },
    /** Waits for the reader, but not for ever. */
    async sending(write: Promise<unknown>): Promise<void> {
      sentAt = performance.now()
      const timer = setTimeout(drop, limits.patienceMs)
      await write
      clearTimeout(timer)
      sentAt = null
    },
    /** Ends it now; one in the middle of what its reader does not take is cut. */
    end(): void {
      ended = true
      if (sentAt === null) wake()
      else cut()
    },
    ended: () => ended,
    onCut: (how: () => void) => {
      cut = how
    },
  }
}
