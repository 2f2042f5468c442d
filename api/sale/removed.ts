import { EVENT, eventEntry } from '../journal/event.ts'
import type { Entry } from '../journal/journal.ts'
import type { Instant } from '../shared/time.ts'
import type { HoldLineInput } from './input.ts'
import type { Claimed } from './load.ts'

/** A line that has left its basket: its option, and its sessions by id. */
export type RemovedLine = { optionId: string; sessions: string }

const nameOf = (optionId: string, sessionIds: readonly string[]) => [optionId, ...sessionIds].join(' ')

/**
 * Lines that an order kept and that its basket no longer has. Option and sessions name a line; of several alike, as many
 * as are missing. A line whose seats lapsed is still in its basket until the till says otherwise, so it counts too.
 */
export function removedLines(
  claimed: Pick<Claimed, 'held' | 'lapsed'>,
  orderId: string,
  lines: readonly Pick<HoldLineInput, 'optionId' | 'sessionIds'>[],
): RemovedLine[] {
  const kept = keptLines(claimed, orderId)
  if (kept.length === 0) return []
  const left = new Map<string, number>()
  for (const { optionId, sessionIds } of lines) {
    const name = nameOf(optionId, [...sessionIds].sort())
    left.set(name, (left.get(name) ?? 0) + 1)
  }
  return kept.flatMap(({ optionId, sessionIds }) => {
    const name = nameOf(optionId, sessionIds)
    const there = left.get(name) ?? 0
    left.set(name, there - 1)
    return there > 0 ? [] : [{ optionId, sessions: sessionIds.join(' ') }]
  })
}

function keptLines({ held, lapsed }: Pick<Claimed, 'held' | 'lapsed'>, orderId: string) {
  const lines = new Map<string, { optionId: string; sessionIds: string[] }>()
  for (const seat of [...held, ...lapsed]) {
    if (seat.orderId !== orderId) continue
    const line = lines.get(seat.bookingId) ?? { optionId: seat.optionId, sessionIds: [] }
    if (seat.sessionId) line.sessionIds.push(seat.sessionId)
    lines.set(seat.bookingId, line)
  }
  for (const line of lines.values()) line.sessionIds.sort()
  return [...lines.values()]
}

type Removal = { orderId: string; registerId: string; operator: string; at: Instant }

/** A line taken out of a basket before payment leaves a trace in the register's event log (fiscal.md 1.9, 1.11). */
export function removedEntries(removed: readonly RemovedLine[], removal: Removal): Entry[] {
  const { orderId, registerId, operator, at } = removal
  return removed.map(({ optionId, sessions }) =>
    eventEntry({
      registerId,
      code: EVENT.LINE_REMOVED,
      operator,
      detail: { order: orderId, option: optionId, sessions },
      at,
    }),
  )
}
